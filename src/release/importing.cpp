#include "release/importing.h"

#include <algorithm>

#include "core/date.h"
#include "core/text.h"
#include "crypto/crypto.h"
#include "release/ctdc_file.h"
#include "release/datasets_store.h"

namespace panoh::release {

namespace {

/// Records in one transaction: some 20 ms of the writer's time.
constexpr std::int64_t batch = 2000;

core::Done check_free(store::Reader& reader, std::string_view name)
{
    if (name_taken(reader, name)) return core::fail(core::ErrorKind::conflict, "release/name_taken", "name");
    return {};
}

/// A dataset in the making. Unless it was finished, nothing of it stays.
class Staged {
public:
    Staged(store::Database& database, Dataset dataset) : database_(database), dataset_(std::move(dataset)) {}
    Staged(const Staged&) = delete;
    Staged& operator=(const Staged&) = delete;
    ~Staged()
    {
        if (finished_ || dataset_.number == 0) return;
        try {
            remove(database_, dataset_.number);
        } catch (...) {
            // The database is gone; what was written is invisible and goes at the next start.
        }
    }

    core::Done begin()
    {
        return database_.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_CHECK(check_free(transaction, dataset_.name));
            insert_dataset(transaction, dataset_);
            return {};
        });
    }
    core::Done add(std::int64_t first, const std::vector<CtdcLine>& lines)
    {
        return database_.write([&](store::Transaction& transaction) -> core::Done {
            insert_records(transaction, dataset_.number, first, lines);
            return {};
        });
    }
    core::Done finish(const Statistics& statistics, const audit::Act& act)
    {
        core::Done done;
        try {
            done = database_.write(
                [&](store::Transaction& transaction) { return make_visible(transaction, statistics, act); });
        } catch (const store::UnknownOutcome&) {
            if (!database_.read([&](store::Reader& reader) { return find_dataset(reader, dataset_.id); }))
                throw;
        }
        finished_ = done.has_value();
        return done;
    }

    static void remove(store::Database& database, std::int64_t number)
    {
        for (bool all = false; !all;) {
            const auto removed = database.write([&](store::Transaction& transaction) -> core::Result<bool> {
                return remove_some(transaction, number, 2 * batch);
            });
            all = !removed || *removed;
        }
    }

private:
    core::Done make_visible(store::Transaction& transaction, const Statistics& statistics,
                            const audit::Act& act)
    {
        PANOH_CHECK(check_free(transaction, dataset_.name));
        insert_statistics(transaction, dataset_.number, statistics);
        make_readable(transaction, dataset_.number);
        audit::append(transaction, act,
                      {.action = core::Action::dataset_import,
                       .object = dataset_.id.bytes,
                       .detail = "rows:" + std::to_string(dataset_.records)});
        return {};
    }

    store::Database& database_;
    Dataset dataset_;
    bool finished_ = false;
};

core::Done add_all(Staged& staged, std::string_view text, std::int64_t records, const OnProgress& progress)
{
    std::vector<CtdcLine> lines;
    std::int64_t first = 0;
    core::Done done;
    const auto write = [&] {
        done = staged.add(first, lines);
        first += static_cast<std::int64_t>(lines.size());
        lines.clear();
        if (done && !progress(first, records))
            done = core::fail(core::ErrorKind::busy, "release/import_stopped");
        return done.has_value();
    };
    each_ctdc_line(text, [&](const CtdcLine& line) {
        lines.push_back(line);
        return lines.size() < batch || write();
    });
    if (done && !lines.empty()) write();
    return done;
}

} // namespace

core::Done check_name(store::Database& database, std::string_view name)
{
    constexpr std::size_t most = 120;
    const auto invalid = [](const char* code) { return core::fail(core::ErrorKind::invalid, code, "name"); };
    if (core::trim(name).empty()) return invalid("release/name_missing");
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (!core::is_text(name) || std::any_of(name.begin(), name.end(), control))
        return invalid("release/name_invalid");
    if (core::letters(name) > most) return invalid("release/name_too_long");
    return database.read([&](store::Reader& reader) { return check_free(reader, name); });
}

core::Result<ImportResult> import_ctdc(store::Database& database, const MayImport&, const audit::Act& act,
                                       std::string_view name, std::string_view text,
                                       const OnProgress& progress)
{
    PANOH_CHECK(check_name(database, name));
    CheckedFile file = check_ctdc_file(text, core::utc_day(act.at).year);
    if (file.refused_total > 0)
        return ImportResult{
            .rows = file.records, .refused = std::move(file.refused), .refused_total = file.refused_total};

    const Rule rule;
    const auto id = crypto::random_id<core::DatasetId>();
    Staged staged(database, {.id = id,
                             .name = std::string(name),
                             .source = std::string(ctdc_source),
                             .citation = std::string(ctdc_citation),
                             .header = std::string(ctdc_header(text)),
                             .records = file.records,
                             .small_cell = rule.smallest,
                             .imported_at = act.at,
                             .imported_by = act.actor});
    if (!progress(0, file.records)) return core::fail(core::ErrorKind::busy, "release/import_stopped");
    PANOH_CHECK(staged.begin());
    PANOH_CHECK(add_all(staged, text, file.records, progress));
    PANOH_CHECK(staged.finish(publish(file.tally, rule), act));
    return ImportResult{.dataset = id, .rows = file.records};
}

void remove_unfinished(store::Database& database)
{
    for (const std::int64_t number : database.read([](store::Reader& reader) { return unfinished(reader); }))
        Staged::remove(database, number);
}

} // namespace panoh::release

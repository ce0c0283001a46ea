#include "release/releases.h"

#include "core/text.h"
#include "crypto/crypto.h"
#include "release/datasets_store.h"
#include "release/lineages_store.h"
#include "release/releases_store.h"

namespace panoh::release {

namespace {

using core::Action;
using core::ErrorKind;
using core::fail;

constexpr std::size_t longest_note = 2'000;

core::Result<ReleaseFile> own_release(store::Reader& reader, core::OrganisationId organisation,
                                      core::ReleaseId id)
{
    auto file = find_release(reader, id);
    if (!file || file->organisation != organisation)
        return fail(ErrorKind::not_found, "release/release_not_found");
    return std::move(*file);
}

/// What stands, for who comes with an older version.
struct StandsNow {
    std::int64_t version = 0;
    ReleaseState state = ReleaseState::draft;
    ReleasePlan value = {};
};
PANOH_JSON(StandsNow, version, state, value)

core::Error stale(const ReleaseFile& file)
{
    return {.kind = ErrorKind::stale,
            .code = "release/stale",
            .current = core::write_json(StandsNow{file.version, file.state, file.plan})};
}

core::Result<LineageFile> lineage_of(store::Reader& reader, core::OrganisationId organisation,
                                     core::LineageId id)
{
    auto file = find_lineage(reader, id);
    if (!file || file->organisation != organisation)
        return fail(ErrorKind::invalid, "release/lineage_not_found", "lineage");
    return std::move(*file);
}

core::Done check_value(store::Reader& reader, core::OrganisationId organisation, const ReleasePlan& plan)
{
    PANOH_TRY(const LineageFile lineage, lineage_of(reader, organisation, plan.lineage));
    PANOH_TRY(const microdata::Schema schema, schema_of(reader, lineage));
    PANOH_CHECK(check_plan(plan, schema));
    if (plan.source.dataset && !find_dataset(reader, *plan.source.dataset))
        return fail(ErrorKind::invalid, "release/dataset_not_found", "source/dataset");
    return {};
}

core::Done check_note(const std::string& note)
{
    if (core::is_blank(note)) return fail(ErrorKind::invalid, "release/note_missing", "note");
    if (!core::is_text(note)) return fail(ErrorKind::invalid, "release/text_invalid", "note");
    if (core::letters(note) > longest_note) return fail(ErrorKind::invalid, "release/text_too_long", "note");
    return {};
}

/// Takes the step from the version that was read, and nothing more.
core::Result<ReleaseFile> step_from(store::Reader& reader, core::OrganisationId organisation,
                                    const ReleaseChange& change, ReleaseStep step)
{
    PANOH_TRY(ReleaseFile file, own_release(reader, organisation, change.id));
    if (file.version != change.version) return fail(stale(file));
    PANOH_TRY(file.state, after(file.state, step));
    return file;
}

core::Done save(store::Transaction& transaction, const audit::Act& act, Action action, ReleaseStep step,
                ReleaseFile file)
{
    file.changed_at = act.at;
    if (!act.actor.is_null()) file.changed_by = act.actor;
    if (!update_release(transaction, file)) return fail(stale(file));
    audit::append(
        transaction, act,
        {.action = action, .object = file.id.bytes, .detail = "release:" + std::string(core::to_text(step))});
    return {};
}

/// What can be told without the table; again at each step, because budgets and schemas change in between.
core::Done check_ready(store::Reader& reader, const core::Clock& clock, const ReleaseFile& file)
{
    PANOH_CHECK(check_value(reader, file.organisation, file.plan));
    PANOH_TRY(const LineageFile lineage, lineage_of(reader, file.organisation, file.lineage));
    PANOH_TRY(const microdata::Schema schema, schema_of(reader, lineage));
    const microdata::Schema used = used_schema(schema, file.plan);
    PANOH_CHECK(microdata::ready(used));
    PANOH_TRY(const privacy::Ledger ledger, read_ledger(reader, file.lineage, clock));
    PANOH_TRY(const ReleaseForecast forecast, forecast_of(file.plan, used, ledger.state()));
    return check_budget(forecast, ledger.state());
}

} // namespace

core::Result<core::ReleaseId> add_release(store::Transaction& transaction, const MayWriteReleases& permit,
                                          const audit::Act& act, const ReleasePlan& plan)
{
    PANOH_CHECK(check_value(transaction, permit.object(), plan));
    const ReleaseFile file{.id = crypto::random_id<core::ReleaseId>(),
                           .organisation = permit.object(),
                           .lineage = plan.lineage,
                           .plan = plan,
                           .created_at = act.at,
                           .created_by = act.actor,
                           .written_by = act.actor,
                           .changed_at = act.at,
                           .changed_by = act.actor};
    insert_release(transaction, file);
    audit::append(transaction, act,
                  {.action = Action::release_write, .object = file.id.bytes, .detail = "release:added"});
    return file.id;
}

core::Done change_release(store::Transaction& transaction, const MayWriteReleases& permit,
                          const audit::Act& act, const ReleaseChange& change, const ReleasePlan& plan)
{
    PANOH_TRY(ReleaseFile file, step_from(transaction, permit.object(), change, ReleaseStep::change));
    if (plan.lineage != file.lineage) return fail(ErrorKind::invalid, "release/other_lineage", "lineage");
    PANOH_CHECK(check_value(transaction, permit.object(), plan));
    file.plan = plan;
    file.written_by = act.actor;
    file.proposed_by = file.approved_by = {};
    return save(transaction, act, Action::release_write, ReleaseStep::change, std::move(file));
}

core::Done propose(store::Transaction& transaction, const MayWriteReleases& permit, const audit::Act& act,
                   const core::Clock& clock, const ReleaseChange& change)
{
    PANOH_TRY(ReleaseFile file, step_from(transaction, permit.object(), change, ReleaseStep::propose));
    PANOH_CHECK(check_ready(transaction, clock, file));
    PANOH_TRY(const LineageFile lineage, lineage_of(transaction, file.organisation, file.lineage));
    file.schema_number = lineage.schema_number;
    file.proposed_by = act.actor;
    file.note.clear();
    file.note_by = {};
    file.failure.clear();
    return save(transaction, act, Action::release_write, ReleaseStep::propose, std::move(file));
}

core::Done send_back(store::Transaction& transaction, const MayApproveReleases& permit, const audit::Act& act,
                     const ReleaseChange& change, const std::string& note)
{
    PANOH_TRY(ReleaseFile file, step_from(transaction, permit.object(), change, ReleaseStep::send_back));
    PANOH_CHECK(check_note(note));
    file.approved_by = {};
    file.note = note;
    file.note_by = act.actor;
    return save(transaction, act, Action::release_approve, ReleaseStep::send_back, std::move(file));
}

core::Done approve(store::Transaction& transaction, const MayApproveReleases& permit, const audit::Act& act,
                   const core::Clock& clock, const ReleaseChange& change)
{
    PANOH_TRY(ReleaseFile file, step_from(transaction, permit.object(), change, ReleaseStep::approve));
    if (!may_be_second(file, act.actor)) return fail(ErrorKind::forbidden, "release/second_person");
    PANOH_TRY(const LineageFile lineage, lineage_of(transaction, file.organisation, file.lineage));
    if (lineage.schema_number != file.schema_number)
        return fail(ErrorKind::conflict, "release/schema_changed");
    PANOH_CHECK(check_ready(transaction, clock, file));
    file.approved_by = act.actor;
    return save(transaction, act, Action::release_approve, ReleaseStep::approve, std::move(file));
}

core::Done publish(store::Transaction& transaction, const MayApproveReleases& permit, const audit::Act& act,
                   const ReleaseChange& change)
{
    PANOH_TRY(ReleaseFile file, step_from(transaction, permit.object(), change, ReleaseStep::publish));
    if (!may_be_second(file, act.actor)) return fail(ErrorKind::forbidden, "release/second_person");
    file.published_by = act.actor;
    file.published_at = act.at;
    return save(transaction, act, Action::release_approve, ReleaseStep::publish, std::move(file));
}

core::Done withdraw(store::Transaction& transaction, const MayWriteReleases& permit, const audit::Act& act,
                    const ReleaseChange& change, const std::string& note)
{
    PANOH_TRY(ReleaseFile file, step_from(transaction, permit.object(), change, ReleaseStep::withdraw));
    PANOH_CHECK(check_note(note));
    file.note = note;
    file.note_by = act.actor;
    file.withdrawn_at = act.at;
    return save(transaction, act, Action::release_write, ReleaseStep::withdraw, std::move(file));
}

core::Done discard(store::Transaction& transaction, const MayWriteReleases& permit, const audit::Act& act,
                   const ReleaseChange& change)
{
    PANOH_TRY(ReleaseFile file, step_from(transaction, permit.object(), change, ReleaseStep::discard));
    delete_files(transaction, file.id);
    return save(transaction, act, Action::release_write, ReleaseStep::discard, std::move(file));
}

bool may_be_second(const ReleaseFile& file, core::UserId person)
{
    return !person.is_null() && person != file.proposed_by && person != file.written_by;
}

std::vector<ReleaseFile> list_releases(store::Reader& reader, const MayReadReleases& permit,
                                       const ReleaseQuery& query)
{
    return release_page(reader, permit.object(), query);
}

core::Result<ReleaseFile> release(store::Reader& reader, const MayReadReleases& permit, core::ReleaseId id)
{
    PANOH_TRY(ReleaseFile file, own_release(reader, permit.object(), id));
    if (!is_there(file.state)) return fail(ErrorKind::not_found, "release/release_not_found");
    return file;
}

core::Result<ReleaseFile> release_to_write(store::Reader& reader, const MayWriteReleases& permit,
                                           core::ReleaseId id)
{
    return own_release(reader, permit.object(), id);
}

core::Result<ReleaseForecast> forecast(store::Reader& reader, const core::Clock& clock,
                                       const ReleaseFile& file)
{
    PANOH_TRY(const LineageFile lineage, lineage_of(reader, file.organisation, file.lineage));
    PANOH_TRY(const microdata::Schema schema, schema_of(reader, lineage));
    PANOH_CHECK(check_plan(file.plan, schema));
    PANOH_TRY(const privacy::Ledger ledger, read_ledger(reader, file.lineage, clock));
    return forecast_of(file.plan, used_schema(schema, file.plan), ledger.state());
}

core::Result<ReleaseFilePart> file_of(store::Reader& reader, core::ReleaseId id, std::string_view name)
{
    for (ReleaseFilePart& file : files_of(reader, id))
        if (file.name == name) return std::move(file);
    return fail(ErrorKind::not_found, "release/file_not_found");
}

bool FileReading::next(std::string& out)
{
    constexpr std::int64_t at_once = 2;
    const std::size_t before = out.size();
    const std::int64_t found = database_->read([&](store::Reader& reader) {
        return read_parts(reader, release_, file_.position, part_, at_once, out);
    });
    part_ += found;
    sent_ += static_cast<std::int64_t>(out.size() - before);
    // Discarded meanwhile: half a file must not pass for a whole one.
    if (found == 0 && sent_ < file_.bytes) throw store::BrokenStore("parts of a file are missing");
    return sent_ < file_.bytes;
}

std::optional<ReleaseFile> begin_making(store::Database& database, const core::Clock& clock)
{
    const bool waits = database.read(
        [](store::Reader& reader) { return oldest_in(reader, ReleaseState::approved).has_value(); });
    if (!waits) return std::nullopt;
    const auto begun =
        database.write([&](store::Transaction& transaction) -> core::Result<std::optional<ReleaseFile>> {
            auto file = oldest_in(transaction, ReleaseState::approved);
            if (!file) return std::optional<ReleaseFile>();
            PANOH_TRY(file->state, after(file->state, ReleaseStep::begin));
            PANOH_CHECK(save(transaction, {.actor = file->approved_by, .at = clock.now()},
                             Action::release_make, ReleaseStep::begin, *file));
            ++file->version;
            return file;
        });
    return begun ? *begun : std::nullopt;
}

core::Done finish_making(store::Transaction& transaction, const audit::Act& act, core::ReleaseId id,
                         const privacy::LedgerLine& line)
{
    auto file = find_release(transaction, id);
    if (!file) return fail(ErrorKind::not_found, "release/release_not_found");
    PANOH_TRY(file->state, after(file->state, ReleaseStep::finish));
    file->manifest = line.outputs;
    file->epsilon_after = {line.epsilon_thousandths};
    file->made_at = act.at;
    return save(transaction, act, Action::release_make, ReleaseStep::finish, std::move(*file));
}

void fail_making(store::Database& database, const audit::Act& act, core::ReleaseId id,
                 const std::string& code)
{
    const auto failed = database.write([&](store::Transaction& transaction) -> core::Done {
        auto file = find_release(transaction, id);
        if (!file) return {};
        const auto next = after(file->state, ReleaseStep::fail);
        if (!next) return {};
        file->state = *next;
        file->failure = code;
        delete_files(transaction, id);
        return save(transaction, act, Action::release_make, ReleaseStep::fail, std::move(*file));
    });
    static_cast<void>(failed);
}

void fail_unfinished(store::Database& database, const core::Clock& clock)
{
    for (;;) {
        const auto file =
            database.read([](store::Reader& reader) { return oldest_in(reader, ReleaseState::making); });
        if (!file) return;
        fail_making(database, {.at = clock.now()}, file->id, "release/stopped");
    }
}

} // namespace panoh::release

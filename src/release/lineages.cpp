#include "release/lineages.h"

#include <algorithm>

#include "core/text.h"
#include "crypto/crypto.h"
#include "release/lineages_store.h"

namespace panoh::release {

namespace {

using core::Action;
using core::ErrorKind;
using core::fail;
using privacy::Rho;

constexpr std::size_t longest_title = 120;
/// Who answers for what the owner of the machine does.
constexpr std::string_view machine = "machine";
/// What such lines are about.
constexpr std::string_view restored = "restored";

/// What the key is bound to: nowhere else does it open.
core::Bytes place_of_key(core::LineageId id)
{
    constexpr std::string_view word = "release lineage ";
    core::Bytes place(word.size() + id.bytes.size());
    std::ranges::copy(id.bytes, std::ranges::copy(word, place.begin()).out);
    return place;
}

std::string hash_of(const std::string& schema)
{
    return crypto::to_base64url(crypto::hash(core::as_bytes(schema)));
}

KeptSchema written(std::int64_t number, const microdata::Schema& schema, const audit::Act& act)
{
    KeptSchema kept{.number = number,
                    .document = microdata::schema_text(schema),
                    .hash = {},
                    .written_at = act.at,
                    .written_by = act.actor};
    kept.hash = hash_of(kept.document);
    return kept;
}

core::Done check_title(const std::string& title)
{
    if (core::is_blank(title) || !core::is_text(title) || !core::is_line(title) ||
        core::letters(title) > longest_title)
        return fail(ErrorKind::invalid, "release/lineage_title", "title");
    return {};
}

core::Result<LineageFile> own_lineage(store::Reader& reader, core::OrganisationId organisation,
                                      core::LineageId id)
{
    auto file = find_lineage(reader, id);
    if (!file || file->organisation != organisation)
        return fail(ErrorKind::not_found, "release/lineage_not_found");
    return std::move(*file);
}

core::Error stale()
{
    return {.kind = ErrorKind::stale, .code = "release/stale"};
}

core::Result<LineageFile> lineage_to_change(store::Reader& reader, core::OrganisationId organisation,
                                            const LineageChange& change)
{
    PANOH_TRY(LineageFile file, own_lineage(reader, organisation, change.id));
    if (file.version != change.version) return fail(stale());
    return file;
}

LineageFile changed_by(LineageFile file, const audit::Act& act)
{
    file.changed_at = act.at;
    file.changed_by = act.actor;
    return file;
}

} // namespace

std::string operator_text(core::UserId person)
{
    return person.is_null() ? std::string(machine) : core::to_string(person);
}

core::Result<core::LineageId>
begin_lineage(const ReleaseNeeds& needs, const MayWriteReleases& permit, const audit::Act& act,
              const NewLineage& lineage,
              const std::function<core::Done(store::Transaction&, core::LineageId)>& beside)
{
    PANOH_CHECK(check_title(lineage.title));
    PANOH_CHECK(microdata::check(lineage.schema));
    const auto known = needs.database.read([](store::Reader& reader) { return lineage_ids(reader); });
    PANOH_CHECK(needs.marks.check_new(lineage.schema.lineage, known));
    const crypto::Key key = crypto::random_key();
    const auto id = crypto::random_id<core::LineageId>();
    const LineageFile file{.id = id,
                           .organisation = permit.object(),
                           .name = lineage.schema.lineage,
                           .title = lineage.title,
                           .sealed_key = crypto::encrypt(needs.key, key.reveal(), place_of_key(id)),
                           .created_at = act.at,
                           .created_by = act.actor,
                           .changed_at = act.at,
                           .changed_by = act.actor};
    const auto insert = [&](store::Transaction& transaction, const privacy::LedgerLine&) -> core::Done {
        if (lineage_taken(transaction, file.organisation, file.name))
            return fail(ErrorKind::conflict, "release/lineage_taken", "name");
        insert_lineage(transaction, file);
        insert_schema(transaction, id, written(1, lineage.schema, act));
        return beside ? beside(transaction, id) : core::Done();
    };
    PANOH_TRY(
        privacy::Ledger ledger,
        privacy::Ledger::open(
            open_ledger_rows(needs.database, needs.marks,
                             {.lineage = id, .act = act, .action = Action::release_write, .beside = insert}),
            needs.clock));
    PANOH_CHECK(ledger.start(file.name, lineage.epsilon, privacy::delta_for(lineage.schema.people),
                             operator_text(act.actor), needs.program));
    return id;
}

core::Done change_schema(store::Transaction& transaction, const MayWriteReleases& permit,
                         const audit::Act& act, const LineageChange& change, const microdata::Schema& schema)
{
    PANOH_TRY(const LineageFile before, lineage_to_change(transaction, permit.object(), change));
    PANOH_CHECK(microdata::check(schema));
    if (schema.lineage != before.name) return fail(ErrorKind::invalid, "release/other_lineage", "lineage");
    LineageFile file = changed_by(before, act);
    ++file.schema_number;
    if (!update_lineage(transaction, file)) return fail(stale());
    insert_schema(transaction, file.id, written(file.schema_number, schema, act));
    audit::append(transaction, act,
                  {.action = Action::release_write,
                   .object = file.id.bytes,
                   .detail = "schema:" + std::to_string(file.schema_number)});
    return {};
}

core::Done raise_budget(const ReleaseNeeds& needs, const MayApproveReleases& permit, const audit::Act& act,
                        const LineageChange& change, privacy::Epsilon epsilon, const std::string& reason)
{
    PANOH_TRY(const LineageFile file, needs.database.read([&](store::Reader& reader) {
        return lineage_to_change(reader, permit.object(), change);
    }));
    const auto next_version = [&](store::Transaction& transaction, const privacy::LedgerLine&) -> core::Done {
        if (!update_lineage(transaction, changed_by(file, act))) return fail(stale());
        return {};
    };
    PANOH_TRY(Lineage opened, open_lineage(needs, file, act, Action::release_approve, next_version));
    return opened.ledger.raise(epsilon, reason, operator_text(act.actor), needs.program);
}

std::vector<LineageFile> list_lineages(store::Reader& reader, const MayReadReleases& permit)
{
    return lineages_of(reader, permit.object());
}

core::Result<LineageFile> lineage(store::Reader& reader, const MayReadReleases& permit, core::LineageId id)
{
    return own_lineage(reader, permit.object(), id);
}

core::Result<microdata::Schema> schema_of(store::Reader& reader, const LineageFile& file)
{
    return microdata::read_schema(kept_schema(reader, file.id, file.schema_number).document);
}

core::Result<Lineage> open_lineage(const ReleaseNeeds& needs, const LineageFile& file, const audit::Act& act,
                                   Action action, BesideLine beside)
{
    PANOH_TRY(const core::SecretText text,
              crypto::decrypt(needs.key, file.sealed_key, place_of_key(file.id)));
    crypto::Key key;
    const auto bytes = core::as_bytes(text.reveal());
    if (bytes.size() != key.fill().size()) return fail(ErrorKind::conflict, "ledger/key_missing");
    std::ranges::copy(bytes, key.fill().begin());
    PANOH_TRY(
        privacy::Ledger ledger,
        privacy::Ledger::open(
            open_ledger_rows(needs.database, needs.marks,
                             {.lineage = file.id, .act = act, .action = action, .beside = std::move(beside)}),
            needs.clock));
    return Lineage{.ledger = std::move(ledger), .key = std::move(key)};
}

namespace {

/// What is written for lines that the database forgot.
privacy::Spending forgotten(std::size_t lines, const ReleaseNeeds& needs)
{
    return {.release = "forgotten-" + std::to_string(lines),
            .what = std::string(restored),
            .input = {},
            .salt = {},
            .schema = {},
            .operator_name = std::string(machine),
            .program = needs.program};
}

core::Done note_accepted(const ReleaseNeeds& needs, core::LineageId id)
{
    return needs.database.write([&](store::Transaction& transaction) -> core::Done {
        audit::append(transaction, {.at = needs.clock.now()},
                      {.action = Action::release_make, .object = id.bytes, .detail = "ledger:accepted"});
        return {};
    });
}

core::Done debit_forgotten(const ReleaseNeeds& needs, privacy::Ledger& ledger, Rho lost)
{
    const privacy::LedgerState state = ledger.state();
    if (lost.units <= 0) {
        PANOH_TRY(const privacy::Exact noted, ledger.note_exact(forgotten(state.lines, needs)));
        static_cast<void>(noted);
        return {};
    }
    // The line that raised the budget may be among those that were forgotten.
    if (lost > state.budget - state.spent)
        PANOH_CHECK(ledger.raise(privacy::epsilon_for(state.spent + lost, state.delta), restored, machine,
                                 needs.program));
    PANOH_TRY(const privacy::Spent debited, ledger.debit(lost, forgotten(state.lines, needs)));
    static_cast<void>(debited);
    return {};
}

/// `mark` with no lines is none.
core::Done accept_one(const ReleaseNeeds& needs, const LedgerMark& mark, privacy::Epsilon spent)
{
    const auto lines =
        needs.database.read([&](store::Reader& reader) { return ledger_lines(reader, mark.lineage); });
    if (lines.empty()) {
        PANOH_CHECK(note_accepted(needs, mark.lineage));
        return needs.marks.remove(mark.lineage);
    }
    LedgerUse use{.lineage = mark.lineage, .act = {.at = needs.clock.now()}};
    use.despite_mark = true;
    PANOH_TRY(
        privacy::Ledger ledger,
        privacy::Ledger::open(open_ledger_rows(needs.database, needs.marks, std::move(use)), needs.clock));
    const privacy::LedgerState state = ledger.state();
    Rho known{mark.spent};
    if (spent.thousandths > 0) known = std::max(known, privacy::rho_for(spent, state.delta));
    return debit_forgotten(needs, ledger, known - state.spent);
}

} // namespace

core::Result<int> accept_ledger(const ReleaseNeeds& needs, std::string_view name, privacy::Epsilon spent)
{
    PANOH_TRY(const auto marks, needs.marks.all());
    std::vector<LedgerMark> wanted = marks;
    for (const LineageFile& file :
         needs.database.read([](store::Reader& reader) { return all_lineages(reader); }))
        if (std::ranges::find(marks, file.id, &LedgerMark::lineage) == marks.end())
            wanted.push_back({.lineage = file.id, .name = file.name});
    int accepted = 0;
    for (const LedgerMark& mark : wanted) {
        if (mark.name != name) continue;
        const auto lines =
            needs.database.read([&](store::Reader& reader) { return ledger_lines(reader, mark.lineage); });
        if (check_mark(marks, mark.lineage, lines)) continue;
        PANOH_CHECK(accept_one(needs, mark, spent));
        ++accepted;
    }
    if (accepted == 0) return fail(ErrorKind::not_found, "release/lineage_not_found", "name");
    return accepted;
}

} // namespace panoh::release

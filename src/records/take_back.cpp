#include "records/take_back.h"

#include <algorithm>

#include "access/people.h"
#include "cases/removal.h"
#include "records/records_store.h"

namespace panoh::records {
namespace {

using core::Action;

core::Error not_found()
{
    return {.kind = core::ErrorKind::not_found, .code = "records/import_not_found"};
}

core::Result<ImportRow> permitted(store::Reader& reader, const access::Subject& subject,
                                  core::ImportId import)
{
    const auto row = load_import(reader, import);
    if (!row || std::ranges::find(subject.teams, row->team) == subject.teams.end())
        return core::fail(not_found());
    PANOH_CHECK(access::PermitIssuer::permit<Action::case_remove>(subject, import));
    if (row->begun_by != subject.user && subject.role != access::Role::supervisor)
        return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    return *row;
}

/// Whether it is gone afterwards.
core::Result<bool> remove_one(store::Transaction& transaction, const access::Subject& subject,
                              const audit::Act& act, const BroughtIn& one)
{
    const auto found = cases::unread_case(transaction, one.id);
    if (!found) return true;
    const auto permit =
        access::PermitIssuer::permit_case<Action::case_remove>(subject, one.id, found->facts());
    if (!permit || !one.writings) return false;
    const auto done = cases::remove_case(transaction, *permit, act, *one.writings, "import");
    if (done) return true;
    if (done.error().code == "case/worked_on") return false;
    return core::fail(done.error());
}

/// One portion: the cases after `after`; which was the last of them, or nothing at the end.
struct Portion {
    std::optional<core::CaseId> last = {};
    TakenBack became = {};
};
core::Result<Portion> remove_portion(store::Transaction& transaction, const TakesBack& who,
                                     core::ImportId import, core::CaseId after)
{
    // Asked again: nobody goes on for somebody who was shut out meanwhile.
    const auto subject = access::subject_of(transaction, who.act.actor);
    if (!subject) return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    PANOH_CHECK(permitted(transaction, *subject, import));
    const auto written = who.being_written ? who.being_written(transaction) : std::set<core::CaseId>{};
    Portion portion;
    for (const auto& one : brought_in(transaction, import, after, static_cast<std::int64_t>(who.portion))) {
        portion.last = one.id;
        bool gone = false;
        if (!written.contains(one.id)) {
            PANOH_TRY(gone, remove_one(transaction, *subject, who.act, one));
        }
        if (gone) forget_brought_in(transaction, import, one.id);
        ++(gone ? portion.became.removed : portion.became.kept);
    }
    if (!portion.last) note_taken_back(transaction, import, who.act.actor, who.act.at);
    return portion;
}

} // namespace

core::Done may_take_back(store::Reader& reader, const access::Subject& subject, core::ImportId import)
{
    PANOH_CHECK(permitted(reader, subject, import));
    return {};
}

core::Result<TakenBack> take_back(store::Database& database, const TakesBack& who, core::ImportId import,
                                  const OnBroughtIn& progress)
{
    const auto row =
        database.read([&](store::Reader& reader) { return permitted(reader, who.subject, import); });
    if (!row) return core::fail(row.error());
    TakenBack became;
    for (core::CaseId after = {};;) {
        const auto portion = database.write(
            [&](store::Transaction& transaction) { return remove_portion(transaction, who, import, after); });
        if (!portion) return core::fail(portion.error());
        if (!portion->last) return became;
        became.removed += portion->became.removed;
        became.kept += portion->became.kept;
        after = *portion->last;
        if (!progress(became.removed + became.kept, row->cases)) return became;
    }
}

} // namespace panoh::records

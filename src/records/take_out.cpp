#include "records/take_out.h"

#include <algorithm>
#include <map>

#include "access/notices.h"
#include "access/people.h"
#include "cases/notes.h"
#include "cases/sealed_parts.h"
#include "directory/organisations.h"

namespace panoh::records {
namespace {

using core::Action;

constexpr std::size_t portion = 100;
constexpr int notes_at_once = 200;

/// A part that may be read, or nothing: no right, or no key to it. A part that was tampered with is a
/// refusal.
template <Action A, typename Read>
auto part(const TakesOut& who, const cases::CaseFile& file, Read read) -> core::Result<
    std::optional<std::remove_cvref_t<decltype(read(std::declval<const cases::CasePermit<A>&>())->value)>>>
{
    using Value = std::remove_cvref_t<decltype(read(std::declval<const cases::CasePermit<A>&>())->value)>;
    const auto may = access::PermitIssuer::permit_case<A>(who.subject, file.id, cases::facts_of(file));
    if (!may) return std::optional<Value>();
    auto value = read(*may);
    if (value) return std::optional(std::move(value->value));
    if (value.error().code == "vault/no_key") return std::optional<Value>();
    return core::fail(std::move(value).error());
}

/// What the directory tells of an organisation, without its id and version.
directory::Organisation told_of(const std::optional<directory::OrganisationView>& view)
{
    directory::Organisation told;
    if (!view) return told;
    boost::mp11::mp_for_each<core::JsonMembers<directory::Organisation>>([&](auto member) {
        boost::mp11::mp_for_each<core::JsonMembers<directory::OrganisationView>>([&](auto seen) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(told.*member.pointer)>,
                                         std::remove_cvref_t<decltype((*view).*seen.pointer)>>)
                if (std::string_view(member.name) == seen.name) told.*member.pointer = (*view).*seen.pointer;
        });
    });
    return told;
}

class Portion {
public:
    Portion(store::Reader& reader, const TakesOut& who) : reader_(reader), who_(who), names_(reader) {}

    /// Nothing when this case may not be taken out.
    [[nodiscard]] core::Result<std::optional<Record>> record_of(core::CaseId id)
    {
        PANOH_TRY(auto found, cases::unread_case(reader_, id));
        const auto may =
            access::PermitIssuer::permit_case<Action::case_export>(who_.subject, id, found.facts());
        if (!may) return std::optional<Record>();
        const cases::CaseFile file = std::move(found).read(*may);
        Record record;
        static_cast<cases::CodedAnswers&>(record) = file.answers;
        record.reference = file.reference;
        record.opened_on = core::local_day(file.opened_at, who_.time_zone);
        record.country = {file.country};
        record.state = file.state;
        record.closure_reason = file.closure_reason;
        record.assigned_to = names_.user_name(file.assigned_to);
        record.consent = file.consent;
        record.organisation = organisation_of(file.organisation);
        record.age_band = file.age_band;
        if (who_.parts == Parts::all) PANOH_CHECK(add_sealed(record, file));
        return std::optional(std::move(record));
    }

private:
    core::Done add_sealed(Record& record, const cases::CaseFile& file)
    {
        PANOH_TRY(auto identity, part<Action::identity_read>(who_, file, [&](const auto& may) {
                      return cases::read_identity(reader_, may, *who_.keys);
                  }));
        if (identity) record.identity = std::move(*identity);
        PANOH_TRY(auto whereabouts, part<Action::whereabouts_read>(who_, file, [&](const auto& may) {
                      return cases::read_whereabouts(reader_, may, *who_.keys);
                  }));
        if (whereabouts) record.whereabouts = std::move(*whereabouts);
        PANOH_TRY(auto story, part<Action::narrative_read>(who_, file, [&](const auto& may) {
                      return cases::read_story(reader_, may, *who_.keys);
                  }));
        if (!story) return {};
        record.story = std::move(*story);
        const auto may = access::PermitIssuer::permit_case<Action::narrative_read>(who_.subject, file.id,
                                                                                   cases::facts_of(file));
        cases::NotesAfter after;
        int came = 0;
        do {
            PANOH_TRY(auto notes, cases::read_notes(reader_, file.id, file.team, after, notes_at_once, *may,
                                                    std::nullopt, *who_.keys));
            came = static_cast<int>(notes.size());
            for (auto& note : notes) {
                after = {.written_at = note.written_at, .id = note.id};
                if (note.sealed_for_others) continue;
                record.notes.push_back({.text = std::move(note.text),
                                        .written_at = core::to_string(note.written_at),
                                        .written_by = names_.user_name(note.written_by)});
            }
        } while (came == notes_at_once);
        std::ranges::reverse(record.notes); // as they were written
        return {};
    }

    const directory::Organisation& organisation_of(core::OrganisationId id)
    {
        const auto known = organisations_.find(id);
        if (known != organisations_.end()) return known->second;
        return organisations_.emplace(id, told_of(directory::organisation(reader_, id))).first->second;
    }

    store::Reader& reader_;
    const TakesOut& who_;
    access::PeopleNames names_;
    std::map<core::OrganisationId, directory::Organisation> organisations_;
};

} // namespace

core::Result<TakingOut> TakingOut::begin(store::Database& database, TakesOut who)
{
    const access::CaseFacts any{.organisation = who.subject.organisation, .team = who.team};
    if (access::decide(who.subject, Action::case_export, any) != access::Verdict::allow)
        return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    TakingOut taking(database, std::move(who));
    taking.ids_ =
        database.read([&](store::Reader& reader) { return cases::case_ids(reader, taking.who_.team); });
    return taking;
}

core::Result<bool> TakingOut::next(std::vector<Record>& records)
{
    const std::span<const core::CaseId> some(ids_.data() + done_, std::min(portion, ids_.size() - done_));
    PANOH_TRY(records, database_->read([&](store::Reader& reader) -> core::Result<std::vector<Record>> {
        Portion opened(reader, who_);
        std::vector<Record> found;
        for (const auto& id : some) {
            PANOH_TRY(auto record, opened.record_of(id));
            if (record) found.push_back(std::move(*record));
        }
        return found;
    }));
    // A team without a case is noted as well: that somebody took it is what the record is for.
    PANOH_CHECK(database_->write([&](store::Transaction& transaction) -> core::Done {
        audit::append(
            transaction, who_.act,
            {.action = Action::case_export, .cases = {some.begin(), some.end()}, .detail = who_.detail});
        if (done_ == 0 && who_.parts == Parts::all)
            access::note_leads(transaction, who_.act.actor, access::NoticeKind::colleague_took_names,
                               who_.act.at);
        if (who_.parts == Parts::coded || !who_.keys->opened_slowly()) return {};
        for (const auto compartment :
             {core::Compartment::identity, core::Compartment::whereabouts, core::Compartment::narrative})
            vault::quicken(transaction, *who_.keys, who_.team, compartment, some);
        return {};
    }));
    done_ += some.size();
    return done_ < ids_.size();
}

core::Result<std::int64_t> take_out(store::Database& database, TakesOut who,
                                    const std::function<void(const Record&)>& use)
{
    PANOH_TRY(auto taking, TakingOut::begin(database, std::move(who)));
    std::int64_t count = 0;
    std::vector<Record> records;
    for (bool more = true; more;) {
        PANOH_TRY(more, taking.next(records));
        for (const auto& record : records)
            use(record);
        count += static_cast<std::int64_t>(records.size());
    }
    return count;
}

} // namespace panoh::records

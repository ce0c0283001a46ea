#include "records/bring_in.h"

#include <algorithm>
#include <map>

#include "access/people.h"
#include "cases/notes.h"
#include "cases/removal.h"
#include "cases/sealed_parts.h"
#include "core/json.h"
#include "records/records_store.h"

namespace panoh::records {
namespace {

using core::Action;

/// Noon of a day, at most now: a day has no hour, and noon is on that day in every time zone of the region.
core::Instant opened_at(const std::optional<core::Date>& day, core::Instant now)
{
    if (!day) return {};
    const std::int64_t days = core::days_between(core::Date{1970, 1, 1}, *day);
    return std::min(core::Instant{days * 24 * core::hour_ms + 6 * core::hour_ms}, now);
}

bool is_written(const cases::Whereabouts& whereabouts)
{
    return core::write_json(whereabouts) != core::write_json(cases::Whereabouts{});
}
bool is_written(const cases::Story& story)
{
    return core::write_json(story) != core::write_json(cases::Story{});
}

template <Action A>
core::Result<cases::CasePermit<A>> permit(const BringsIn& who, const cases::CaseFile& file)
{
    // A closed case that came with its parts was not closed when they were written.
    access::CaseFacts facts = cases::facts_of(file);
    facts.closed = false;
    return access::PermitIssuer::permit_case<A>(who.subject, file.id, facts);
}

core::Done write_parts(store::Transaction& transaction, const BringsIn& who, const cases::CaseFile& file,
                       const Incoming& incoming)
{
    if (is_written(incoming.whereabouts)) {
        PANOH_TRY(const auto may, permit<Action::whereabouts_write>(who, file));
        PANOH_CHECK(cases::write_whereabouts(transaction, may, *who.keys, who.act, 0, incoming.whereabouts));
    }
    if (!is_written(incoming.story) && incoming.notes.empty()) return {};
    PANOH_TRY(const auto may, permit<Action::narrative_write>(who, file));
    if (is_written(incoming.story))
        PANOH_CHECK(
            cases::write_story(transaction, may, *who.keys, who.act, 0, incoming.story, who.time_zone));
    for (const auto& note : incoming.notes) {
        const auto at = core::parse_instant(note.written_at).value_or(who.act.at);
        PANOH_CHECK(cases::record_note(transaction, file.team, may, *who.keys, who.act, note.text, at));
    }
    return {};
}

/// Who may own a case of this team, by user name.
using Owners = std::map<std::string, core::UserId, std::less<>>;

Owners owners_of(store::Reader& reader, core::TeamId team)
{
    Owners owners;
    for (const auto& person : access::members_of(reader, team))
        if (person.active) owners.emplace(person.user_name, person.id);
    return owners;
}

core::UserId owner_of(const BringsIn& who, const Owners& owners, const Incoming& incoming)
{
    const auto owner = owners.find(incoming.owner);
    return owner == owners.end() ? who.act.actor : owner->second;
}

core::Done open_one(store::Transaction& transaction, const BringsIn& who, const Owners& owners,
                    core::ImportId import, const Incoming& incoming)
{
    PANOH_TRY(const auto may, access::PermitIssuer::permit<Action::case_open>(who.subject, who.team));
    cases::RecordedCase recorded = incoming.recorded;
    recorded.opened_at = opened_at(incoming.opened_on, who.act.at);
    recorded.assigned_to = owner_of(who, owners, incoming);
    const core::Date day = incoming.opened_on.value_or(core::local_day(who.act.at, who.time_zone));
    PANOH_TRY(const auto file, cases::record_case(transaction, may, who.subject.organisation, *who.keys,
                                                  who.act, recorded, day));
    PANOH_CHECK(write_parts(transaction, who, file, incoming));
    note_brought_in(transaction, import, {.id = file.id, .writings = cases::writings(transaction, file.id)});
    return {};
}

/// Whether the person could write the parts of a case once it is open.
bool may_write_parts(const BringsIn& who, core::UserId owner, const Incoming& incoming)
{
    const access::CaseFacts facts{.organisation = who.subject.organisation,
                                  .team = who.team,
                                  .assigned_to = owner,
                                  .opened_by = who.act.actor};
    const auto may = [&](Action action) {
        return access::decide(who.subject, action, facts) == access::Verdict::allow;
    };
    if (is_written(incoming.whereabouts) && !may(Action::whereabouts_write)) return false;
    return (!is_written(incoming.story) && incoming.notes.empty()) || may(Action::narrative_write);
}

} // namespace

core::Done may_bring_in(store::Reader& reader, const BringsIn& who, std::span<const Incoming> cases)
{
    PANOH_CHECK(access::PermitIssuer::permit<Action::case_open>(who.subject, who.team));
    const Owners owners = owners_of(reader, who.team);
    for (const auto& incoming : cases)
        if (!may_write_parts(who, owner_of(who, owners, incoming), incoming))
            return core::fail(core::ErrorKind::forbidden, "records/part_not_allowed");
    return {};
}

core::Result<std::int64_t> bring_in(store::Database& database, const BringsIn& who, core::ImportId import,
                                    std::string_view name, std::vector<Incoming>& cases,
                                    const OnBroughtIn& progress)
{
    const auto all = static_cast<std::int64_t>(cases.size());
    PANOH_CHECK(database.write([&](store::Transaction& transaction) -> core::Done {
        PANOH_CHECK(may_bring_in(transaction, who, cases));
        begin_import(transaction, {.id = import,
                                   .team = who.team,
                                   .name = std::string(name),
                                   .begun_by = who.act.actor,
                                   .begun_at = who.act.at,
                                   .wanted = all});
        return {};
    }));
    const Owners owners = database.read([&](store::Reader& reader) { return owners_of(reader, who.team); });
    for (std::size_t begin = 0; begin < cases.size(); begin += who.portion) {
        const std::size_t end = std::min(begin + who.portion, cases.size());
        PANOH_CHECK(database.write([&](store::Transaction& transaction) -> core::Done {
            // A new epoch of the team's key may have begun, too.
            who.keys->forget_teams();
            // Asked again: it may take minutes, and nobody goes on for somebody who was shut out meanwhile.
            BringsIn now = who;
            const auto subject = access::subject_of(transaction, who.act.actor);
            if (!subject) return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
            now.subject = *subject;
            for (std::size_t i = begin; i < end; ++i)
                PANOH_CHECK(open_one(transaction, now, owners, import, cases[i]));
            if (end == cases.size()) end_import(transaction, import, who.act.at);
            return {};
        }));
        for (std::size_t i = begin; i < end; ++i)
            cases[i] = {}; // names do not stay in memory longer than they must
        if (!progress(static_cast<std::int64_t>(end), all)) return static_cast<std::int64_t>(end);
    }
    return all;
}

} // namespace panoh::records

#include "emergency/openings.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <stdexcept>
#include <tuple>

#include "access/emergency_key.h"
#include "access/notices.h"
#include "access/people.h"
#include "emergency/openings_store.h"
#include "vault/standing.h"

namespace panoh::emergency {

namespace {

constexpr std::int64_t most_own = 20;
constexpr std::size_t most_to_review = 50;

vault::Place why_place(const Opening& opening)
{
    return {.table = "emergency_opening",
            .row = opening.id.bytes,
            .field = "why",
            .case_id = opening.case_id,
            .compartment = core::Compartment::narrative,
            .version = 1};
}

audit::Entry about(Action action, const Opening& opening, std::string detail)
{
    return {.action = action,
            .cases = {opening.case_id},
            .object = opening.id.bytes,
            .detail = std::move(detail)};
}

/// Neither may be what is not there: a permit is for the case of the opening.
void must_be_of(const core::CaseId& permitted, const Opening& opening)
{
    if (permitted != opening.case_id) throw std::logic_error("a permit for another case");
}

core::Done check_earlier(store::Reader& reader, core::CaseId case_id, core::UserId officer, core::Instant now)
{
    std::int64_t waiting = 0;
    for (const auto& each : openings_of(reader, officer, most_own)) {
        if (each.case_id == case_id && is_open(each, officer, now))
            return core::fail(core::ErrorKind::conflict, "emergency/open_already");
        if (!each.reviewed_at) ++waiting;
    }
    if (waiting >= openings_at_most) return core::fail(core::ErrorKind::conflict, "emergency/too_many");
    return {};
}

void tell(store::Transaction& transaction, const cases::HeldCase& held, core::OrganisationId organisation,
          const audit::Act& act)
{
    std::set<core::UserId> readers;
    if (!held.assigned_to.is_null()) readers.insert(held.assigned_to);
    for (const auto& each : access::members_of(transaction, held.team))
        if (each.active && each.role == access::Role::supervisor) readers.insert(each.id);
    for (const auto& each : access::people_of(transaction, organisation))
        if (each.active && each.role == access::Role::auditor) readers.insert(each.id);
    readers.erase(act.actor);
    for (const auto reader : readers)
        access::note(transaction, reader, access::NoticeKind::emergency_opened, act.at, act.actor);
}

} // namespace

core::Result<Opening> open_in_emergency(store::Transaction& transaction,
                                        const cases::CasePermit<Action::emergency_open>& permit,
                                        const cases::HeldCase& held, core::OrganisationId organisation,
                                        vault::KeyRing& keys, const audit::Act& act, const Wanted& wanted)
{
    PANOH_CHECK(check_why(wanted.why));
    if (!access::is_officer(transaction, act.actor, organisation))
        return core::fail(core::ErrorKind::forbidden, "emergency/not_officer");
    if (vault::holds_team_key(transaction, act.actor, held.team, core::Compartment::identity))
        return core::fail(core::ErrorKind::conflict, "emergency/own_team");
    PANOH_CHECK(check_earlier(transaction, permit.object(), act.actor, act.at));
    if (!vault::is_sealed_to(transaction, access::emergency_team(organisation), permit.object()))
        return core::fail(core::ErrorKind::conflict, "emergency/not_sealed_yet");
    Opening opening{.id = crypto::random_id<core::EmergencyId>(),
                    .case_id = permit.object(),
                    .reference = held.reference,
                    .team = held.team,
                    .officer = act.actor,
                    .reason = wanted.reason.code,
                    .opened_at = act.at,
                    .ends_at = act.at + opening_lasts_ms};
    PANOH_TRY(opening.why, vault::seal(transaction, keys, opening.team, why_place(opening), wanted.why));
    insert_opening(transaction, opening);
    audit::append(transaction, act, about(Action::emergency_open, opening, "reason:" + opening.reason));
    tell(transaction, held, organisation, act);
    return opening;
}

core::Result<Opening> find_opening(store::Reader& reader, core::EmergencyId id)
{
    auto found = load_opening(reader, id);
    if (!found) return core::fail(core::ErrorKind::not_found, "emergency/not_found");
    return std::move(*found);
}

void end_opening(store::Transaction& transaction, const cases::CasePermit<Action::emergency_read>& permit,
                 const audit::Act& act, const Opening& opening)
{
    must_be_of(permit.object(), opening);
    save_end(transaction, opening.id, act.at);
    audit::append(transaction, act, about(Action::emergency_read, opening, "emergency:ended"));
}

core::Result<core::SecretText> read_why(store::Reader& reader,
                                        const cases::CasePermit<Action::emergency_review>& permit,
                                        vault::KeyRing& keys, const Opening& opening)
{
    must_be_of(permit.object(), opening);
    return vault::open(reader, keys, opening.team, why_place(opening), opening.why);
}

core::Done review_opening(store::Transaction& transaction,
                          const cases::CasePermit<Action::emergency_review>& permit, const audit::Act& act,
                          Opening opening, const EmergencyVerdict& verdict)
{
    must_be_of(permit.object(), opening);
    if (opening.officer == act.actor) return core::fail(core::ErrorKind::forbidden, "emergency/own");
    opening.reviewed_by = act.actor;
    opening.reviewed_at = act.at;
    opening.verdict = verdict.code;
    if (!save_review(transaction, opening))
        return core::fail(core::ErrorKind::conflict, "emergency/reviewed");
    audit::append(transaction, act, about(Action::emergency_review, opening, "verdict:" + verdict.code));
    access::note(transaction, opening.officer, access::NoticeKind::emergency_reviewed, act.at, act.actor);
    return {};
}

std::vector<Opening> opened_by(store::Reader& reader, core::UserId officer)
{
    return openings_of(reader, officer, most_own);
}

std::vector<Opening> to_review(store::Reader& reader, const std::vector<core::TeamId>& teams,
                               core::UserId reviewer)
{
    std::vector<Opening> found;
    for (const auto& team : teams) {
        auto of_team = unreviewed_of(reader, team, static_cast<std::int64_t>(most_to_review));
        std::ranges::move(of_team, std::back_inserter(found));
    }
    std::erase_if(found, [&](const Opening& each) { return each.officer == reviewer; });
    std::ranges::sort(found, [](const Opening& a, const Opening& b) {
        return std::tie(a.opened_at, a.id) < std::tie(b.opened_at, b.id);
    });
    if (found.size() > most_to_review) found.resize(most_to_review);
    return found;
}

} // namespace panoh::emergency

#include "recovery/custodians.h"

#include <algorithm>

#include "access/decide.h"
#include "access/finding.h"
#include "access/people.h"
#include "vault/escrow.h"
#include "vault/rotation.h"

namespace panoh::recovery {

namespace {

using core::Action;
using core::ErrorKind;

void drop_refusal(store::Transaction& transaction, core::OrganisationId organisation)
{
    static constexpr store::Sql sql{"DELETE FROM recovery_refusal WHERE organisation = ?"};
    transaction.run(sql, {organisation});
}

audit::Entry managed(core::OrganisationId organisation, std::string_view what)
{
    return {.action = Action::recovery_manage, .object = organisation.bytes, .detail = std::string(what)};
}

audit::Entry helped(core::TeamId team, std::string_view what, core::UserId user)
{
    return {.action = Action::recovery_help,
            .object = team.bytes,
            .detail = std::string(what) + ":" + core::to_string(user)};
}

/// What the person may be given of the team's keys.
core::Result<vault::Holder> receiver(store::Reader& reader, core::OrganisationId organisation,
                                     core::TeamId team, core::UserId user)
{
    const auto found = access::team(reader, team);
    if (!found || found->organisation != organisation)
        return core::fail(ErrorKind::not_found, "access/team_not_found", "team");
    const auto who = access::person(reader, user);
    if (!who || !access::is_member(reader, user, team))
        return core::fail(ErrorKind::invalid, "access/member_not_found", "for_user");
    if (!who->active || !who->activated)
        return core::fail(ErrorKind::conflict, "access/not_activated", "for_user");
    vault::Holder holder{.user = user, .ends_at = who->ends_at};
    for (const auto& named : core::Names<core::Compartment>::all)
        if (access::may_hold(who->role, who->organisation_type, named.value))
            holder.compartments.push_back(named.value);
    if (holder.compartments.empty())
        return core::fail(ErrorKind::conflict, "access/role_without_key", "for_user");
    return holder;
}

/// With the team's keys the finding key, if nobody who is active could hand it on any more.
std::vector<vault::Wanted> wanted_for(store::Reader& reader, core::OrganisationId organisation,
                                      core::TeamId team, const vault::Holder& holder)
{
    constexpr auto identity = core::Compartment::identity;
    std::vector<vault::Wanted> wanted = {{team, holder}};
    const auto finders = access::finding_team(organisation);
    const auto who = access::person(reader, holder.user);
    const bool lost = access::working_holders(reader, finders, identity).empty();
    if (lost && who && access::may_hold_finding_key(who->role, who->organisation_type))
        wanted.push_back({finders, {holder.user, {identity}, holder.ends_at}});
    return wanted;
}

Request request_from(const store::Row& row)
{
    Request request{.id = row.id<core::RecoveryId>(0),
                    .team = row.id<core::TeamId>(1),
                    .for_user = row.id<core::UserId>(2),
                    .reason = core::from_text<WishReason>(row.text(3)).value_or(WishReason::other),
                    .asked_by = row.id<core::UserId>(4),
                    .asked_at = row.instant(5)};
    if (!row.is_null(6)) request.done_by = row.id<core::UserId>(6);
    if (!row.is_null(7)) request.done_at = row.instant(7);
    return request;
}

std::optional<core::Bytes> agreement_for(store::Reader& reader, core::RecoveryId id, core::UserId to)
{
    static constexpr store::Sql find{
        "SELECT sealed FROM recovery_agreement WHERE request = ? AND to_user = ?"};
    return reader.first(find, {id, to}, [](const store::Row& row) {
        return core::Bytes(row.bytes(0).begin(), row.bytes(0).end());
    });
}

} // namespace

core::Done name_custodians(store::Transaction& transaction, const MayManage& permit, const audit::Act& act,
                           const vault::KeyRing& keys, const std::vector<core::UserId>& custodians)
{
    for (std::size_t i = 0; i < custodians.size(); ++i) {
        const std::string field = "custodians/" + std::to_string(i);
        const auto who = access::person(transaction, custodians[i]);
        if (!who || !who->active) return core::fail(ErrorKind::invalid, "access/user_not_found", field);
        if (who->organisation != permit.object())
            return core::fail(ErrorKind::invalid, "access/other_organisation", field);
        if (!who->activated) return core::fail(ErrorKind::conflict, "access/not_activated", field);
    }
    PANOH_CHECK(
        vault::make_escrow_key(transaction, {keys.registrar(), &keys, act.at}, permit.object(), custodians));
    drop_refusal(transaction, permit.object());
    audit::append(transaction, act,
                  managed(permit.object(), "custodians:" + std::to_string(custodians.size())));
    return {};
}

void refuse_custodians(store::Transaction& transaction, const MayManage& permit, const audit::Act& act,
                       RefusalReason reason)
{
    static constexpr store::Sql upsert{
        "INSERT INTO recovery_refusal (organisation, refused_by, refused_at, reason) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (organisation) DO UPDATE SET refused_by = excluded.refused_by, "
        "refused_at = excluded.refused_at, reason = excluded.reason"};
    vault::drop_escrow_key(transaction, permit.object());
    transaction.run(upsert, {permit.object(), act.actor, act.at, core::to_text(reason)});
    audit::append(transaction, act, managed(permit.object(), "custodians:refused"));
}

std::optional<Refusal> refusal(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr store::Sql find{
        "SELECT refused_by, refused_at, reason FROM recovery_refusal WHERE organisation = ?"};
    return reader.first(find, {organisation}, [](const store::Row& row) {
        return Refusal{row.id<core::UserId>(0), row.instant(1),
                       core::from_text<RefusalReason>(row.text(2)).value_or(RefusalReason::other)};
    });
}

core::Done check_custodian(store::Reader& reader, const MayHelp& permit, core::UserId user)
{
    if (!vault::is_custodian(reader, permit.object(), user))
        return core::fail(ErrorKind::forbidden, "recovery/not_custodian");
    return {};
}

core::Result<core::RecoveryId> ask_back(store::Transaction& transaction, const MayHelp& permit,
                                        const audit::Act& act, const vault::KeyRing& keys, const Wish& wish)
{
    static constexpr store::Sql insert{
        "INSERT INTO recovery_request (id, organisation, team, for_user, reason, asked_by, asked_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)"};
    static constexpr store::Sql insert_agreement{
        "INSERT INTO recovery_agreement (request, to_user, sealed) VALUES (?, ?, ?)"};
    PANOH_CHECK(check_custodian(transaction, permit, keys.user()));
    if (wish.for_user == keys.user())
        return core::fail(ErrorKind::invalid, "recovery/not_for_oneself", "for_user");
    PANOH_CHECK(receiver(transaction, permit.object(), wish.team, wish.for_user));
    const auto id = crypto::random_id<core::RecoveryId>();
    PANOH_TRY(const auto agreements, vault::agree(transaction, keys, permit.object(), id.bytes));
    transaction.run(insert, {id, permit.object(), wish.team, wish.for_user, core::to_text(wish.reason),
                             act.actor, act.at});
    for (const auto& each : agreements)
        transaction.run(insert_agreement, {id, each.to, each.sealed});
    audit::append(transaction, act, helped(wish.team, "recovery:asked", wish.for_user));
    return id;
}

core::Done agree_back(store::Transaction& transaction, const MayHelp& permit, const audit::Act& act,
                      const vault::KeyRing& keys, core::RecoveryId id)
{
    static constexpr store::Sql done{"UPDATE recovery_request SET done_by = ?, done_at = ? WHERE id = ?"};
    static constexpr store::Sql forget{"DELETE FROM recovery_agreement WHERE request = ?"};
    PANOH_CHECK(check_custodian(transaction, permit, keys.user()));
    const auto all = requests(transaction, permit.object());
    const auto request = std::ranges::find(all, id, &Request::id);
    if (request == all.end()) return core::fail(ErrorKind::not_found, "recovery/request_not_found");
    if (request->asked_by == keys.user())
        return core::fail(ErrorKind::forbidden, "recovery/another_custodian");
    const auto agreement = agreement_for(transaction, id, keys.user());
    if (request->done_at || !agreement || request->asked_at + request_holds_ms <= act.at)
        return core::fail(ErrorKind::conflict, "recovery/request_over");
    if (request->for_user == keys.user()) return core::fail(ErrorKind::forbidden, "recovery/not_for_oneself");
    PANOH_TRY(const auto holder, receiver(transaction, permit.object(), request->team, request->for_user));
    const auto wanted = wanted_for(transaction, permit.object(), request->team, holder);
    PANOH_TRY(const auto given, vault::bring_back(transaction, keys, permit.object(), id.bytes,
                                                  request->asked_by, *agreement, wanted, act.at));
    for (const auto& [team, compartment] : given) {
        vault::note_rotation_due(transaction, team, compartment, act.at);
        // Who was shut out as the last one kept the keys, so that they were not lost: now they are not.
        for (const auto& left : vault::team_key_holders(transaction, team, compartment)) {
            const auto who = access::person(transaction, left);
            if (!who || !who->active) vault::take_team_keys(transaction, left, team, act.at);
        }
    }
    transaction.run(done, {act.actor, act.at, id});
    transaction.run(forget, {id});
    audit::append(transaction, act, helped(request->team, "recovery:done", request->for_user));
    return {};
}

std::vector<Request> requests(store::Reader& reader, core::OrganisationId organisation)
{
    static constexpr store::Sql find{
        "SELECT id, team, for_user, reason, asked_by, asked_at, done_by, done_at FROM recovery_request "
        "WHERE organisation = ? ORDER BY asked_at DESC, id LIMIT 50"};
    std::vector<Request> found;
    reader.each(find, {organisation}, [&](const store::Row& row) { found.push_back(request_from(row)); });
    return found;
}

void drop_old_agreements(store::Transaction& transaction, core::Instant now)
{
    static constexpr store::Sql sql{"DELETE FROM recovery_agreement WHERE request IN "
                                    "(SELECT id FROM recovery_request WHERE asked_at <= ?)"};
    transaction.run(sql, {now + -request_holds_ms});
}

} // namespace panoh::recovery

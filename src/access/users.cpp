#include "access/users.h"

#include <algorithm>

#include "access/account_store.h"
#include "access/credentials.h"
#include "access/emergency_key.h"
#include "access/finding.h"
#include "access/gate.h"
#include "access/notices.h"
#include "access/session.h"
#include "access/teams.h"
#include "access/users_store.h"
#include "core/text.h"

namespace panoh::access {

namespace {

constexpr std::size_t longest_name = 120;

bool is_user_name(std::string_view folded)
{
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.' ||
               letter == '_' || letter == '-';
    };
    return folded.size() >= 2 && folded.size() <= 40 && std::ranges::all_of(folded, fits);
}

core::Done check_name(std::string_view name)
{
    if (core::trim(name).empty()) return core::fail(core::ErrorKind::invalid, "access/name_missing", "name");
    if (core::letters(name) > longest_name)
        return core::fail(core::ErrorKind::invalid, "access/name_too_long", "name");
    return {};
}

audit::Entry managed(core::UserId user, std::string_view detail)
{
    return {.action = core::Action::people_manage, .object = user.bytes, .detail = std::string(detail)};
}

auto not_found()
{
    return core::fail(core::ErrorKind::not_found, "access/user_not_found");
}

core::Done check_end(core::Instant ends_at, core::Instant now)
{
    if (ends_at == core::Instant{} || ends_at > now) return {};
    return core::fail(core::ErrorKind::invalid, "access/end_passed", "ends_at");
}

core::Done check_stamped(const Person& who)
{
    if (who.stamped) return {};
    // Nothing of it is believed, so nothing is built on it.
    return core::fail(core::ErrorKind::conflict, "access/account_changed");
}

/// What adding has in common, however the person will come to a password.
core::Done add(store::Transaction& transaction, core::UserId id, const NewUser& user, core::Instant now)
{
    const std::string folded = fold_user_name(user.user_name);
    if (!is_user_name(folded))
        return core::fail(core::ErrorKind::invalid, "access/user_name_invalid", "user_name");
    PANOH_CHECK(check_name(user.name));
    PANOH_CHECK(check_end(user.ends_at, now));
    if (!organisation(transaction, user.organisation))
        return core::fail(core::ErrorKind::invalid, "access/organisation_unknown", "organisation");
    if (person(transaction, folded))
        return core::fail(core::ErrorKind::conflict, "access/user_name_taken", "user_name");
    NewUser trimmed = user;
    trimmed.name = core::trim(user.name);
    insert_user(transaction, id, trimmed, folded, now);
    for (std::size_t i = 0; i < user.teams.size(); ++i) {
        const auto found = team(transaction, user.teams[i]);
        if (!found || found->organisation != user.organisation)
            return core::fail(core::ErrorKind::invalid, "access/team_unknown", "teams/" + std::to_string(i));
        insert_member(transaction, found->id, id, now);
    }
    return {};
}

std::string give_activation_code(store::Transaction& transaction, const NodeSecret& secret, core::UserId user,
                                 core::Instant now)
{
    ActivationCode code = make_activation_code(secret, user);
    store_activation(transaction, user, code.hash, now + activation_lasts_ms);
    return std::move(code.text);
}

core::Done keep_an_administrator(store::Reader& reader, const Person& who)
{
    if (who.role == Role::administrator && who.active && who.activated &&
        other_administrators(reader, who.id) == 0)
        return core::fail(core::ErrorKind::conflict, "access/last_administrator");
    return {};
}

/// Others who go on after `until` hold what this person holds.
core::Done keep_key_holders(store::Reader& reader, const Person& who, core::Instant until)
{
    for (const TeamFacts& each : teams_of(reader, who.id))
        PANOH_CHECK(keep_key_holder(reader, who.id, each.id, until));
    return keep_finding_key_holder(reader, who, until);
}

/// An earlier end strands no key that nobody holds for longer. Grants say until when they hold: with a later
/// end they have to be given again.
core::Done move_end(store::Transaction& transaction, const Person& who, core::Instant ends_at,
                    core::Instant now)
{
    if (ends_at == who.ends_at) return {};
    PANOH_CHECK(check_end(ends_at, now));
    const bool earlier = ends_at != core::Instant{} && goes_on(who, ends_at);
    if (earlier) return keep_key_holders(transaction, who, ends_at);
    PANOH_CHECK(keep_key_holders(transaction, who, now));
    vault::lay_down_team_keys(transaction, who.id);
    return {};
}

} // namespace

core::Result<AddedUser> add_user(store::Transaction& transaction, const MayManage& permit,
                                 const audit::Act& act, const NodeSecret& secret, const NewUser& user)
{
    if (permit.object() != user.organisation)
        return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    const auto id = crypto::random_id<core::UserId>();
    PANOH_CHECK(add(transaction, id, user, act.at));
    std::string code = give_activation_code(transaction, secret, id, act.at);
    audit::append(transaction, act, managed(id, "user:added"));
    return AddedUser{id, std::move(code)};
}

core::Result<PreparedUser> prepare_user(Passwords& passwords, std::string_view password)
{
    PreparedUser prepared{.id = crypto::random_id<core::UserId>(), .secrets = vault::make_user_secrets()};
    prepared.salt = crypto::random_salt();
    PANOH_TRY(const PasswordKeys keys, passwords.keys_of(password, prepared.salt, prepared.cost));
    prepared.verifier = keys.verifier;
    prepared.wrapped = vault::wrap_user_secrets(keys.unlock, prepared.id, prepared.secrets);
    return prepared;
}

core::Result<core::UserId> make_user_activated(store::Transaction& transaction,
                                               const vault::Registrar& registrar, const audit::Act& act,
                                               const PreparedUser& prepared, const NewUser& user)
{
    PANOH_CHECK(add(transaction, prepared.id, user, act.at));
    vault::store_user_public_keys(transaction, registrar, prepared.id,
                                  vault::public_keys_of(prepared.secrets), act.at);
    store_credentials(
        transaction, prepared.id,
        {.password = {.salt = prepared.salt, .cost = prepared.cost, .verifier = prepared.verifier},
         .secrets = prepared.wrapped});
    audit::append(transaction, act, managed(prepared.id, "user:added"));
    return prepared.id;
}

core::Result<std::int64_t> change_user(store::Transaction& transaction, const MayManageUser& permit,
                                       const audit::Act& act, std::int64_t version, const UserChange& change)
{
    const core::UserId id = permit.object();
    const auto row = user_row(transaction, id);
    if (!row) return not_found();
    if (row->version != version) {
        return core::fail({.kind = core::ErrorKind::stale,
                           .code = "access/stale",
                           .current = core::write_json(*user_view(transaction, id))});
    }
    PANOH_CHECK(check_stamped(row->person));
    const std::string name(core::trim(change.name.value_or(row->person.name)));
    PANOH_CHECK(check_name(name));
    const Role role = change.role.value_or(row->person.role);
    const bool other_role = role != row->person.role;
    if (other_role) {
        PANOH_CHECK(keep_an_administrator(transaction, row->person));
        PANOH_CHECK(keep_key_holders(transaction, row->person, act.at));
        vault::take_team_keys(transaction, id, {}, act.at);
    }
    const core::Instant ends_at = change.ends_at.value_or(row->person.ends_at);
    PANOH_CHECK(move_end(transaction, row->person, ends_at, act.at));
    if (!update_user(transaction, id, version, {.name = name, .role = role, .ends_at = ends_at}))
        return core::fail(core::ErrorKind::stale, "access/stale");
    audit::append(transaction, act, managed(id, other_role ? "user:role" : "user:changed"));
    return version + 1;
}

core::Done deactivate_user(store::Transaction& transaction, const MayManageUser& permit,
                           const audit::Act& act)
{
    const core::UserId id = permit.object();
    const auto who = person(transaction, id);
    if (!who) return not_found();
    PANOH_CHECK(keep_an_administrator(transaction, *who));
    set_active(transaction, id, false);
    end_sessions(transaction, id);
    forget_devices(transaction, id);
    note_leads(transaction, id, NoticeKind::colleague_closed, act.at);
    for (const TeamFacts& each : teams_of(transaction, id))
        if (keep_key_holder(transaction, id, each.id, act.at))
            vault::take_team_keys(transaction, id, each.id, act.at);
    if (keep_finding_key_holder(transaction, *who, act.at))
        vault::take_team_keys(transaction, id, finding_team(who->organisation), act.at);
    // No text hangs on it: an emergency key that nobody has any more is made anew.
    vault::take_team_keys(transaction, id, emergency_team(who->organisation), act.at);
    audit::append(transaction, act, managed(id, "user:deactivated"));
    return {};
}

core::Result<std::string> activate_again(store::Transaction& transaction, const MayManageUser& permit,
                                         const audit::Act& act, const NodeSecret& secret)
{
    const core::UserId id = permit.object();
    const auto who = person(transaction, id);
    if (!who) return not_found();
    PANOH_CHECK(check_stamped(*who));
    if (!goes_on(*who, act.at)) return core::fail(core::ErrorKind::conflict, "access/account_ended");
    // Commands have no actor, and their owner is warned and may.
    if (!act.actor.is_null()) {
        PANOH_CHECK(keep_an_administrator(transaction, *who));
        if (who->activated) PANOH_CHECK(keep_key_holders(transaction, *who, act.at));
    }
    end_sessions(transaction, id);
    forget_devices(transaction, id);
    vault::take_team_keys(transaction, id, {}, act.at);
    clear_credentials(transaction, id);
    set_active(transaction, id, true);
    std::string code = give_activation_code(transaction, secret, id, act.at);
    audit::append(transaction, act, managed(id, "user:activated_again"));
    return code;
}

std::int64_t end_accounts(store::Transaction& transaction, core::Instant now)
{
    std::int64_t ended = 0;
    for (const core::UserId id : accounts_over(transaction, now)) {
        const auto permit = PermitIssuer::for_command<core::Action::people_manage>(id);
        if (deactivate_user(transaction, permit, {.at = now})) ++ended;
    }
    return ended;
}

core::Done lay_down_keys(store::Transaction& transaction, const MayLayDown& permit, const audit::Act& act,
                         const crypto::Hash& session)
{
    const auto who = person(transaction, permit.object());
    if (!who || !who->active) return not_found();
    PANOH_CHECK(keep_key_holders(transaction, *who, act.at));
    vault::lay_down_team_keys(transaction, who->id);
    set_travelling(transaction, who->id, act.at);
    note_leads(transaction, who->id, NoticeKind::colleague_travels, act.at);
    end_sessions(transaction, who->id, session);
    audit::append(
        transaction, act,
        {.action = core::Action::keys_lay_down, .object = who->id.bytes, .detail = "keys:laid_down"});
    return {};
}

std::vector<TeamOfUser> team_views(store::Reader& reader, const Person& person)
{
    std::vector<TeamOfUser> views;
    for (const TeamFacts& each : teams_of(reader, person.id))
        views.push_back({each.id, each.name, lacking_keys(reader, person, each.id).empty()});
    return views;
}

std::optional<UserView> user_view(store::Reader& reader, core::UserId id)
{
    const auto row = user_row(reader, id);
    if (!row) return std::nullopt;
    const Person& who = row->person;
    return UserView{.id = who.id,
                    .user_name = who.user_name,
                    .name = who.name,
                    .role = who.role,
                    .organisation = who.organisation,
                    .organisation_name = row->organisation_name,
                    .active = who.active,
                    .activated = who.activated,
                    .ends_at = who.ends_at == core::Instant{} ? std::nullopt : std::optional(who.ends_at),
                    .travelling = who.travelling_at != core::Instant{},
                    .teams = team_views(reader, who),
                    .version = row->version};
}

std::vector<UserView> list_users(store::Reader& reader, const MayListPeople& permit, std::string_view after,
                                 int limit)
{
    std::vector<UserView> views;
    for (const core::UserId id : user_page(reader, permit.object(), after, limit))
        if (auto view = user_view(reader, id)) views.push_back(std::move(*view));
    return views;
}

} // namespace panoh::access

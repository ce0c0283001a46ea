#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/node_secret.h"
#include "access/passwords.h"
#include "access/people.h"
#include "access/subject.h"
#include "audit/audit.h"
#include "core/action.h"
#include "core/json.h"
#include "core/permit.h"
#include "core/result.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::access {

using MayManage = core::Permit<core::Action::people_manage, core::OrganisationId>;
using MayManageUser = core::Permit<core::Action::people_manage, core::UserId>;
using MayListPeople = core::Permit<core::Action::people_list, core::OrganisationId>;

struct NewUser {
    std::string user_name = {}; ///< 2 to 40 of a-z 0-9 . _ -; told apart without regard to case
    std::string name = {};
    Role role = Role::caseworker;
    core::OrganisationId organisation = {};
    std::vector<core::TeamId> teams = {};
    core::Instant ends_at = {}; ///< none when it is zero
};
struct AddedUser {
    core::UserId id = {};
    std::string activation_code = {}; ///< shown once, valid 72 hours, used once
};

/// Adds an account without a password. "access/user_name_invalid", "access/user_name_taken",
/// "access/name_missing", "access/organisation_unknown", "access/team_unknown", "access/end_passed".
[[nodiscard]] core::Result<AddedUser> add_user(store::Transaction& transaction, const MayManage& permit,
                                               const audit::Act& act, const NodeSecret& secret,
                                               const NewUser& user);

/// Password and keys made ahead of the transaction, because making them takes a tenth of a second.
struct PreparedUser {
    core::UserId id = {};
    vault::UserSecrets secrets;
    core::Bytes wrapped = {};
    crypto::Salt salt = {};
    crypto::PasswordCost cost = {};
    crypto::Hash verifier = {};
};
[[nodiscard]] core::Result<PreparedUser> prepare_user(Passwords& passwords, std::string_view password);
/// Adds an account that can sign in at once, without a second factor: for demonstrations only. Outside one it
/// cannot sign in, because its second factor was never confirmed. Takes no permit: no route may reach it.
[[nodiscard]] core::Result<core::UserId>
make_user_activated(store::Transaction& transaction, const vault::Registrar& registrar, const audit::Act& act,
                    const PreparedUser& prepared, const NewUser& user);

struct UserChange {
    std::optional<std::string> name = {};
    std::optional<Role> role = {};
    std::optional<core::Instant> ends_at = {}; ///< zero: it does not end any more
};
/// "access/stale" (412), "access/user_not_found", "access/last_administrator", "access/last_key_holder",
/// "access/end_passed", "access/account_changed" for a row that the program did not write.
/// With a later end the keys that were given until the earlier one are laid down, and given again.
/// Another role may hold other keys, so the old ones are taken and colleagues give the new ones. Returns the
/// new version.
[[nodiscard]] core::Result<std::int64_t> change_user(store::Transaction& transaction,
                                                     const MayManageUser& permit, const audit::Act& act,
                                                     std::int64_t version, const UserChange& change);

/// Takes sessions and keys away; the next request of that person is refused. Keys that nobody else holds stay
/// (sealed to the person alone), so that nothing is lost for ever. "access/last_administrator".
[[nodiscard]] core::Done deactivate_user(store::Transaction& transaction, const MayManageUser& permit,
                                         const audit::Act& act);
/// For people who come back or lost password and recovery code: a new activation code, and with it new keys.
/// "access/last_key_holder" when that would lose keys that nobody else holds; "access/account_ended" before
/// another end is set; "access/account_changed" as above; "access/last_administrator" over HTTP (commands
/// may, or a lost password would lock the node).
[[nodiscard]] core::Result<std::string> activate_again(store::Transaction& transaction,
                                                       const MayManageUser& permit, const audit::Act& act,
                                                       const NodeSecret& secret);

/// Deactivates whose time is over; the last administrator stays. Says how many there were.
std::int64_t end_accounts(store::Transaction& transaction, core::Instant now);

using MayLayDown = core::Permit<core::Action::keys_lay_down, core::UserId>;
/// Before a journey: takes the person's team keys without making new ones due, and ends all their sessions
/// but `session`. Colleagues give the keys back. "access/last_key_holder" while nobody else holds one of
/// them.
[[nodiscard]] core::Done lay_down_keys(store::Transaction& transaction, const MayLayDown& permit,
                                       const audit::Act& act, const crypto::Hash& session);

struct TeamOfUser {
    core::TeamId id = {};
    std::string name = {};
    bool has_keys = false; ///< nothing is missing that the role may hold
};
PANOH_JSON(TeamOfUser, id, name, has_keys)

struct UserView {
    core::UserId id = {};
    std::string user_name = {};
    std::string name = {};
    Role role = Role::screener;
    core::OrganisationId organisation = {};
    std::string organisation_name = {};
    bool active = false;
    bool activated = false;
    std::optional<core::Instant> ends_at = {};
    bool travelling = false;
    std::vector<TeamOfUser> teams = {};
    std::int64_t version = 0;
};
PANOH_JSON(UserView, id, user_name, name, role, organisation, organisation_name, active, activated, ends_at,
           travelling, teams, version)

[[nodiscard]] std::vector<TeamOfUser> team_views(store::Reader& reader, const Person& person);
[[nodiscard]] std::optional<UserView> user_view(store::Reader& reader, core::UserId id);
/// By user name, after `after`; a permit for the null organisation lists all.
[[nodiscard]] std::vector<UserView> list_users(store::Reader& reader, const MayListPeople& permit,
                                               std::string_view after, int limit);
[[nodiscard]] std::int64_t count_users(store::Reader& reader);

} // namespace panoh::access

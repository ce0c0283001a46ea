#pragma once

// Rows of people and teams. Private to this slice.

#include <string>
#include <string_view>
#include <vector>

#include "access/users.h"

namespace panoh::access {

void insert_user(store::Transaction& transaction, core::UserId id, const NewUser& user,
                 std::string_view folded, core::Instant now);
void insert_member(store::Transaction& transaction, core::TeamId team, core::UserId user, core::Instant now);
void delete_member(store::Transaction& transaction, core::TeamId team, core::UserId user);
/// False when the version is another by now.
struct NewFacts {
    std::string_view name = {};
    Role role = Role::screener;
    core::Instant ends_at = {};
};
[[nodiscard]] bool update_user(store::Transaction& transaction, core::UserId id, std::int64_t version,
                               const NewFacts& facts);
/// A row that did not fit its stamp before does not fit it afterwards.
void set_active(store::Transaction& transaction, core::UserId id, bool active);
/// When the keys were laid down for a journey; zero: the person is back.
void set_travelling(store::Transaction& transaction, core::UserId id, core::Instant at);
/// Whether an account ended, as `ends_at` says; that of the last administrator does not.
[[nodiscard]] bool is_over(store::Reader& reader, core::UserId id, core::Instant ends_at, core::Instant now);
/// Active accounts whose time is over.
[[nodiscard]] std::vector<core::UserId> accounts_over(store::Reader& reader, core::Instant now);
/// Activated, active administrators without `but`.
[[nodiscard]] std::int64_t other_administrators(store::Reader& reader, core::UserId but);
[[nodiscard]] std::vector<core::UserId> user_page(store::Reader& reader, core::OrganisationId organisation,
                                                  std::string_view after, int limit);
struct UserRow {
    Person person;
    std::string organisation_name;
    std::int64_t version;
};
[[nodiscard]] std::optional<UserRow> user_row(store::Reader& reader, core::UserId id);

void insert_team(store::Transaction& transaction, const TeamFacts& team, core::Instant now);
[[nodiscard]] bool team_name_taken(store::Reader& reader, core::OrganisationId organisation,
                                   std::string_view name);
/// All with a null organisation, by name.
[[nodiscard]] std::vector<TeamFacts> team_page(store::Reader& reader, core::OrganisationId organisation,
                                               std::string_view after, int limit);

} // namespace panoh::access

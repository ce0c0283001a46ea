#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/people.h"
#include "access/session.h"
#include "access/sign_in.h"
#include "access/users.h"
#include "core/json.h"

namespace panoh::access {

struct SessionUser {
    core::UserId id = {};
    std::string user_name = {};
    std::string name = {};
    Role role = Role::screener;
};
PANOH_JSON(SessionUser, id, user_name, name, role)

struct SessionOrganisation {
    core::OrganisationId id = {};
    std::string name = {};
    OrganisationType type = OrganisationType::ngo;
    std::string country = {};
};
PANOH_JSON(SessionOrganisation, id, name, type, country)

/// What the browser knows of its own session.
struct SessionView {
    Stage stage = Stage::code;
    SessionUser user = {};
    SessionOrganisation organisation = {};
    std::vector<TeamOfUser> teams = {};
    core::Instant idle_expires_at = {};
    core::Instant expires_at = {};
    std::vector<core::Action> may = {}; ///< what the role can ever do, for menus; each case decides again
    /// Only in the answer that starts stage `enrol`.
    std::optional<std::string> totp_address = {};
    std::optional<std::string> totp_secret = {};
    /// Only in the answers to activation and recovery.
    std::optional<std::string> recovery_code = {};
};
PANOH_JSON(SessionView, stage, user, organisation, teams, idle_expires_at, expires_at, may, totp_address,
           totp_secret, recovery_code)

/// Half-way sessions are shown who they are, and nothing they may do but finish.
[[nodiscard]] SessionView session_view(store::Reader& reader, const Session& session, bool demo);

} // namespace panoh::access

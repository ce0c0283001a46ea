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

/// How a person shows, in the middle of work, who is there.
enum class Presence { nothing, code, key };

} // namespace panoh::access

template <>
struct panoh::core::Names<panoh::access::Presence> {
    using enum panoh::access::Presence;
    static constexpr std::array<Named<panoh::access::Presence>, 3> all = {
        {{nothing, "nothing"}, {code, "code"}, {key, "key"}}};
};

namespace panoh::access {

/// What the browser knows of its own session.
struct SessionView {
    Stage stage = Stage::code;
    SessionUser user = {};
    SessionOrganisation organisation = {};
    std::vector<TeamOfUser> teams = {};
    core::Instant idle_expires_at = {};
    core::Instant expires_at = {};
    std::vector<core::Action> may = {}; ///< what the role can ever do, for menus; each case decides again
    /// What a privileged act will ask for; nothing in a demonstration.
    Presence presence = Presence::code;
    bool key_here = false;    ///< the person has a security key that works under this name of the node
    bool key_advised = false; ///< the role should have a security key, and has none
    std::int64_t notices = 0; ///< not seen yet
    bool custodian = false;   ///< of the own organisation: asks for lost keys, and agrees
    /// Only in the answer that starts stage `enrol`.
    std::optional<std::string> totp_address = {};
    std::optional<std::string> totp_secret = {};
    /// Only in the answers to activation and recovery.
    std::optional<std::string> recovery_code = {};
};
PANOH_JSON(SessionView, stage, user, organisation, teams, idle_expires_at, expires_at, may, presence,
           key_here, key_advised, notices, custodian, totp_address, totp_secret, recovery_code)

/// Half-way sessions are shown who they are, and nothing they may do but finish. `host` as in Proof.
[[nodiscard]] SessionView session_view(store::Reader& reader, const NodeSecret& secret,
                                       const Session& session, bool demo, std::string_view host);

} // namespace panoh::access

#pragma once

// A made-up case that a restore drill opens with a made-up member, so that a drill opens nobody's file and
// needs nobody's password.

#include <string>

#include "access/node_secret.h"
#include "access/passwords.h"
#include "cases/case_file.h"
#include "core/secret.h"
#include "store/store.h"

namespace panoh::backup {

struct Canary {
    core::CaseId id = {};
    std::string reference = {};
    std::string user_name = {};
    core::SecretText password; ///< shown once
    std::string says = {};     ///< what stands sealed in the case
};

/// Makes an organisation, a team, a member and a case of their own. The member's account has no second factor
/// and no activation, so it gets past no door of a running server.
[[nodiscard]] core::Result<Canary> make_canary(store::Database& database, const access::NodeSecret& secret,
                                               access::Passwords& passwords, core::Instant now,
                                               const std::string& country);

/// What the case says, opened from the restored rows with the member's password. Refusals of
/// access::keys_by_password and vault::open.
[[nodiscard]] core::Result<std::string> open_canary(store::Database& database,
                                                    const access::NodeSecret& secret,
                                                    access::Passwords& passwords, core::CaseId id,
                                                    std::string_view user_name, std::string_view password);

} // namespace panoh::backup

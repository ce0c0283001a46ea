#pragma once

// Which acts need a proof of presence that is not older than five minutes.

#include <span>
#include <string_view>

#include "access/subject.h"
#include "http/router.h"

namespace panoh::access {

enum class Privileged {
    no,
    yes,
    own,         ///< of the own account: also without the security key that a rule demands
    with_names,  ///< the handler asks, when names are wanted: Caller::check_present()
    for_new_key, ///< the handler asks, when it is for a new security key
    for_others,  ///< the handler asks, when it is about another session than the one that asks
};

struct PrivilegedRoute {
    http::Method method = http::Method::get;
    std::string_view pattern = {};
    Privileged privileged = Privileged::no;
};
/// The whole table.
[[nodiscard]] std::span<const PrivilegedRoute> all_privileged();
[[nodiscard]] Privileged privileged(http::Method method, std::string_view pattern);

/// Roles that hold keys of others, or make accounts: they should have a security key, and must where the node
/// says so.
[[nodiscard]] bool should_have_key(Role role);

/// What the node wants of them.
enum class KeysRule { warn, required };

} // namespace panoh::access

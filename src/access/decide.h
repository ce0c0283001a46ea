#pragma once

#include <optional>
#include <string_view>

#include "access/subject.h"
#include "core/action.h"
#include "core/compartment.h"
#include "core/result.h"

namespace panoh::access {

enum class Verdict {
    allow,
    deny,     ///< known to the person, not allowed: 403
    hide,     ///< the person has no relation to it: 404
};

/// The whole of authorisation: pure, no input or output, default deny. `facts` is empty for actions without a case.
[[nodiscard]] Verdict decide(const Subject& subject, core::Action action, const std::optional<CaseFacts>& facts);

/// Which compartments' team keys a role is given: authorisation and key have the same grain.
[[nodiscard]] bool may_hold(Role role, OrganisationType type, core::Compartment compartment);

/// Whether a policy of that name exists: the check of every route at the start.
[[nodiscard]] std::optional<core::Action> policy(std::string_view name);

} // namespace panoh::access

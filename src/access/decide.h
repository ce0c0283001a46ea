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
    deny, ///< known to the person, not allowed: 403
    hide, ///< the person has no relation to it: 404
};

/// How near to a case a person must be for an action, narrowest last. What SQL of a list has to filter by.
enum class Reach {
    nothing,      ///< never
    organisation, ///< every case of the own organisation
    team,         ///< cases of the own teams
    opened,       ///< cases of the own teams that the person opened, until they are assigned to somebody else
};

/// The whole of authorisation: pure, no input or output, default deny. Without `facts` the answer is for
/// actions that concern no case, and for case actions the coarse one: whether the role can ever do it.
[[nodiscard]] Verdict decide(const Subject& subject, core::Action action,
                             const std::optional<CaseFacts>& facts);

/// The widest reach of a role for a case action; `nothing` for actions that concern no case.
[[nodiscard]] Reach reach(Role role, OrganisationType type, core::Action action);

/// Whether an action concerns one case or the cases of a person: what can be in a case's own list of what one
/// may do.
[[nodiscard]] bool is_case_action(core::Action action);

/// Which compartments' team keys a role is given: authorisation and key have the same grain. One exception,
/// see README.md: supervisors keep the medical key to hand it on, and are refused the reading.
[[nodiscard]] bool may_hold(Role role, OrganisationType type, core::Compartment compartment);

/// Whether a policy of that name exists: the check of every route at the start.
[[nodiscard]] std::optional<core::Action> policy(std::string_view name);

} // namespace panoh::access

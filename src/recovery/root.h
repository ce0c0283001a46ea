#pragma once

// The root of an organisation: a signing key that lies on paper in a safe and nowhere else. It says which
// node speaks for the organisation, and until when; other countries pin it (docs/decisions/0023).

#include <optional>
#include <string>

#include "audit/audit.h"
#include "core/action.h"
#include "core/permit.h"
#include "core/result.h"
#include "store/store.h"
#include "vault/registrar.h"

namespace panoh::recovery {

using MayManage = core::Permit<core::Action::recovery_manage, core::OrganisationId>;

/// How long the root's word for the node holds.
constexpr std::int64_t root_holds_ms = 2 * 365 * core::day_ms;

struct MadeRoot {
    std::string code = {};        ///< shown once, to be printed; the root itself
    std::string fingerprint = {}; ///< to compare by voice
};
/// The code is out of reach once its answer is: as long as nobody said that the paper is kept, another root
/// takes the place of the one before. "recovery/root_made" when the organisation has one that is kept.
[[nodiscard]] core::Result<MadeRoot> make_root(store::Transaction& transaction, const MayManage& permit,
                                               const audit::Act& act, const vault::Registrar& registrar);
/// "The paper of this one is in the safe." "recovery/root_missing", "recovery/root_other" when another was
/// made since.
[[nodiscard]] core::Done keep_root(store::Transaction& transaction, const MayManage& permit,
                                   const audit::Act& act, std::string_view fingerprint);
/// Signs for this node for two more years, with the printed code, which is kept then: after a move to another
/// machine, or when the time is nearly over. "recovery/root_missing", "recovery/root_code_wrong" on field
/// code.
[[nodiscard]] core::Done renew_root(store::Transaction& transaction, const MayManage& permit,
                                    const audit::Act& act, const vault::Registrar& registrar,
                                    std::string_view code);

struct RootState {
    std::string fingerprint = {};
    core::Instant made_at = {};
    core::Instant ends_at = {};
    bool kept = false;  ///< somebody said that its paper is kept; until then it may be made anew
    bool holds = false; ///< it is kept, speaks for this very node, and is not over
};
[[nodiscard]] std::optional<RootState> root_state(store::Reader& reader, core::OrganisationId organisation,
                                                  const vault::Registrar& registrar, core::Instant now);

} // namespace panoh::recovery

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
/// "recovery/root_made" when the organisation has one.
[[nodiscard]] core::Result<MadeRoot> make_root(store::Transaction& transaction, const MayManage& permit,
                                               const audit::Act& act, const vault::Registrar& registrar);
/// Signs for this node for two more years, with the printed code: after a move to another machine, or when
/// the time is nearly over. "recovery/root_missing", "recovery/root_code_wrong" on field code.
[[nodiscard]] core::Done renew_root(store::Transaction& transaction, const MayManage& permit,
                                    const audit::Act& act, const vault::Registrar& registrar,
                                    std::string_view code);

struct RootState {
    std::string fingerprint = {};
    core::Instant made_at = {};
    core::Instant ends_at = {};
    bool holds = false; ///< it speaks for this very node, and is not over
};
[[nodiscard]] std::optional<RootState> root_state(store::Reader& reader, core::OrganisationId organisation,
                                                  const vault::Registrar& registrar, core::Instant now);

} // namespace panoh::recovery

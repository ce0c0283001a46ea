#pragma once

// How an organisation stands with its keys: what waits, what hangs on one person, who could bring keys back.

#include "core/json.h"
#include "recovery/custodians.h"

namespace panoh::recovery {

/// A key that somebody lost and that has no new epoch yet.
struct WaitingRotation {
    core::TeamId team = {};
    std::string team_name = {}; ///< empty for the organisation's finding key
    core::Compartment compartment = core::Compartment::identity;
    core::Instant due_at = {};
    std::int64_t keys_left = 0;
    std::int64_t can_do_it = 0; ///< active people who hold it
    bool emergency = false;     ///< of the emergency key, which is no team's
};
PANOH_JSON(WaitingRotation, team, team_name, compartment, due_at, keys_left, can_do_it, emergency)

/// A key that one active person holds, or nobody, and that is in no escrow.
struct LonelyKey {
    core::TeamId team = {};
    std::string team_name = {};
    core::Compartment compartment = core::Compartment::identity;
    std::string holder = {}; ///< name; empty when nobody who is active holds it
};
PANOH_JSON(LonelyKey, team, team_name, compartment, holder)

/// A holder who was left out of a new key, because the node did not sign the public key that stands there.
struct LeftOutView {
    core::TeamId team = {};
    std::string team_name = {};
    core::Compartment compartment = core::Compartment::identity;
    std::string name = {};
    core::Instant at = {};
    bool emergency = false; ///< of the emergency key, which is no team's
};
PANOH_JSON(LeftOutView, team, team_name, compartment, name, at, emergency)

struct RootView {
    std::string fingerprint = {};
    core::Instant made_at = {};
    core::Instant ends_at = {};
    bool kept = false; ///< somebody said that its paper is kept
    bool holds = false;
};
PANOH_JSON(RootView, fingerprint, made_at, ends_at, kept, holds)

struct CustodianView {
    core::UserId user = {};
    std::string name = {};
    bool can_help = false; ///< active, and with the keys of then
};
PANOH_JSON(CustodianView, user, name, can_help)

struct RefusalView {
    std::string by = {};
    core::Instant at = {};
    RefusalReason reason = RefusalReason::other;
};
PANOH_JSON(RefusalView, by, at, reason)

struct KeyState {
    core::OrganisationId organisation = {};
    std::vector<WaitingRotation> rotations = {};
    std::vector<LonelyKey> lonely = {};
    std::vector<LeftOutView> left_out = {};
    std::optional<RootView> root = {};
    std::vector<CustodianView> custodians = {};
    std::int64_t not_in_escrow = 0; ///< keys that custodians could not bring back yet
    std::optional<RefusalView> refusal = {};
};
PANOH_JSON(KeyState, organisation, rotations, lonely, left_out, root, custodians, not_in_escrow, refusal)

using MayRead = core::Permit<core::Action::keys_read, core::OrganisationId>;
[[nodiscard]] KeyState key_state(store::Reader& reader, const MayRead& permit,
                                 const vault::Registrar& registrar, core::Instant now);

} // namespace panoh::recovery

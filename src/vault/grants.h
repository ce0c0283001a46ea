#pragma once

// What the node certifies, and what a giver signs. README.md says the layouts.

#include "vault/format.h"

namespace panoh::vault {

/// "These are the public keys of that person."
[[nodiscard]] crypto::Fields user_statement(core::UserId user, const UserPublicKeys& keys, core::Instant at);
/// "This is the public key of that team's epoch."
struct TeamKeyName {
    core::TeamId team;
    core::Compartment compartment;
    std::int64_t epoch;
};
[[nodiscard]] crypto::Fields team_statement(const TeamKeyName& name, core::ByteView public_key,
                                            core::Instant at);

/// A giver's signature under something handed on, and the node's word that the key was the giver's then.
struct Grant {
    core::UserId by = {}; ///< null: the node, for the owner of the machine
    core::Instant at = {};
    core::Instant ends_at = {}; ///< none when it is zero
    core::Bytes signer = {};    ///< Ed25519 public key
    core::Bytes signature = {};
    core::Bytes certificate = {};
};
/// `what` says what is handed on to whom. The node certifies no signature that is not good.
[[nodiscard]] Grant make_grant(const Giving& giving, const crypto::Fields& what, core::Instant ends_at = {});
/// From six columns: granted_by, granted_at, ends_at, signer, signature, certificate.
[[nodiscard]] Grant grant_from(const store::Row& row, int column);
[[nodiscard]] bool is_good(const Registrar& registrar, const Grant& grant, const crypto::Fields& what);

/// A team's secret, handed to a member.
[[nodiscard]] crypto::Fields member_statement(const TeamWrap& wrap, core::ByteView sealed);
/// A case's compartment, shared with a team.
[[nodiscard]] crypto::Fields share_statement(core::CaseId case_id, core::Compartment compartment,
                                             core::TeamId team);
/// Everything of a team's compartment, shared with a second group.
[[nodiscard]] crypto::Fields standing_statement(core::TeamId team, core::Compartment compartment,
                                                core::TeamId to);

} // namespace panoh::vault

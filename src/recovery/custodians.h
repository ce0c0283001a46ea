#pragma once

// Two custodians together bring back the keys of a team that lost everybody who held them: vault/escrow.h.

#include <array>
#include <optional>
#include <vector>

#include "core/names.h"
#include "recovery/root.h"
#include "vault/vault.h"

namespace panoh::recovery {

/// Why keys are to be brought back, and why nobody shall be able to. Codes, because a text could name a
/// person.
enum class WishReason { device_lost, password_forgotten, colleague_left, emergency, other };
enum class RefusalReason { too_few, not_yet, pressure, other };

} // namespace panoh::recovery

template <>
struct panoh::core::Names<panoh::recovery::WishReason> {
    using enum panoh::recovery::WishReason;
    static constexpr std::array<Named<panoh::recovery::WishReason>, 5> all = {
        {{device_lost, "device_lost"},
         {password_forgotten, "password_forgotten"},
         {colleague_left, "colleague_left"},
         {emergency, "emergency"},
         {other, "other"}}};
};
template <>
struct panoh::core::Names<panoh::recovery::RefusalReason> {
    using enum panoh::recovery::RefusalReason;
    static constexpr std::array<Named<panoh::recovery::RefusalReason>, 4> all = {
        {{too_few, "too_few"}, {not_yet, "not_yet"}, {pressure, "pressure"}, {other, "other"}}};
};

namespace panoh::recovery {

/// Names them, or others in place of those before. Team keys go into escrow by the hands of who holds them,
/// as they work. "access/user_not_found" on the field, "access/other_organisation", "access/not_activated",
/// "vault/custodians".
[[nodiscard]] core::Done name_custodians(store::Transaction& transaction, const MayManage& permit,
                                         const audit::Act& act, const vault::KeyRing& keys,
                                         const std::vector<core::UserId>& custodians);
/// That an organisation wants none is kept, with the reason. Takes an escrow away that was there.
void refuse_custodians(store::Transaction& transaction, const MayManage& permit, const audit::Act& act,
                       RefusalReason reason);
struct Refusal {
    core::UserId by = {};
    core::Instant at = {};
    RefusalReason reason = RefusalReason::other;
};
[[nodiscard]] std::optional<Refusal> refusal(store::Reader& reader, core::OrganisationId organisation);

/// A wish to have a team's keys brought back for somebody.
struct Request {
    core::RecoveryId id = {};
    core::TeamId team = {};
    core::UserId for_user = {};
    WishReason reason = WishReason::other;
    core::UserId asked_by = {};
    core::Instant asked_at = {};
    std::optional<core::UserId> done_by = {};
    std::optional<core::Instant> done_at = {};
};
/// The first custodian's agreement opens for the others so long.
constexpr std::int64_t request_holds_ms = core::hour_ms;

using MayHelp = core::Permit<core::Action::recovery_help, core::OrganisationId>;
/// "recovery/not_custodian" (403).
[[nodiscard]] core::Done check_custodian(store::Reader& reader, const MayHelp& permit, core::UserId user);
struct Wish {
    core::TeamId team = {};
    core::UserId for_user = {};
    WishReason reason = WishReason::other;
};
/// The first custodian asks and agrees in one. "recovery/not_custodian" (403), "access/team_not_found",
/// "access/member_not_found", "access/not_activated", "access/role_without_key", "recovery/not_for_oneself".
[[nodiscard]] core::Result<core::RecoveryId> ask_back(store::Transaction& transaction, const MayHelp& permit,
                                                      const audit::Act& act, const vault::KeyRing& keys,
                                                      const Wish& wish);
/// The second one agrees, and the keys are given; all of them get a new epoch as soon as the person works
/// with them. "recovery/request_not_found", "recovery/request_over", "recovery/another_custodian" for the
/// first one, "vault/nothing_in_escrow".
[[nodiscard]] core::Done agree_back(store::Transaction& transaction, const MayHelp& permit,
                                    const audit::Act& act, const vault::KeyRing& keys, core::RecoveryId id);
/// The newest 50, newest first.
[[nodiscard]] std::vector<Request> requests(store::Reader& reader, core::OrganisationId organisation);
/// Forgets agreements that are over.
void drop_old_agreements(store::Transaction& transaction, core::Instant now);

} // namespace panoh::recovery

#pragma once

// What stands between a route and its handler: session, origin, stage, the coarse decision; and the permits.

#include <functional>
#include <memory>
#include <optional>

#include "access/decide.h"
#include "access/subject.h"
#include "audit/audit.h"
#include "core/clock.h"
#include "core/permit.h"
#include "http/router.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::access {

/// The signed-in person behind one request, with the keys their cookie unlocked. Lives as long as the request.
class Caller {
public:
    [[nodiscard]] const Subject& subject() const { return subject_; }
    [[nodiscard]] vault::KeyRing& keys() { return *keys_; }
    /// For the audit row of whatever this request does.
    [[nodiscard]] audit::Act act() const { return act_; }
    /// Hash of the `Idempotency-Key` header; empty when none came.
    [[nodiscard]] const std::optional<crypto::Hash>& idempotency() const { return idempotency_; }

private:
    friend class Gate;
    Subject subject_;
    std::unique_ptr<vault::KeyRing> keys_;
    audit::Act act_;
    std::optional<crypto::Hash> idempotency_;
};

/// Makes permits, and nothing else does: the decision is taken here.
class PermitIssuer {
public:
    /// A permit for one case; the refusal is "access/not_allowed" (403) or "case/not_found" (404).
    template <core::Action A>
    [[nodiscard]] static core::Result<core::Permit<A, core::CaseId>> permit_case(const Subject& subject,
                                                                                 core::CaseId case_id,
                                                                                 const CaseFacts& facts)
    {
        PANOH_CHECK(check(subject, A, facts));
        return core::Permit<A, core::CaseId>(case_id);
    }
    /// A permit for something else that belongs to an organisation, or to the node.
    template <core::Action A, typename Object>
    [[nodiscard]] static core::Result<core::Permit<A, Object>> permit(const Subject& subject, Object object)
    {
        PANOH_CHECK(check(subject, A, std::nullopt));
        return core::Permit<A, Object>(std::move(object));
    }
    /// For commands run on the machine by its owner (`panoh import`, `panoh demo`), which no route can reach.
    template <core::Action A, typename Object>
    [[nodiscard]] static core::Permit<A, Object> for_command(Object object)
    {
        return core::Permit<A, Object>(std::move(object));
    }

private:
    [[nodiscard]] static core::Done check(const Subject& subject, core::Action action,
                                          const std::optional<CaseFacts>& facts);
};

using StaffHandler = std::function<http::Response(Caller&, const http::Request&)>;

/// Guards routes: `router.add(gate.staff({...route...}, handler))`.
class Gate {
public:
    Gate(store::Database& database, const core::Clock& clock, bool demo);

    /// A route for signed-in people. Before `handler` runs: origin checked (same origin only), session found by cookie
    /// and not expired, account still active, stage enough for the policy, `decide()` not a plain "never" for the role.
    /// Denials are audited.
    [[nodiscard]] http::Route staff(http::Route route, StaffHandler handler) const;
    /// A route that anybody may call (policy open_to_all); the origin is checked for everything but GET.
    [[nodiscard]] http::Route open(http::Route route, http::Handler handler) const;

private:
    store::Database& database_;
    const core::Clock& clock_;
    bool demo_;
};

/// `Idempotency-Key`: what an earlier request with this key made, or nothing. "http/idempotency_key_reused" (409) when the
/// same key came with another body.
[[nodiscard]] core::Result<std::optional<std::array<std::uint8_t, 16>>> made_before(store::Reader& reader, const Caller& caller,
                                                                                    const http::Request& request);
/// Notes in the creating transaction what the key made.
void remember_made(store::Transaction& transaction, const Caller& caller, const http::Request& request,
                   std::span<const std::uint8_t, 16> made);

} // namespace panoh::access

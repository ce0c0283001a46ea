#pragma once

// What stands between a route and its handler: session, origin, stage, the coarse decision; and the permits.

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>

#include "access/decide.h"
#include "access/people.h"
#include "access/reading_pace.h"
#include "access/step_up.h"
#include "access/subject.h"
#include "audit/audit.h"
#include "core/clock.h"
#include "core/permit.h"
#include "http/router.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::access {

/// The signed-in person behind one request, with the keys their cookie unlocked. Lives as long as the
/// request.
class Caller {
public:
    [[nodiscard]] const Subject& subject() const { return subject_; }
    /// So that what this person sees of the own cases needs no look-up.
    [[nodiscard]] const OwnNames& names() const { return names_; }
    [[nodiscard]] vault::KeyRing& keys() { return *keys_; }
    /// The same for an answer that is still being made while it is sent, or for an import that goes on after
    /// it; wiped with whoever lets go of it last.
    [[nodiscard]] std::shared_ptr<vault::KeyRing> lasting_keys() { return keys_; }
    /// For the audit row of whatever this request does.
    [[nodiscard]] audit::Act act() const { return act_; }
    /// "access/step_up_needed" (403) unless the person showed a second factor within the last five minutes.
    /// The gate asks it for the routes of the table in step_up.cpp; a handler where that depends on what is
    /// asked for. "access/security_key_needed" (403) where the node demands a key that the person has not.
    [[nodiscard]] core::Done check_present() const;
    /// Counts that this person opens sealed parts of these cases; asked in the transaction that notes it,
    /// before anything leaves. "access/step_up_needed" (403) for more different cases in an hour than go
    /// without a proof of presence, "access/read_enough" (429, `retry_after`) for five times as many, of
    /// which the gate tells those who lead the person's teams.
    [[nodiscard]] core::Done opens(std::span<const core::CaseId> cases);
    /// The same for a search among sealed names.
    [[nodiscard]] core::Done searches();
    /// The row of the session.
    [[nodiscard]] const crypto::Hash& session() const { return session_; }
    /// Hash of the `Idempotency-Key` header; empty when none came.
    [[nodiscard]] const std::optional<crypto::Hash>& idempotency() const { return idempotency_; }

private:
    friend class Gate;
    [[nodiscard]] core::Done let_on(const ReadingPace::Answer& answer);
    Subject subject_;
    OwnNames names_;
    std::shared_ptr<vault::KeyRing> keys_;
    audit::Act act_;
    crypto::Hash session_ = {};
    core::Instant present_until_ = {};
    bool key_missing_ = false;
    std::shared_ptr<ReadingPace> pace_;
    /// What `let_on` refused as too many, for the gate to tell of.
    std::optional<ReadingPace::Answer> enough_;
    std::optional<crypto::Hash> idempotency_;
    /// Keys the hash of a request, so that a stored hash is no oracle for the names inside its body.
    crypto::Key request_key_;

    friend crypto::Hash request_hash(const Caller& caller, const http::Request& request);
};

/// Makes permits, and nothing else does: the decision is taken here.
class PermitIssuer {
public:
    /// A permit for one case; the refusal is "access/not_allowed" (403) or "case/not_found" (404).
    template <core::Action A>
    [[nodiscard]] static core::Result<core::Permit<A, core::CaseId>>
    permit_case(const Subject& subject, core::CaseId case_id, const CaseFacts& facts)
    {
        PANOH_CHECK(check(subject, A, facts));
        return core::Permit<A, core::CaseId>(case_id);
    }
    /// A permit for something else that belongs to an organisation, or to the node. `case_open` and
    /// `case_fields` for a team ask whether the person is on it.
    template <core::Action A, typename Object>
    [[nodiscard]] static core::Result<core::Permit<A, Object>> permit(const Subject& subject, Object object)
    {
        static_assert(!std::is_same_v<Object, core::CaseId>, "a case needs its facts: permit_case");
        constexpr bool of_a_team = A == core::Action::case_open || A == core::Action::case_fields;
        if constexpr (of_a_team && std::is_same_v<Object, core::TeamId>) {
            PANOH_CHECK(check(subject, A, CaseFacts{.organisation = subject.organisation, .team = object}));
        } else {
            PANOH_CHECK(check(subject, A, std::nullopt));
        }
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

/// Hears of everybody who works, with what they unlocked: for what only a holder of keys can do and nobody
/// waits for. Must not take time.
using OnWork = std::function<void(Caller&)>;

using StaffHandler = std::function<http::Response(Caller&, const http::Request&)>;

/// One that is a member of `handlers`, which is copied into the route: `handler(handlers, &Handlers::list)`.
template <typename Handlers>
[[nodiscard]] StaffHandler handler(const Handlers& handlers,
                                   http::Response (Handlers::*serve)(Caller&, const http::Request&) const)
{
    return [handlers, serve](Caller& caller, const http::Request& request) {
        return (handlers.*serve)(caller, request);
    };
}

/// Guards routes: `router.add(gate.staff({...route...}, handler))`.
class Gate {
public:
    /// With `demo` nobody is asked for a second factor, so a session that lacks it counts as open. Guarded
    /// routes may outlive the gate, not the database and the clock.
    Gate(store::Database& database, const core::Clock& clock,
         std::shared_ptr<const vault::Registrar> registrar, bool demo, KeysRule keys = KeysRule::warn,
         int cases_an_hour = default_cases_an_hour);
    [[nodiscard]] KeysRule keys_rule() const { return keys_; }

    /// A route for signed-in people. Before `handler` runs: origin checked (same origin only), session found
    /// by cookie and not expired, account still active, stage enough for the policy, `decide()` not a plain
    /// "never" for the role, and for privileged routes a proof of presence ("access/step_up_needed") and the
    /// security key that the node demands of the role ("access/security_key_needed"). Denials are audited.
    [[nodiscard]] http::Route staff(http::Route route, StaffHandler handler) const;
    /// Before the routes are added; a route made later keeps it.
    void on_work(OnWork hears) { *on_work_ = std::move(hears); }
    /// A route that anybody may call (policy open_to_all); the origin is checked for everything but GET.
    [[nodiscard]] http::Route open(http::Route route, http::Handler handler) const;

private:
    class Denials;
    [[nodiscard]] core::Result<Caller> let_in(const http::Request& request, core::Action action) const;
    [[nodiscard]] core::Done check_privileged(Caller& caller, Privileged privileged) const;
    void note_use(const crypto::Hash& session, core::Instant last_used_at, core::Instant now) const;
    void note_denial(const Caller& caller, core::Action action, const http::Request& request,
                     int status) const;
    /// In the record each time, and once an hour to those who should ask the person about it.
    void note_enough(const Caller& caller, core::Action action, const http::Request& request) const;

    store::Database& database_;
    const core::Clock& clock_;
    std::shared_ptr<const vault::Registrar> registrar_;
    bool demo_;
    KeysRule keys_;
    std::shared_ptr<Denials> denials_;
    std::shared_ptr<ReadingPace> pace_;
    std::shared_ptr<vault::KeptTeamKeys> kept_keys_;
    std::shared_ptr<OnWork> on_work_;
};

/// Whether a browser sent it from our own pages: `Sec-Fetch-Site: same-origin`, or an `Origin` whose host is
/// `Host`. A state-changing request that says neither is refused: "access/wrong_origin" (403).
[[nodiscard]] core::Done check_origin(const http::Request& request);

/// `Idempotency-Key`: what an earlier request with this key made, or nothing. "http/idempotency_key_reused"
/// (409) when the same key came with another body. Ask inside the creating transaction: two requests in one
/// moment then make one thing.
[[nodiscard]] core::Result<std::optional<std::array<std::uint8_t, 16>>>
made_before(store::Reader& reader, const Caller& caller, const http::Request& request);
/// Notes in the creating transaction what the key made.
void remember_made(store::Transaction& transaction, const Caller& caller, const http::Request& request,
                   std::span<const std::uint8_t, 16> made);
/// Deletes what was made more than a week ago; returns how many. Looks at every row: now and then, not in a
/// request.
std::int64_t forget_made(store::Transaction& transaction, core::Instant now);

} // namespace panoh::access

// The second factor, at sign-in and in the middle of work.

#include "access/step_up.h"

#include <algorithm>
#include <array>

#include "access/account_store.h"
#include "access/notices.h"
#include "access/sign_in.h"

namespace panoh::access {

namespace {

core::Error no_session()
{
    return {.kind = core::ErrorKind::unauthenticated, .code = "access/no_session"};
}

std::string_view word_of(Factor factor)
{
    switch (factor) {
    case Factor::code:
        return "code";
    case Factor::spare_code:
        return "spare_code";
    case Factor::key_touched:
    case Factor::key_verified:
        return "key";
    }
    return "";
}

using http::Method;

// What needs a proof of presence. The README has the same with its reasons.
constexpr std::array<PrivilegedRoute, 35> privileged_routes = {{
    {Method::post, "/api/users", Privileged::yes},
    {Method::patch, "/api/users/{user}", Privileged::yes},
    {Method::post, "/api/users/{user}/deactivate", Privileged::yes},
    {Method::post, "/api/users/{user}/activate-again", Privileged::yes},
    {Method::post, "/api/users/{user}/finding-key", Privileged::yes},
    {Method::del, "/api/users/{user}/sessions", Privileged::yes},
    {Method::post, "/api/users/end-sessions", Privileged::yes},
    {Method::post, "/api/teams", Privileged::yes},
    {Method::post, "/api/teams/{team}/members", Privileged::yes},
    {Method::del, "/api/teams/{team}/members/{user}", Privileged::yes},
    {Method::post, "/api/teams/{team}/members/{user}/keys", Privileged::yes},
    {Method::post, "/api/organisations", Privileged::yes},
    {Method::patch, "/api/organisations/{organisation}", Privileged::yes},
    {Method::post, "/api/recovery/root", Privileged::yes},
    {Method::post, "/api/recovery/root-kept", Privileged::yes},
    {Method::post, "/api/recovery/root-renewal", Privileged::yes},
    {Method::put, "/api/recovery/custodians", Privileged::yes},
    {Method::post, "/api/recovery/refusal", Privileged::yes},
    {Method::post, "/api/recovery/requests", Privileged::yes},
    {Method::post, "/api/recovery/requests/{request}/agreement", Privileged::yes},
    {Method::put, "/api/emergencies/officers", Privileged::yes},
    {Method::post, "/api/emergencies", Privileged::yes},
    {Method::post, "/api/records/export", Privileged::yes},
    {Method::post, "/api/cases/export", Privileged::with_names},
    {Method::post, "/api/audit/export", Privileged::yes},
    {Method::post, "/api/records/imports/{import}/take-back", Privileged::yes},
    {Method::post, "/api/security-keys", Privileged::own},
    {Method::patch, "/api/security-keys/{key}", Privileged::own},
    {Method::del, "/api/security-keys/{key}", Privileged::own},
    {Method::post, "/api/security-keys/spare-codes", Privileged::own},
    {Method::post, "/api/session/challenge", Privileged::for_new_key},
    {Method::post, "/api/session/password", Privileged::own},
    {Method::post, "/api/session/travel", Privileged::own},
    {Method::del, "/api/sessions/others", Privileged::own},
    {Method::del, "/api/sessions/{session}", Privileged::for_others},
}};

} // namespace

std::span<const PrivilegedRoute> all_privileged()
{
    return privileged_routes;
}

Privileged privileged(http::Method method, std::string_view pattern)
{
    const auto found = std::ranges::find_if(privileged_routes, [&](const PrivilegedRoute& each) {
        return each.method == method && each.pattern == pattern;
    });
    return found == privileged_routes.end() ? Privileged::no : found->privileged;
}

bool should_have_key(Role role)
{
    return role == Role::administrator || role == Role::supervisor;
}

Source SignIn::source_of(core::UserId user, const Visitor& visitor)
{
    Source source{.account = core::to_string(user), .network = visitor.network};
    const auto device = device_hash(visitor);
    if (device && database_.read([&](store::Reader& reader) { return knows_device(reader, user, *device); }))
        source.known_device = device;
    return source;
}

/// In a transaction of its own: it is used up also by a proof that fails.
std::optional<crypto::Hash> SignIn::taken_challenge(const Session& session, const Proof& proof,
                                                    ChallengeFor use)
{
    if (!proof.key) return std::nullopt;
    const auto taken =
        database_.write([&](store::Transaction& transaction) -> core::Result<std::optional<crypto::Hash>> {
            return take_challenge(transaction, session.id, use, clock_.now());
        });
    return taken ? *taken : std::nullopt;
}

core::Result<SignedIn> SignIn::confirm(const SessionToken& token, const Proof& proof, const Visitor& visitor)
{
    PANOH_TRY(const Session session, session_of(token));
    if (session.subject.stage == Stage::open)
        return core::fail(core::ErrorKind::conflict, "access/already_open");
    const core::UserId user = session.subject.user;
    const Source source = source_of(user, visitor);
    PANOH_CHECK(throttle_.begin(source, "code", clock_.now()));
    const auto challenge = taken_challenge(session, proof, ChallengeFor::sign_in);
    // Checked where it is used up: of two requests with one code, one gets in.
    auto confirmed = database_.write([&](store::Transaction& transaction) -> core::Result<SignedIn> {
        const auto account = find_account(transaction, user);
        if (!account || !account->active || !end_session(transaction, session.id))
            return core::fail(no_session());
        PANOH_TRY(const Factor factor,
                  use_factor(transaction, secret_, *account, proof, challenge, clock_.now()));
        return start(transaction, user, Stage::open, session.secrets, visitor, "session:opened",
                     shows_presence(factor, has_security_key(transaction, user)));
    });
    if (confirmed)
        throttle_.succeeded(source, "code");
    else
        note_wrong_factor(session, confirmed.error());
    return confirmed;
}

core::Result<SignedIn> SignIn::step_up(const SessionToken& token, const Proof& proof, const Visitor& visitor)
{
    PANOH_TRY(const Session session, session_of(token));
    if (session.subject.stage != Stage::open && !demo_)
        return core::fail(core::ErrorKind::forbidden, "access/not_finished");
    const core::UserId user = session.subject.user;
    const Source source = source_of(user, visitor);
    PANOH_CHECK(throttle_.begin(source, "step_up", clock_.now()));
    const auto challenge = taken_challenge(session, proof, ChallengeFor::step_up);
    auto done = database_.write([&](store::Transaction& transaction) -> core::Result<SignedIn> {
        const auto account = find_account(transaction, user);
        if (!account || !account->active) return core::fail(no_session());
        std::string detail = "step_up:demo";
        if (!demo_) {
            const bool has_key = has_security_key(transaction, user);
            // Before a code is used up for nothing.
            if (has_key && !proof.key) return core::fail(core::ErrorKind::forbidden, "access/key_instead");
            PANOH_TRY(const Factor factor,
                      use_factor(transaction, secret_, *account, proof, challenge, clock_.now()));
            if (!shows_presence(factor, has_key))
                return core::fail(core::ErrorKind::unauthenticated, "access/key_not_verified");
            detail = "step_up:" + std::string(word_of(factor));
        }
        PANOH_TRY(SessionToken renewed, renew_session(transaction, session, clock_.now() + step_up_lasts_ms));
        audit::append(transaction,
                      {.actor = user, .session_hash = audit_hash(session.origin), .at = clock_.now()},
                      {.action = core::Action::session_finish, .object = user.bytes, .detail = detail});
        return SignedIn{.session = std::move(renewed), .stage = Stage::open};
    });
    if (done)
        throttle_.succeeded(source, "step_up");
    else
        note_wrong_factor(session, done.error());
    return done;
}

void SignIn::note_wrong_factor(const Session& session, const core::Error& error)
{
    constexpr std::array<std::string_view, 4> guesses = {"access/code_wrong", "access/key_wrong",
                                                         "access/key_copied", "access/key_not_verified"};
    if (std::ranges::find(guesses, error.code) == guesses.end()) return;
    const core::UserId user = session.subject.user;
    const bool copied = error.code == "access/key_copied";
    [[maybe_unused]] const auto done = database_.write([&](store::Transaction& transaction) -> core::Done {
        note_wrong_code(transaction, session.id);
        if (copied) note(transaction, user, NoticeKind::key_copied, clock_.now());
        audit::append(transaction,
                      {.actor = user, .session_hash = audit_hash(session.origin), .at = clock_.now()},
                      {.action = core::Action::session_finish,
                       .outcome = audit::Outcome::failed,
                       .object = user.bytes,
                       .detail = copied                              ? "key:copied"
                                 : error.code == "access/code_wrong" ? "code:wrong"
                                                                     : "key:wrong"});
        return {};
    });
}

} // namespace panoh::access

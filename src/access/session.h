#pragma once

#include <string>
#include <vector>

#include "access/people.h"
#include "access/subject.h"
#include "core/clock.h"
#include "core/result.h"
#include "crypto/crypto.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::access {

constexpr std::int64_t session_idle_ms = 15 * core::minute_ms;
constexpr std::int64_t session_longest_ms = 10 * core::hour_ms;
/// For somebody half-way through signing in.
constexpr std::int64_t session_unfinished_ms = 15 * core::minute_ms;
/// How far the last use may lie ahead of the clock. A session of a time to come was used before the clock was
/// turned back, and would live longer by it.
constexpr std::int64_t session_ahead_ms = core::minute_ms;
constexpr int sessions_at_most = 5;
/// Wrong second factors until a session ends.
constexpr int codes_at_most = 5;
/// How long a proof of presence lets do what needs one.
constexpr std::int64_t step_up_lasts_ms = 5 * core::minute_ms;

/// The 32 random bytes in the cookie. They are the key to the person's keys: the database has only a hash of
/// them, and the keys sealed under what is derived from them
/// (docs/decisions/0006-session-cookie-is-the-key.md).
class SessionToken {
public:
    [[nodiscard]] static SessionToken make();
    /// From a cookie's value; "access/no_session" when it cannot be one.
    [[nodiscard]] static core::Result<SessionToken> parse(std::string_view cookie);

    [[nodiscard]] std::string cookie_value() const;
    /// What the row is found by.
    [[nodiscard]] crypto::Hash id() const;
    /// What the row's secrets are sealed under.
    [[nodiscard]] crypto::Key seal_key() const;

private:
    explicit SessionToken(crypto::Key token) : token_(std::move(token)) {}
    crypto::Key token_;
};

/// A session that was found alive.
struct Session {
    crypto::Hash id = {};
    /// Its first id: the cookie changes with a proof of presence, and it stays one session in the audit log.
    crypto::Hash origin = {};
    Subject subject = {};
    OwnNames names = {};
    core::Instant last_used_at = {};
    core::Instant expires_at = {};
    core::Instant step_up_until = {};
    vault::UserSecrets secrets;
    [[nodiscard]] core::Instant idle_expires_at() const { return last_used_at + session_idle_ms; }
};

/// What audit rows carry of a session: of its `origin`.
[[nodiscard]] crypto::Hash audit_hash(const crypto::Hash& origin);

/// The row of a session that has not run out, without its keys.
struct LiveSession {
    crypto::Hash id = {};
    crypto::Hash origin = {};
    core::UserId user = {};
    Stage stage = Stage::code;
    core::Instant started_at = {};
    core::Instant last_used_at = {};
    core::Instant expires_at = {};
};

/// Starts one; the oldest of the person's sessions ends when there are more than `sessions_at_most`.
[[nodiscard]] SessionToken start_session(store::Transaction& transaction, core::UserId user, Stage stage,
                                         const vault::UserSecrets& secrets, core::Instant now,
                                         core::Instant step_up_until = {});
/// The same session under a new cookie, after a proof of presence; it lasts no longer for it.
/// "access/no_session" when it ended meanwhile.
[[nodiscard]] core::Result<SessionToken> renew_session(store::Transaction& transaction,
                                                       const Session& session, core::Instant step_up_until);
/// Gives a proof of presence up before its time.
void end_step_up(store::Transaction& transaction, const crypto::Hash& id);
/// Session, account, organisation and teams in one query: a deactivated account ends with the next request.
/// "access/no_session" when there is none, it ran out, it is of a time to come, the account is not active or
/// the token does not open it.
[[nodiscard]] core::Result<Session> read_session(store::Reader& reader, const SessionToken& token,
                                                 core::Instant now);
/// Notes that it was used; moves only forward.
void touch_session(store::Transaction& transaction, const crypto::Hash& id, core::Instant now);
/// Notes a wrong second factor; the session ends with the last one allowed.
void note_wrong_code(store::Transaction& transaction, const crypto::Hash& id);
/// Deletes all that ran out, idle or too long, or are of a time to come: with an old cookie their rows would
/// still open their keys. Says how many there were.
std::int64_t end_expired_sessions(store::Transaction& transaction, core::Instant now);
/// Deletes all of everybody, but for the one to keep. Says how many there were.
std::int64_t end_all_sessions(store::Transaction& transaction, const crypto::Hash& but = {});
/// The sessions of an active person that have not run out, also half-way ones; the last used one first.
[[nodiscard]] std::vector<LiveSession> live_sessions(store::Reader& reader, core::UserId user,
                                                     core::Instant now);
/// Who has such a session.
[[nodiscard]] std::vector<core::UserId> users_with_sessions(store::Reader& reader, core::Instant now);
/// Hashes of them, as audit rows carry them (`audit_hash`).
[[nodiscard]] std::vector<crypto::Hash> open_sessions(store::Reader& reader, core::UserId user,
                                                      core::Instant now);
/// True when there was one.
bool end_session(store::Transaction& transaction, const crypto::Hash& id);
/// All of a person, but for the one to keep.
void end_sessions(store::Transaction& transaction, core::UserId user, const crypto::Hash& but = {});

} // namespace panoh::access

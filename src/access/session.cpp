#include "access/session.h"

#include <algorithm>
#include <optional>

#include "access/stamps.h"
#include "access/users_store.h"

namespace panoh::access {

namespace {

using store::Row;
using store::Sql;

core::ByteView view(const crypto::Hash& hash)
{
    return hash;
}

auto no_session()
{
    return core::fail(core::ErrorKind::unauthenticated, "access/no_session");
}

crypto::Hash hash_from(core::ByteView bytes)
{
    crypto::Hash hash = {};
    std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
    return hash;
}

struct Found {
    Subject subject = {};
    OwnNames names = {};
    core::Instant last_used_at = {};
    core::Instant expires_at = {};
    core::Instant step_up_until = {};
    crypto::Hash origin = {};
    core::Bytes secrets = {};
    core::Instant ends_at = {};
    std::int64_t turn = 0;
    bool stamped = false;
};

Found found_from(const store::Reader& reader, const Row& row)
{
    Found found;
    found.subject.user = row.id<core::UserId>(0);
    // A word that the program does not know gives the least: half-way, and a role without cases or accounts.
    found.subject.stage = core::from_text<Stage>(row.text(1)).value_or(Stage::code);
    const auto secrets = row.bytes(2);
    found.secrets.assign(secrets.begin(), secrets.end());
    found.last_used_at = row.instant(3);
    found.expires_at = row.instant(4);
    found.subject.organisation = row.id<core::OrganisationId>(5);
    found.subject.role = core::from_text<Role>(row.text(6)).value_or(Role::auditor);
    found.subject.organisation_type =
        core::from_text<OrganisationType>(row.text(7)).value_or(OrganisationType::donor);
    found.names = {.user = found.subject.user, .name = std::string(row.text(9))};
    found.step_up_until = row.instant(11);
    found.origin = hash_from(row.bytes(12));
    found.ends_at = row.instant(13);
    found.turn = row.integer(15);
    found.stamped = fits(reader,
                         {.id = found.subject.user,
                          .organisation = found.subject.organisation,
                          .user_name = row.text(21),
                          .name = found.names.name,
                          .role = row.text(6),
                          .active = 1,
                          .ends_at = found.ends_at,
                          .version = row.integer(14),
                          .turn = found.turn},
                         row.text(7), {row.bytes(16), row.bytes(17)});
    return found;
}

/// Membership and team are what the program wrote.
bool is_stamped_team(const store::Reader& reader, const Found& found, const Row& row)
{
    const auto team = row.id<core::TeamId>(8);
    return fits(reader, facts_of_member(team, found.subject.user, found.turn), row.bytes(18)) &&
           fits(reader, facts_of_team(team, row.id<core::OrganisationId>(19), row.text(10)), row.bytes(20));
}

bool ran_out(const Found& found, core::Instant now)
{
    return found.expires_at <= now || found.last_used_at + session_idle_ms <= now ||
           found.last_used_at > now + session_ahead_ms;
}

} // namespace

SessionToken SessionToken::make()
{
    return SessionToken(crypto::random_key());
}

core::Result<SessionToken> SessionToken::parse(std::string_view cookie)
{
    auto bytes = crypto::from_base64url(cookie);
    if (!bytes || bytes->size() != 32) return no_session();
    SessionToken token{crypto::Key(std::span<const std::uint8_t, 32>(bytes->data(), 32))};
    explicit_bzero(bytes->data(), bytes->size());
    return token;
}

std::string SessionToken::cookie_value() const
{
    return crypto::to_base64url(token_.reveal());
}

crypto::Hash SessionToken::id() const
{
    return crypto::keyed_hash(token_, core::as_bytes("panoh session id"));
}

crypto::Key SessionToken::seal_key() const
{
    return crypto::derive(token_, 1, "session_");
}

crypto::Hash audit_hash(const crypto::Hash& origin)
{
    return crypto::hash(origin);
}

SessionToken start_session(store::Transaction& transaction, core::UserId user, Stage stage,
                           const vault::UserSecrets& secrets, core::Instant now, core::Instant step_up_until)
{
    static constexpr Sql sweep{
        "DELETE FROM access_session WHERE user_id = ? AND (expires_at <= ? OR last_used_at <= ?)"};
    transaction.run(sweep, {user, now, now + -session_idle_ms});
    static constexpr Sql keep_newest{
        "DELETE FROM access_session WHERE user_id = ? AND id NOT IN (SELECT id FROM "
        "access_session WHERE user_id = ? ORDER BY made_at DESC, id LIMIT ?)"};
    transaction.run(keep_newest, {user, user, sessions_at_most - 1});

    SessionToken token = SessionToken::make();
    const core::Bytes sealed = vault::wrap_user_secrets(token.seal_key(), user, secrets);
    const auto lasts = stage == Stage::open ? session_longest_ms : session_unfinished_ms;
    const crypto::Hash id = token.id();
    static constexpr Sql insert{
        "INSERT INTO access_session (id, user_id, stage, secrets, made_at, last_used_at, "
        "expires_at, failed, step_up_until) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)"};
    transaction.run(insert,
                    {view(id), user, core::to_text(stage), sealed, now, now, now + lasts, step_up_until});
    return token;
}

core::Result<SessionToken> renew_session(store::Transaction& transaction, const Session& session,
                                         core::Instant step_up_until)
{
    SessionToken token = SessionToken::make();
    const core::Bytes sealed =
        vault::wrap_user_secrets(token.seal_key(), session.subject.user, session.secrets);
    const crypto::Hash id = token.id();
    static constexpr Sql update{"UPDATE access_session SET id = ?, origin = ?, secrets = ?, failed = 0, "
                                "step_up_until = ? WHERE id = ?"};
    if (transaction.run(update, {view(id), view(session.origin), sealed, step_up_until, view(session.id)}) ==
        0)
        return no_session();
    return token;
}

void end_step_up(store::Transaction& transaction, const crypto::Hash& id)
{
    static constexpr Sql update{"UPDATE access_session SET step_up_until = 0 WHERE id = ?"};
    transaction.run(update, {view(id)});
}

core::Result<Session> read_session(store::Reader& reader, const SessionToken& token, core::Instant now)
{
    static constexpr Sql find{
        "SELECT s.user_id, s.stage, s.secrets, s.last_used_at, s.expires_at, u.organisation, u.role, o.type, "
        "m.team, u.name, t.name, s.step_up_until, COALESCE(s.origin, s.id), "
        "u.ends_at, u.version, u.turn, u.stamp, o.stamp, m.stamp, t.organisation, t.stamp, u.user_name "
        "FROM access_session s JOIN access_user u ON u.id = s.user_id "
        "JOIN access_organisation o ON o.id = u.organisation "
        "LEFT JOIN access_team_member m ON m.user_id = u.id LEFT JOIN access_team t ON t.id = m.team "
        "WHERE s.id = ? AND u.active = 1"};
    const crypto::Hash id = token.id();
    std::optional<Found> found;
    reader.each(find, {view(id)}, [&](const Row& row) {
        if (!found) found = found_from(reader, row);
        if (row.is_null(8) || !is_stamped_team(reader, *found, row)) return;
        found->subject.teams.push_back(row.id<core::TeamId>(8));
        found->names.teams.emplace(row.id<core::TeamId>(8), row.text(10));
    });
    if (!found || !found->stamped || ran_out(*found, now)) return no_session();
    if (is_over(reader, found->subject.user, found->ends_at, now)) return no_session();
    auto secrets = vault::unwrap_user_secrets(token.seal_key(), found->subject.user, found->secrets);
    if (!secrets) return no_session();
    return Session{.id = id,
                   .origin = found->origin,
                   .subject = std::move(found->subject),
                   .names = std::move(found->names),
                   .last_used_at = found->last_used_at,
                   .expires_at = found->expires_at,
                   .step_up_until = found->step_up_until,
                   .secrets = std::move(*secrets)};
}

void touch_session(store::Transaction& transaction, const crypto::Hash& id, core::Instant now)
{
    static constexpr Sql touch{
        "UPDATE access_session SET last_used_at = ? WHERE id = ? AND last_used_at < ?"};
    transaction.run(touch, {now, view(id), now});
}

void note_wrong_code(store::Transaction& transaction, const crypto::Hash& id)
{
    static constexpr Sql count{"UPDATE access_session SET failed = failed + 1 WHERE id = ?"};
    transaction.run(count, {view(id)});
    static constexpr Sql end{"DELETE FROM access_session WHERE id = ? AND failed >= ?"};
    transaction.run(end, {view(id), codes_at_most});
}

std::int64_t end_expired_sessions(store::Transaction& transaction, core::Instant now)
{
    static constexpr Sql sweep{
        "DELETE FROM access_session WHERE expires_at <= ? OR last_used_at <= ? OR last_used_at > ?"};
    return transaction.run(sweep, {now, now + -session_idle_ms, now + session_ahead_ms});
}

std::int64_t end_all_sessions(store::Transaction& transaction, const crypto::Hash& but)
{
    static constexpr Sql all{"DELETE FROM access_session WHERE id <> ?"};
    return transaction.run(all, {view(but)});
}

std::vector<LiveSession> live_sessions(store::Reader& reader, core::UserId user, core::Instant now)
{
    static constexpr Sql find{
        "SELECT s.id, COALESCE(s.origin, s.id), s.stage, s.made_at, s.last_used_at, s.expires_at "
        "FROM access_session s JOIN access_user u ON u.id = s.user_id "
        "WHERE s.user_id = ? AND s.expires_at > ? AND s.last_used_at > ? AND s.last_used_at <= ? "
        "AND u.active = 1 ORDER BY s.last_used_at DESC, s.made_at DESC, s.id"};
    std::vector<LiveSession> found;
    reader.each(find, {user, now, now + -session_idle_ms, now + session_ahead_ms}, [&](const Row& row) {
        found.push_back({.id = hash_from(row.bytes(0)),
                         .origin = hash_from(row.bytes(1)),
                         .user = user,
                         .stage = core::from_text<Stage>(row.text(2)).value_or(Stage::code),
                         .started_at = row.instant(3),
                         .last_used_at = row.instant(4),
                         .expires_at = row.instant(5)});
    });
    return found;
}

std::vector<core::UserId> users_with_sessions(store::Reader& reader, core::Instant now)
{
    static constexpr Sql find{
        "SELECT DISTINCT s.user_id FROM access_session s JOIN access_user u ON u.id = s.user_id "
        "WHERE s.expires_at > ? AND s.last_used_at > ? AND s.last_used_at <= ? "
        "AND u.active = 1 ORDER BY s.user_id"};
    std::vector<core::UserId> found;
    reader.each(find, {now, now + -session_idle_ms, now + session_ahead_ms},
                [&](const Row& row) { found.push_back(row.id<core::UserId>(0)); });
    return found;
}

std::vector<crypto::Hash> open_sessions(store::Reader& reader, core::UserId user, core::Instant now)
{
    std::vector<crypto::Hash> found;
    for (const LiveSession& each : live_sessions(reader, user, now))
        found.push_back(audit_hash(each.origin));
    return found;
}

bool end_session(store::Transaction& transaction, const crypto::Hash& id)
{
    static constexpr Sql end{"DELETE FROM access_session WHERE id = ?"};
    return transaction.run(end, {view(id)}) > 0;
}

void end_sessions(store::Transaction& transaction, core::UserId user, const crypto::Hash& but)
{
    static constexpr Sql end{"DELETE FROM access_session WHERE user_id = ? AND id <> ?"};
    transaction.run(end, {user, view(but)});
}

} // namespace panoh::access

#include "access/notices.h"

#include <set>

#include "access/people.h"
#include "crypto/crypto.h"

namespace panoh::access {

namespace {

using store::Row;
using store::Sql;

} // namespace

void note(store::Transaction& transaction, core::UserId reader, NoticeKind kind, core::Instant now,
          core::UserId about)
{
    static constexpr Sql insert{
        "INSERT INTO access_notice (id, user_id, kind, about, made_at, seen_at) VALUES (?, ?, ?, ?, ?, 0)"};
    const auto who = about.is_null() ? std::nullopt : std::optional(about);
    transaction.run(insert, {crypto::random_id<core::NoticeId>(), reader, core::to_text(kind), who, now});
}

std::int64_t note_leads(store::Transaction& transaction, core::UserId about, NoticeKind kind,
                        core::Instant now)
{
    std::set<core::UserId> leads;
    for (const TeamFacts& team : teams_of(transaction, about))
        for (const Person& each : members_of(transaction, team.id))
            if (each.id != about && each.active && each.role == Role::supervisor) leads.insert(each.id);
    for (const auto lead : leads)
        note(transaction, lead, kind, now, about);
    return std::ssize(leads);
}

std::vector<NoticeView> notices_of(store::Reader& reader, core::UserId user)
{
    static constexpr Sql find{"SELECT n.id, n.kind, u.name, n.made_at, n.seen_at FROM access_notice n "
                              "LEFT JOIN access_user u ON u.id = n.about WHERE n.user_id = ? ORDER BY "
                              "n.made_at DESC, n.id LIMIT 100"};
    std::vector<NoticeView> views;
    reader.each(find, {user}, [&](const Row& row) {
        const auto kind = core::from_text<NoticeKind>(row.text(1));
        if (!kind) return; // of a later version
        views.push_back({.id = row.id<core::NoticeId>(0),
                         .kind = *kind,
                         .about = row.is_null(2) ? std::string() : std::string(row.text(2)),
                         .made_at = row.instant(3),
                         .seen = row.integer(4) > 0});
    });
    return views;
}

std::int64_t unseen_notices(store::Reader& reader, core::UserId user)
{
    static constexpr Sql count{"SELECT count(*) FROM access_notice WHERE user_id = ? AND seen_at = 0"};
    return reader.first(count, {user}, [](const Row& row) { return row.integer(0); }).value_or(0);
}

void mark_notices_seen(store::Transaction& transaction, core::UserId user, core::Instant until,
                       core::Instant now)
{
    static constexpr Sql update{
        "UPDATE access_notice SET seen_at = ? WHERE user_id = ? AND seen_at = 0 AND made_at <= ?"};
    transaction.run(update, {now, user, until});
}

std::int64_t drop_old_notices(store::Transaction& transaction, core::Instant now)
{
    static constexpr Sql drop{"DELETE FROM access_notice WHERE made_at <= ?"};
    return transaction.run(drop, {now + -notices_kept_ms});
}

} // namespace panoh::access

#include "access/second_factor_store.h"

#include <algorithm>

#include "crypto/fields.h"

namespace panoh::access {

namespace {

using store::Row;
using store::Sql;

crypto::Hash mark_of(const NodeSecret& secret, const SecurityKey& key)
{
    crypto::Fields fields(512);
    fields.add("panoh security key").add(key.id.bytes).add(key.user.bytes).add(key.rp_id).add(key.key.id);
    fields.add(static_cast<std::int64_t>(key.key.algorithm)).add(key.key.public_key);
    return crypto::keyed_hash(secret.security_key_key(), fields.bytes());
}

core::Bytes bytes_of(const Row& row, int column)
{
    const auto bytes = row.bytes(column);
    return {bytes.begin(), bytes.end()};
}

} // namespace

std::vector<SecurityKey> security_keys_of(store::Reader& reader, const NodeSecret& secret, core::UserId user)
{
    static constexpr Sql find{
        "SELECT id, name, rp_id, credential, algorithm, public_key, mark, count, made_at, "
        "last_used_at FROM access_security_key WHERE user_id = ? ORDER BY made_at, id"};
    std::vector<SecurityKey> keys;
    reader.each(find, {user}, [&](const Row& row) {
        const auto algorithm = crypto::key_algorithm(row.integer(4));
        if (!algorithm) return;
        SecurityKey key{.id = row.id<core::SecurityKeyId>(0),
                        .user = user,
                        .name = std::string(row.text(1)),
                        .rp_id = std::string(row.text(2)),
                        .key = {bytes_of(row, 3), *algorithm, bytes_of(row, 5)},
                        .count = row.integer(7),
                        .made_at = row.instant(8),
                        .last_used_at = row.instant(9)};
        if (crypto::equal(row.bytes(6), mark_of(secret, key))) keys.push_back(std::move(key));
    });
    return keys;
}

bool has_security_key(store::Reader& reader, core::UserId user)
{
    static constexpr Sql find{"SELECT 1 FROM access_security_key WHERE user_id = ? LIMIT 1"};
    return reader.first(find, {user}, [](const Row&) { return true; }).has_value();
}

bool insert_security_key(store::Transaction& transaction, const NodeSecret& secret, const SecurityKey& key)
{
    static constexpr Sql insert{
        "INSERT INTO access_security_key (id, user_id, name, rp_id, credential, algorithm, public_key, mark, "
        "count, made_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) "
        "ON CONFLICT (credential) DO NOTHING"};
    return transaction.run(insert, {key.id, key.user, key.name, key.rp_id, key.key.id,
                                    static_cast<std::int64_t>(key.key.algorithm), key.key.public_key,
                                    mark_of(secret, key), key.count, key.made_at}) > 0;
}

bool rename_security_key(store::Transaction& transaction, core::UserId user, core::SecurityKeyId id,
                         std::string_view name)
{
    static constexpr Sql update{"UPDATE access_security_key SET name = ? WHERE user_id = ? AND id = ?"};
    return transaction.run(update, {name, user, id}) > 0;
}

bool delete_security_key(store::Transaction& transaction, core::UserId user, core::SecurityKeyId id)
{
    static constexpr Sql drop{"DELETE FROM access_security_key WHERE user_id = ? AND id = ?"};
    return transaction.run(drop, {user, id}) > 0;
}

void note_key_used(store::Transaction& transaction, core::SecurityKeyId id, std::int64_t count,
                   core::Instant now)
{
    static constexpr Sql update{"UPDATE access_security_key SET count = ?, last_used_at = ? WHERE id = ?"};
    transaction.run(update, {count, now, id});
}

void store_challenge(store::Transaction& transaction, const crypto::Hash& session, ChallengeFor use,
                     const crypto::Hash& challenge, core::Instant until)
{
    static constexpr Sql update{
        "UPDATE access_session SET challenge = ?, challenge_for = ?, challenge_until = ? WHERE id = ?"};
    transaction.run(update, {challenge, core::to_text(use), until, session});
}

std::optional<crypto::Hash> take_challenge(store::Transaction& transaction, const crypto::Hash& session,
                                           ChallengeFor use, core::Instant now)
{
    static constexpr Sql find{"SELECT challenge FROM access_session WHERE id = ? AND challenge_for = ? AND "
                              "challenge_until > ? AND challenge IS NOT NULL"};
    const auto found = transaction.first(find, {session, core::to_text(use), now},
                                         [](const Row& row) { return bytes_of(row, 0); });
    static constexpr Sql take{"UPDATE access_session SET challenge = NULL, challenge_for = NULL, "
                              "challenge_until = 0 WHERE id = ? AND challenge IS NOT NULL"};
    transaction.run(take, {session});
    if (!found || found->size() != sizeof(crypto::Hash)) return std::nullopt;
    crypto::Hash challenge = {};
    std::ranges::copy(*found, challenge.begin());
    return challenge;
}

void store_spare_codes(store::Transaction& transaction, core::UserId user,
                       const std::vector<crypto::Hash>& hashes)
{
    static constexpr Sql drop{"DELETE FROM access_spare_code WHERE user_id = ?"};
    transaction.run(drop, {user});
    static constexpr Sql insert{"INSERT INTO access_spare_code (user_id, hash) VALUES (?, ?)"};
    for (const auto& hash : hashes)
        transaction.run(insert, {user, hash});
}

std::int64_t count_spare_codes(store::Reader& reader, core::UserId user)
{
    static constexpr Sql count{"SELECT count(*) FROM access_spare_code WHERE user_id = ?"};
    return reader.first(count, {user}, [](const Row& row) { return row.integer(0); }).value_or(0);
}

bool has_spare_code(store::Reader& reader, core::UserId user, const crypto::Hash& hash)
{
    static constexpr Sql find{"SELECT 1 FROM access_spare_code WHERE user_id = ? AND hash = ?"};
    return reader.first(find, {user, hash}, [](const Row&) { return true; }).has_value();
}

bool use_up_spare_code(store::Transaction& transaction, core::UserId user, const crypto::Hash& hash)
{
    static constexpr Sql drop{"DELETE FROM access_spare_code WHERE user_id = ? AND hash = ?"};
    return transaction.run(drop, {user, hash}) > 0;
}

} // namespace panoh::access

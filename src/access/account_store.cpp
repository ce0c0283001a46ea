#include "access/account_store.h"

#include <algorithm>

#include "access/stamps.h"

namespace panoh::access {

namespace {

using store::Row;
using store::Sql;

constexpr int devices_at_most = 10;

#define PANOH_ACCOUNT_COLUMNS                                                                                \
    "SELECT u.id, u.organisation, u.user_name, u.name, o.name, u.active, u.failed, u.password_salt, "        \
    "u.password_passes, u.password_memory, u.password_verifier, u.secrets, u.recovery, u.totp_secret, "      \
    "u.totp_confirmed, u.totp_step, u.activation_hash, u.activation_expires_at, "                            \
    "u.role, o.type, u.ends_at, u.version, u.turn, u.stamp, o.stamp "                                        \
    "FROM access_user u JOIN access_organisation o ON o.id = u.organisation "

core::Bytes bytes_of(const Row& row, int column)
{
    const auto bytes = row.bytes(column);
    return {bytes.begin(), bytes.end()};
}

template <std::size_t N>
std::array<std::uint8_t, N> exactly(core::ByteView bytes)
{
    std::array<std::uint8_t, N> out = {};
    if (bytes.size() == N) std::ranges::copy(bytes, out.begin());
    return out;
}

Account account_from(const store::Reader& reader, const Row& row)
{
    Account account;
    account.id = row.id<core::UserId>(0);
    account.organisation = row.id<core::OrganisationId>(1);
    account.user_name = row.text(2);
    account.name = row.text(3);
    account.organisation_name = row.text(4);
    account.ends_at = row.instant(20);
    account.stamped = fits(reader,
                           {.id = account.id,
                            .organisation = account.organisation,
                            .user_name = account.user_name,
                            .name = account.name,
                            .role = row.text(18),
                            .active = row.integer(5),
                            .ends_at = account.ends_at,
                            .version = row.integer(21),
                            .turn = row.integer(22)},
                           row.text(19), {row.bytes(23), row.bytes(24)});
    account.active = account.stamped && row.integer(5) == 1;
    account.failed = row.integer(6);
    if (!row.is_null(10)) {
        account.password =
            StoredPassword{.salt = exactly<16>(row.bytes(7)),
                           .cost = {.passes = static_cast<std::uint64_t>(row.integer(8)),
                                    .memory_bytes = static_cast<std::uint64_t>(row.integer(9))},
                           .verifier = exactly<32>(row.bytes(10))};
    }
    account.secrets = bytes_of(row, 11);
    account.recovery = bytes_of(row, 12);
    account.totp_secret = bytes_of(row, 13);
    account.totp_confirmed = row.integer(14) == 1;
    account.totp_step = row.integer(15);
    account.activation_hash = bytes_of(row, 16);
    account.activation_expires_at = row.instant(17);
    return account;
}

} // namespace

std::optional<Account> find_account(store::Reader& reader, std::string_view folded_user_name)
{
    static constexpr Sql find{PANOH_ACCOUNT_COLUMNS "WHERE u.user_name = ?"};
    return reader.first(find, {folded_user_name}, [&](const Row& row) { return account_from(reader, row); });
}

std::optional<Account> find_account(store::Reader& reader, core::UserId user)
{
    static constexpr Sql find{PANOH_ACCOUNT_COLUMNS "WHERE u.id = ?"};
    return reader.first(find, {user}, [&](const Row& row) { return account_from(reader, row); });
}

void store_credentials(store::Transaction& transaction, core::UserId user, const Credentials& credentials)
{
    static constexpr Sql update{
        "UPDATE access_user SET password_salt = ?, password_passes = ?, password_memory = ?, "
        "password_verifier = ?, secrets = ? WHERE id = ?"};
    const auto& password = credentials.password;
    transaction.run(update, {core::ByteView(password.salt), static_cast<std::int64_t>(password.cost.passes),
                             static_cast<std::int64_t>(password.cost.memory_bytes),
                             core::ByteView(password.verifier), credentials.secrets, user});
}

void store_recovery(store::Transaction& transaction, core::UserId user, const core::Bytes& recovery)
{
    static constexpr Sql update{"UPDATE access_user SET recovery = ? WHERE id = ?"};
    transaction.run(update, {recovery, user});
}

void store_totp(store::Transaction& transaction, core::UserId user, const core::Bytes& sealed)
{
    static constexpr Sql update{
        "UPDATE access_user SET totp_secret = ?, totp_confirmed = 0, totp_step = 0 WHERE id = ?"};
    transaction.run(update, {sealed, user});
}

void confirm_totp(store::Transaction& transaction, core::UserId user, std::int64_t step)
{
    static constexpr Sql update{"UPDATE access_user SET totp_confirmed = 1, totp_step = ? WHERE id = ?"};
    transaction.run(update, {step, user});
}

void store_activation(store::Transaction& transaction, core::UserId user, const crypto::Hash& hash,
                      core::Instant until)
{
    static constexpr Sql update{
        "UPDATE access_user SET activation_hash = ?, activation_expires_at = ? WHERE id = ?"};
    transaction.run(update, {core::ByteView(hash), until, user});
}

void use_up_activation(store::Transaction& transaction, core::UserId user)
{
    // The time stays: until then the second factor may still be set up.
    static constexpr Sql update{"UPDATE access_user SET activation_hash = NULL WHERE id = ?"};
    transaction.run(update, {user});
}

void clear_credentials(store::Transaction& transaction, core::UserId user)
{
    static constexpr Sql update{
        "UPDATE access_user SET password_salt = NULL, password_passes = NULL, password_memory = NULL, "
        "password_verifier = NULL, secrets = NULL, recovery = NULL, totp_secret = NULL, totp_confirmed = 0, "
        "totp_step = 0, activation_hash = NULL, failed = 0 WHERE id = ?"};
    transaction.run(update, {user});
    static constexpr Sql keys{"DELETE FROM access_security_key WHERE user_id = ?"};
    transaction.run(keys, {user});
    static constexpr Sql codes{"DELETE FROM access_spare_code WHERE user_id = ?"};
    transaction.run(codes, {user});
}

void note_failure(store::Transaction& transaction, std::string_view folded_user_name)
{
    static constexpr Sql update{"UPDATE access_user SET failed = failed + 1 WHERE user_name = ?"};
    transaction.run(update, {folded_user_name});
}

void forget_failures(store::Transaction& transaction, core::UserId user)
{
    static constexpr Sql update{"UPDATE access_user SET failed = 0 WHERE id = ? AND failed > 0"};
    transaction.run(update, {user});
}

bool knows_device(store::Reader& reader, core::UserId user, const crypto::Hash& device)
{
    static constexpr Sql find{"SELECT 1 FROM access_device WHERE user_id = ? AND hash = ?"};
    return reader.first(find, {user, core::ByteView(device)}, [](const Row&) { return true; }).has_value();
}

bool has_devices(store::Reader& reader, core::UserId user)
{
    static constexpr Sql find{"SELECT 1 FROM access_device WHERE user_id = ? LIMIT 1"};
    return reader.first(find, {user}, [](const Row&) { return true; }).has_value();
}

bool issued_device(store::Reader& reader, const crypto::Hash& device)
{
    static constexpr Sql find{"SELECT 1 FROM access_device WHERE hash = ? LIMIT 1"};
    return reader.first(find, {core::ByteView(device)}, [](const Row&) { return true; }).has_value();
}

void remember_device(store::Transaction& transaction, core::UserId user, const crypto::Hash& device,
                     core::Instant now)
{
    static constexpr Sql insert{
        "INSERT INTO access_device (user_id, hash, last_used_at) VALUES (?, ?, ?) "
        "ON CONFLICT (user_id, hash) DO UPDATE SET last_used_at = excluded.last_used_at"};
    transaction.run(insert, {user, core::ByteView(device), now});
    static constexpr Sql keep_newest{
        "DELETE FROM access_device WHERE user_id = ? AND hash NOT IN (SELECT hash FROM "
        "access_device WHERE user_id = ? ORDER BY last_used_at DESC, hash LIMIT ?)"};
    transaction.run(keep_newest, {user, user, devices_at_most});
}

void forget_devices(store::Transaction& transaction, core::UserId user)
{
    static constexpr Sql forget{"DELETE FROM access_device WHERE user_id = ?"};
    transaction.run(forget, {user});
}

} // namespace panoh::access

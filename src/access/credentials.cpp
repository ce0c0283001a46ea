#include "access/credentials.h"

#include <array>

#include "access/password_rules.h"
#include "core/text.h"

namespace panoh::access {

namespace {

crypto::Hash activation_hash(const NodeSecret& secret, core::UserId user, core::ByteView code)
{
    core::Bytes bound(user.bytes.begin(), user.bytes.end());
    bound.insert(bound.end(), code.begin(), code.end());
    return crypto::keyed_hash(secret.activation_key(), bound);
}

/// The code has 160 random bits, so a fast hash is as good as a slow one.
crypto::Key recovery_key(core::ByteView code)
{
    core::Bytes bound(code.begin(), code.end());
    const auto label = core::as_bytes("panoh recovery code");
    bound.insert(bound.end(), label.begin(), label.end());
    const crypto::Hash hash = crypto::hash(bound);
    explicit_bzero(bound.data(), bound.size());
    return crypto::Key(std::span<const std::uint8_t, 32>(hash));
}

/// Stands before the wrapped keys, so that a wrong code is told from a broken row. With 160 random bits
/// behind it, it helps nobody to guess.
crypto::Hash recovery_check(const crypto::Key& key)
{
    return crypto::keyed_hash(key, core::as_bytes("panoh recovery check"));
}

std::string bound_to(core::UserId user)
{
    return "panoh totp " + core::to_string(user);
}

} // namespace

ActivationCode make_activation_code(const NodeSecret& secret, core::UserId user)
{
    std::array<std::uint8_t, 15> bytes = {};
    crypto::fill_random(bytes);
    return {crypto::readable_code(bytes), activation_hash(secret, user, bytes)};
}

bool is_activation_code(const NodeSecret& secret, const Account& account, std::string_view text,
                        core::Instant now)
{
    const auto code = crypto::parse_readable_code(text);
    if (!code || !account.active || account.activation_hash.empty()) return false;
    // One that has longer than all of its time left was made before the clock was turned back.
    const auto left = account.activation_expires_at.milliseconds - now.milliseconds;
    return left > 0 && left <= activation_lasts_ms + core::minute_ms &&
           crypto::equal(account.activation_hash, activation_hash(secret, account.id, *code));
}

core::Result<NewCredentials> make_credentials(Passwords& passwords, const Account& account,
                                              std::string_view password, vault::UserSecrets secrets,
                                              std::string_view field)
{
    const std::array context = {account.user_name, account.name, account.organisation_name,
                                std::string("panoh")};
    PANOH_CHECK(check_password(password, context, field));
    StoredPassword stored{.salt = crypto::random_salt()};
    PANOH_TRY(const PasswordKeys keys, passwords.keys_of(password, stored.salt, stored.cost));
    stored.verifier = keys.verifier;
    core::Bytes wrapped = vault::wrap_user_secrets(keys.unlock, account.id, secrets);
    return NewCredentials{std::move(secrets), {stored, std::move(wrapped)}};
}

RecoveryCode make_recovery_code(core::UserId user, const vault::UserSecrets& secrets)
{
    std::array<std::uint8_t, 20> bytes = {};
    crypto::fill_random(bytes);
    const crypto::Key key = recovery_key(bytes);
    const crypto::Hash check = recovery_check(key);
    RecoveryCode code{crypto::readable_code(bytes), {check.begin(), check.end()}};
    const core::Bytes wrapped = vault::wrap_user_secrets(key, user, secrets);
    code.wrapped.insert(code.wrapped.end(), wrapped.begin(), wrapped.end());
    explicit_bzero(bytes.data(), bytes.size());
    return code;
}

core::Result<vault::UserSecrets> open_recovery(const Account& account, std::string_view text)
{
    const auto wrong = [] { return core::fail(core::ErrorKind::unauthenticated, "access/recovery_wrong"); };
    const auto code = crypto::parse_readable_code(text);
    const core::ByteView stored = account.recovery;
    constexpr std::size_t check_size = sizeof(crypto::Hash);
    if (!code || !account.active || stored.size() <= check_size) return wrong();
    const crypto::Key key = recovery_key(*code);
    if (!crypto::equal(stored.first(check_size), recovery_check(key))) return wrong();
    return vault::unwrap_user_secrets(key, account.id, stored.subspan(check_size));
}

core::Bytes seal_totp(const NodeSecret& secret, core::UserId user, const crypto::TotpSecret& totp)
{
    return crypto::encrypt(secret.totp_key(), totp.reveal(), core::as_bytes(bound_to(user)));
}

core::Result<crypto::TotpSecret> open_totp(const NodeSecret& secret, const Account& account)
{
    PANOH_TRY(const core::SecretText plain,
              crypto::decrypt(secret.totp_key(), account.totp_secret, core::as_bytes(bound_to(account.id))));
    const auto bytes = core::as_bytes(plain.reveal());
    if (bytes.size() != 20) return core::fail(core::ErrorKind::unauthenticated, "access/code_wrong");
    return crypto::TotpSecret(std::span<const std::uint8_t, 20>(bytes.data(), 20));
}

std::string fold_user_name(std::string_view user_name)
{
    return core::fold_case(core::trim(user_name));
}

} // namespace panoh::access

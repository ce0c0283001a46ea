#pragma once

// Codes and sealed parts of an account: activation, recovery, second factor, password. Private to this slice.

#include <optional>
#include <string>
#include <vector>

#include "access/account_store.h"
#include "access/node_secret.h"
#include "access/passwords.h"
#include "core/secret.h"
#include "crypto/totp.h"
#include "vault/vault.h"

namespace panoh::access {

constexpr std::int64_t activation_lasts_ms = 72 * core::hour_ms;

/// A code on paper and what is stored of it.
struct ActivationCode {
    std::string text;
    crypto::Hash hash;
};
[[nodiscard]] ActivationCode make_activation_code(const NodeSecret& secret, core::UserId user);
/// Whether `text` is the code that stands unused and in time in the account.
[[nodiscard]] bool is_activation_code(const NodeSecret& secret, const Account& account, std::string_view text,
                                      core::Instant now);

/// A person's keys, wrapped for storing, and the credentials that open them.
struct NewCredentials {
    vault::UserSecrets secrets;
    Credentials stored;
};
/// Runs the password work; checks the rules of check_password() first.
[[nodiscard]] core::Result<NewCredentials> make_credentials(Passwords& passwords, const Account& account,
                                                            std::string_view password,
                                                            vault::UserSecrets secrets,
                                                            std::string_view field);

struct RecoveryCode {
    std::string text;
    core::Bytes wrapped;
};
[[nodiscard]] RecoveryCode make_recovery_code(core::UserId user, const vault::UserSecrets& secrets);
/// The keys behind a recovery code; "access/recovery_wrong", "vault/tampered".
[[nodiscard]] core::Result<vault::UserSecrets> open_recovery(const Account& account, std::string_view text);

[[nodiscard]] core::Bytes seal_totp(const NodeSecret& secret, core::UserId user,
                                    const crypto::TotpSecret& totp);
[[nodiscard]] core::Result<crypto::TotpSecret> open_totp(const NodeSecret& secret, const Account& account);

/// Lower case: user names are told apart without regard to case.
[[nodiscard]] std::string fold_user_name(std::string_view user_name);

} // namespace panoh::access

#pragma once

// The rows that signing in works on. Private to this slice.

#include <optional>
#include <string>

#include "access/subject.h"
#include "core/clock.h"
#include "crypto/crypto.h"
#include "store/store.h"

namespace panoh::access {

struct StoredPassword {
    crypto::Salt salt = {};
    crypto::PasswordCost cost = {};
    crypto::Hash verifier = {};
};

/// An account as signing in sees it.
struct Account {
    core::UserId id = {};
    core::OrganisationId organisation = {};
    std::string user_name = {};
    std::string name = {};
    std::string organisation_name = {};
    bool active = false; ///< and the row is what the program wrote
    bool stamped = false;
    core::Instant ends_at = {}; ///< none when it is zero
    std::int64_t failed = 0;
    std::optional<StoredPassword> password = {};
    core::Bytes secrets = {};
    core::Bytes recovery = {};
    core::Bytes totp_secret = {};
    bool totp_confirmed = false;
    std::int64_t totp_step = 0;
    core::Bytes activation_hash = {};
    core::Instant activation_expires_at = {};
};

[[nodiscard]] std::optional<Account> find_account(store::Reader& reader, std::string_view folded_user_name);
[[nodiscard]] std::optional<Account> find_account(store::Reader& reader, core::UserId user);

/// What activation and a change of password write.
struct Credentials {
    StoredPassword password;
    core::Bytes secrets;
};
void store_credentials(store::Transaction& transaction, core::UserId user, const Credentials& credentials);
void store_recovery(store::Transaction& transaction, core::UserId user, const core::Bytes& recovery);
/// A new second factor, not yet confirmed.
void store_totp(store::Transaction& transaction, core::UserId user, const core::Bytes& sealed);
void confirm_totp(store::Transaction& transaction, core::UserId user, std::int64_t step);
void store_activation(store::Transaction& transaction, core::UserId user, const crypto::Hash& hash,
                      core::Instant until);
void use_up_activation(store::Transaction& transaction, core::UserId user);
/// Takes password, keys and every second factor away; what is left is a name.
void clear_credentials(store::Transaction& transaction, core::UserId user);
/// One more failed try; the same work whether the name exists or not.
void note_failure(store::Transaction& transaction, std::string_view folded_user_name);
void forget_failures(store::Transaction& transaction, core::UserId user);

/// Whether this browser finished signing in as that person before.
[[nodiscard]] bool knows_device(store::Reader& reader, core::UserId user, const crypto::Hash& device);
/// Whether the person finished signing in on any browser that is still known.
[[nodiscard]] bool has_devices(store::Reader& reader, core::UserId user);
/// Whether this browser was ever given that cookie by us.
[[nodiscard]] bool issued_device(store::Reader& reader, const crypto::Hash& device);
void remember_device(store::Transaction& transaction, core::UserId user, const crypto::Hash& device,
                     core::Instant now);
void forget_devices(store::Transaction& transaction, core::UserId user);

} // namespace panoh::access

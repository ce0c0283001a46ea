#pragma once

// What somebody shows besides the password: a one-time code, a spare code or a security key.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/node_secret.h"
#include "core/bytes.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "crypto/crypto.h"
#include "http/message.h"
#include "store/store.h"

namespace panoh::access {

struct Account;

/// What the browser brings of a security key.
struct KeyProof {
    core::Bytes id = {};
    core::Bytes browser = {};
    core::Bytes key = {};
    core::Bytes signature = {};
};
struct Proof {
    std::string_view code = {}; ///< six digits or a spare code; not looked at when there is a key
    std::optional<KeyProof> key = {};
    /// The `Host` of the request, which the server has compared with the configured ones.
    std::string host = {};
};

/// Which of them it was.
enum class Factor { code, spare_code, key_touched, key_verified };

/// The name that security keys are bound to: a domain name or "localhost". Nothing for addresses: browsers
/// offer no keys there.
[[nodiscard]] std::optional<std::string> rp_id_of(std::string_view host);

/// The `Host` of a request as browsers write it into an origin.
[[nodiscard]] std::string host_of(const http::Request& request);

/// Checks a proof and uses it up: a code and its step, a spare code, a key's counter. `challenge` is the one
/// that was given to this session. "access/code_wrong" on field code, "access/key_wrong", "access/key_copied"
/// when the key counts backwards.
[[nodiscard]] core::Result<Factor> use_factor(store::Transaction& transaction, const NodeSecret& secret,
                                              const Account& account, const Proof& proof,
                                              const std::optional<crypto::Hash>& challenge,
                                              core::Instant now);

/// Whether that shows who is there well enough for privileged acts: for who has a security key only that key
/// with a finger or a PIN, or a spare code, which is for the day on which the key is lost.
[[nodiscard]] bool shows_presence(Factor factor, bool has_key);

constexpr std::size_t spare_codes = 10;
[[nodiscard]] std::string make_spare_code();
/// Nothing when it cannot be one.
[[nodiscard]] std::optional<crypto::Hash> spare_code_hash(const NodeSecret& secret, core::UserId user,
                                                          std::string_view text);

} // namespace panoh::access

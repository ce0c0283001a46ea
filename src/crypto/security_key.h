#pragma once

// The one door to libfido2: checks what security keys (WebAuthn level 2) say. Nothing here talks to a key;
// that is the browser's part.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/result.h"

namespace panoh::crypto {

/// How a key signs; the numbers are COSE's.
enum class KeyAlgorithm { es256 = -7, eddsa = -8, rs256 = -257 };
[[nodiscard]] std::optional<KeyAlgorithm> key_algorithm(std::int64_t number);

/// A key that was just made, as a node keeps it.
struct NewSecurityKey {
    core::Bytes id = {}; ///< 16 to 1023 bytes that the key chose
    KeyAlgorithm algorithm = KeyAlgorithm::es256;
    core::Bytes public_key = {}; ///< x and y; 32 bytes; or modulus and exponent
    bool operator==(const NewSecurityKey&) const = default;
};

/// "authenticator data": what the key itself says.
struct KeySays {
    std::array<std::uint8_t, 32> rp_id_hash = {}; ///< SHA-256
    bool present = false;                         ///< somebody touched it
    bool verified = false;                        ///< and showed a finger or a PIN
    std::uint32_t count = 0;
    std::optional<NewSecurityKey> made = {};
    bool operator==(const KeySays&) const = default;
};
/// What the browser says, signed by the key.
struct BrowserSays {
    std::string type = {};
    std::string challenge = {}; ///< base64url
    std::string origin = {};
    bool cross_origin = false;
};

/// Pure and strict readers; "crypto/key_unreadable", "crypto/key_algorithm".
[[nodiscard]] core::Result<KeySays> read_key_says(core::ByteView bytes);
[[nodiscard]] core::Result<BrowserSays> read_browser_says(core::ByteView bytes);
/// The authenticator data inside an attestation object. Its statement is not looked at: attestation is
/// `none`.
[[nodiscard]] core::Result<core::ByteView> authenticator_data_of(core::ByteView attestation);

/// What a proof must fit.
struct KeyWanted {
    std::string rp_id = {}; ///< the name of the node: a domain name or "localhost"
    std::string host = {};  ///< that name with its port, as browsers send it
    core::ByteView challenge = {};
    bool verified = false; ///< a finger or a PIN is demanded
};

/// Checks the making of a key: "crypto/key_type", "crypto/key_challenge", "crypto/key_origin",
/// "crypto/key_cross_origin", "crypto/key_other_node", "crypto/key_not_touched", "crypto/key_not_verified",
/// and those of the readers.
[[nodiscard]] core::Result<NewSecurityKey> check_new_key(const KeyWanted& wanted, core::ByteView browser,
                                                         core::ByteView attestation);

/// What a browser brings of a key that is shown.
struct KeyShown {
    core::ByteView browser = {};
    core::ByteView key = {};
    core::ByteView signature = {};
};
/// Checks it against the stored public key: as above, and "crypto/key_signature". The counter is compared by
/// whoever keeps it.
[[nodiscard]] core::Result<KeySays> check_key(const KeyWanted& wanted, KeyAlgorithm algorithm,
                                              core::ByteView public_key, const KeyShown& shown);

} // namespace panoh::crypto

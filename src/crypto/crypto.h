#pragma once

// The one door to libsodium. Every primitive is typed, so that a key of one kind cannot be used as another.
// Choices and parameters: docs/decisions and SECURITY.md.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"

namespace panoh::crypto {

/// Readies the library and checks it against known answers; "crypto/self_test" when it must not be used.
[[nodiscard]] core::Done start();

using Key = core::Secret<32>;              ///< symmetric: XChaCha20-Poly1305, BLAKE2b
using BoxSecretKey = core::Secret<32>;     ///< X25519
using SignSecretKey = core::Secret<64>;    ///< Ed25519
using Hash = std::array<std::uint8_t, 32>; ///< BLAKE2b-256
struct BoxPublicKey {
    std::array<std::uint8_t, 32> bytes = {};
    bool operator==(const BoxPublicKey&) const = default;
};
struct SignPublicKey {
    std::array<std::uint8_t, 32> bytes = {};
    bool operator==(const SignPublicKey&) const = default;
};
struct BoxKeyPair {
    BoxPublicKey public_key;
    BoxSecretKey secret_key;
};
struct SignKeyPair {
    SignPublicKey public_key;
    SignSecretKey secret_key;
};
using Signature = std::array<std::uint8_t, 64>;

void fill_random(std::span<std::uint8_t> bytes);
[[nodiscard]] Key random_key();
/// UUIDv4.
template <typename IdType>
[[nodiscard]] IdType random_id()
{
    IdType id;
    fill_random(id.bytes);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0fU) | 0x40U);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3fU) | 0x80U);
    return id;
}

/// nonce(24) | ciphertext and tag: 40 bytes longer than `plain`.
[[nodiscard]] core::Bytes encrypt(const Key& key, core::ByteView plain, core::ByteView bound_to);
/// "crypto/cannot_open" when the key, the text it is bound to or a single bit differs.
[[nodiscard]] core::Result<core::SecretText> decrypt(const Key& key, core::ByteView sealed,
                                                     core::ByteView bound_to);
/// How much longer encrypt() makes a text.
inline constexpr std::size_t sealed_overhead = 40;
/// The same into bytes of the caller, `sealed.size() - sealed_overhead` of them, for whom a search opens
/// thousands: false as above.
[[nodiscard]] bool decrypt_into(std::span<std::uint8_t> plain, const Key& key, core::ByteView sealed,
                                core::ByteView bound_to);

[[nodiscard]] BoxKeyPair make_box_keys();
[[nodiscard]] BoxPublicKey public_key_of(const BoxSecretKey& secret_key);
/// Anonymous sealed box: 48 bytes longer than `plain`. Carries neither context nor sender: put both inside.
/// "crypto/weak_key" when `to` is a point that everybody can open, which no honest key is.
[[nodiscard]] core::Result<core::Bytes> seal(const BoxPublicKey& to, core::ByteView plain);
[[nodiscard]] core::Result<core::SecretText> open_seal(const BoxSecretKey& secret_key, core::ByteView sealed);
/// Twice as fast, for whom the public key is at hand.
[[nodiscard]] core::Result<core::SecretText> open_seal(const BoxKeyPair& keys, core::ByteView sealed);

[[nodiscard]] SignKeyPair make_sign_keys();
/// Always the same pair for one seed.
[[nodiscard]] SignKeyPair sign_keys_of(const Key& seed);
[[nodiscard]] SignPublicKey public_key_of(const SignSecretKey& secret_key);
[[nodiscard]] Signature sign(const SignSecretKey& key, core::ByteView message);
[[nodiscard]] bool verify(const SignPublicKey& key, core::ByteView message, const Signature& signature);

/// Fills with ChaCha20's key stream (nonce of 64 bits, least significant byte first; counter of 64 bits from
/// 0). One key and nonce always give the same bytes, and nobody without the key tells them from random ones.
void key_stream(std::span<std::uint8_t> into, const Key& key, std::uint64_t nonce);

[[nodiscard]] Hash hash(core::ByteView message);
[[nodiscard]] Hash keyed_hash(const Key& key, core::ByteView message);
/// A sub-key for one purpose; `purpose` is exactly 8 characters (crypto_kdf's context).
[[nodiscard]] Key derive(const Key& key, std::uint64_t number, std::string_view purpose);
[[nodiscard]] bool equal(core::ByteView a, core::ByteView b); ///< constant time for one length
/// Zeroes plain bytes in a way that the compiler keeps.
void wipe(std::span<std::uint8_t> bytes);

/// Plain bytes on their way into or out of a seal; wiped when they go.
class PlainBytes {
public:
    explicit PlainBytes(core::Bytes bytes) : bytes_(std::move(bytes)) {}
    PlainBytes(const PlainBytes&) = delete;
    PlainBytes& operator=(const PlainBytes&) = delete;
    ~PlainBytes() { wipe(bytes_); }
    [[nodiscard]] core::ByteView view() const { return bytes_; }

private:
    core::Bytes bytes_;
};

/// Argon2id v1.3. The floor (64 MiB, 3 passes) and a ceiling (1 GiB, 16 passes) are compiled in;
/// "crypto/password_cost" outside them, "crypto/no_memory" when the node cannot spare the memory now.
struct PasswordCost {
    std::uint64_t passes = 3;
    std::uint64_t memory_bytes = 64ULL * 1024 * 1024;
};
using Salt = std::array<std::uint8_t, 16>;
[[nodiscard]] Salt random_salt();
[[nodiscard]] core::Result<Key> hash_password(std::string_view password, const Salt& salt,
                                              const PasswordCost& cost = {});

/// Next of 64, 256, 1024, then Padmé, so that length says little: ISO/IEC 7816-4 padding.
[[nodiscard]] core::Bytes pad(core::ByteView plain);
/// The part of `padded` that is the text; "crypto/padding" for bytes that pad() does not make.
[[nodiscard]] core::Result<core::ByteView> unpad(core::ByteView padded);

/// Crockford base32 without check symbol, upper case, groups of four: for codes that people type.
[[nodiscard]] std::string readable_code(core::ByteView bytes);
/// Forgives case, spaces, dashes and O/0, I/L/1; "crypto/code_unreadable" otherwise.
[[nodiscard]] core::Result<core::Bytes> parse_readable_code(std::string_view text);
/// RFC 4648 section 5 without `=`; reading is strict: one text for one value, "crypto/base64_unreadable"
/// otherwise.
[[nodiscard]] std::string to_base64url(core::ByteView bytes);
[[nodiscard]] core::Result<core::Bytes> from_base64url(std::string_view text);

} // namespace panoh::crypto

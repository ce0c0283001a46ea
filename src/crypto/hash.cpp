#include <cstdlib>

#include <sodium.h>

#include "crypto/crypto.h"

namespace panoh::crypto {

void fill_random(std::span<std::uint8_t> bytes)
{
    randombytes_buf(bytes.data(), bytes.size());
}

Key random_key()
{
    Key key;
    fill_random(key.fill());
    return key;
}

void key_stream(std::span<std::uint8_t> into, const Key& key, std::uint64_t nonce)
{
    std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> number = {};
    for (auto& byte : number) {
        byte = static_cast<std::uint8_t>(nonce);
        nonce >>= 8U;
    }
    crypto_stream_chacha20(into.data(), into.size(), number.data(), key.reveal().data());
}

Hash hash(core::ByteView message)
{
    Hash result;
    crypto_generichash(result.data(), result.size(), message.data(), message.size(), nullptr, 0);
    return result;
}

Hash keyed_hash(const Key& key, core::ByteView message)
{
    Hash result;
    crypto_generichash(result.data(), result.size(), message.data(), message.size(), key.reveal().data(),
                       key.reveal().size());
    return result;
}

Key derive(const Key& key, std::uint64_t number, std::string_view purpose)
{
    // Purposes stand in the source; another length is a bug that no input can reach.
    if (purpose.size() != crypto_kdf_CONTEXTBYTES) std::abort();
    Key result;
    crypto_kdf_derive_from_key(result.fill().data(), result.fill().size(), number, purpose.data(),
                               key.reveal().data());
    return result;
}

bool equal(core::ByteView a, core::ByteView b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::span<std::uint8_t> bytes)
{
    sodium_memzero(bytes.data(), bytes.size());
}

Salt random_salt()
{
    Salt salt;
    fill_random(salt);
    return salt;
}

core::Result<Key> hash_password(std::string_view password, const Salt& salt, const PasswordCost& cost)
{
    // The floor keeps a changed account row from weakening a password; the ceiling keeps it from exhausting
    // the node.
    constexpr PasswordCost floor;
    constexpr PasswordCost ceiling{.passes = 16, .memory_bytes = 1024ULL * 1024 * 1024};
    if (cost.passes < floor.passes || cost.memory_bytes < floor.memory_bytes ||
        cost.passes > ceiling.passes || cost.memory_bytes > ceiling.memory_bytes)
        return core::fail(core::ErrorKind::conflict, "crypto/password_cost");
    static_assert(crypto_pwhash_SALTBYTES == std::tuple_size_v<Salt>);
    Key key;
    if (crypto_pwhash(key.fill().data(), key.fill().size(), password.data(), password.size(), salt.data(),
                      cost.passes, static_cast<std::size_t>(cost.memory_bytes),
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return core::fail(core::ErrorKind::busy, "crypto/no_memory");
    return key;
}

} // namespace panoh::crypto

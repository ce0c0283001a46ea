#include <sodium.h>

#include "crypto/crypto.h"

namespace panoh::crypto {

namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(nonce_size + tag_size == sealed_overhead);
static_assert(crypto_box_SEALBYTES == 48);

auto cannot_open()
{
    return core::fail(core::ErrorKind::conflict, "crypto/cannot_open");
}
unsigned char* writable(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

} // namespace

core::Bytes encrypt(const Key& key, core::ByteView plain, core::ByteView bound_to)
{
    core::Bytes sealed(nonce_size + plain.size() + tag_size);
    fill_random(std::span(sealed).first(nonce_size));
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr, plain.data(),
                                               plain.size(), bound_to.data(), bound_to.size(), nullptr,
                                               sealed.data(), key.reveal().data());
    return sealed;
}

core::Result<core::SecretText> decrypt(const Key& key, core::ByteView sealed, core::ByteView bound_to)
{
    if (sealed.size() < nonce_size + tag_size) return cannot_open();
    // Opened straight into the text that is handed out: no second copy to wipe.
    std::string plain(sealed.size() - nonce_size - tag_size, '\0');
    const auto body = sealed.subspan(nonce_size);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(writable(plain), nullptr, nullptr, body.data(),
                                                   body.size(), bound_to.data(), bound_to.size(),
                                                   sealed.data(), key.reveal().data()) != 0)
        return cannot_open();
    return core::SecretText(std::move(plain));
}

bool decrypt_into(std::span<std::uint8_t> plain, const Key& key, core::ByteView sealed,
                  core::ByteView bound_to)
{
    if (sealed.size() != plain.size() + sealed_overhead) return false;
    const auto body = sealed.subspan(nonce_size);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, body.data(),
                                                      body.size(), bound_to.data(), bound_to.size(),
                                                      sealed.data(), key.reveal().data()) == 0;
}

BoxKeyPair make_box_keys()
{
    BoxKeyPair pair;
    crypto_box_keypair(pair.public_key.bytes.data(), pair.secret_key.fill().data());
    return pair;
}

BoxPublicKey public_key_of(const BoxSecretKey& secret_key)
{
    BoxPublicKey key;
    crypto_scalarmult_base(key.bytes.data(), secret_key.reveal().data());
    return key;
}

core::Result<core::Bytes> seal(const BoxPublicKey& to, core::ByteView plain)
{
    core::Bytes sealed(plain.size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed.data(), plain.data(), plain.size(), to.bytes.data()) != 0)
        return core::fail(core::ErrorKind::conflict, "crypto/weak_key");
    return sealed;
}

namespace {

core::Result<core::SecretText> open_seal(const BoxPublicKey& public_key, const BoxSecretKey& secret_key,
                                         core::ByteView sealed)
{
    if (sealed.size() < crypto_box_SEALBYTES) return cannot_open();
    std::string plain(sealed.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(writable(plain), sealed.data(), sealed.size(), public_key.bytes.data(),
                             secret_key.reveal().data()) != 0)
        return cannot_open();
    return core::SecretText(std::move(plain));
}

} // namespace

core::Result<core::SecretText> open_seal(const BoxSecretKey& secret_key, core::ByteView sealed)
{
    return open_seal(public_key_of(secret_key), secret_key, sealed);
}

core::Result<core::SecretText> open_seal(const BoxKeyPair& keys, core::ByteView sealed)
{
    return open_seal(keys.public_key, keys.secret_key, sealed);
}

SignKeyPair sign_keys_of(const Key& seed)
{
    SignKeyPair pair;
    crypto_sign_seed_keypair(pair.public_key.bytes.data(), pair.secret_key.fill().data(),
                             seed.reveal().data());
    return pair;
}

SignKeyPair make_sign_keys()
{
    SignKeyPair pair;
    crypto_sign_keypair(pair.public_key.bytes.data(), pair.secret_key.fill().data());
    return pair;
}

SignPublicKey public_key_of(const SignSecretKey& secret_key)
{
    SignPublicKey key;
    crypto_sign_ed25519_sk_to_pk(key.bytes.data(), secret_key.reveal().data());
    return key;
}

Signature sign(const SignSecretKey& key, core::ByteView message)
{
    Signature signature;
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), key.reveal().data());
    return signature;
}

bool verify(const SignPublicKey& key, core::ByteView message, const Signature& signature)
{
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.bytes.data()) ==
           0;
}

} // namespace panoh::crypto

// libfido2 as verifier: the only file that includes it.

#include "crypto/security_key.h"

#include <algorithm>
#include <memory>

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/evp.h>
#include <sodium.h>

#include "crypto/crypto.h"
#include "crypto/sha256.h"

namespace panoh::crypto {

namespace {

core::Error refused(std::string code)
{
    return {.kind = core::ErrorKind::unauthenticated, .code = std::move(code)};
}

/// libfido2's own values, each freed by its own function.
template <typename T, void (*Free)(T**)>
struct Freed {
    void operator()(T* value) const { Free(&value); }
};
using Made = std::unique_ptr<fido_cred_t, Freed<fido_cred_t, fido_cred_free>>;
using Shown = std::unique_ptr<fido_assert_t, Freed<fido_assert_t, fido_assert_free>>;
using Es256 = std::unique_ptr<es256_pk_t, Freed<es256_pk_t, es256_pk_free>>;
using Eddsa = std::unique_ptr<eddsa_pk_t, Freed<eddsa_pk_t, eddsa_pk_free>>;
using Rs256 = std::unique_ptr<rs256_pk_t, Freed<rs256_pk_t, rs256_pk_free>>;

core::Done check_browser(const KeyWanted& wanted, core::ByteView browser, std::string_view type)
{
    PANOH_TRY(const BrowserSays says, read_browser_says(browser));
    if (says.type != type) return core::fail(refused("crypto/key_type"));
    const auto challenge = from_base64url(says.challenge);
    if (!challenge || challenge->size() != 32 || !equal(*challenge, wanted.challenge))
        return core::fail(refused("crypto/key_challenge"));
    if (says.cross_origin) return core::fail(refused("crypto/key_cross_origin"));
    // Browsers offer keys over plain HTTP on this very machine only.
    const bool plain = wanted.rp_id == "localhost" && says.origin == "http://" + wanted.host;
    if (!plain && says.origin != "https://" + wanted.host) return core::fail(refused("crypto/key_origin"));
    return {};
}

core::Done check_says(const KeyWanted& wanted, const KeySays& says)
{
    if (says.rp_id_hash != sha256(core::as_bytes(wanted.rp_id)))
        return core::fail(refused("crypto/key_other_node"));
    if (!says.present) return core::fail(refused("crypto/key_not_touched"));
    if (wanted.verified && !says.verified) return core::fail(refused("crypto/key_not_verified"));
    return {};
}

/// Whether OpenSSL takes it for a key: a point that is on no curve, say, is none.
bool is_key(KeyAlgorithm algorithm, core::ByteView bytes)
{
    EVP_PKEY* key = nullptr;
    switch (algorithm) {
    case KeyAlgorithm::es256: {
        const Es256 own(es256_pk_new());
        if (own && es256_pk_from_ptr(own.get(), bytes.data(), bytes.size()) == FIDO_OK)
            key = es256_pk_to_EVP_PKEY(own.get());
        break;
    }
    case KeyAlgorithm::eddsa: {
        const Eddsa own(eddsa_pk_new());
        if (own && eddsa_pk_from_ptr(own.get(), bytes.data(), bytes.size()) == FIDO_OK)
            key = eddsa_pk_to_EVP_PKEY(own.get());
        break;
    }
    case KeyAlgorithm::rs256: {
        const Rs256 own(rs256_pk_new());
        if (own && rs256_pk_from_ptr(own.get(), bytes.data(), bytes.size()) == FIDO_OK)
            key = rs256_pk_to_EVP_PKEY(own.get());
        break;
    }
    }
    const bool good = key != nullptr;
    EVP_PKEY_free(key);
    return good;
}

/// libfido2 must read the same out of it as we did.
bool reads_alike(const KeyWanted& wanted, core::ByteView key_says, const NewSecurityKey& key)
{
    const Made made(fido_cred_new());
    if (!made || fido_cred_set_type(made.get(), static_cast<int>(key.algorithm)) != FIDO_OK ||
        fido_cred_set_rp(made.get(), wanted.rp_id.c_str(), nullptr) != FIDO_OK ||
        fido_cred_set_authdata_raw(made.get(), key_says.data(), key_says.size()) != FIDO_OK)
        return false;
    const core::ByteView id(fido_cred_id_ptr(made.get()), fido_cred_id_len(made.get()));
    const core::ByteView public_key(fido_cred_pubkey_ptr(made.get()), fido_cred_pubkey_len(made.get()));
    return std::ranges::equal(id, key.id) && std::ranges::equal(public_key, key.public_key);
}

int verify(const fido_assert_t* shown, KeyAlgorithm algorithm, core::ByteView key)
{
    const int number = static_cast<int>(algorithm);
    switch (algorithm) {
    case KeyAlgorithm::es256: {
        const Es256 own(es256_pk_new());
        if (!own || es256_pk_from_ptr(own.get(), key.data(), key.size()) != FIDO_OK) break;
        return fido_assert_verify(shown, 0, number, own.get());
    }
    case KeyAlgorithm::eddsa: {
        const Eddsa own(eddsa_pk_new());
        if (!own || eddsa_pk_from_ptr(own.get(), key.data(), key.size()) != FIDO_OK) break;
        return fido_assert_verify(shown, 0, number, own.get());
    }
    case KeyAlgorithm::rs256: {
        const Rs256 own(rs256_pk_new());
        if (!own || rs256_pk_from_ptr(own.get(), key.data(), key.size()) != FIDO_OK) break;
        return fido_assert_verify(shown, 0, number, own.get());
    }
    }
    return FIDO_ERR_INVALID_ARGUMENT;
}

} // namespace

core::Result<NewSecurityKey> check_new_key(const KeyWanted& wanted, core::ByteView browser,
                                           core::ByteView attestation)
{
    PANOH_CHECK(check_browser(wanted, browser, "webauthn.create"));
    PANOH_TRY(const core::ByteView bytes, authenticator_data_of(attestation));
    PANOH_TRY(KeySays says, read_key_says(bytes));
    PANOH_CHECK(check_says(wanted, says));
    if (!says.made || !is_key(says.made->algorithm, says.made->public_key) ||
        !reads_alike(wanted, bytes, *says.made))
        return core::fail(core::ErrorKind::malformed, "crypto/key_unreadable");
    return std::move(*says.made);
}

core::Result<KeySays> check_key(const KeyWanted& wanted, KeyAlgorithm algorithm, core::ByteView public_key,
                                const KeyShown& shown)
{
    PANOH_CHECK(check_browser(wanted, shown.browser, "webauthn.get"));
    PANOH_TRY(const KeySays says, read_key_says(shown.key));
    if (says.made) return core::fail(core::ErrorKind::malformed, "crypto/key_unreadable");
    PANOH_CHECK(check_says(wanted, says));
    const Shown given(fido_assert_new());
    const bool taken =
        given && fido_assert_set_rp(given.get(), wanted.rp_id.c_str()) == FIDO_OK &&
        fido_assert_set_clientdata(given.get(), shown.browser.data(), shown.browser.size()) == FIDO_OK &&
        fido_assert_set_count(given.get(), 1) == FIDO_OK &&
        fido_assert_set_authdata_raw(given.get(), 0, shown.key.data(), shown.key.size()) == FIDO_OK &&
        fido_assert_set_sig(given.get(), 0, shown.signature.data(), shown.signature.size()) == FIDO_OK &&
        fido_assert_set_up(given.get(), FIDO_OPT_TRUE) == FIDO_OK &&
        fido_assert_set_uv(given.get(), wanted.verified ? FIDO_OPT_TRUE : FIDO_OPT_OMIT) == FIDO_OK;
    if (!taken || verify(given.get(), algorithm, public_key) != FIDO_OK)
        return core::fail(refused("crypto/key_signature"));
    return says;
}

} // namespace panoh::crypto

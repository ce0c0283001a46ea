#include <algorithm>

#include <liboath/oath.h>
#include <sodium.h>

#include "crypto/crypto.h"
#include "crypto/known_bytes.h"

namespace panoh::crypto {

namespace {

using core::as_bytes;

template <std::size_t N>
Key key_of(const std::array<std::uint8_t, N>& bytes)
{
    return Key(std::span<const std::uint8_t, N>(bytes));
}

constexpr auto counting_key = known_bytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

/// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
bool cipher_is_right()
{
    constexpr auto key = known_bytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    constexpr auto bound_to = known_bytes("50515253c0c1c2c3c4c5c6c7");
    auto sealed = known_bytes("404142434445464748494a4b4c4d4e4f5051525354555657"
                              "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                              "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                              "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                              "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49");
    const auto opened = decrypt(key_of(key), sealed, bound_to);
    if (!opened || opened->reveal() !=
                       "Ladies and Gentlemen of the class of '99: If I could offer you only one tip "
                       "for the future, sunscreen would be it.")
        return false;
    sealed[30] ^= 1U;
    return !decrypt(key_of(key), sealed, bound_to);
}

/// RFC 7748 section 6.1, then a sealed box made by another program.
bool boxes_are_right()
{
    const BoxSecretKey alice(known_bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    if (public_key_of(alice).bytes !=
        known_bytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"))
        return false;
    constexpr auto sealed = known_bytes("6b01ee16f3f3c8c21efb0a1d2a1caeda04d32ad731183740a72606a1248eea73"
                                        "78613306b8477daac488a8e46df7063a7e0fa2d430adf39387b1affb2752");
    const auto opened = open_seal(key_of(counting_key), sealed);
    return opened && opened->reveal() == "sealed for one";
}

/// RFC 8032 section 7.1, test 3.
bool signatures_are_right()
{
    const SignSecretKey key(known_bytes("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
                                        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
    constexpr auto message = known_bytes("af82");
    auto signature = sign(key, message);
    if (signature != known_bytes("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                 "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"))
        return false;
    if (!verify(public_key_of(key), message, signature)) return false;
    signature[0] ^= 1U;
    return !verify(public_key_of(key), message, signature);
}

/// Computed with CPython's hashlib (BLAKE2b) and the reference Argon2 library.
bool hashes_are_right()
{
    const auto key = key_of(counting_key);
    Key stretched;
    const auto salt = std::span(counting_key).first<16>();
    const bool ran = crypto_pwhash(stretched.fill().data(), 32, "password", 8, salt.data(), 3, 64ULL * 1024,
                                   crypto_pwhash_ALG_ARGON2ID13) == 0;
    return hash(as_bytes("abc")) ==
               known_bytes("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319") &&
           keyed_hash(key, as_bytes("abc")) ==
               known_bytes("d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f") &&
           equal(derive(key, 1, "teamquik").reveal(),
                 known_bytes("ca1c46684f9039632bb267a3922f53f8d264c3623f7f74f3ecc8d4665b25d6a1")) &&
           ran &&
           equal(stretched.reveal(),
                 known_bytes("b06bcf7d2d3ae0a0e060f75fc78cc0082e6196baab3e422cbe3cc0c807f76c0d"));
}

/// RFC 8439, appendix A.1, test vectors 1 and 2: the first two blocks of one stream.
bool stream_is_right()
{
    std::array<std::uint8_t, 128> stream = {};
    key_stream(stream, Key(), 0);
    return stream == known_bytes("76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
                                 "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
                                 "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
                                 "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f");
}

/// A generator that repeats itself or gives zeros is broken; anything finer is the kernel's business.
bool random_is_random()
{
    std::array<std::uint8_t, 32> first = {};
    std::array<std::uint8_t, 32> second = {};
    fill_random(first);
    fill_random(second);
    return first != second && first != std::array<std::uint8_t, 32>{};
}

bool all_is_right()
{
    return sodium_init() >= 0 && oath_init() == OATH_OK && cipher_is_right() && boxes_are_right() &&
           signatures_are_right() && hashes_are_right() && stream_is_right() && random_is_random();
}

} // namespace

core::Done start()
{
    static const bool good = all_is_right();
    if (!good) return core::fail(core::ErrorKind::busy, "crypto/self_test");
    return {};
}

} // namespace panoh::crypto

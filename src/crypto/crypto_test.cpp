#include "crypto/crypto.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include "crypto/known_bytes.h"

using namespace panoh;
using namespace panoh::crypto;
using core::as_bytes;

namespace {

/// Whether `opens` refuses every one-bit change of `sealed`, every shortening and one byte more.
template <typename Opens>
bool refuses_every_change(core::Bytes sealed, Opens&& opens)
{
    if (!opens(sealed)) return false;
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
        sealed[bit / 8] ^= mask;
        if (opens(sealed)) return false;
        sealed[bit / 8] ^= mask;
    }
    for (std::size_t size = 0; size < sealed.size(); ++size)
        if (opens(core::Bytes(sealed.begin(), sealed.begin() + static_cast<std::ptrdiff_t>(size))))
            return false;
    sealed.push_back(0);
    return !opens(sealed);
}

std::string repeated(std::size_t size)
{
    return std::string(size, 'x');
}

} // namespace

TEST_CASE("the self-test passes, also when asked twice")
{
    CHECK(start().has_value());
    CHECK(start().has_value());
}

TEST_CASE("XChaCha20-Poly1305 opens the vector of the draft, appendix A.3.1")
{
    const Key key(known_bytes("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"));
    constexpr auto sealed =
        known_bytes("404142434445464748494a4b4c4d4e4f5051525354555657"
                    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                    "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                    "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                    "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49");
    const auto opened = decrypt(key, sealed, known_bytes("50515253c0c1c2c3c4c5c6c7"));
    REQUIRE(opened);
    CHECK(opened->reveal().starts_with("Ladies and Gentlemen of the class of '99"));
}

TEST_CASE("what is encrypted opens with its key and its binding only")
{
    const auto key = random_key();
    const auto sealed = encrypt(key, as_bytes("Айгүл"), as_bytes("row 1"));
    CHECK(sealed.size() == std::string_view("Айгүл").size() + 40);
    CHECK(decrypt(key, sealed, as_bytes("row 1"))->reveal() == "Айгүл");
    CHECK(decrypt(key, sealed, as_bytes("row 2")).error().code == "crypto/cannot_open");
    CHECK(decrypt(key, sealed, {}).error().code == "crypto/cannot_open");
    CHECK(decrypt(random_key(), sealed, as_bytes("row 1")).error().code == "crypto/cannot_open");
    CHECK(decrypt(key, encrypt(key, {}, {}), {})->empty());
}

TEST_CASE("a ciphertext with one bit changed, cut short or lengthened does not open")
{
    const auto key = random_key();
    CHECK(refuses_every_change(
        encrypt(key, as_bytes("Nodira"), as_bytes("row 1")),
        [&](const core::Bytes& sealed) { return decrypt(key, sealed, as_bytes("row 1")).has_value(); }));
}

TEST_CASE("two encryptions of one text differ")
{
    const auto key = random_key();
    CHECK(encrypt(key, as_bytes("same"), {}) != encrypt(key, as_bytes("same"), {}));
}

TEST_CASE("X25519 gives the keys and the secret of RFC 7748")
{
    const BoxSecretKey alice(known_bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    const BoxSecretKey bob(known_bytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    CHECK(public_key_of(alice).bytes ==
          known_bytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
    CHECK(public_key_of(bob).bytes ==
          known_bytes("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
    std::array<std::uint8_t, 32> shared = {};
    REQUIRE(crypto_scalarmult(shared.data(), alice.reveal().data(), public_key_of(bob).bytes.data()) == 0);
    CHECK(shared == known_bytes("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"));
    constexpr auto scalar = known_bytes("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
    constexpr auto point = known_bytes("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
    REQUIRE(crypto_scalarmult(shared.data(), scalar.data(), point.data()) == 0);
    CHECK(shared == known_bytes("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
}

TEST_CASE("a sealed box opens for its owner only, and not when a bit of it changed")
{
    const auto owner = make_box_keys();
    const auto other = make_box_keys();
    CHECK(public_key_of(owner.secret_key) == owner.public_key);
    const auto sealed = seal(owner.public_key, as_bytes("key"));
    REQUIRE(sealed);
    CHECK(sealed->size() == 3 + 48);
    CHECK(open_seal(owner.secret_key, *sealed)->reveal() == "key");
    CHECK(open_seal(other.secret_key, *sealed).error().code == "crypto/cannot_open");
    CHECK(refuses_every_change(
        *sealed, [&](const core::Bytes& bytes) { return open_seal(owner.secret_key, bytes).has_value(); }));
}

TEST_CASE("nothing is sealed to a public key that everybody could open")
{
    BoxPublicKey one;
    one.bytes[0] = 1;
    CHECK(seal(BoxPublicKey{}, as_bytes("key")).error().code == "crypto/weak_key");
    CHECK(seal(one, as_bytes("key")).error().code == "crypto/weak_key");
}

TEST_CASE("Ed25519 signs as RFC 8032 section 7.1 says")
{
    const SignSecretKey first(
        known_bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
                    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    CHECK(sign(first, {}) ==
          known_bytes("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb88215"
                      "90a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
    const SignSecretKey second(
        known_bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
                    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    CHECK(sign(second, known_bytes("72")) ==
          known_bytes(
              "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
              "1d8c387b2eaeb4302aeeb00d291612bb0c00"));
}

TEST_CASE("a signature holds for its key and message only, and not when a bit of it changed")
{
    const auto keys = make_sign_keys();
    CHECK(public_key_of(keys.secret_key) == keys.public_key);
    const auto signature = sign(keys.secret_key, as_bytes("approved"));
    CHECK(verify(keys.public_key, as_bytes("approved"), signature));
    CHECK_FALSE(verify(keys.public_key, as_bytes("refused"), signature));
    CHECK_FALSE(verify(make_sign_keys().public_key, as_bytes("approved"), signature));
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        auto changed = signature;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK_FALSE(verify(keys.public_key, as_bytes("approved"), changed));
    }
}

TEST_CASE("BLAKE2b, keyed BLAKE2b and sub-keys agree with another implementation")
{
    const Key key(known_bytes("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    CHECK(hash(as_bytes("abc")) ==
          known_bytes("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"));
    CHECK(keyed_hash(key, as_bytes("abc")) ==
          known_bytes("d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f"));
    CHECK(equal(derive(key, 1, "teamquik").reveal(),
                known_bytes("ca1c46684f9039632bb267a3922f53f8d264c3623f7f74f3ecc8d4665b25d6a1")));
    CHECK_FALSE(equal(derive(key, 2, "teamquik").reveal(), derive(key, 1, "teamquik").reveal()));
    CHECK_FALSE(equal(derive(key, 1, "sess-key").reveal(), derive(key, 1, "teamquik").reveal()));
}

TEST_CASE("the key stream is that of RFC 8439, appendix A.1, from any piece of it on")
{
    const auto stream = [](const Key& key, std::uint64_t nonce, std::size_t size) {
        core::Bytes bytes(size, 0xff);
        key_stream(bytes, key, nonce);
        return bytes;
    };
    const auto block = [](const core::Bytes& bytes, std::size_t number) {
        return core::to_hex(core::ByteView(bytes).subspan(64 * number, 64));
    };
    // Vectors 1 and 2, 3, and 5, whose nonce ends with the byte 2.
    const auto zero = stream(Key(), 0, 128);
    CHECK(block(zero, 0) == "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
                            "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586");
    CHECK(block(zero, 1) == "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
                            "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f");
    const Key one(known_bytes("0000000000000000000000000000000000000000000000000000000000000001"));
    CHECK(block(stream(one, 0, 128), 1) ==
          "3aeb5224ecf849929b9d828db1ced4dd832025e8018b8160b82284f3c949aa5a"
          "8eca00bbb4a73bdad192b5c42f73f2fd4e273644c8b36125a64addeb006c13a0");
    CHECK(block(stream(Key(), 2ULL << 56U, 64), 0) ==
          "c2c64d378cd536374ae204b9ef933fcd1a8b2288b3dfa49672ab765b54ee27c7"
          "8a970e0e955c14f3a88e741b97c286f75f8fc299e8148362fa198a39531bed6d");
    const auto longer = stream(one, 7, 5000);
    for (const std::size_t size : {0U, 1U, 63U, 64U, 65U, 511U, 4999U})
        CHECK(stream(one, 7, size) ==
              core::Bytes(longer.begin(), longer.begin() + static_cast<std::ptrdiff_t>(size)));
    CHECK(stream(one, 8, 64) != stream(one, 7, 64));
}

TEST_CASE("Argon2id agrees with the reference library at the floor and above it")
{
    constexpr Salt salt = known_bytes("000102030405060708090a0b0c0d0e0f");
    const auto at_floor = hash_password("password", salt);
    REQUIRE(at_floor);
    CHECK(equal(at_floor->reveal(),
                known_bytes("def6fd068289b9a0cf1114f8e978a2c4dab6faef377d895b9c2d59fc93fc5653")));
    const auto above = hash_password("пароль", salt, {.passes = 4, .memory_bytes = 128ULL * 1024 * 1024});
    REQUIRE(above);
    CHECK(equal(above->reveal(),
                known_bytes("5a8ccd12f0d2879c5762c8c22b8c409dac3f63e213ad1d3a11b0df5ec9ee7e91")));
}

TEST_CASE("a password cost below the floor or above the ceiling is refused")
{
    constexpr std::uint64_t mib = 1024ULL * 1024;
    for (const auto& cost : {PasswordCost{2, 64 * mib}, PasswordCost{3, 64 * mib - 1}, PasswordCost{0, 0},
                             PasswordCost{17, 64 * mib}, PasswordCost{3, 1025 * mib}})
        CHECK(hash_password("password", {}, cost).error().code == "crypto/password_cost");
}

TEST_CASE("padding comes back for every length and shows few lengths")
{
    for (std::size_t size = 0; size < 3000; ++size) {
        const auto text = repeated(size);
        const auto padded = pad(as_bytes(text));
        const auto plain = unpad(padded);
        REQUIRE(plain);
        REQUIRE(core::as_text(*plain) == text);
        REQUIRE(padded.size() <= (size < 1024 ? 1024 : (size + 1) * 112 / 100));
    }
    CHECK(pad({}).size() == 64);
    CHECK(pad(as_bytes(repeated(63))).size() == 64);
    CHECK(pad(as_bytes(repeated(64))).size() == 256);
    CHECK(pad(as_bytes(repeated(256))).size() == 1024);
    CHECK(pad(as_bytes(repeated(1024))).size() == 1088);
    CHECK(pad(as_bytes(repeated(1'000'000))).size() == 1'015'808);
}

TEST_CASE("text that ends like padding comes back whole")
{
    const std::string text("a\x80\0\0", 4);
    CHECK(core::as_text(*unpad(pad(as_bytes(text)))) == text);
}

TEST_CASE("bytes that pad() does not make are refused")
{
    auto padded = pad(as_bytes("name"));
    padded.push_back(0);
    CHECK(unpad(padded).error().code == "crypto/padding");
    CHECK_FALSE(unpad(core::Bytes(64)));
    CHECK_FALSE(unpad({}));
    auto longer_than_needed = core::Bytes(256);
    longer_than_needed[4] = 0x80;
    CHECK_FALSE(unpad(longer_than_needed));
}

TEST_CASE("a readable code is read back, however people type it")
{
    const auto bytes = known_bytes("00443214c74254b635cf84653a56d7c675be77df");
    const auto code = readable_code(bytes);
    CHECK(code == "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ");
    const core::Bytes expected(bytes.begin(), bytes.end());
    CHECK(parse_readable_code(code) == expected);
    CHECK(parse_readable_code("o1l23-4567 89ab").error().code == "crypto/code_unreadable");
    CHECK(parse_readable_code(" oi23 4567 89ab cdef ghjk mnpq rstv wxyz ") == expected);
    CHECK(parse_readable_code("OL23-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ") == expected);
    CHECK_FALSE(parse_readable_code("U123"));
    CHECK_FALSE(parse_readable_code("0123-4567*"));
    CHECK_FALSE(parse_readable_code("ZZ").has_value());  // stray bits
    CHECK_FALSE(parse_readable_code("000").has_value()); // a character that belongs to no byte
    for (std::size_t size = 0; size < 40; ++size) {
        core::Bytes random(size);
        fill_random(random);
        CHECK(parse_readable_code(readable_code(random)) == random);
    }
}

TEST_CASE("only the letters of base64url are read as base64url")
{
    int letters = 0;
    for (int byte = 0; byte < 256; ++byte) {
        const std::string text = {'A', 'A', static_cast<char>(byte), 'A'};
        const auto read = from_base64url(text);
        letters += read ? 1 : 0;
        if (read) CHECK(to_base64url(*read) == text);
    }
    CHECK(letters == 64);
}

TEST_CASE("base64url follows RFC 4648 without padding and is read strictly")
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> vectors = {{{"", ""},
                                                                                       {"f", "Zg"},
                                                                                       {"fo", "Zm8"},
                                                                                       {"foo", "Zm9v"},
                                                                                       {"foob", "Zm9vYg"},
                                                                                       {"fooba", "Zm9vYmE"},
                                                                                       {"foobar", "Zm9vYmFy"},
                                                                                       {"\xfb\xff", "-_8"}}};
    for (const auto& [plain, text] : vectors) {
        CHECK(to_base64url(as_bytes(plain)) == text);
        const auto read = from_base64url(text);
        REQUIRE(read);
        CHECK(core::as_text(*read) == plain);
    }
    for (const auto* wrong : {"Zg==", "Zh", "Z", "Zm9v\n", "Zm9v ", " Zm9v", "+_8", "Zm9v!", "Zm9vY"})
        CHECK(from_base64url(wrong).error().code == "crypto/base64_unreadable");
}

TEST_CASE("random ids are UUIDs of version 4 and differ")
{
    const auto id = random_id<core::CaseId>();
    CHECK((id.bytes[6] & 0xf0U) == 0x40U);
    CHECK((id.bytes[8] & 0xc0U) == 0x80U);
    CHECK(id != random_id<core::CaseId>());
}

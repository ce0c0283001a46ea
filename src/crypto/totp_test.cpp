#include "crypto/totp.h"

#include <doctest/doctest.h>

#include "crypto/base32.h"
#include "crypto/crypto.h"

using namespace panoh;
using namespace panoh::crypto;

namespace {

TotpSecret rfc_secret()
{
    constexpr std::string_view text = "12345678901234567890";
    return TotpSecret(core::as_bytes(text).first<20>());
}
constexpr core::Instant seconds(std::int64_t count)
{
    return {count * core::second_ms};
}

} // namespace

TEST_CASE("codes are the last six digits of RFC 6238 appendix B")
{
    const auto secret = rfc_secret();
    constexpr std::array<std::pair<std::int64_t, std::string_view>, 6> vectors = {{{59, "287082"},
                                                                                   {1111111109, "081804"},
                                                                                   {1111111111, "050471"},
                                                                                   {1234567890, "005924"},
                                                                                   {2000000000, "279037"},
                                                                                   {20000000000, "353130"}}};
    for (const auto& [at, code] : vectors)
        CHECK(totp_code(secret, seconds(at)) == code);
}

TEST_CASE("a code is taken one step early or late, no more")
{
    const auto secret = rfc_secret();
    const auto code = totp_code(secret, seconds(3000));
    CHECK(check_totp(secret, code, seconds(3000), 0) == 100);
    CHECK(check_totp(secret, code, seconds(3059), 0) == 100);
    CHECK(check_totp(secret, code, seconds(2970), 0) == 100);
    CHECK(check_totp(secret, code, seconds(3060), 0).error().code == "crypto/code_wrong");
    CHECK(check_totp(secret, code, seconds(2969), 0).error().code == "crypto/code_wrong");
}

TEST_CASE("a code is used once, and none older than it")
{
    const auto secret = rfc_secret();
    const auto step = check_totp(secret, totp_code(secret, seconds(3000)), seconds(3000), 0);
    REQUIRE(step);
    CHECK_FALSE(check_totp(secret, totp_code(secret, seconds(3000)), seconds(3000), *step));
    CHECK_FALSE(check_totp(secret, totp_code(secret, seconds(2970)), seconds(3000), *step));
    CHECK(check_totp(secret, totp_code(secret, seconds(3030)), seconds(3000), *step) == 101);
}

TEST_CASE("what is not six digits of this secret is wrong")
{
    const auto secret = rfc_secret();
    const auto code = totp_code(secret, seconds(3000));
    for (const auto& wrong :
         {std::string(), code.substr(0, 5), code + "0", " " + code, std::string(100'000, '1')})
        CHECK(check_totp(secret, wrong, seconds(3000), 0).error().code == "crypto/code_wrong");
    CHECK_FALSE(check_totp(make_totp_secret(), code, seconds(3000), 0));
    CHECK_FALSE(check_totp(secret, code, seconds(0), 0));
}

TEST_CASE("base32 follows RFC 4648 without padding")
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> vectors = {
        {{"", ""},
         {"f", "MY"},
         {"fo", "MZXQ"},
         {"foo", "MZXW6"},
         {"foob", "MZXW6YQ"},
         {"fooba", "MZXW6YTB"},
         {"foobar", "MZXW6YTBOI"}}};
    for (const auto& [plain, text] : vectors)
        CHECK(base32(core::as_bytes(plain), rfc_alphabet) == text);
}

TEST_CASE("the address carries the secret and an account that cannot break out of it")
{
    const auto secret = rfc_secret();
    CHECK(totp_text(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK(totp_address(secret, "ayana") ==
          "otpauth://totp/Panoh:ayana?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Panoh");
    CHECK(totp_address(secret, "a&b/?=й") ==
          "otpauth://totp/Panoh:a%26b%2F%3F%3D%D0%B9?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Panoh");
}

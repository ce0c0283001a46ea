// What browsers and security keys say: no crash, and what is read has the sizes that it promises. The first
// byte says which reader; libfido2 meets what the third one let through.

#include <cstdint>
#include <cstdlib>

#include "crypto/security_key.h"

using namespace panoh;

namespace {

void check_made(const crypto::KeySays& says)
{
    if (!says.made) return;
    const auto id = says.made->id.size();
    const auto key = says.made->public_key.size();
    if (id < 16 || id > 1023 || (key != 64 && key != 32 && key != 259)) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    const core::ByteView rest(data + 1, size - 1);
    const std::array<std::uint8_t, 32> challenge = {};
    const crypto::KeyWanted wanted{
        .rp_id = "node.example.org", .host = "node.example.org", .challenge = challenge};
    // 32 zeros, so that the readers behind this check are reached.
    const auto browser = [](std::string_view type) {
        return R"({"type":")" + std::string(type) +
               R"(","challenge":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","origin":"https://node.example.org"})";
    };
    if (data[0] == 0) {
        (void)crypto::read_browser_says(rest);
    } else if (data[0] == 1) {
        const auto inside = crypto::authenticator_data_of(rest);
        if (inside) (void)crypto::read_key_says(*inside);
        const std::string said = browser("webauthn.create");
        (void)crypto::check_new_key(wanted, core::as_bytes(said), rest);
    } else {
        if (const auto says = crypto::read_key_says(rest)) check_made(*says);
        if (size < 40) return 0;
        const std::string said = browser("webauthn.get");
        const auto key = core::Bytes(32, 9);
        (void)crypto::check_key(wanted, crypto::KeyAlgorithm::eddsa, key,
                                {core::as_bytes(said), rest.first(37), rest.subspan(37)});
    }
    return 0;
}

#include "crypto/security_key.h"

#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using namespace panoh;
using namespace panoh::crypto;

namespace {

core::Bytes bytes_of(const boost::json::value& hex)
{
    const std::string_view text = hex.as_string();
    const auto digit = [](char letter) {
        return static_cast<unsigned>(std::string_view("0123456789abcdef").find(letter));
    };
    core::Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>((digit(text[i]) << 4U) | digit(text[i + 1])));
    return bytes;
}

boost::json::value vectors()
{
    std::ifstream file(PANOH_ROOT "/tests/vectors/security_keys.json");
    std::stringstream text;
    text << file.rdbuf();
    return boost::json::parse(text.str());
}

} // namespace

TEST_CASE("what security keys say is taken and refused as an independent writer of the same formats expects")
{
    const auto all = vectors();
    const auto challenge = bytes_of(all.at("challenge"));
    const auto id = bytes_of(all.at("id"));
    int good = 0;
    int refused = 0;
    for (const auto& row : all.at("rows").as_array()) {
        CAPTURE(std::string(row.at("name").as_string()));
        const KeyWanted wanted{.rp_id = std::string(all.at("rp_id").as_string()),
                               .host = std::string(all.at("host").as_string()),
                               .challenge = challenge,
                               .verified = row.at("verified").as_bool()};
        const auto algorithm = key_algorithm(row.at("algorithm").as_int64()).value();
        const auto public_key = bytes_of(row.at("public_key"));
        const auto browser = bytes_of(row.at("browser"));
        const auto key = bytes_of(row.at("key"));
        const auto signature = bytes_of(row.at("signature"));
        std::string code;
        if (row.at("kind").as_string() == "make") {
            const auto made = check_new_key(wanted, browser, key);
            if (!made) code = made.error().code;
            if (made) CHECK(*made == NewSecurityKey{id, algorithm, public_key});
        } else {
            const auto shown = check_key(wanted, algorithm, public_key, {browser, key, signature});
            if (!shown) code = shown.error().code;
        }
        CHECK(code == std::string(row.at("expect").as_string()));
        ++(code.empty() ? good : refused);
    }
    CHECK(good == 11);
    CHECK(refused > 50);
}

TEST_CASE("a key is offered over plain HTTP on the machine itself and nowhere else")
{
    const auto all = vectors();
    const auto& row = all.at("rows").as_array().front();
    const auto challenge = bytes_of(all.at("challenge"));
    const auto key = bytes_of(row.at("key"));
    auto text = bytes_of(row.at("browser"));
    std::string said(text.begin(), text.end());
    said.replace(said.find("https://node.example.org:8443"), 29, "http://localhost:8443");
    const auto code = [&](const std::string& name) {
        const auto made = check_new_key({.rp_id = name, .host = name + ":8443", .challenge = challenge},
                                        core::as_bytes(said), key);
        return made ? std::string() : made.error().code;
    };
    // The origin is let through: what does not fit is the node that the key was made for.
    CHECK(code("localhost") == "crypto/key_other_node");
    CHECK(code("node.example.org") == "crypto/key_origin");
}

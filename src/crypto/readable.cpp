#include <algorithm>
#include <array>

#include <sodium.h>

#include "crypto/base32.h"
#include "crypto/crypto.h"

namespace panoh::crypto {

namespace {

auto unreadable()
{
    return core::fail(core::ErrorKind::invalid, "crypto/code_unreadable");
}

/// The value of a typed character, or -1. O is 0, I and L are 1; U stands for nothing.
int crockford_value(char c)
{
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    const auto at = crockford_alphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

constexpr int base64_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

} // namespace

std::string readable_code(core::ByteView bytes)
{
    const auto characters = base32(bytes, crockford_alphabet);
    std::string code;
    code.reserve(characters.size() + characters.size() / 4);
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (i > 0 && i % 4 == 0) code += '-';
        code += characters[i];
    }
    return code;
}

core::Result<core::Bytes> parse_readable_code(std::string_view text)
{
    core::Bytes bytes;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char c : text) {
        if (c == ' ' || c == '-') continue;
        const int value = crockford_value(c);
        if (value < 0) return unreadable();
        held = (held << 5U) | static_cast<unsigned>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes.push_back(static_cast<std::uint8_t>(held >> bits));
        held &= (1U << bits) - 1U;
    }
    // Bits that belong to no byte must be zero and fewer than a character: one code has one meaning.
    if (bits >= 5 || held != 0) return unreadable();
    return bytes;
}

std::string to_base64url(core::ByteView bytes)
{
    std::string text(sodium_base64_encoded_len(bytes.size(), base64_variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), base64_variant);
    text.pop_back(); // the C string's zero
    return text;
}

core::Result<core::Bytes> from_base64url(std::string_view text)
{
    // libsodium takes every byte above 127 for some letter.
    const bool ascii = std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) > 127; });
    if (!ascii) return core::fail(core::ErrorKind::invalid, "crypto/base64_unreadable");
    core::Bytes bytes(text.size() / 4 * 3 + 3);
    std::size_t size = 0;
    const char* end = nullptr;
    // libsodium refuses stray bits at the end; characters it stopped at are refused here.
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                          base64_variant) != 0 ||
        end != text.data() + text.size())
        return core::fail(core::ErrorKind::invalid, "crypto/base64_unreadable");
    bytes.resize(size);
    return bytes;
}

} // namespace panoh::crypto

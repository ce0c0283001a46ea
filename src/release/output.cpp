#include "release/output.h"

#include <span>

#include "crypto/security_key.h"

namespace panoh::release {

namespace {

std::string hexadecimal(std::span<const std::uint8_t> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

} // namespace

core::Done Output::write(std::string_view name, std::string_view text)
{
    OutputFile file{.name = std::string(name),
                    .sha256 = hexadecimal(crypto::sha256(core::as_bytes(text))),
                    .bytes = static_cast<std::int64_t>(text.size())};
    PANOH_CHECK(keep(file, text));
    files_.push_back(std::move(file));
    return {};
}

core::Result<std::string> Output::finish()
{
    std::string manifest;
    for (const OutputFile& file : files_)
        manifest += file.sha256 + "  " + file.name + "\n";
    PANOH_CHECK(write("MANIFEST.sha256", manifest));
    PANOH_CHECK(close());
    return files_.back().sha256;
}

} // namespace panoh::release

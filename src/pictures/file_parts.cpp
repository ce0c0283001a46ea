#include "pictures/file_parts.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <zlib.h>

namespace panoh::pictures {

namespace {

using std::literals::operator""sv;

constexpr std::size_t largest_profile = std::size_t{1024} * 1024;
constexpr std::array<std::uint8_t, 3> jpeg_start = {0xff, 0xd8, 0xff};
constexpr std::array<std::uint8_t, 8> png_start = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

bool begins(core::ByteView bytes, core::ByteView with)
{
    return bytes.size() >= with.size() && std::ranges::equal(bytes.first(with.size()), with);
}

/// Of `count` bytes at `at`; 0 beyond the end.
std::size_t number(core::ByteView bytes, std::size_t at, std::size_t count, bool little = false)
{
    if (at > bytes.size() || bytes.size() - at < count) return 0;
    std::size_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value = value << 8U | bytes[at + (little ? count - 1 - i : i)];
    return value;
}

/// `count` bytes at `at`, or as many as there are.
core::ByteView part(core::ByteView bytes, std::size_t at, std::size_t count)
{
    if (at >= bytes.size()) return {};
    return bytes.subspan(at, std::min(count, bytes.size() - at));
}

/// An ICC profile in a JPEG comes in numbered pieces.
core::Bytes joined(const std::map<std::size_t, core::ByteView>& pieces, std::size_t count)
{
    core::Bytes profile;
    if (pieces.size() != count) return {};
    for (const auto& [index, piece] : pieces)
        profile.insert(profile.end(), piece.begin(), piece.end());
    return profile.size() > largest_profile ? core::Bytes{} : profile;
}

core::Bytes inflated(core::ByteView packed)
{
    core::Bytes room(largest_profile);
    auto size = static_cast<uLongf>(room.size());
    if (::uncompress(room.data(), &size, packed.data(), static_cast<uLong>(packed.size())) != Z_OK) return {};
    room.resize(size);
    return room;
}

} // namespace

std::optional<Format> format_of(core::ByteView file)
{
    if (begins(file, jpeg_start)) return Format::jpeg;
    if (begins(file, png_start)) return Format::png;
    return std::nullopt;
}

Orientation orientation_in(core::ByteView tiff)
{
    constexpr std::size_t entry_size = 12;
    constexpr std::size_t most_entries = 512;
    constexpr std::size_t orientation_tag = 0x0112;
    const bool little = begins(tiff, core::as_bytes("II"));
    if (!little && !begins(tiff, core::as_bytes("MM"))) return 1;
    const std::size_t directory = number(tiff, 4, 4, little);
    const std::size_t entries = std::min(number(tiff, directory, 2, little), most_entries);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t at = directory + 2 + i * entry_size;
        if (number(tiff, at, 2, little) != orientation_tag) continue;
        const auto value = number(tiff, at + 8, 2, little);
        return value >= 1 && value <= 8 ? static_cast<Orientation>(value) : 1;
    }
    return 1;
}

FileParts parts_of_jpeg(core::ByteView file)
{
    constexpr auto exif = "Exif\0\0"sv;
    constexpr auto icc = "ICC_PROFILE\0"sv;
    FileParts parts;
    bool turned = false;
    std::map<std::size_t, core::ByteView> pieces;
    std::size_t count = 0;
    std::size_t at = 2;
    while (number(file, at, 1) == 0xff) {
        const std::size_t marker = number(file, at + 1, 1);
        if (marker == 0xff) { // padding
            ++at;
            continue;
        }
        const std::size_t length = number(file, at + 2, 2);
        const bool pixels_follow = marker == 0xda;
        if (pixels_follow || length < 2) break;
        const auto body = part(file, at + 4, length - 2);
        if (marker == 0xe1 && !turned && begins(body, core::as_bytes(exif))) {
            parts.orientation = orientation_in(body.subspan(exif.size()));
            turned = true;
        }
        if (marker == 0xe2 && begins(body, core::as_bytes(icc)) && body.size() >= icc.size() + 2) {
            count = number(body, icc.size() + 1, 1);
            pieces[number(body, icc.size(), 1)] = body.subspan(icc.size() + 2);
        }
        at += 2 + length;
    }
    parts.profile = joined(pieces, count);
    return parts;
}

std::optional<core::Bytes> pixels_of_png(core::ByteView file)
{
    static constexpr std::array needed = {"IHDR"sv, "PLTE"sv, "tRNS"sv, "sRGB"sv, "IDAT"sv};
    const bool has_profile = !parts_of_png(file).profile.empty();
    core::Bytes kept(png_start.begin(), png_start.end());
    std::size_t at = png_start.size();
    while (at + 12 <= file.size()) {
        const std::size_t length = number(file, at, 4);
        const auto kind = core::as_text(part(file, at + 4, 4));
        if (length > file.size() - at - 12) return std::nullopt;
        const bool keep = std::ranges::find(needed, kind) != needed.end() || (kind == "gAMA" && !has_profile);
        const auto whole = file.subspan(at, 12 + length);
        if (keep || kind == "IEND") kept.insert(kept.end(), whole.begin(), whole.end());
        if (kind == "IEND") return kept;
        at += 12 + length;
    }
    return std::nullopt;
}

FileParts parts_of_png(core::ByteView file)
{
    FileParts parts;
    std::size_t at = png_start.size();
    while (at + 12 <= file.size()) {
        const std::size_t length = number(file, at, 4);
        const auto kind = core::as_text(part(file, at + 4, 4));
        const auto body = part(file, at + 8, length);
        if (kind == "IDAT" || body.size() < length) break;
        if (kind == "eXIf") parts.orientation = orientation_in(body);
        if (kind == "iCCP" && parts.profile.empty()) {
            const auto name_end = std::ranges::find(body, std::uint8_t{0});
            // Its name, a zero, the method (only one is known), then the profile.
            const auto packed = static_cast<std::size_t>(name_end - body.begin()) + 2;
            if (packed < body.size()) parts.profile = inflated(body.subspan(packed));
        }
        at += 12 + length;
    }
    return parts;
}

} // namespace panoh::pictures

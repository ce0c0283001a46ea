#pragma once

// For tests: pictures as cameras, screens and attackers write them.

#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include <png.h>
#include <zlib.h>

#include "pictures/codecs.h"

namespace panoh::test {

using core::Bytes;
using pictures::Raster;
using pictures::Size;

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
};
inline constexpr Colour white{255, 255, 255};
inline constexpr Colour black{0, 0, 0};

inline Raster drawn(Size size, const std::function<Colour(int x, int y)>& colour)
{
    Raster raster{size.width, size.height, {}};
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const Colour at = colour(x, y);
            raster.rgb.insert(raster.rgb.end(), {at.red, at.green, at.blue});
        }
    return raster;
}

inline Colour pixel(const Raster& raster, int x, int y)
{
    const auto at = static_cast<std::size_t>(y * raster.width + x) * 3;
    return {raster.rgb[at], raster.rgb[at + 1], raster.rgb[at + 2]};
}

/// Within what JPEG loses on smooth pictures.
inline bool alike(Colour one, Colour other, int tolerance = 12)
{
    return std::abs(one.red - other.red) <= tolerance && std::abs(one.green - other.green) <= tolerance &&
           std::abs(one.blue - other.blue) <= tolerance;
}

/// Red above left, green above right, blue below left, white below right.
inline Raster four_corners(Size size)
{
    return drawn(size, [=](int x, int y) -> Colour {
        const bool left = x < size.width / 2;
        if (y < size.height / 2) return left ? Colour{255, 0, 0} : Colour{0, 255, 0};
        return left ? Colour{0, 0, 255} : white;
    });
}

inline Bytes jpeg(const Raster& raster)
{
    return pictures::encode_jpeg(raster).bytes;
}

inline void put_number(Bytes& bytes, std::size_t number, int count)
{
    for (int i = count - 1; i >= 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(8 * i)));
}

/// A segment of a JPEG behind its first two bytes.
inline Bytes with_segment(Bytes file, std::uint8_t marker, std::string_view body)
{
    Bytes segment = {0xff, marker};
    put_number(segment, body.size() + 2, 2);
    segment.insert(segment.end(), body.begin(), body.end());
    file.insert(file.begin() + 2, segment.begin(), segment.end());
    return file;
}

/// TIFF as EXIF has it, big end first: the orientation, and a place in words that must never come out.
inline std::string exif_block(int orientation)
{
    std::string tiff("MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    tiff += static_cast<char>(orientation);
    tiff += std::string("\0\0\0\0\0\0GPSLatitude 42 52 N", 25);
    return tiff;
}
inline Bytes with_exif(Bytes file, int orientation)
{
    return with_segment(std::move(file), 0xe1, std::string("Exif\0\0", 6) + exif_block(orientation));
}

/// One part of a PNG with its checksum.
inline void put_chunk(Bytes& file, const std::string& kind, std::string_view body)
{
    put_number(file, body.size(), 4);
    const std::string covered = kind + std::string(body);
    file.insert(file.end(), covered.begin(), covered.end());
    put_number(file,
               ::crc32(0, reinterpret_cast<const Bytef*>(covered.data()), static_cast<uInt>(covered.size())),
               4);
}

/// `before_pixels` stands behind the head.
inline Bytes png(Size said, int colour_type, const Bytes& rows, const Bytes& before_pixels = {})
{
    Bytes file = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    Bytes head;
    put_number(head, static_cast<std::size_t>(said.width), 4);
    put_number(head, static_cast<std::size_t>(said.height), 4);
    const auto type = static_cast<std::uint8_t>(colour_type);
    head.insert(head.end(), {8, type, 0, 0, 0});
    put_chunk(file, "IHDR", core::as_text(head));
    file.insert(file.end(), before_pixels.begin(), before_pixels.end());
    Bytes packed(::compressBound(static_cast<uLong>(rows.size())));
    auto size = static_cast<uLongf>(packed.size());
    (void)::compress(packed.data(), &size, rows.data(), static_cast<uLong>(rows.size()));
    packed.resize(size);
    put_chunk(file, "IDAT", core::as_text(packed));
    put_chunk(file, "IEND", {});
    return file;
}

inline Bytes png_of(const Raster& raster, const Bytes& before_pixels = {})
{
    Bytes rows;
    const auto width = static_cast<std::size_t>(raster.width) * 3;
    for (std::size_t at = 0; at < raster.rgb.size(); at += width) {
        rows.push_back(0); // as it is
        rows.insert(rows.end(), raster.rgb.begin() + static_cast<std::ptrdiff_t>(at),
                    raster.rgb.begin() + static_cast<std::ptrdiff_t>(at + width));
    }
    return png({raster.width, raster.height}, PNG_COLOR_TYPE_RGB, rows, before_pixels);
}

/// The pixels of what was made.
inline Raster read(const pictures::Jpeg& made)
{
    return pictures::decode_jpeg(made.bytes, {}, false)->raster;
}

inline bool holds(const Bytes& bytes, std::string_view text)
{
    return core::as_text(bytes).find(text) != std::string_view::npos;
}

} // namespace panoh::test

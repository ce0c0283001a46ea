#include <doctest/doctest.h>

#include <random>

#include "pictures/file_parts.h"
#include "pictures/test_pictures.h"

// Files that nobody's camera writes.

using namespace panoh;
using namespace panoh::test;
using pictures::remake;

namespace {

std::string code_of(const Bytes& file, const pictures::Limits& limits = {})
{
    const auto made = remake(file, limits);
    return made ? "" : made.error().code;
}

Bytes bytes_of(std::string_view text)
{
    return core::copy_of(core::as_bytes(text));
}

/// Where the frame of a JPEG says its size.
std::size_t frame_of(const Bytes& file)
{
    for (std::size_t at = 0; at + 9 < file.size(); ++at)
        if (file[at] == 0xff && (file[at + 1] == 0xc0 || file[at + 1] == 0xc2)) return at;
    return 0;
}

} // namespace

TEST_CASE("what is no JPEG or PNG is refused by its first bytes")
{
    for (const auto* text :
         {"", "x", "\xff\xd8", "\xff\xd8\xff", "GIF89a", "<svg xmlns='http://www.w3.org/2000/svg'/>", "BM",
          "RIFF....WEBPVP8 ", "%PDF-1.7", "II*", "\x89PNG\r\n\x1a\n", "<script>"})
        CHECK(code_of(bytes_of(text)) == "pictures/not_a_picture");
}

TEST_CASE("a picture that was cut off is refused wherever that was")
{
    for (const auto& whole : {jpeg(four_corners({200, 150})), png_of(four_corners({200, 150}))}) {
        REQUIRE(remake(whole));
        // Without its two last bytes a JPEG has all of its pixels still: the end marker says nothing.
        for (std::size_t length = 0; length + 16 < whole.size(); length += 1 + whole.size() / 150) {
            CAPTURE(length);
            CHECK(code_of({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}) ==
                  "pictures/not_a_picture");
        }
    }
}

TEST_CASE("a small file that says it is huge is refused before room is taken for it")
{
    const auto rows = Bytes(200, 0);
    CHECK(code_of(png({100'000, 100'000}, PNG_COLOR_TYPE_RGB, rows)) == "pictures/too_many_pixels");
    CHECK(code_of(png({7072, 7071}, PNG_COLOR_TYPE_RGB, rows)) == "pictures/too_many_pixels");
    // The edge: as many as are allowed, but they are not there.
    CHECK(code_of(png({7071, 7071}, PNG_COLOR_TYPE_RGB, rows)) == "pictures/not_a_picture");
    CHECK(code_of(png({2'000'000, 1}, PNG_COLOR_TYPE_RGB, rows)) == "pictures/not_a_picture");
    auto file = jpeg(four_corners({64, 64}));
    const auto frame = frame_of(file);
    REQUIRE(frame > 0);
    for (std::size_t i = 5; i < 9; ++i)
        file[frame + i] = i % 2 == 1 ? 0xff : 0;
    CHECK(code_of(file) == "pictures/too_many_pixels");
    for (std::size_t i = 5; i < 9; ++i)
        file[frame + i] = 0;
    CHECK(code_of(file) == "pictures/not_a_picture");
}

TEST_CASE("more bytes or pixels than allowed are refused by name")
{
    const auto file = jpeg(four_corners({100, 80}));
    CHECK(code_of(file, {.bytes = file.size() - 1}) == "pictures/too_large");
    CHECK(code_of(file, {.bytes = file.size()}).empty());
    CHECK(code_of(file, {.pixels = 7999}) == "pictures/too_many_pixels");
    CHECK(code_of(file, {.pixels = 8000}).empty());
    CHECK(code_of(Bytes(std::size_t{12} * 1024 * 1024 + 1, 0xff)) == "pictures/too_large");
}

TEST_CASE("sizes that are none, and pixels that are too few or too many, are refused or borne")
{
    for (const Size size : {Size{0, 0}, Size{0, 5}, Size{5, 0}, Size{-1, 5}})
        CHECK(code_of(png(size, PNG_COLOR_TYPE_RGB, Bytes(100, 0))) == "pictures/not_a_picture");
    // A row is a byte and three for each pixel: one row too few.
    CHECK(code_of(png({10, 10}, PNG_COLOR_TYPE_RGB, Bytes(31 * 9, 0))) == "pictures/not_a_picture");
    CHECK(code_of(png({10, 10}, PNG_COLOR_TYPE_RGB, Bytes(31 * 10, 0))).empty());
}

TEST_CASE("orientation and profile that lie are as if they were not there")
{
    const auto plain = jpeg(four_corners({64, 48}));
    const auto lying = [&](std::string_view tiff) {
        return with_segment(plain, 0xe1, std::string("Exif\0\0", 6) + std::string(tiff));
    };
    for (const auto& tiff :
         {std::string("II"), std::string("MM\0\x2a\xff\xff\xff\xff", 8), std::string("XX\0\x2a\0\0\0\x08", 8),
          std::string("MM\0\x2a\0\0\0\x08\xff\xff\x01\x12", 12), exif_block(0), exif_block(9)}) {
        const auto made = remake(lying(tiff));
        REQUIRE(made);
        CHECK(made->large.width == 64);
    }
    const auto piece = [](char index, char count) {
        return std::string("ICC_PROFILE\0", 12) + index + count + "acsp";
    };
    CHECK(code_of(with_segment(with_segment(plain, 0xe2, piece(1, 9)), 0xe2, piece(3, 2))).empty());
    Bytes chunk;
    put_chunk(chunk, "iCCP", "name without an end");
    CHECK(code_of(png_of(four_corners({64, 48}), chunk)).empty());
}

TEST_CASE("the reader of a PNG meets the parts that make its pixels, and no other")
{
    Bytes chunks;
    put_chunk(chunks, "eXIf", exif_block(6));
    put_chunk(chunks, "zTXt", "packed words");
    put_chunk(chunks, "gAMA", std::string("\0\0\xb1\x8f", 4));
    const auto file = png_of(four_corners({64, 48}), chunks);
    const auto pixels = pictures::pixels_of_png(file);
    REQUIRE(pixels);
    for (const auto* kind : {"IHDR", "gAMA", "IDAT", "IEND"})
        CHECK(holds(*pixels, kind));
    for (const auto* kind : {"eXIf", "zTXt"}) {
        CHECK(holds(file, kind));
        CHECK_FALSE(holds(*pixels, kind));
    }
    // A part that says it is longer than the file: nobody takes room for it.
    auto longer = file;
    longer[8 + 25] = 0x6c; // the length of the part behind the head
    CHECK_FALSE(pictures::pixels_of_png(longer));
    CHECK(code_of(longer) == "pictures/not_a_picture");
}

TEST_CASE("bytes changed by chance give a picture or a code, and nothing else")
{
    std::minstd_rand random(7);
    for (const auto& whole : {with_exif(jpeg(four_corners({90, 70})), 6), png_of(four_corners({60, 50}))})
        for (int round = 0; round < 300; ++round) {
            auto file = whole;
            for (int change = 0; change < 3; ++change)
                file[random() % file.size()] = static_cast<std::uint8_t>(random());
            const auto code = code_of(file, {.pixels = 1'000'000});
            CHECK((code.empty() || code == "pictures/not_a_picture" || code == "pictures/too_many_pixels"));
        }
}

#include <doctest/doctest.h>

#include <lcms2.h>

#include "pictures/file_parts.h"
#include "pictures/made_bytes.h"
#include "pictures/test_pictures.h"

using namespace panoh;
using namespace panoh::test;
using pictures::remake;

namespace {

/// A profile whose red is seen where sRGB has green, and the other way.
std::string exchanged_profile()
{
    const cmsCIExyY light = {0.3127, 0.3290, 1};
    const cmsCIExyYTRIPLE primaries = {{0.30, 0.60, 1}, {0.64, 0.33, 1}, {0.15, 0.06, 1}};
    cmsToneCurve* curve = cmsBuildGamma(nullptr, 2.2);
    cmsToneCurve* curves[] = {curve, curve, curve}; // NOLINT(modernize-avoid-c-arrays)
    cmsHPROFILE profile = cmsCreateRGBProfile(&light, &primaries, curves);
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::string bytes(size, '\0');
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    cmsFreeToneCurve(curve);
    return bytes;
}

/// The markers of a JPEG up to its pixels.
std::vector<int> segments_of(const Bytes& file)
{
    std::vector<int> markers;
    std::size_t at = 2;
    while (at + 4 <= file.size() && file[at] == 0xff && file[at + 1] != 0xda) {
        markers.push_back(file[at + 1]);
        at += 2 + static_cast<std::size_t>(file[at + 2] * 256 + file[at + 3]);
    }
    return markers;
}

} // namespace

TEST_CASE("a picture comes out in two sizes, with its sides in proportion")
{
    const auto made = remake(jpeg(four_corners({2000, 1000})));
    REQUIRE(made);
    CHECK(made->large.width == 1280);
    CHECK(made->large.height == 640);
    CHECK(made->small.width == 480);
    CHECK(made->small.height == 240);
    for (const auto* one : {&made->small, &made->large}) {
        const auto pixels = read(*one);
        CHECK(Size{pixels.width, pixels.height} == Size{one->width, one->height});
        CHECK(alike(pixel(pixels, 10, 10), {255, 0, 0}));
        CHECK(alike(pixel(pixels, one->width - 10, 10), {0, 255, 0}));
        CHECK(alike(pixel(pixels, 10, one->height - 10), {0, 0, 255}));
        CHECK(alike(pixel(pixels, one->width - 10, one->height - 10), white));
    }
}

TEST_CASE("nothing is made larger than it was, down to one pixel")
{
    for (const Size size : {Size{1, 1}, Size{300, 200}, Size{1280, 3}, Size{7, 3}}) {
        for (const auto& file : {jpeg(four_corners(size)), png_of(four_corners(size))}) {
            const auto made = remake(file);
            REQUIRE(made);
            CHECK(Size{made->large.width, made->large.height} == size);
            CHECK(made->small.width == std::min(size.width, 480));
        }
    }
}

TEST_CASE("a very high picture is three times as high as wide at the most")
{
    const auto made = remake(png_of(drawn({20, 30000}, [](int, int) { return white; })));
    REQUIRE(made);
    CHECK(made->large.height == 3840);
    CHECK(made->large.width == 3);
    CHECK(made->small.height == 1440);
    CHECK(made->small.width == 1);
}

TEST_CASE("each of the eight ways to hold a camera comes out upright")
{
    // The picture as it is to be seen, turned back by hand into what such a camera writes.
    const Raster seen = four_corners({240, 160});
    const auto written = [&](int orientation) {
        const bool turned = orientation >= 5;
        const Size size = turned ? Size{160, 240} : Size{240, 160};
        return drawn(size, [&](int x, int y) {
            const int right = size.width - 1 - x;
            const int below = size.height - 1 - y;
            switch (orientation) {
            case 2:
                return pixel(seen, right, y);
            case 3:
                return pixel(seen, right, below);
            case 4:
                return pixel(seen, x, below);
            case 5:
                return pixel(seen, y, x);
            case 6:
                return pixel(seen, below, x);
            case 7:
                return pixel(seen, below, right);
            case 8:
                return pixel(seen, y, right);
            default:
                return pixel(seen, x, y);
            }
        });
    };
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        Bytes chunk;
        put_chunk(chunk, "eXIf", exif_block(orientation));
        for (const auto& file :
             {with_exif(jpeg(written(orientation)), orientation), png_of(written(orientation), chunk)}) {
            const auto made = remake(file);
            REQUIRE(made);
            const auto pixels = read(made->large);
            REQUIRE(Size{pixels.width, pixels.height} == Size{240, 160});
            CHECK(alike(pixel(pixels, 10, 10), {255, 0, 0}));
            CHECK(alike(pixel(pixels, 230, 10), {0, 255, 0}));
            CHECK(alike(pixel(pixels, 10, 150), {0, 0, 255}));
            CHECK(alike(pixel(pixels, 230, 150), white));
        }
    }
}

TEST_CASE("a large picture held upright is measured as it is seen")
{
    const auto made = remake(with_exif(jpeg(four_corners({3000, 1500})), 6));
    REQUIRE(made);
    CHECK(Size{made->large.width, made->large.height} == Size{1280, 2560});
    CHECK(Size{made->small.width, made->small.height} == Size{480, 960});
}

TEST_CASE("place, time, camera, comment, preview and profile are gone")
{
    auto file = with_exif(jpeg(four_corners({640, 480})), 1);
    file = with_segment(std::move(file), 0xe1, "http://ns.adobe.com/xap/1.0/<x:xmpmeta>Osh</x:xmpmeta>");
    file = with_segment(std::move(file), 0xed, "Photoshop 3.0 8BIM City Osh");
    file = with_segment(std::move(file), 0xfe, "comment: Osh");
    file = with_segment(std::move(file), 0xe2, std::string("ICC_PROFILE\0\1\1", 14) + exchanged_profile());
    const std::string behind = "video behind the picture, with GPSLatitude";
    file.insert(file.end(), behind.begin(), behind.end());
    REQUIRE(holds(file, "GPSLatitude"));
    const auto made = remake(file);
    REQUIRE(made);
    for (const auto* one : {&made->small, &made->large}) {
        for (const auto* word : {"GPS", "Exif", "Osh", "ICC", "xmp", "8BIM"})
            CHECK_FALSE(holds(one->bytes, word));
        // JFIF, quantisation, a progressive frame, Huffman tables: no other segment is there.
        for (const int marker : segments_of(one->bytes))
            CHECK((marker == 0xe0 || marker == 0xdb || marker == 0xc2 || marker == 0xc4));
    }
    Bytes chunks;
    put_chunk(chunks, "tEXt", std::string("Author\0Osh", 10));
    put_chunk(chunks, "eXIf", exif_block(1));
    const auto from_png = remake(png_of(four_corners({64, 48}), chunks));
    REQUIRE(from_png);
    CHECK_FALSE(holds(from_png->large.bytes, "Osh"));
    CHECK_FALSE(holds(from_png->large.bytes, "GPS"));
}

TEST_CASE("colours of another profile are seen as they were meant")
{
    const auto red = drawn({64, 64}, [](int, int) { return Colour{255, 0, 0}; });
    const auto profile = exchanged_profile();
    const auto as_jpeg =
        remake(with_segment(jpeg(red), 0xe2, std::string("ICC_PROFILE\0\1\1", 14) + profile));
    REQUIRE(as_jpeg);
    CHECK(alike(pixel(read(as_jpeg->large), 30, 30), {0, 255, 0}));

    std::string packed(::compressBound(static_cast<uLong>(profile.size())), '\0');
    auto size = static_cast<uLongf>(packed.size());
    ::compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(profile.data()),
               static_cast<uLong>(profile.size()));
    Bytes chunk;
    put_chunk(chunk, "iCCP", std::string("P3\0\0", 4) + packed.substr(0, size));
    const auto as_png = remake(png_of(red, chunk));
    REQUIRE(as_png);
    CHECK(alike(pixel(read(as_png->large), 30, 30), {0, 255, 0}));
    const auto plain =
        remake(with_segment(jpeg(red), 0xe2, std::string("ICC_PROFILE\0\1\1", 14) + "not a profile at all"));
    REQUIRE(plain);
    CHECK(alike(pixel(read(plain->large), 30, 30), {255, 0, 0}));
}

TEST_CASE("what is transparent lies on white")
{
    Bytes rows;
    for (int y = 0; y < 40; ++y) {
        rows.push_back(0);
        for (int x = 0; x < 40; ++x)
            rows.insert(rows.end(), {0, 0, 0, static_cast<std::uint8_t>(x < 20 ? 0 : 255)});
    }
    const auto made = remake(png({40, 40}, PNG_COLOR_TYPE_RGB_ALPHA, rows));
    REQUIRE(made);
    const auto pixels = read(made->large);
    CHECK(alike(pixel(pixels, 4, 20), white));
    CHECK(alike(pixel(pixels, 35, 20), black));
}

TEST_CASE("a fine grid becomes the grey that an eye sees from afar")
{
    // Half of the light is code 188 in sRGB; the mean of the codes, 128, would be too dark.
    const auto grid = drawn({1920, 1280}, [](int x, int y) { return (x + y) % 2 == 0 ? white : black; });
    const auto made = remake(png_of(grid));
    REQUIRE(made);
    CHECK(alike(pixel(read(made->small), 200, 100), {188, 188, 188}, 4));
}

TEST_CASE("what a child hands over is read back, and nothing that it could not have made")
{
    const auto made = remake(jpeg(four_corners({600, 400})));
    REQUIRE(made);
    const auto bytes = pictures::bytes_of(*made);
    const auto back = pictures::read_made(bytes);
    REQUIRE(back);
    CHECK(back->small.bytes == made->small.bytes);
    CHECK(back->large.width == 600);
    for (std::size_t length = 0; length < bytes.size(); length += 97)
        CHECK_FALSE(pictures::read_made(core::ByteView(bytes).first(length)));
    auto longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(pictures::read_made(longer));
    auto wider = bytes;
    wider[2] = 0xff;
    CHECK_FALSE(pictures::read_made(wider));
    auto other = bytes;
    other[12] = '<';
    CHECK_FALSE(pictures::read_made(other));
}

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "core/language.h"
#include "pictures/process.h"
#include "pictures/social_picture.h"
#include "pictures/test_pictures.h"
#include "pictures/text_width.h"

using namespace panoh;
using namespace panoh::test;
using pictures::social_drawing;
using pictures::social_picture;

namespace {

/// A title in each language with the letters that fonts lack most, and one that has to be broken.
struct Sample {
    const char* language;
    const char* title;
    const char* line;
};
constexpr Sample samples[] = {
    // NOLINT(modernize-avoid-c-arrays)
    {"kk", "Адам саудасына қарсы дүниежүзілік күн: әңгіме, өңір, ғұмыр, һәм үміт", "Қазақстан, 30 шілде"},
    {"ky", "Адам сатууга каршы күрөшүүнүн бүткүл дүйнөлүк күнү: жаңы үн, көмөк", "Кыргызстан, 30-июль"},
    {"ru", "Всемирный день борьбы с торговлей людьми: объём, ещё, съезд, чьё", "Центральная Азия, 30 июля"},
    {"tg", "Рӯзи ҷаҳонии мубориза бо савдои одамон: ҳуқуқ, ғамхорӣ, қонун, ҷавонон", "Тоҷикистон, 30 июл"},
    {"tk", "Adam söwdasyna garşy göreşmegiň bütindünýä güni: ýaşlar, žurnal, çäre",
     "Türkmenistan, 30-njy iýul"},
    {"uz", "Odam savdosiga qarshi kurash butunjahon kuni: oʻquv, gʻamxoʻrlik, maʼno", "Oʻzbekiston, 30-iyul"},
    {"en", "World Day against Trafficking in Persons: what the region did in July", "Central Asia, 30 July"},
};

Raster pixels_of(const Bytes& png)
{
    const auto decoded = pictures::decode_png(png, {});
    return decoded ? decoded->raster : Raster{};
}

bool is_paper(Colour colour)
{
    return alike(colour, {0xfb, 0xfa, 0xf7}, 0);
}

/// How many pixels of a part of the picture are not paper.
int ink(const Raster& raster, int left, int top, int right, int bottom)
{
    int count = 0;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
            if (!is_paper(pixel(raster, x, y))) ++count;
    return count;
}

} // namespace

TEST_CASE("a social picture is drawn in each language, and its texts stay between the margins")
{
    for (const auto& sample : samples) {
        CAPTURE(std::string(sample.language));
        const auto png = social_picture(sample.title, sample.line, sample.language);
        REQUIRE(png);
        const auto raster = pixels_of(*png);
        REQUIRE(Size{raster.width, raster.height} == Size{1200, 630});
        CHECK(ink(raster, 80, 180, 1120, 490) > 5000);
        CHECK(ink(raster, 80, 525, 1120, 575) > 500);
        CHECK(ink(raster, 1121, 11, 1200, 630) == 0);
        CHECK(ink(raster, 0, 150, 1200, 180) == 0); // between the mark and the title
        CHECK(ink(raster, 0, 180, 76, 630) == 0);
        if (const char* folder = std::getenv("PANOH_TEST_PICTURES")) // NOLINT(concurrency-mt-unsafe)
            std::ofstream(std::filesystem::path(folder) / (std::string(sample.language) + ".png"),
                          std::ios::binary)
                << core::as_text(*png);
    }
}

TEST_CASE("no letter of the seven languages is drawn as the box of what a font lacks")
{
    // A letter is there when it looks other than a character that no font has.
    const auto drawn_alone = [](const std::string& letter) {
        const auto png = social_picture(letter, "", "kk");
        return png ? pixels_of(*png).rgb : Bytes{};
    };
    const auto missing = drawn_alone("\xf3\xb0\x80\x81"); // U+F0001, for private use
    REQUIRE_FALSE(missing.empty());
    for (const auto* letter : {"ә", "ө", "ү", "ң", "ҳ", "ҷ", "ғ", "қ", "ў", "ӣ", "ӯ",
                               "һ", "ұ", "і", "ʻ", "ʼ", "ň", "ž", "ý", "ş", "ç", "ä"}) {
        CAPTURE(std::string(letter));
        CHECK(drawn_alone(letter) != missing);
        CHECK(pictures::text_width(letter, 1000) < 1000);
    }
}

TEST_CASE("a long title becomes smaller, then ends in an ellipsis, and is never wider than the picture")
{
    const std::string widest(299, 'W');
    for (const auto& title : {widest, std::string("МММММММММ ") + std::string(200, 'm')}) {
        const auto png = social_picture(title, widest, "en");
        REQUIRE(png);
        CHECK(ink(pixels_of(*png), 1121, 11, 1200, 630) == 0);
    }
    std::string many;
    for (int i = 0; i < 45; ++i)
        many += "слово ";
    const auto svg = social_drawing(many, "x", "ru");
    REQUIRE(svg);
    CHECK(holds(core::copy_of(core::as_bytes(*svg)), "…</text>"));
    CHECK(holds(core::copy_of(core::as_bytes(*svg)), "font-size=\"50\""));
}

TEST_CASE("a title is text and never markup, and what is no line is refused")
{
    const auto svg = social_drawing("</text><image href='x'/>&amp;", "\"<script>", "en");
    REQUIRE(svg);
    CHECK(svg->find("<image") == std::string::npos);
    CHECK(svg->find("<script") == std::string::npos);
    CHECK(svg->find("href=&#39;x&#39;/&gt;&amp;amp;</text>") != std::string::npos);
    CHECK(svg->find(">&quot;&lt;script&gt;</text>") != std::string::npos);
    for (const auto* title : {"", "  ", "two\nlines", "\xff", "turned \xe2\x80\xae"})
        CHECK(social_drawing(title, "x", "en").error().code == "pictures/text_invalid");
    CHECK(social_drawing("x", "x", "xx").error().code == "pictures/text_invalid");
    CHECK(social_drawing(std::string(301, 'x'), "x", "en").error().code == "pictures/text_invalid");
}

TEST_CASE("without a renderer the answer says so")
{
    CHECK(social_picture("x", "x", "en", "/bin/false").error().code == "pictures/no_renderer");
    CHECK(social_picture("x", "x", "en", "/bin/true").error().code == "pictures/no_renderer");
}

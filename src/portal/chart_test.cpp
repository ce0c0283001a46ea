#include "portal/chart.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

namespace panoh::portal {

namespace {

std::string made(const auto& make)
{
    Html html;
    make(html);
    return html.done().text();
}

std::size_t times(std::string_view text, std::string_view what)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
        ++count;
    return count;
}

/// Nothing of a number that is none, and no sign that ends an attribute or a text early.
void check_drawn(const std::string& svg)
{
    for (const char* sign : {"nan", "inf", "NaN", "Inf", "e+", "e-"})
        CHECK_MESSAGE(svg.find(std::string("\"") + sign) == std::string::npos, svg);
    std::string numbers;
    for (std::size_t at = svg.find(" d=\""); at != std::string::npos; at = svg.find(" d=\"", at + 4))
        numbers += svg.substr(at + 4, svg.find('"', at + 4) - at - 4);
    CHECK(numbers.find_first_not_of("0123456789.- MHVhvz") == std::string::npos);
    // In a drawing nothing ends by itself: what is not ended has what follows inside it, unseen.
    for (const char* name : {"svg", "path", "text", "title", "desc"})
        CHECK(times(svg, std::string("<") + name) == times(svg, std::string("</") + name));
    CHECK(svg.find("<script") == std::string::npos);
}

const ChartWords words{.id = "c1", .title = "By <age>", .description = "The \"largest\" & oldest"};
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();

std::string plain(double number)
{
    return std::to_string(std::llround(number));
}

std::vector<ChartBar> bars_of(const std::vector<double>& values)
{
    std::vector<ChartBar> bars;
    for (const double value : values)
        bars.push_back({.label = "a", .shown = "1", .value = value, .low = value - 1, .high = value + 1});
    return bars;
}

} // namespace

TEST_CASE("a chart is an image with a name and a description of its own")
{
    const auto svg = made([](Html& html) { write_bars(html, words, bars_of({1, 2})); });
    CHECK(svg.find("<svg class=\"chart\" role=\"img\" aria-labelledby=\"c1-t c1-d\"") == 0);
    CHECK(svg.find("<title id=\"c1-t\">By &lt;age&gt;</title>") != std::string::npos);
    CHECK(svg.find("<desc id=\"c1-d\">The &quot;largest&quot; &amp; oldest</desc>") != std::string::npos);
}

TEST_CASE("bars are as long as their share of the largest, light from low to high with a mark at the value")
{
    const std::vector<ChartBar> bars = {{.label = "one", .shown = "50", .value = 50, .low = 25, .high = 100},
                                        {.label = "two", .shown = "25", .value = 25}};
    const auto svg = made([&](Html& html) { write_bars(html, words, bars); });
    // The width is 280, of which 100, the highest end of an interval, takes all.
    CHECK(svg.find("class=\"b\" d=\"M0 20h70v10h-70zM0 58h70v10h-70z\"") != std::string::npos);
    CHECK(svg.find("class=\"b i\" d=\"M70 20h210v10h-210z\"") != std::string::npos);
    CHECK(svg.find("class=\"at\" d=\"M139 18h2v14h-2z\"") != std::string::npos);
    const auto fixed = made([&](Html& html) { write_bars(html, words, bars, 200); });
    CHECK(fixed.find("M0 20h35v10h-35z") != std::string::npos);
}

TEST_CASE("no value is drawn as what is no number, and none leaves the drawing")
{
    const std::vector<double> strange = {none, endless, -endless, -5, 0, 1e300, 1e-300, 3};
    const auto lying = made([&](Html& html) { write_bars(html, words, bars_of(strange)); });
    check_drawn(lying);
    const auto standing = made([&](Html& html) { write_columns(html, words, bars_of(strange), plain); });
    check_drawn(standing);
    for (const double most : {none, endless, -1.0, 0.0, 1e300, 1e-300})
        check_drawn(made([&](Html& html) { write_columns(html, words, bars_of({1, 2}), plain, most); }));
    const Histogram histogram{.bins = {3, 0, -1, std::numeric_limits<std::int64_t>::max()},
                              .bin = none,
                              .lines = {{.label = "x", .at = none}, {.label = "y", .at = endless}}};
    check_drawn(made([&](Html& html) { write_histogram(html, words, histogram, plain); }));
    const HeatMap map{.names = {"a", "b", "c"},
                      .below = {{}, {none}, {endless, -endless, 7}, {1}},
                      .shades = {{.from = -1e9, .label = "0"}, {.from = 0.5, .label = "1"}}};
    check_drawn(made([&](Html& html) { write_heat_map(html, words, map); }));
}

TEST_CASE("nothing to draw is an empty drawing")
{
    check_drawn(made([](Html& html) { write_bars(html, words, {}); }));
    check_drawn(made([](Html& html) { write_columns(html, words, {}, plain); }));
    check_drawn(made([](Html& html) { write_histogram(html, words, {}, plain); }));
    check_drawn(made([](Html& html) { write_heat_map(html, words, {}); }));
    check_drawn(made([](Html& html) {
        write_heat_map(html, words, {.names = {"a", "b"}, .below = {}, .shades = {}});
    }));
}

TEST_CASE("one value fills a chart")
{
    const auto svg = made([](Html& html) { write_bars(html, words, bars_of({7})); });
    check_drawn(svg);
    CHECK(times(svg, "<text") == 2);
    const auto standing = made([](Html& html) { write_columns(html, words, bars_of({7}), plain); });
    check_drawn(standing);
    CHECK(standing.find(">1</text>") != std::string::npos);
}

TEST_CASE("names that look like markup are text")
{
    const std::string strange = "</text><script>alert(1)</script>\" onload=\"x";
    const std::vector<ChartBar> bars = {{.label = strange, .shown = strange, .value = 1}};
    const Histogram histogram{.bins = {1}, .bin = 1, .lines = {{.label = strange, .at = 0}}};
    const HeatMap map{
        .names = {strange, strange}, .below = {{}, {0.2}}, .shades = {{.from = 0, .label = strange}}};
    const ChartWords named{.id = "x", .title = strange, .description = strange};
    for (const auto& svg : {made([&](Html& html) { write_bars(html, named, bars); }),
                            made([&](Html& html) { write_columns(html, named, bars, plain); }),
                            made([&](Html& html) { write_histogram(html, named, histogram, plain); }),
                            made([&](Html& html) { write_heat_map(html, named, map); })}) {
        check_drawn(svg);
        CHECK(svg.find("onload=\"x") == std::string::npos);
        CHECK(svg.find("&lt;/text&gt;") != std::string::npos);
    }
}

TEST_CASE("columns have a line for each round number and labels as many as stand side by side")
{
    std::vector<ChartBar> bars;
    for (int year = 2003; year <= 2022; ++year)
        bars.push_back({.label = std::to_string(year), .shown = "100", .value = 95});
    const auto svg = made([&](Html& html) { write_columns(html, words, bars, plain); });
    CHECK(svg.find(">2003<") != std::string::npos);
    CHECK(svg.find(">2004<") == std::string::npos);
    CHECK(svg.find(">100</text>") != std::string::npos);
    CHECK(ticks(95, 4) == std::vector<double>{0, 50, 100});
    CHECK(ticks(0.42, 4).back() == doctest::Approx(0.6));
    CHECK(ticks(100, 4).back() == 100);
    CHECK(ticks(none, 4).size() >= 2);
    CHECK(ticks(7, 0).size() == 2);
}

TEST_CASE("a histogram puts what is beyond its end into the last place, lines too")
{
    const Histogram histogram{
        .bins = {0, 8, 2}, .bin = 0.5, .lines = {{.label = "chance", .at = 40, .strong = true}}};
    const auto svg = made([&](Html& html) { write_histogram(html, words, histogram, plain); });
    check_drawn(svg);
    CHECK(svg.find("class=\"line strong\"") != std::string::npos);
    CHECK(svg.find(">1+</text>") != std::string::npos);
    const auto at = svg.find("class=\"line strong\" d=\"M");
    CHECK(std::stod(svg.substr(at + 24)) < 280);
}

TEST_CASE("a heat map has a field for each pair in the shade of its value")
{
    const HeatMap map{
        .names = {"a", "b", "c"},
        .below = {{}, {0.04}, {0.3, 0.9}},
        .shades = {{.from = -1, .label = ""}, {.from = 0.1, .label = ""}, {.from = 0.5, .label = ""}}};
    const auto svg = made([&](Html& html) { write_heat_map(html, words, map); });
    // Fields are 24 wide with a gap of one.
    CHECK(svg.find("class=\"h0\" d=\"M0 24h23v23h-23z\"") != std::string::npos);
    CHECK(svg.find("class=\"h1\" d=\"M0 48h23v23h-23z\"") != std::string::npos);
    CHECK(svg.find("class=\"h2\" d=\"M24 48h23v23h-23z\"") != std::string::npos);
    CHECK(times(svg, "<text") == 3);
    HeatMap many = map;
    many.names.assign(100, "a");
    many.below.assign(100, std::vector<double>(100, 1));
    CHECK(times(made([&](Html& html) { write_heat_map(html, words, many); }), "<text") == most_in_heat_map);
}

TEST_CASE("a text that is too long ends in an ellipsis between two letters")
{
    CHECK(fitting("sex", 100, 14) == "sex");
    CHECK(fitting("страна эксплуатации", 100, 14).ends_with("…"));
    for (double width = 0; width < 200; width += 3) {
        const auto cut = fitting("страна эксплуатации", width, 14);
        // Whole letters only: each Cyrillic one has two bytes, the ellipsis three, the space one.
        std::size_t ends = 0;
        for (const char letter : cut)
            ends += (static_cast<unsigned char>(letter) & 0xc0U) != 0x80U ? 1 : 0;
        CHECK(text_width(cut) > 0);
        CHECK(ends <= 19);
        CHECK(static_cast<unsigned char>(cut[0]) >= 0xc0);
    }
    CHECK(fitting("\xff\xfe broken", 20, 14).size() > 0);
    CHECK(text_width("") == 0);
    CHECK(text_width("WWWW") > text_width("iiii"));
}

} // namespace panoh::portal

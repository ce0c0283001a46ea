#include "portal/drawing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace panoh::portal {

double drawable(double value)
{
    constexpr double most = 1e12;
    return std::isfinite(value) ? std::clamp(value, -most, most) : 0;
}

std::string units(double value)
{
    const auto tenths = std::llround(drawable(value) * 10);
    std::array<char, 24> digits = {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), std::abs(tenths) / 10).ptr;
    std::string text = tenths < 0 ? "-" : "";
    text.append(digits.data(), end);
    if (tenths % 10 != 0) {
        text += '.';
        text += static_cast<char>('0' + std::abs(tenths) % 10);
    }
    return text;
}

Html::Element open_drawing(Html& html, const ChartWords& words, std::string_view css, double width,
                           double height)
{
    const std::string title = words.id + "-t";
    const std::string description = words.id + "-d";
    const std::string wide = units(std::max(1.0, drawable(width)));
    const std::string high = units(std::max(1.0, drawable(height)));
    auto svg = html.open("svg", {{"class", css},
                                 {"role", "img"},
                                 {"aria-labelledby", title + ' ' + description},
                                 {"viewbox", "0 0 " + wide + ' ' + high},
                                 {"width", wide},
                                 {"height", high}});
    html.element("title", {{"id", title}}, words.title);
    html.element("desc", {{"id", description}}, words.description);
    return svg;
}

void write_path(Html& html, std::string_view css, const Path& path)
{
    // With its end, because in a drawing inside HTML nothing ends by itself.
    if (!path.text().empty()) html.element("path", {{"class", css}, {"d", path.text()}}, "");
}

void write_label(Html& html, std::string_view css, double x, double y, std::string_view anchor,
                 std::string_view text)
{
    // What begins where it stands needs no anchor, which is most of a page.
    const std::string at_x = units(x);
    const std::string at_y = units(y);
    if (css.empty() && anchor == "start")
        html.element("text", {{"x", at_x}, {"y", at_y}}, text);
    else if (css.empty())
        html.element("text", {{"x", at_x}, {"y", at_y}, {"text-anchor", anchor}}, text);
    else if (anchor == "start")
        html.element("text", {{"class", css}, {"x", at_x}, {"y", at_y}}, text);
    else
        html.element("text", {{"class", css}, {"x", at_x}, {"y", at_y}, {"text-anchor", anchor}}, text);
}

} // namespace panoh::portal

#pragma once

// Numbers of drawings: finite, short, the same on every machine.

#include <string>
#include <string_view>

#include "portal/chart.h"
#include "portal/html.h"

namespace panoh::portal {

/// A number that can be drawn: 0 for what is none, and nothing beyond a million million.
[[nodiscard]] double drawable(double value);
/// With at most one digit behind the point.
[[nodiscard]] std::string units(double value);

/// What a path is made of.
class Path {
public:
    Path& move(double x, double y)
    {
        add('M', x);
        text_ += ' ';
        text_ += units(y);
        return *this;
    }
    Path& across(double x) { return add('H', x); }
    Path& down(double y) { return add('V', y); }
    /// A rectangle of its own.
    Path& box(double x, double y, double width, double height)
    {
        return move(x, y).add('h', width).add('v', height).add('h', -width).add('z');
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    Path& add(char sign)
    {
        text_ += sign;
        return *this;
    }
    Path& add(char sign, double value)
    {
        text_ += sign;
        text_ += units(value);
        return *this;
    }
    std::string text_;
};

/// Opens a drawing of that many units with its name and what can be seen; it ends with the guard. `id` is
/// unique on its page.
[[nodiscard]] Html::Element open_drawing(Html& html, const ChartWords& words, std::string_view css,
                                         double width, double height);

/// The lines or areas of a path; nothing where it is empty.
void write_path(Html& html, std::string_view css, const Path& path);

/// A text of a drawing; no class where `css` is empty. `anchor` is "start", "middle" or "end".
void write_label(Html& html, std::string_view css, double x, double y, std::string_view anchor,
                 std::string_view text);

} // namespace panoh::portal

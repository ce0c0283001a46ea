#pragma once

// Charts as SVG inside a page, made here, without script (docs/decisions/0007). They take the colours of the
// page they stand in, are drawn 280 units wide, so that their words can be read on the smallest phone, and
// name themselves to who cannot see them. The numbers stand in a table beside each: that is the page's part.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "portal/html.h"

namespace panoh::portal {

/// What a chart is called. `id` is unique on its page: letters, digits, "-".
struct ChartWords {
    std::string id;
    std::string title;
    std::string description; ///< what can be seen, in a sentence or two
};

/// One value with what stands beside it. What is no finite number is drawn as 0, a negative one too.
struct ChartBar {
    std::string label;
    std::string shown; ///< the value as people of the page's language write it
    double value = 0;
    /// Between these the true value lies, mostly.
    std::optional<double> low = {};
    std::optional<double> high = {};
    bool quiet = false; ///< no value of its own: not known, all others
};

/// A number at an axis, as people of the page's language write it.
using WriteNumber = std::function<std::string(double)>;

/// Bars that lie, each below its label. With an interval a bar is light from `low` to `high` and has a mark
/// at its value. `most` is what the whole width stands for; 0: the largest value or `high`.
void write_bars(Html& html, const ChartWords& words, std::span<const ChartBar> bars, double most = 0);

/// Columns side by side, for what has an order. `most` as above.
void write_columns(Html& html, const ChartWords& words, std::span<const ChartBar> bars,
                   const WriteNumber& number, double most = 0);

/// How often values fall into bins of equal width, from 0 on; the last bin has everything above too.
struct Histogram {
    std::vector<std::int64_t> bins = {};
    double bin = 1;
    /// Values to hold the bins against, each with its words.
    struct Line {
        std::string label;
        double at = 0;
        bool strong = false; ///< what the chart is about
    };
    std::vector<Line> lines = {};
};
void write_histogram(Html& html, const ChartWords& words, const Histogram& histogram,
                     const WriteNumber& number);

/// Every two of many things, as a triangle of cells; the names stand along its edge.
struct HeatMap {
    std::vector<std::string> names = {};
    /// For each thing the values with those before it; what is missing is drawn as nothing.
    std::vector<std::vector<double>> below = {};
    /// Shades, from the lowest on: a value has the last whose `from` it reaches.
    struct Shade {
        double from = 0;
        std::string label;
    };
    std::vector<Shade> shades = {};
    bool two_ways = false; ///< from one colour over none to another: for differences
};
/// Above so many things the others are left out; who calls says so.
constexpr std::size_t most_in_heat_map = 60;
void write_heat_map(Html& html, const ChartWords& words, const HeatMap& map);

/// About how wide a text is in the fonts that pages use, in units of its size; rather too wide than too
/// narrow.
[[nodiscard]] double text_width(std::string_view text);
/// The text, or as much of its beginning as `width` units hold at that size, with an ellipsis.
[[nodiscard]] std::string fitting(std::string_view text, double width, double size);
/// Round numbers from 0 up to at least `most`, about `wanted` steps.
[[nodiscard]] std::vector<double> ticks(double most, std::size_t wanted);

} // namespace panoh::portal

#include "portal/chart.h"

#include <algorithm>
#include <cmath>

#include "portal/drawing.h"

namespace panoh::portal {
namespace {

constexpr double whole_width = 280;
constexpr double letters = 14;       ///< size of text
constexpr double small_letters = 12; ///< at an axis

double positive(double value)
{
    return std::max(0.0, drawable(value));
}

double most_of(std::span<const ChartBar> bars, double most)
{
    double largest = positive(most);
    if (largest > 0) return largest;
    for (const ChartBar& bar : bars)
        largest = std::max({largest, positive(bar.value), positive(bar.high.value_or(0))});
    return largest > 0 ? largest : 1;
}

double share_of(double value, double most)
{
    return std::min(1.0, positive(value) / most);
}

std::string_view text_css(const ChartBar& bar)
{
    return bar.quiet ? "q" : "";
}

/// One decade's round step at least as large.
double round_step(double rough)
{
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

} // namespace

std::vector<double> ticks(double most, std::size_t wanted)
{
    most = positive(most);
    if (most <= 0) most = 1;
    const double step = round_step(most / static_cast<double>(std::max<std::size_t>(wanted, 1)));
    const auto steps = static_cast<std::size_t>(std::ceil(most / step * (1 - 1e-9)));
    std::vector<double> all;
    for (std::size_t place = 0; place <= steps; ++place)
        all.push_back(static_cast<double>(place) * step);
    return all;
}

void write_bars(Html& html, const ChartWords& words, std::span<const ChartBar> bars, double most)
{
    constexpr double pitch = 38;
    constexpr double thick = 10;
    const double scale = most_of(bars, most);
    const auto chart = open_drawing(html, words, "chart", whole_width,
                                    std::max(1.0, static_cast<double>(bars.size()) * pitch - 4));
    Path plain;
    Path quiet;
    Path light;
    Path marks;
    for (std::size_t place = 0; place < bars.size(); ++place) {
        const ChartBar& bar = bars[place];
        const double top = static_cast<double>(place) * pitch;
        const double room = whole_width - text_width(bar.shown) * letters - 10;
        write_label(html, text_css(bar), 0, top + 14, "start", fitting(bar.label, room, letters));
        write_label(html, bar.quiet ? "q s" : "s", whole_width, top + 14, "end",
                    fitting(bar.shown, whole_width, letters));
        const double length = std::max(share_of(bar.value, scale) * whole_width, bar.value > 0 ? 1.0 : 0.0);
        const double from = bar.low ? share_of(*bar.low, scale) * whole_width : length;
        const double to = bar.high ? share_of(*bar.high, scale) * whole_width : length;
        if (std::min(from, length) > 0)
            (bar.quiet ? quiet : plain).box(0, top + 20, std::min(from, length), thick);
        if (to <= from) continue;
        light.box(from, top + 20, to - from, thick);
        marks.box(std::clamp(length - 1, 0.0, whole_width - 2), top + 18, 2, thick + 4);
    }
    write_path(html, "b", plain);
    write_path(html, "b q", quiet);
    write_path(html, "b i", light);
    write_path(html, "at", marks);
}

namespace {

/// Where columns stand: axis to the left, room for numbers above and labels below.
struct Ground {
    std::vector<double> steps;
    double left = 0;
    double above = 22;
    double ground = 172;
    double height = 196;
    [[nodiscard]] double y(double value) const
    {
        return ground - share_of(value, steps.back()) * (ground - above);
    }
};

Ground ground_of(double most, const WriteNumber& number, std::size_t wanted)
{
    Ground ground{.steps = ticks(most, wanted)};
    for (const double step : ground.steps)
        ground.left = std::max(ground.left, text_width(number(step)) * small_letters);
    ground.left = std::min(ground.left + 10, whole_width / 2);
    return ground;
}

void write_axis(Html& html, const Ground& ground, const WriteNumber& number)
{
    Path grid;
    for (const double step : ground.steps) {
        if (step > 0) grid.move(ground.left, ground.y(step)).across(whole_width);
        write_label(html, "q a", ground.left - 8, ground.y(step) + 4, "end",
                    fitting(number(step), ground.left, small_letters));
    }
    write_path(html, "grid", grid);
}

void write_ground(Html& html, const Ground& ground)
{
    write_path(html, "ground", Path().move(ground.left, ground.ground).across(whole_width));
}

/// Every label, every second, ...: as many as stand side by side.
std::size_t every(std::span<const ChartBar> bars, double band)
{
    double widest = 0;
    for (const ChartBar& bar : bars)
        widest = std::max(widest, text_width(bar.label) * small_letters + 5);
    for (const std::size_t step : {1U, 2U, 3U, 5U, 10U, 20U})
        if (widest <= band * static_cast<double>(step)) return step;
    return bars.size();
}

} // namespace

void write_columns(Html& html, const ChartWords& words, std::span<const ChartBar> bars,
                   const WriteNumber& number, double most)
{
    const Ground ground = ground_of(most_of(bars, most), number, 4);
    const double band =
        (whole_width - ground.left) / static_cast<double>(std::max<std::size_t>(bars.size(), 1));
    const double thick = std::min(band * 0.68, 44.0);
    const std::size_t step = std::max<std::size_t>(every(bars, band), 1);
    const bool numbers = std::ranges::all_of(
        bars, [&](const ChartBar& bar) { return text_width(bar.shown) * letters + 4 <= band; });
    const auto chart = open_drawing(html, words, "chart", whole_width, ground.height);
    write_axis(html, ground, number);
    Path plain;
    Path quiet;
    Path light;
    Path marks;
    for (std::size_t place = 0; place < bars.size(); ++place) {
        const ChartBar& bar = bars[place];
        const double middle = ground.left + band * (static_cast<double>(place) + 0.5);
        const double top = std::min(ground.y(bar.value), ground.ground - (bar.value > 0 ? 1 : 0));
        const double low = std::max(bar.low ? ground.y(*bar.low) : top, top);
        const double high = bar.high ? ground.y(*bar.high) : top;
        if (bar.value > 0 && low < ground.ground)
            (bar.quiet ? quiet : plain).box(middle - thick / 2, low, thick, ground.ground - low);
        if (high < low) {
            light.box(middle - thick / 2, high, thick, low - high);
            marks.box(middle - thick / 2 - 1, top - 1, thick + 2, 2);
        }
        const double highest = std::min(high, top);
        if (numbers) write_label(html, "s", middle, std::max(highest, ground.above) - 7, "middle", bar.shown);
        if (place % step != 0) continue;
        const auto label = fitting(bar.label, band * static_cast<double>(step), small_letters);
        const bool beyond = middle + text_width(label) * small_letters / 2 > whole_width;
        write_label(html, "q a", beyond ? whole_width : middle, ground.height - 6, beyond ? "end" : "middle",
                    label);
    }
    write_path(html, "b", plain);
    write_path(html, "b q", quiet);
    write_path(html, "b i", light);
    write_path(html, "at", marks);
    write_ground(html, ground);
}

void write_histogram(Html& html, const ChartWords& words, const Histogram& histogram,
                     const WriteNumber& number)
{
    std::int64_t most = 1;
    for (const std::int64_t bin : histogram.bins)
        most = std::max(most, bin);
    Ground ground = ground_of(static_cast<double>(most), number, 3);
    constexpr double row = 20;
    ground.above += row * static_cast<double>(histogram.lines.size());
    ground.ground = ground.above + 130;
    ground.height = ground.ground + 24;
    const double bins = static_cast<double>(std::max<std::size_t>(histogram.bins.size(), 1));
    const double band = (whole_width - ground.left) / bins;
    const double width = histogram.bin > 0 ? drawable(histogram.bin) : 1;
    const auto x = [&](double value) {
        return ground.left + std::min(positive(value) / width, bins - 0.5) * band;
    };
    const auto chart = open_drawing(html, words, "chart", whole_width, ground.height);
    write_axis(html, ground, number);
    Path boxes;
    for (std::size_t place = 0; place < histogram.bins.size(); ++place) {
        if (histogram.bins[place] <= 0) continue;
        const double top = std::min(ground.y(static_cast<double>(histogram.bins[place])), ground.ground - 1);
        boxes.box(ground.left + static_cast<double>(place) * band + 0.5, top, band - 1, ground.ground - top);
    }
    write_path(html, "b", boxes);
    const double end = width * (bins - 1);
    for (const double step : ticks(end, 4)) {
        if (step > end * (1 + 1e-9)) break;
        const bool last = step + width > end;
        write_label(html, "q a", std::min(x(step), whole_width - 4), ground.height - 6,
                    last ? "end" : "middle", number(step) + (last ? "+" : ""));
    }
    // From left to right, each lower than the one before; words over lines, which go behind them.
    auto lines = histogram.lines;
    std::ranges::stable_sort(lines, {}, [](const Histogram::Line& line) { return drawable(line.at); });
    for (std::size_t place = 0; place < lines.size(); ++place)
        write_path(html, lines[place].strong ? "line strong" : "line",
                   Path().move(x(lines[place].at), row * static_cast<double>(place) + 4).down(ground.ground));
    for (std::size_t place = 0; place < lines.size(); ++place) {
        const double at = x(lines[place].at);
        const double right = whole_width - at - 8;
        const bool after = text_width(lines[place].label) * letters <= right || right > at - 8;
        const double room = after ? right : at - 8;
        write_label(html, lines[place].strong ? "s over" : "over", after ? at + 6 : at - 6,
                    row * static_cast<double>(place) + 14, after ? "start" : "end",
                    fitting(lines[place].label, room, letters));
    }
    write_ground(html, ground);
}

} // namespace panoh::portal

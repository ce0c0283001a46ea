#include <algorithm>
#include <cmath>

#include "portal/chart.h"
#include "portal/drawing.h"

namespace panoh::portal {
namespace {

/// The place of the shade of a value.
std::size_t shade_of(const HeatMap& map, double value)
{
    std::size_t shade = 0;
    for (std::size_t place = 1; place < map.shades.size(); ++place)
        if (drawable(value) >= map.shades[place].from) shade = place;
    return shade;
}

/// The class that colours a shade: "h0" to "h5" from light to dark, or "d0" to "d6", of which "d3" is
/// nothing.
std::string css_of(const HeatMap& map, std::size_t shade)
{
    return (map.two_ways ? "d" : "h") + std::to_string(shade);
}

} // namespace

void write_heat_map(Html& html, const ChartWords& words, const HeatMap& map)
{
    const std::size_t things = std::min(map.names.size(), most_in_heat_map);
    const double cell = things <= 12 ? 24 : things <= 36 ? 17 : 13;
    const double size = cell >= 17 ? 13 : 11;
    constexpr double name_width = 240;
    const double edge = cell * static_cast<double>(things);
    double width = edge;
    std::vector<std::string> names;
    for (std::size_t place = 0; place < things; ++place) {
        names.push_back(fitting(map.names[place], name_width, size));
        width = std::max(width, cell * static_cast<double>(place + 1) + 5 + text_width(names.back()) * size);
    }
    const auto svg = open_drawing(html, words, cell >= 17 ? "chart heat" : "chart heat small", width, edge);
    std::vector<Path> paths(std::max<std::size_t>(map.shades.size(), 1));
    Path diagonal;
    for (std::size_t row = 0; row < things; ++row) {
        const double y = cell * static_cast<double>(row);
        for (std::size_t place = 0; row < map.below.size() && place < std::min(row, map.below[row].size());
             ++place)
            paths[shade_of(map, map.below[row][place])].box(cell * static_cast<double>(place), y, cell - 1,
                                                            cell - 1);
        diagonal.box(y + 1.5, y + 1.5, cell - 4, cell - 4);
        write_label(html, "", y + cell + 5, y + cell / 2 + size * 0.35, "start", names[row]);
    }
    for (std::size_t shade = 0; shade < paths.size(); ++shade)
        write_path(html, css_of(map, shade), paths[shade]);
    write_path(html, "own", diagonal);
}

} // namespace panoh::portal

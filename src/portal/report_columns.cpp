// Columns two by two, and what they mean.

#include <algorithm>
#include <cmath>

#include "portal/column_names.h"
#include "portal/drawing.h"
#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

constexpr std::size_t most_pairs = 12;
constexpr std::size_t most_values_told = 30;

struct Pair {
    std::size_t one = 0;
    std::size_t other = 0;
    double value = 0;
};

std::vector<Pair> strongest(const std::vector<std::vector<double>>& below)
{
    std::vector<Pair> pairs;
    for (std::size_t one = 0; one < below.size(); ++one)
        for (std::size_t other = 0; other < std::min(one, below[one].size()); ++other)
            if (below[one][other] > 0) pairs.push_back({one, other, below[one][other]});
    std::ranges::stable_sort(pairs, std::greater<>(), &Pair::value);
    if (pairs.size() > most_pairs) pairs.resize(most_pairs);
    return pairs;
}

std::string pair_name(const std::vector<std::string>& names, const Pair& pair)
{
    return names[pair.other] + " × " + names[pair.one];
}

/// The words of shades, from their limits: "<0.05", "0.05–0.1", ..., "≥0.5".
std::vector<HeatMap::Shade> shades_of(const Figures& figures, const std::vector<double>& from, bool both_ways)
{
    std::vector<HeatMap::Shade> shades;
    for (std::size_t place = 0; place <= from.size(); ++place) {
        std::string label;
        if (place == 0)
            label = "<" + figures.decimal(from[0], 2);
        else if (place == from.size())
            label = "≥" + figures.decimal(from.back(), 2);
        else
            label = figures.decimal(from[place - 1], 2) + (both_ways ? " … " : "–") +
                    figures.decimal(from[place], 2);
        shades.push_back({.from = place == 0 ? -1e9 : from[place - 1], .label = label});
    }
    return shades;
}

void write_shades(const ReportWriter& to, const HeatMap& map)
{
    const auto list = to.html.open("ul", {{"class", "shades"}});
    for (std::size_t place = 0; place < map.shades.size(); ++place) {
        const auto item = to.html.open("li");
        {
            const auto svg = to.html.open("svg", {{"class", "chart heat"},
                                                  {"width", 16},
                                                  {"height", 16},
                                                  {"aria-hidden", "true"},
                                                  {"focusable", "false"}});
            write_path(to.html, (map.two_ways ? "d" : "h") + std::to_string(place), Path().box(0, 0, 16, 16));
        }
        to.html.text(map.shades[place].label);
    }
}

void write_map(const ReportWriter& to, const ChartWords& words, const HeatMap& map)
{
    {
        const auto box = to.html.open(
            "div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "group"}, {"aria-label", words.title}});
        write_heat_map(to.html, words, map);
    }
    write_shades(to, map);
}

void write_difference(const ReportWriter& to, const std::vector<std::string>& names,
                      const std::vector<std::string>& short_names)
{
    const auto& real = to.report.internal->evaluation.association.below;
    HeatMap map{.names = short_names,
                .shades = shades_of(to.figures, {-0.2, -0.1, -0.03, 0.03, 0.1, 0.2}, true),
                .two_ways = true};
    Pair farthest;
    for (std::size_t one = 0; one < std::min(real.size(), to.report.association.below.size()); ++one) {
        map.below.emplace_back();
        const auto& released = to.report.association.below[one];
        for (std::size_t other = 0; other < std::min({one, real[one].size(), released.size()}); ++other) {
            map.below[one].push_back(released[other] - real[one][other]);
            if (std::abs(map.below[one].back()) > std::abs(farthest.value))
                farthest = {one, other, map.below[one].back()};
        }
    }
    to.html.element("h3", to.words("report.difference_title"));
    to.html.element("p", {{"class", "meta"}}, to.words("report.difference_note"));
    write_map(
        to,
        {.id = "difference",
         .title = to.words("report.difference_title"),
         .description = to.words("report.largest_bar", {{"label", pair_name(names, farthest)},
                                                        {"value", to.figures.fixed(farthest.value, 2)}})},
        map);
}

bool may_be_known(const microdata::Schema& schema, const microdata::Column& column)
{
    return std::ranges::find(schema.identifying, column.name) != schema.identifying.end();
}

/// Whether two columns can be explained in one place, as many columns of ticks are.
bool mean_alike(const microdata::Schema& schema, const microdata::Column& one, const microdata::Column& other)
{
    return one.values == other.values && one.uncounted == other.uncounted &&
           may_be_known(schema, one) == may_be_known(schema, other);
}

/// A name, and how the files call it where that is another.
void write_both(Html& html, const std::string& name, const std::string& in_files)
{
    html.text(name);
    if (name == in_files) return;
    html.text(" ");
    html.element("code", in_files);
}

/// What the values of a column mean.
void write_values(const ReportWriter& to, const microdata::Column& column)
{
    for (std::size_t place = 0; place < std::min(column.values.size(), most_values_told); ++place) {
        if (place > 0) to.html.text(", ");
        const auto& value = column.values[place].name;
        write_both(to.html, to.value_name(column.name, value), value);
    }
    if (column.values.size() > most_values_told)
        write_more(to, column.values.size() - most_values_told, "schema.json");
}

/// Ticks of one question: what each says.
void write_ticks(const ReportWriter& to, std::span<const microdata::Column> columns)
{
    for (std::size_t place = 0; place < columns.size(); ++place) {
        if (place > 0) to.html.text(", ");
        const auto& name = columns[place].name;
        write_both(to.html, tick_name(to.words, name).value_or(name), name);
    }
    const auto values = to.html.open("p", {{"class", "meta"}});
    to.html.text(to.words("report.value") + ": ");
    write_values(to, columns[0]);
}

/// Columns that mean alike, with their values.
void write_meaning(const ReportWriter& to, std::span<const microdata::Column> columns)
{
    Html& html = to.html;
    const microdata::Column& column = columns[0];
    const auto question = question_name(to.words, column.name);
    {
        const auto term = html.open("dt");
        if (question) html.text(*question);
        for (std::size_t place = 0; !question && place < columns.size(); ++place) {
            if (place > 0) html.empty("br");
            write_both(html, to.column_name(columns[place].name), columns[place].name);
        }
        if (may_be_known(to.report.schema, column)) {
            html.text(" ");
            html.element("small", to.words("report.may_be_known"));
        }
    }
    const auto meaning = html.open("dd");
    if (question)
        write_ticks(to, columns);
    else
        write_values(to, column);
    if (column.uncounted.empty()) return;
    std::string uncounted;
    for (const std::string& name : column.uncounted)
        uncounted += (uncounted.empty() ? "" : ", ") + name;
    html.element("p", {{"class", "meta"}}, to.words("report.uncounted", {{"values", uncounted}}));
}

} // namespace

void write_associations(const ReportWriter& to)
{
    const auto& words = to.words;
    std::vector<std::string> names;
    std::vector<std::string> short_names; // in the map there is little room
    for (const auto& column : to.report.schema.columns) {
        names.push_back(to.column_name(column.name));
        short_names.push_back(tick_name(words, column.name).value_or(names.back()));
    }
    const auto& below = to.report.association.below;
    names.resize(std::max(names.size(), below.size())); // a report of others may not fit itself
    short_names.resize(names.size());
    const HeatMap map{.names = short_names,
                      .below = below,
                      .shades = shades_of(to.figures, {0.05, 0.1, 0.2, 0.3, 0.5}, false)};
    to.html.element("p", words("report.associations_note"));
    if (names.size() > most_in_heat_map) write_more(to, names.size() - most_in_heat_map, "report.json");
    const auto pairs = strongest(below);
    const std::string first = pairs.empty() ? "–" : pair_name(names, pairs[0]);
    const std::string value = pairs.empty() ? "–" : to.figures.fixed(pairs[0].value, 2);
    write_map(to,
              {.id = "map",
               .title = words("report.associations"),
               .description = words("report.largest_bar", {{"label", first}, {"value", value}})},
              map);
    if (!pairs.empty()) {
        TextTable table{.caption = words("report.strongest"),
                        .headings = {words("report.columns_together"), "#V"}};
        for (const Pair& pair : pairs)
            table.rows.push_back({pair_name(names, pair), to.figures.fixed(pair.value, 2)});
        write_table(to.html, table);
    }
    if (to.report.internal && !to.report.internal->evaluation.association.below.empty())
        write_difference(to, names, short_names);
}

void write_dictionary(const ReportWriter& to)
{
    to.html.element("p", to.words("report.dictionary_note"));
    const auto list = to.html.open("dl", {{"class", "dictionary"}});
    const std::span<const microdata::Column> all = to.report.schema.columns;
    for (std::size_t first = 0; first < all.size();) {
        std::size_t last = first + 1;
        const auto question = question_name(to.words, all[first].name);
        while (last < all.size() && mean_alike(to.report.schema, all[first], all[last]) &&
               question_name(to.words, all[last].name) == question)
            ++last;
        write_meaning(to, all.subspan(first, last - first));
        first = last;
    }
}

} // namespace panoh::portal

// Column by column: what was released of each, as bars with their intervals.

#include <algorithm>

#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

using release::OneWay;
using release::OneWayValue;

constexpr std::size_t most_bars = 10;
constexpr std::size_t most_in_table = 16;
constexpr std::size_t most_side_by_side = 24;
constexpr std::size_t most_ticks = 24;

/// One chart: a column, or several columns of ticks under what their names begin with.
struct Panel {
    std::string title = {};
    std::vector<const OneWay*> columns = {};
    bool ticks = false;
};

const microdata::Column* column_of(const ReportWriter& to, std::string_view name)
{
    const auto& columns = to.report.schema.columns;
    const auto found = std::ranges::find(columns, name, &microdata::Column::name);
    return found == columns.end() ? nullptr : &*found;
}

/// The only value that is counted, as of a column of ticks; nothing where there are none or several.
const OneWayValue* only_counted(const ReportWriter& to, const OneWay& one)
{
    const microdata::Column* column = column_of(to, one.column);
    const OneWayValue* only = nullptr;
    for (const OneWayValue& value : one.values) {
        const bool uncounted =
            column != nullptr && std::ranges::find(column->uncounted, value.value) != column->uncounted.end();
        if (uncounted || value.value.empty() || value.value == "~other") continue;
        if (only != nullptr) return nullptr;
        only = &value;
    }
    return only;
}

/// What two names begin with together, up to and with a "_" or a space: "means_of_control_".
std::string_view common_beginning(std::string_view one, std::string_view other)
{
    std::size_t same = 0;
    while (same < std::min(one.size(), other.size()) && one[same] == other[same])
        ++same;
    const std::size_t end = one.substr(0, same).find_last_of("_ ");
    return end == std::string_view::npos || end < 3 ? std::string_view() : one.substr(0, end + 1);
}

std::vector<Panel> panels_of(const ReportWriter& to)
{
    std::vector<Panel> panels;
    std::string_view beginning;
    for (const OneWay& one : to.report.one_way) {
        if (only_counted(to, one) == nullptr) {
            panels.push_back({.title = one.column, .columns = {&one}});
            continue;
        }
        Panel* last = panels.empty() || !panels.back().ticks ? nullptr : &panels.back();
        if (last != nullptr && last->columns.size() < most_ticks) {
            // Names that begin alike belong to one question; the first two say how long the beginning is.
            const auto together = common_beginning(last->columns.back()->column, one.column);
            if (!together.empty() && (last->columns.size() == 1 || together.starts_with(beginning))) {
                if (last->columns.size() == 1) beginning = together;
                last->title = beginning.substr(0, beginning.size() - 1);
                last->columns.push_back(&one);
                continue;
            }
        }
        panels.push_back({.title = one.column, .columns = {&one}, .ticks = true});
    }
    return panels;
}

/// What a bar is drawn of: a value under a label.
struct Labelled {
    std::string label;
    const OneWayValue* value = nullptr;
    bool quiet = false;
};

std::vector<Labelled> values_of(const ReportWriter& to, const Panel& panel)
{
    std::vector<Labelled> values;
    if (!panel.ticks) {
        for (const OneWayValue& value : panel.columns[0]->values)
            values.push_back(
                {to.value_name(value.value), &value, value.value.empty() || value.value == "~other"});
        return values;
    }
    for (const OneWay* one : panel.columns) {
        const OneWayValue* value = only_counted(to, *one);
        const bool alone = panel.columns.size() == 1;
        std::string label = alone ? value->value : one->column.substr(panel.title.size() + 1);
        const bool plain = value->value == "1" || value->value == "yes" || value->value == "true";
        if (!alone && !plain) label += ": " + value->value;
        if (alone && plain) label = one->column;
        values.push_back({std::move(label), value, false});
    }
    return values;
}

ChartBar bar_of(const ReportWriter& to, const Labelled& labelled)
{
    const OneWayValue& value = *labelled.value;
    ChartBar bar{.label = labelled.label,
                 .shown = to.figures.whole(value.count),
                 .value = static_cast<double>(value.count),
                 .quiet = labelled.quiet};
    if (value.low && value.high) {
        bar.low = static_cast<double>(*value.low);
        bar.high = static_cast<double>(*value.high);
    }
    return bar;
}

/// Whether the values have an order that is worth columns side by side.
bool in_order(const ReportWriter& to, const Panel& panel)
{
    const auto& ordered = to.report.schema.ordered;
    const std::size_t values = panel.columns[0]->values.size();
    return !panel.ticks && values > 4 && values <= most_side_by_side &&
           std::ranges::find(ordered, panel.columns[0]->column) != ordered.end();
}

void write_values(const ReportWriter& to, const Panel& panel, const std::vector<Labelled>& values)
{
    const auto& words = to.words;
    const bool intervals =
        std::ranges::any_of(values, [](const Labelled& one) { return one.value->low && one.value->high; });
    TextTable table{
        .caption = panel.title,
        .headings = {words("report.value"), "#" + words(to.of_rows() ? "report.rows" : "report.people")}};
    if (intervals) table.headings.push_back("#" + words("report.interval"));
    const std::size_t most = panel.ticks ? most_ticks : most_in_table;
    for (std::size_t place = 0; place < std::min(values.size(), most); ++place) {
        const OneWayValue& value = *values[place].value;
        table.rows.push_back({values[place].label, to.figures.whole(value.count)});
        if (!intervals) continue;
        table.rows.back().push_back(value.low && value.high ? to.figures.range(*value.low, *value.high)
                                                            : "–");
    }
    write_hidden_table(to, table);
}

void write_panel(const ReportWriter& to, const Panel& panel, std::size_t number)
{
    const bool ordered = in_order(to, panel);
    auto values = values_of(to, panel);
    const std::size_t most = panel.ticks ? most_ticks : ordered ? most_side_by_side : most_bars;
    if (panel.ticks || values.size() > most)
        std::ranges::stable_sort(values, std::greater<>(),
                                 [](const Labelled& one) { return one.value->count; });
    const auto figure = to.html.open("figure", {{"class", "drawn"}});
    to.html.element("figcaption", panel.title);
    std::vector<ChartBar> bars;
    for (std::size_t place = 0; place < std::min(values.size(), most); ++place)
        bars.push_back(bar_of(to, values[place]));
    if (bars.empty()) return;
    const auto largest = std::ranges::max_element(bars, {}, &ChartBar::value);
    const ChartWords named{.id = "c" + std::to_string(number),
                           .title = panel.title,
                           .description = to.words("report.largest_bar",
                                                   {{"label", largest->label}, {"value", largest->shown}})};
    if (ordered)
        write_columns(to.html, named, bars, [&](double value) { return to.figures.decimal(value, 0); });
    else
        write_bars(to.html, named, bars);
    write_more(to, values.size() - bars.size(), to.of_rows() ? "microdata.csv" : "tables.csv");
    write_values(to, panel, values);
}

} // namespace

void write_columns_of(const ReportWriter& to)
{
    to.html.element("p", to.words(to.of_rows() ? "report.columns_note_rows" : "report.columns_note_tables"));
    const auto grid = to.html.open("div", {{"class", "multiples"}});
    const auto panels = panels_of(to);
    for (std::size_t number = 0; number < panels.size(); ++number)
        write_panel(to, panels[number], number);
}

} // namespace panoh::portal

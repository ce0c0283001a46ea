// Column by column: what was released of each, as bars with their intervals.

#include <algorithm>
#include <numeric>

#include "portal/column_names.h"
#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

using release::OneWay;
using release::OneWayValue;

constexpr std::size_t most_bars = 10;
constexpr std::size_t most_in_table = 16;
constexpr std::size_t most_side_by_side = 40;
constexpr std::size_t most_ticks = 24;
constexpr std::size_t most_main = 3;
constexpr std::size_t least_beginning = 4;
constexpr std::size_t most_few = 8;

/// One chart: a column, or several columns of ticks under what their names begin with.
struct Panel {
    std::string title = {};
    std::vector<const OneWay*> columns = {};
    bool ticks = false;
    std::size_t beginning = 0; ///< letters of the columns' names that stand in the title
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

bool is_capital(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

/// Whether a word of a name begins there: after "_" or a space, or with a capital.
bool begins_word(std::string_view name, std::size_t at)
{
    return at < name.size() && (name[at - 1] == '_' || name[at - 1] == ' ' ||
                                (is_capital(name[at]) && !is_capital(name[at - 1])));
}

/// What two names begin with together, in whole words: "means_of_control_", "meansOfControl".
std::string_view common_beginning(std::string_view one, std::string_view other)
{
    std::size_t end = 0;
    while (end < std::min(one.size(), other.size()) && one[end] == other[end])
        ++end;
    while (end >= least_beginning && !(begins_word(one, end) && begins_word(other, end)))
        --end;
    return end < least_beginning ? std::string_view() : one.substr(0, end);
}

/// Of columns whose names begin alike: their question where it is one of ours, else the beginning without the
/// sign that parts it from the rest.
std::string title_of(const ReportWriter& to, std::string_view column, std::string_view beginning)
{
    if (auto question = question_name(to.words, column)) return *question;
    if (beginning.ends_with('_') || beginning.ends_with(' ')) beginning.remove_suffix(1);
    return std::string(beginning);
}

/// A beginning that only two share says less than their whole names do.
std::vector<Panel> without_pairs(const ReportWriter& to, std::vector<Panel> panels)
{
    std::vector<Panel> parted;
    for (Panel& panel : panels) {
        if (panel.ticks && panel.columns.size() == 2)
            for (const OneWay* one : panel.columns)
                parted.push_back({.title = to.column_name(one->column), .columns = {one}, .ticks = true});
        else
            parted.push_back(std::move(panel));
    }
    return parted;
}

/// Columns of ticks that stand side by side with nothing in common, in one chart under their whole names.
std::vector<Panel> with_lonely_ticks_together(const ReportWriter& to, std::vector<Panel> panels)
{
    std::vector<Panel> together;
    const auto is_lonely = [](const Panel& panel) { return panel.ticks && panel.beginning == 0; };
    const auto question_of = [&](const Panel& panel) {
        return question_name(to.words, panel.columns.back()->column);
    };
    for (Panel& panel : panels) {
        Panel* last = together.empty() ? nullptr : &together.back();
        if (last != nullptr && is_lonely(*last) && is_lonely(panel) && last->columns.size() < most_ticks) {
            const auto question = question_of(*last);
            const bool same = question && question == question_of(panel) &&
                              (last->columns.size() == 1 || last->title == question);
            last->title = same ? *question : to.words("report.ticks");
            last->columns.push_back(panel.columns[0]);
        } else {
            together.push_back(std::move(panel));
        }
    }
    return together;
}

std::vector<Panel> panels_of(const ReportWriter& to)
{
    std::vector<Panel> panels;
    std::string_view beginning;
    for (const OneWay& one : to.report.one_way) {
        if (only_counted(to, one) == nullptr) {
            panels.push_back({.title = to.column_name(one.column), .columns = {&one}});
            continue;
        }
        Panel* last = panels.empty() || !panels.back().ticks ? nullptr : &panels.back();
        if (last != nullptr && last->columns.size() < most_ticks) {
            // Names that begin alike belong to one question; the first two say how long the beginning is.
            const auto together = common_beginning(last->columns.back()->column, one.column);
            if (!together.empty() && (last->columns.size() == 1 || together.starts_with(beginning))) {
                if (last->columns.size() == 1) beginning = together;
                last->title = title_of(to, one.column, beginning);
                last->beginning = beginning.size();
                last->columns.push_back(&one);
                continue;
            }
        }
        panels.push_back({.title = to.column_name(one.column), .columns = {&one}, .ticks = true});
    }
    return with_lonely_ticks_together(to, without_pairs(to, std::move(panels)));
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
            values.push_back({to.value_name(panel.columns[0]->column, value.value), &value,
                              value.value.empty() || value.value == "~other"});
        return values;
    }
    for (const OneWay* one : panel.columns) {
        const OneWayValue* value = only_counted(to, *one);
        const bool alone = panel.columns.size() == 1;
        std::string label =
            alone ? value->value
                  : tick_name(to.words, one->column).value_or(one->column.substr(panel.beginning));
        const bool plain = value->value == "1" || value->value == "yes" || value->value == "true";
        if (!alone && !plain) label += ": " + value->value;
        if (alone && plain) label = tick_name(to.words, one->column).value_or(one->column);
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

/// Years before the first and after the last person, where there is nothing but noise, would make all others
/// narrow; the table has them.
std::vector<Labelled> without_empty_ends(const std::vector<Labelled>& values)
{
    const auto drawn = [](const Labelled& one) {
        return !one.quiet && one.value->low.value_or(one.value->count) > 0;
    };
    const auto first = std::ranges::find_if(values, drawn);
    const auto last = std::find_if(values.rbegin(), values.rend(), drawn).base();
    std::vector<Labelled> kept;
    for (auto one = values.begin(); one != values.end(); ++one)
        if (one->quiet || (one >= first && one < last)) kept.push_back(*one);
    return kept;
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
    const std::vector<Labelled> drawn = ordered ? without_empty_ends(values) : values;
    std::vector<ChartBar> bars;
    for (std::size_t place = 0; place < std::min(drawn.size(), most); ++place)
        bars.push_back(bar_of(to, drawn[place]));
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
    write_more(to, drawn.size() - bars.size(), to.of_rows() ? "microdata.csv" : "tables.csv");
    write_values(to, panel, values);
}

/// What stands first: columns with an order, then those of few values, before all others; as places among
/// the panels, in the order of the page.
std::vector<std::size_t> main_panels(const ReportWriter& to, const std::vector<Panel>& panels)
{
    std::vector<std::size_t> places(panels.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    const auto rank = [&](std::size_t place) {
        const Panel& panel = panels[place];
        const std::size_t values = panel.columns[0]->values.size();
        if (in_order(to, panel)) return 0;
        if (panel.ticks) return panel.columns.size() > 2 ? 3 : 5;
        if (values < 2 || values > most_few) return 4;
        // What identifies a person is what people ask about first: sex before where a row came from.
        const auto& identifying = to.report.schema.identifying;
        return std::ranges::find(identifying, panel.columns[0]->column) != identifying.end() ? 1 : 2;
    };
    std::ranges::stable_sort(places, {}, rank);
    places.resize(std::min(places.size(), most_main));
    std::ranges::sort(places);
    return places;
}

bool is_main(const std::vector<std::size_t>& chosen, std::size_t place)
{
    return std::ranges::find(chosen, place) != chosen.end();
}

/// How tall its chart is, in four sizes.
int height_of(const ReportWriter& to, const Panel& panel)
{
    const std::size_t bars = panel.ticks ? panel.columns.size() : panel.columns[0]->values.size();
    if (in_order(to, panel)) return 1;
    return bars <= 3 ? 0 : bars <= 6 ? 1 : bars <= most_bars || !panel.ticks ? 2 : 3;
}

void write_panels(const ReportWriter& to, bool main)
{
    to.html.element("p", {{"class", "meta"}},
                    to.words(to.of_rows() ? "report.columns_note_rows" : "report.columns_note_tables"));
    const auto grid = to.html.open("div", {{"class", "multiples"}});
    const auto panels = panels_of(to);
    const auto chosen = main_panels(to, panels);
    std::vector<std::size_t> shown;
    for (std::size_t number = 0; number < panels.size(); ++number)
        if (is_main(chosen, number) == main) shown.push_back(number);
    // Low ones side by side and tall ones side by side: no holes between them.
    if (!main)
        std::ranges::stable_sort(shown, {},
                                 [&](std::size_t number) { return height_of(to, panels[number]); });
    for (const std::size_t number : shown)
        write_panel(to, panels[number], number);
}

} // namespace

void write_main_figures(const ReportWriter& to)
{
    write_panels(to, true);
}

bool has_more_columns(const ReportWriter& to)
{
    return panels_of(to).size() > most_main;
}

void write_columns_of(const ReportWriter& to)
{
    write_panels(to, false);
}

} // namespace panoh::portal

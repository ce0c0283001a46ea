// Where people came from and where they were exploited.

#include <algorithm>

#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

using release::Corridor;
using release::Corridors;

constexpr std::size_t most_bars = 10;

std::string name_of(const ReportWriter& to, const Corridors& all, const Corridor& one)
{
    const std::string from = to.value_name(all.from_column, one.from);
    // A region is many countries: whoever was exploited in their own region may have crossed a border.
    if (one.from == one.to && one.from.size() == 2) return to.words("report.within", {{"country", from}});
    return from + " → " + to.value_name(all.to_column, one.to);
}

void write_chart(const ReportWriter& to, const Corridors& all)
{
    std::vector<ChartBar> bars;
    for (const Corridor& one : all.largest) {
        if (bars.size() == most_bars) break;
        ChartBar& bar = bars.emplace_back(ChartBar{.label = name_of(to, all, one),
                                                   .shown = to.figures.whole(one.count),
                                                   .value = static_cast<double>(one.count)});
        if (!one.low || !one.high) continue;
        bar.low = static_cast<double>(*one.low);
        bar.high = static_cast<double>(*one.high);
    }
    write_bars(
        to.html,
        {.id = "corridors-chart",
         .title = to.words("report.corridors"),
         .description = to.words("report.largest_bar", {{"label", bars[0].label}, {"value", bars[0].shown}})},
        bars);
}

} // namespace

void write_corridors(const ReportWriter& to)
{
    const Corridors& all = *to.report.corridors;
    const auto& words = to.words;
    to.html.element("p", {{"class", "meta"}},
                    words("report.corridors_note", {{"from", to.column_name(all.from_column)},
                                                    {"to", to.column_name(all.to_column)}}));
    {
        const auto beside = to.html.open("figure", {{"class", "drawn beside"}});
        write_chart(to, all);
        const bool intervals =
            std::ranges::any_of(all.largest, [](const Corridor& one) { return one.low && one.high; });
        TextTable table{.caption = words("report.corridors"),
                        .quiet_caption = true,
                        .headings = {words("report.corridor"),
                                     "#" + words(to.of_rows() ? "report.rows" : "report.people")}};
        if (intervals) table.headings.push_back("#" + words("report.interval"));
        for (const Corridor& one : all.largest) {
            table.rows.push_back({name_of(to, all, one), to.figures.whole(one.count)});
            if (intervals)
                table.rows.back().push_back(one.low && one.high ? to.figures.range(*one.low, *one.high)
                                                                : "–");
        }
        write_table(to.html, table);
    }
    write_more(to, static_cast<std::size_t>(std::max<std::int64_t>(all.more, 0)),
               to.of_rows() ? "microdata.csv" : "tables.csv");
}

} // namespace panoh::portal

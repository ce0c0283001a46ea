// How good the numbers are, as far as can be said of what was released.

#include <algorithm>

#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

using release::Kind;
using release::Setting;

void write_lengths(const ReportWriter& to)
{
    const auto& words = to.words;
    TextTable table{.caption = words("report.by_length"),
                    .headings = {words("report.values_together"), "#" + words("report.allowed"),
                                 "#" + words("report.listed"), "#" + words("report.reliable"),
                                 "#" + words("report.noise"), "#" + words("report.uncertainty")}};
    for (const auto& length : to.report.lengths)
        table.rows.push_back({to.figures.whole(length.length), to.figures.whole(length.allowed),
                              to.figures.whole(length.listed), to.figures.whole(length.reliable),
                              to.figures.short_decimal(length.noise),
                              to.figures.short_decimal(length.deviation)});
    write_table(to.html, table);
    to.html.element("p", {{"class", "meta"}}, words("report.by_length_note"));
}

void write_points_of_tables(const ReportWriter& to)
{
    to.html.element("li", to.words("report.quality_intervals"));
    to.html.element("li", to.words("report.quality_unlisted"));
}

void write_suppressed(const ReportWriter& to, const release::KFacts& facts)
{
    if (facts.suppressed.empty()) return;
    TextTable table{.caption = to.words("report.suppressed_title"),
                    .headings = {to.words("report.column"), "#" + to.words("report.suppressed_cells")}};
    for (const auto& column : facts.suppressed)
        table.rows.push_back({to.column_name(column.column), to.figures.whole(column.cells)});
    write_table(to.html, table);
}

} // namespace

void write_quality(const ReportWriter& to)
{
    const auto& words = to.words;
    {
        const auto list = to.html.open("ul", {{"class", "points"}});
        if (to.report.kind == Kind::tables) write_points_of_tables(to);
        if (to.report.kind == Kind::synthesis) to.html.element("li", words("report.quality_rows"));
        if (to.report.k)
            to.html.element("li", words("report.quality_recoding",
                                        {{"left_out", to.figures.whole(to.report.k->left_out)}}));
        if (to.report.k && to.report.k->seeded)
            to.html.element("li", words("report.quality_seeding", {{"file", "synthetic.csv"}}));
        if (to.report.kind == Kind::synthesis || (to.report.k && to.report.k->seeded))
            to.html.element("li", words("report.quality_nobody"));
        if (const auto cap = to.setting(Setting::cap))
            to.html.element("li", words("report.quality_cap", {{"cap", to.figures.decimal(*cap, 0)}}));
        to.html.element("li", words("report.quality_found"));
    }
    if (!to.report.lengths.empty()) write_lengths(to);
    if (to.report.k) write_suppressed(to, *to.report.k);
}

} // namespace panoh::portal

// An output held against the real table: exact, and so only on pages that say so at their top.

#include <algorithm>
#include <cmath>

#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

using release::CountBucket;
using release::Evaluation;

/// Several small charts side by side under one heading.
template <typename Act>
void write_multiples(const ReportWriter& to, const std::string& title, const std::string& note,
                     const Act& act)
{
    to.html.element("h3", title);
    if (!note.empty()) to.html.element("p", {{"class", "meta"}}, note);
    const auto grid = to.html.open("div", {{"class", "multiples"}});
    act();
}

/// One chart of several, below its own name.
template <typename Act>
void write_multiple(const ReportWriter& to, const std::string& name, const Act& act)
{
    const auto figure = to.html.open("figure", {{"class", "drawn"}});
    to.html.element("figcaption", name);
    act();
}

std::string of_length(const ReportWriter& to, std::int64_t length)
{
    return to.words("report.of_length", {{"length", to.figures.whole(length)}});
}

void write_errors(const ReportWriter& to, const Evaluation& evaluation)
{
    const auto& words = to.words;
    TextTable table{.caption = words("report.errors_title"),
                    .headings = {words("report.values_together"), "#" + words("report.combinations"),
                                 "#" + words("report.mean_count"), "#" + words("report.mean_error"),
                                 "#" + words("report.mean_error_kept"), "#" + words("report.suppressed"),
                                 "#" + words("report.suppressed_of_ten"), "#" + words("report.fabricated"),
                                 "#" + words("report.error_of_mass")}};
    for (const auto& errors : evaluation.lengths)
        table.rows.push_back(
            {to.figures.whole(errors.length), to.figures.whole(errors.combinations),
             to.figures.short_decimal(errors.mean_count), to.figures.short_decimal(errors.mean_error),
             to.figures.short_decimal(errors.mean_error_of_kept), to.figures.percent(errors.suppressed),
             to.figures.percent(errors.suppressed_of_ten), to.figures.percent(errors.fabricated),
             to.figures.short_decimal(errors.error_of_mass)});
    write_table(to.html, table);
}

double at(const std::vector<double>& values, std::size_t place)
{
    return place < values.size() ? values[place] : 0;
}

void write_against_references(const ReportWriter& to, const Evaluation& evaluation)
{
    const auto& words = to.words;
    double most = 0;
    for (std::size_t place = 0; place < evaluation.lengths.size(); ++place)
        most = std::max({most, evaluation.lengths[place].error_of_mass,
                         at(evaluation.independence.error_of_mass, place),
                         at(evaluation.bootstrap.error_of_mass, place)});
    write_multiples(to, words("report.error_of_mass"), words("report.error_of_mass_note"), [&] {
        for (std::size_t place = 0; place < evaluation.lengths.size(); ++place) {
            const auto& errors = evaluation.lengths[place];
            const auto bar = [&](std::string_view word, double value, bool quiet) {
                return ChartBar{.label = words(word),
                                .shown = to.figures.short_decimal(value),
                                .value = value,
                                .quiet = quiet};
            };
            const std::vector<ChartBar> bars = {
                bar("report.this_release", errors.error_of_mass, false),
                bar("report.chance", at(evaluation.bootstrap.error_of_mass, place), true),
                bar("report.shuffled", at(evaluation.independence.error_of_mass, place), true)};
            const std::string name = of_length(to, errors.length);
            write_multiple(to, name, [&] {
                write_bars(to.html,
                           {.id = "e" + std::to_string(errors.length),
                            .title = words("report.error_of_mass") + ". " + name,
                            .description = words("report.three_bars", {{"release", bars[0].shown},
                                                                       {"chance", bars[1].shown},
                                                                       {"shuffled", bars[2].shown}})},
                           bars, most);
            });
        }
    });
}

std::string bucket_name(const ReportWriter& to, const CountBucket& bucket)
{
    return bucket.to == 0 ? "≥" + to.figures.whole(bucket.from) : to.figures.range(bucket.from, bucket.to);
}

/// Short enough to stand over a column.
std::string in_whole_percent(const Figures& figures, double share)
{
    return figures.percent(share < 0.01 ? share : std::round(share * 100) / 100);
}

void write_bucket_charts(const ReportWriter& to, const Evaluation& evaluation, bool preserved)
{
    const auto value_of = [&](const CountBucket& bucket) {
        return preserved ? bucket.preserved : bucket.proportional_error;
    };
    double most = preserved ? 1 : 0;
    for (const auto& errors : evaluation.lengths)
        for (const CountBucket& bucket : errors.buckets)
            if (bucket.combinations > 0) most = std::max(most, value_of(bucket));
    const std::string title = to.words(preserved ? "report.preserved_title" : "report.buckets_title");
    write_multiples(to, title, to.words(preserved ? "report.preserved_note" : "report.buckets_note"), [&] {
        for (const auto& errors : evaluation.lengths) {
            std::vector<ChartBar> bars;
            for (const CountBucket& bucket : errors.buckets)
                bars.push_back(
                    {.label = to.figures.whole(bucket.from),
                     .shown = bucket.combinations > 0 ? in_whole_percent(to.figures, value_of(bucket)) : "–",
                     .value = bucket.combinations > 0 ? value_of(bucket) : 0});
            if (bars.empty()) continue;
            const std::string name = of_length(to, errors.length);
            write_multiple(to, name, [&] {
                write_columns(
                    to.html,
                    {.id = (preserved ? "p" : "b") + std::to_string(errors.length),
                     .title = title + ". " + name,
                     .description = to.words("report.bucket_description",
                                             {{"small", bars.front().shown}, {"large", bars.back().shown}})},
                    bars, [&](double share) { return to.figures.percent(share); }, most);
            });
        }
    });
}

void write_bucket_table(const ReportWriter& to, const Evaluation& evaluation)
{
    const auto& words = to.words;
    TextTable table{.caption = words("report.buckets_title"),
                    .headings = {words("report.values_together"), words("report.people_in_group"),
                                 "#" + words("report.combinations"), "#" + words("report.proportional_error"),
                                 "#" + words("report.preserved")}};
    for (const auto& errors : evaluation.lengths)
        for (const CountBucket& bucket : errors.buckets)
            table.rows.push_back(
                {to.figures.whole(errors.length), bucket_name(to, bucket),
                 to.figures.whole(bucket.combinations),
                 bucket.combinations > 0 ? to.figures.percent(bucket.proportional_error) : "–",
                 bucket.combinations > 0 ? to.figures.percent(bucket.preserved) : "–"});
    write_hidden_table(to, table);
}

std::string columns_together(const ReportWriter& to, const std::vector<std::string>& columns)
{
    std::string all;
    for (const std::string& column : columns)
        all += (all.empty() ? "" : " × ") + to.column_name(column);
    return all;
}

void write_sets(const ReportWriter& to, const Evaluation& evaluation)
{
    const auto& words = to.words;
    if (evaluation.lengths.empty()) return;
    const double own = evaluation.lengths.back().error_of_mass;
    const double chance = at(evaluation.bootstrap.error_of_mass, evaluation.lengths.size() - 1);
    const double shuffled = at(evaluation.independence.error_of_mass, evaluation.lengths.size() - 1);
    const auto line = [&](std::string_view word, double value, bool strong) {
        return Histogram::Line{
            .label = words(word) + ": " + to.figures.short_decimal(value), .at = value, .strong = strong};
    };
    const Histogram histogram{.bins = evaluation.sets.histogram,
                              .bin = release::SetErrors::bin,
                              .lines = {line("report.this_release", own, true),
                                        line("report.chance", chance, false),
                                        line("report.shuffled", shuffled, false)}};
    to.html.element("h3", words("report.sets_title"));
    to.html.element(
        "p", {{"class", "meta"}},
        words("report.sets_note", {{"people", to.figures.decimal(release::SetErrors::least_people, 0)},
                                   {"thin", to.figures.whole(evaluation.sets.thin)}}));
    const auto beside = to.html.open("div", {{"class", "beside"}});
    {
        const auto figure = to.html.open("figure", {{"class", "drawn"}});
        write_histogram(
            to.html,
            {.id = "sets",
             .title = words("report.sets_title"),
             .description = words("report.three_bars", {{"release", to.figures.short_decimal(own)},
                                                        {"chance", to.figures.short_decimal(chance)},
                                                        {"shuffled", to.figures.short_decimal(shuffled)}})},
            histogram, [&](double number) { return to.figures.decimal(number, 2); });
        TextTable table{.caption = words("report.sets_title"),
                        .headings = {words("report.error_of_mass"), "#" + words("report.sets")}};
        for (std::size_t place = 0; place < histogram.bins.size(); ++place)
            if (histogram.bins[place] > 0)
                table.rows.push_back({"≥" + to.figures.decimal(static_cast<double>(place) * histogram.bin, 2),
                                      to.figures.whole(histogram.bins[place])});
        write_hidden_table(to, table);
    }
    if (evaluation.sets.worst.empty()) return;
    TextTable worst{.caption = words("report.worst_title"),
                    .headings = {words("report.columns_together"), "#" + words("report.error_of_mass")}};
    for (const auto& set : evaluation.sets.worst)
        worst.rows.push_back(
            {columns_together(to, set.columns), to.figures.short_decimal(set.error_of_mass)});
    write_table(to.html, worst);
}

void write_groups(const ReportWriter& to, const Evaluation& evaluation)
{
    if (evaluation.groups.empty()) return;
    const auto& words = to.words;
    double most = 0;
    std::vector<std::string> columns;
    for (const auto& group : evaluation.groups) {
        most = std::max(most, group.error_of_mass);
        if (columns.empty() || columns.back() != group.column) columns.push_back(group.column);
    }
    constexpr std::size_t most_groups = 12;
    write_multiples(
        to, words("report.groups_title"),
        words("report.groups_note", {{"k", to.figures.whole(evaluation.k)}}), [&] {
            for (std::size_t number = 0; number < columns.size(); ++number) {
                std::vector<ChartBar> bars;
                for (const auto& group : evaluation.groups)
                    if (group.column == columns[number] && group.people >= evaluation.k)
                        bars.push_back({.label = to.value_name(group.column, group.value),
                                        .shown = to.figures.short_decimal(group.error_of_mass),
                                        .value = group.error_of_mass});
                std::ranges::stable_sort(bars, std::greater<>(), &ChartBar::value);
                if (bars.empty()) continue;
                if (bars.size() > most_groups) bars.resize(most_groups);
                write_multiple(to, to.column_name(columns[number]), [&] {
                    write_bars(
                        to.html,
                        {.id = "g" + std::to_string(number),
                         .title = words("report.groups_title") + ": " + to.column_name(columns[number]),
                         .description = words("report.largest_bar",
                                              {{"label", bars[0].label}, {"value", bars[0].shown}})},
                        bars, most);
                });
            }
        });
    TextTable table{.caption = words("report.groups_title"),
                    .headings = {words("report.column"), words("report.value"), "#" + words("report.people"),
                                 "#" + words("report.error_of_mass"), "#" + words("report.suppressed_of_ten"),
                                 "#" + words("report.preserved")}};
    for (const auto& group : evaluation.groups)
        table.rows.push_back({to.column_name(group.column), to.value_name(group.column, group.value),
                              to.figures.whole(group.people), to.figures.short_decimal(group.error_of_mass),
                              to.figures.percent(group.suppressed_of_ten),
                              to.figures.percent(group.preserved)});
    write_hidden_table(to, table);
}

void write_exposure(const ReportWriter& to, const Evaluation& evaluation)
{
    const auto& words = to.words;
    const std::string k = to.figures.whole(evaluation.k);
    const bool rows = !evaluation.exposed_in_rows.empty();
    TextTable table{.caption = words("report.exposed_title"),
                    .quiet_caption = true,
                    .headings = {words("report.values_known"), "#" + words("report.alone_before"),
                                 "#" + words("report.few_before", {{"k", k}})}};
    if (rows) {
        table.headings.push_back("#" + words("report.alone_in_rows"));
        table.headings.push_back("#" + words("report.few_in_rows", {{"k", k}}));
    }
    for (std::size_t place = 0; place < evaluation.exposed.size(); ++place) {
        const auto& before = evaluation.exposed[place];
        table.rows.push_back({to.figures.whole(before.length), to.figures.whole(before.unique),
                              to.figures.whole(before.rare)});
        if (!rows || place >= evaluation.exposed_in_rows.size()) continue;
        table.rows.back().push_back(to.figures.whole(evaluation.exposed_in_rows[place].unique));
        table.rows.back().push_back(to.figures.whole(evaluation.exposed_in_rows[place].rare));
    }
    to.html.element("h3", words("report.exposed_title"));
    to.html.element("p", {{"class", "meta"}}, words("report.exposed_note"));
    write_table(to.html, table);
    if (evaluation.rare_in_rows.empty()) return;
    TextTable rare{
        .caption = words("report.rare_title"),
        .headings = {words("report.values_together"), "#" + words("report.rare_in_rows", {{"k", k}}),
                     "#" + words("report.rare_among_people", {{"k", k}}), "#" + words("report.rare_nobody")}};
    for (const auto& length : evaluation.rare_in_rows)
        rare.rows.push_back({to.figures.whole(length.length), to.figures.whole(length.combinations),
                             to.figures.whole(length.rare_among_people), to.figures.whole(length.nobody)});
    write_table(to.html, rare);
}

void write_distances(const ReportWriter& to, const Evaluation& evaluation)
{
    if (!evaluation.distances) return;
    const auto& words = to.words;
    TextTable table{.caption = words("report.distances_title"),
                    .headings = {words("report.table_of"), "#" + words("report.distance_pairs"),
                                 "#" + words("report.distance_triples"), "#" + words("report.score_pairs"),
                                 "#" + words("report.score_triples")}};
    const auto row = [&](std::string_view word, const std::optional<release::Distances>& far) {
        if (!far) return;
        table.rows.push_back(
            {words(word), to.figures.short_decimal(far->pairs), to.figures.short_decimal(far->triples),
             to.figures.decimal(far->score_of_pairs, 0), to.figures.decimal(far->score_of_triples, 0)});
    };
    row("report.this_release", evaluation.distances);
    row("report.chance", evaluation.bootstrap.distances);
    row("report.shuffled", evaluation.independence.distances);
    to.html.element("h3", words("report.distances_title"));
    to.html.element("p", {{"class", "meta"}}, words("report.distances_note"));
    table.quiet_caption = true;
    write_table(to.html, table);
}

} // namespace

void write_truth(const ReportWriter& to)
{
    if (!to.report.internal) return;
    const Evaluation& evaluation = to.report.internal->evaluation;
    to.html.element("p", to.words("report.truth_note"));
    write_errors(to, evaluation);
    write_against_references(to, evaluation);
    write_bucket_charts(to, evaluation, false);
    write_bucket_charts(to, evaluation, true);
    write_bucket_table(to, evaluation);
    write_sets(to, evaluation);
    write_groups(to, evaluation);
    write_exposure(to, evaluation);
    write_distances(to, evaluation);
}

} // namespace panoh::portal

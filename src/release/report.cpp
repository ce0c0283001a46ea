#include "release/report.h"

#include <algorithm>

#include "privacy/noise.h"
#include "release/written_tables.h"

namespace panoh::release {

namespace {

using privacy::LedgerLine;
using privacy::LineKind;

double epsilon_of(std::int64_t rho_units, privacy::Delta delta)
{
    if (rho_units <= 0) return 0;
    return static_cast<double>(privacy::epsilon_for({rho_units}, delta).thousandths) / 1000;
}

/// Whether an exact line is of something that went out, as a release with k-anonymity, or may have gone out,
/// as what a database forgot. Other exact figures stay inside.
bool went_out(const LedgerLine& line)
{
    return line.kind == LineKind::exact && line.what != "evaluation" && line.what != "profile";
}

} // namespace

Report for_publication(Report report)
{
    report.internal.reset();
    return report;
}

std::optional<PrivacyFacts> privacy_of(std::span<const LedgerLine> lines, std::string_view release)
{
    const auto is_own_debit = [&](const LedgerLine& line) {
        return line.kind == LineKind::debit && line.release == release;
    };
    const auto first = std::ranges::find_if(lines, is_own_debit);
    if (first == lines.end()) return std::nullopt;
    const auto last = std::find_if(lines.rbegin(), lines.rend(), is_own_debit);
    PrivacyFacts facts{.delta_one_in = last->delta_one_in};
    const privacy::Delta delta{last->delta_one_in};
    std::int64_t budget = 0;
    std::int64_t own = 0;
    for (const LedgerLine& line : lines.first(static_cast<std::size_t>(lines.rend() - last))) {
        if (line.kind == LineKind::opened || line.kind == LineKind::raised) budget = line.rho;
        if (went_out(line)) ++facts.not_covered;
        if (!is_own_debit(line)) continue;
        own += line.rho;
        if (line.random.starts_with("chosen")) facts.random = RandomSource::chosen;
    }
    facts.rho = privacy::to_double({own});
    facts.rho_before = privacy::to_double({first->spent_before});
    facts.rho_after = privacy::to_double({last->spent_after});
    facts.rho_budget = privacy::to_double({budget});
    facts.epsilon = epsilon_of(own, delta);
    facts.epsilon_before = epsilon_of(first->spent_before, delta);
    facts.epsilon_after = epsilon_of(last->spent_after, delta);
    facts.epsilon_budget = epsilon_of(budget, delta);
    return facts;
}

std::vector<ReportLine> ledger_of(std::span<const LedgerLine> lines)
{
    std::vector<ReportLine> all;
    for (const LedgerLine& line : lines)
        all.push_back({.line = line.line,
                       .at = line.at,
                       .kind = line.kind,
                       .release = line.release,
                       .what = line.what,
                       .rho = privacy::to_double({line.rho}),
                       .epsilon_after = epsilon_of(line.spent_after, {line.delta_one_in}),
                       .hash = line.hash});
    return all;
}

std::vector<OneWay> one_way_of(const microdata::Schema& schema, const tabulation::Tables& tables)
{
    std::vector<OneWay> all;
    for (const auto& column : schema.columns)
        all.push_back({.column = column.name});
    std::vector<std::size_t> place_of;
    for (const auto& attribute : tables.attributes) {
        OneWay& one = all[attribute.column];
        place_of.push_back(one.values.size());
        one.values.push_back(
            {.value = std::string(microdata::state_name(schema.columns[attribute.column], attribute.state))});
    }
    if (tables.lengths.empty()) return all;
    const tabulation::Estimates& ones = tables.lengths[0];
    for (std::size_t place = 0; place < ones.size(); ++place) {
        const std::uint16_t number = ones.attributes_of(place)[0];
        OneWayValue& value = all[tables.attributes[number].column].values[place_of[number]];
        const Interval interval =
            interval_of(ones.counts[place], static_cast<double>(ones.deviations[place]));
        value.count = ones.counts[place];
        value.low = interval.low;
        value.high = interval.high;
    }
    return all;
}

std::vector<OneWay> one_way_of(const microdata::Microdata& rows)
{
    std::vector<OneWay> all;
    const microdata::Counter counter(rows, 1);
    for (std::size_t place = 0; place < rows.columns(); ++place) {
        const auto number = static_cast<microdata::ColumnNumber>(place);
        const microdata::Column& column = rows.schema().columns[place];
        const auto counts = counter.marginal({&number, 1});
        OneWay one{.column = column.name};
        for (std::size_t state = 0; state < column.values.size(); ++state)
            one.values.push_back({.value = column.values[state].name, .count = counts[state]});
        if (counts[microdata::other_state(column)] > 0)
            one.values.push_back(
                {.value = std::string(microdata::state_name(column, microdata::other_state(column))),
                 .count = counts[microdata::other_state(column)]});
        if (counts[microdata::missing_state(column)] > 0)
            one.values.push_back({.value = "", .count = counts[microdata::missing_state(column)]});
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<PublishedLength> published_lengths(const tabulation::Forecast& forecast,
                                               const tabulation::Tables& tables)
{
    std::vector<PublishedLength> all;
    for (std::size_t place = 0; place < tables.lengths.size(); ++place) {
        const tabulation::Estimates& list = tables.lengths[place];
        const auto& planned = forecast.lengths[place];
        PublishedLength length{.length = static_cast<std::int64_t>(list.length),
                               .allowed = planned.combinations,
                               .listed = static_cast<std::int64_t>(list.size()),
                               .noise = privacy::standard_deviation(planned.variance)};
        for (std::size_t one = 0; one < list.size(); ++one)
            length.reliable +=
                static_cast<double>(list.counts[one]) >= 2 * static_cast<double>(list.deviations[one]) ? 1
                                                                                                       : 0;
        std::vector<float> deviations = list.deviations;
        if (!deviations.empty()) {
            const auto middle = deviations.begin() + static_cast<std::ptrdiff_t>(deviations.size() / 2);
            std::ranges::nth_element(deviations, middle);
            length.deviation = static_cast<double>(*middle);
        }
        all.push_back(length);
    }
    return all;
}

} // namespace panoh::release

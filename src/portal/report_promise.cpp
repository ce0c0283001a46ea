// What is promised and what is not: the part that must not say more than is true.

#include <algorithm>
#include <array>
#include <cmath>

#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

/// The largest chance with a person in the table, for an event that has chance `without` when they are not:
/// from P <= e^epsilon P' + delta, both ways round, for the event and for its opposite.
double chance_at_most(double without, double epsilon, double delta)
{
    const double more = std::exp(epsilon) * without + delta;
    const double not_less = 1 - std::exp(-epsilon) * (1 - without - delta);
    return std::clamp(std::min(more, not_less), 0.0, 1.0);
}

/// Rounded up to what `percent` shows, so that it stays a limit.
std::string limit(const Figures& figures, double chance)
{
    const double percent = chance * 100;
    const double step = percent < 1 ? 0.01 : percent < 10 ? 0.1 : percent <= 99 ? 1 : 0.1;
    return figures.percent(std::min(1.0, std::ceil(percent / step - 1e-9) * step / 100));
}

std::string times(const Figures& figures, double epsilon)
{
    const double factor = std::exp(epsilon);
    const double step = factor < 10 ? 0.01 : factor < 100 ? 0.1 : 1;
    return figures.decimal(std::ceil(factor / step - 1e-9) * step, 2);
}

std::string identifying(const ReportWriter& to)
{
    std::string all;
    for (const std::string& column : to.report.schema.identifying)
        all += (all.empty() ? "" : ", ") + to.column_name(column);
    return all;
}

void write_odds(const ReportWriter& to, const release::PrivacyFacts& facts)
{
    TextTable table{.caption = to.words("report.odds_title"),
                    .headings = {"#" + to.words("report.odds_without"), "#" + to.words("report.odds_with")},
                    .css = "odds"};
    const double delta = facts.delta_one_in > 0 ? 1 / static_cast<double>(facts.delta_one_in) : 1;
    for (const double without : {0.0001, 0.01, 0.1, 0.5})
        table.rows.push_back({to.figures.percent(without),
                              limit(to.figures, chance_at_most(without, facts.epsilon_after, delta))});
    write_table(to.html, table);
    to.html.element("p", {{"class", "meta"}}, to.words("report.odds_note"));
}

void write_privacy(const ReportWriter& to, const release::PrivacyFacts& facts)
{
    const auto& words = to.words;
    const std::string delta = to.figures.whole(facts.delta_one_in);
    const std::string epsilon = to.figures.decimal(facts.epsilon_after, 3);
    to.html.element(
        "p", {{"class", "said"}},
        words("report.promise_dp", {{"times", times(to.figures, facts.epsilon_after)}, {"delta", delta}}));
    to.html.element("p", words("report.promise_dp_who", {{"epsilon", epsilon}, {"delta", delta}}));
    write_odds(to, facts);
    to.html.element("p", words("report.spent", {{"before", to.figures.decimal(facts.epsilon_before, 3)},
                                                {"after", epsilon},
                                                {"budget", to.figures.decimal(facts.epsilon_budget, 3)}}));
    if (facts.not_covered > 0)
        to.html.element("p", {{"class", "notes"}},
                        words("report.not_covered", {{"count", to.figures.whole(facts.not_covered)}}));
}

void write_k(const ReportWriter& to, const release::KFacts& facts)
{
    const auto& words = to.words;
    const std::string k = to.figures.whole(facts.k);
    const std::string groups = to.figures.whole(facts.groups);
    const std::string violations = to.figures.whole(facts.violations);
    to.html.element(
        "p", {{"class", "said"}},
        words("report.promise_recoding",
              {{"columns", identifying(to)}, {"others", to.figures.whole(facts.k - 1)}, {"k", k}}));
    to.html.element("p", words("report.promise_checked", {{"groups", groups},
                                                          {"sets", to.figures.whole(facts.column_sets)},
                                                          {"violations", violations},
                                                          {"k", k}}));
    if (facts.seeded) {
        to.html.element("p", words("report.promise_seeding", {{"k", k}, {"file", "synthetic.csv"}}));
        to.html.element("p", words("report.promise_checked_combinations",
                                   {{"groups", to.figures.whole(facts.seeded->combinations)},
                                    {"length", to.figures.whole(facts.seeded->length)},
                                    {"violations", to.figures.whole(facts.seeded->violations)},
                                    {"k", k}}));
    }
    to.html.element("p", words("report.promise_weaker"));
}

} // namespace

void write_promise(const ReportWriter& to)
{
    if (to.report.privacy) write_privacy(to, *to.report.privacy);
    if (to.report.k) write_k(to, *to.report.k);
}

void write_not_protected(const ReportWriter& to)
{
    const auto& words = to.words;
    const auto list = to.html.open("ul", {{"class", "points"}});
    if (to.report.k) {
        const std::string k = to.figures.whole(to.report.k->k);
        to.html.element("li", words("report.not_shared", {{"k", k}}));
        to.html.element("li", words("report.not_other_columns", {{"columns", identifying(to)}}));
        to.html.element("li", words("report.not_twice"));
        to.html.element("li", words("report.not_limited"));
        return;
    }
    to.html.element("li", words("report.not_groups"));
    to.html.element("li", words("report.not_elsewhere"));
    to.html.element("li", words("report.not_together"));
    to.html.element("li", words("report.not_schema"));
}

} // namespace panoh::portal

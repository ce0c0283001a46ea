#include "transcript.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace panoh::release_audit {

namespace {

double amount(privacy::Rho rho)
{
    return static_cast<double>(rho.units) * 0x1p-40;
}

void account_noisy(const Noisy& first, const Noisy& second, Account& account)
{
    const double variance = static_cast<double>(first.variance.sixteenths) / 16;
    double squares = 0;
    for (std::size_t cell = 0; cell < first.answers.size(); ++cell) {
        const double a = first.answers[cell];
        const double b = second.answers[cell];
        const auto told = static_cast<double>(first.told[cell]);
        squares += (a - b) * (a - b);
        account.log_ratio += ((told - a) * (told - a) - (told - b) * (told - b)) / (2 * variance);
    }
    const auto claimed = static_cast<double>(first.squared_sensitivity);
    if (squares > claimed)
        account.faults.push_back(
            fmt::format("one person moves counts by {} squared, not {}", squares, claimed));
    account.given_away += squares / (2 * variance);
    account.paid += amount(first.paid);
    if (amount(first.paid) < claimed / (2 * variance))
        account.faults.push_back(
            fmt::format("paid {} for noise that costs {}", amount(first.paid), claimed / (2 * variance)));
}

/// ln of the chance of a choice under the exponential mechanism of that steepness.
double log_chance(const std::vector<std::int64_t>& scores, double steepness, std::size_t chosen)
{
    const auto best = static_cast<double>(std::ranges::max(scores));
    double all = 0;
    for (const auto score : scores)
        all += std::exp(steepness * (static_cast<double>(score) - best));
    return steepness * (static_cast<double>(scores[chosen]) - best) - std::log(all);
}

void account_choice(const Choice& first, const Choice& second, Account& account)
{
    const double epsilon = std::sqrt(8 * amount(first.rho));
    const double steepness = epsilon / (2 * static_cast<double>(first.sensitivity));
    std::int64_t down = 0;
    std::int64_t up = 0;
    for (std::size_t place = 0; place < first.scores.size(); ++place) {
        const std::int64_t moved = second.scores[place] - first.scores[place];
        down = std::min(down, moved);
        up = std::max(up, moved);
    }
    if (std::max(up, -down) > first.sensitivity)
        account.faults.push_back(
            fmt::format("one person moves a score by {}, not {}", std::max(up, -down), first.sensitivity));
    const double range = steepness * static_cast<double>(up - down);
    account.given_away += range * range / 8;
    account.paid += amount(first.paid);
    account.log_ratio +=
        log_chance(second.scores, steepness, first.told) - log_chance(first.scores, steepness, first.told);
    if (first.paid < first.rho)
        account.faults.push_back(
            fmt::format("paid {} for a choice that costs {}", amount(first.paid), amount(first.rho)));
}

} // namespace

Account account(const Transcript& first, const Transcript& second)
{
    Account result;
    if (first.size() != second.size()) result.faults.push_back("one asked more than the other");
    for (std::size_t step = 0; step < std::min(first.size(), second.size()); ++step) {
        if (first[step].index() != second[step].index()) {
            result.faults.push_back("one counted where the other chose");
            break;
        }
        if (const auto* noisy = std::get_if<Noisy>(&first[step]))
            account_noisy(*noisy, std::get<Noisy>(second[step]), result);
        else
            account_choice(std::get<Choice>(first[step]), std::get<Choice>(second[step]), result);
    }
    return result;
}

} // namespace panoh::release_audit

#include "privacy/rho.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include <fmt/format.h>

namespace panoh::privacy {

__extension__ typedef __int128 SignedWide;

namespace {

/// The largest rho that this alpha vouches for: any alpha above 1 is a proof, the best one is the largest.
/// `beyond` is alpha - 1.
long double rho_at(long double beyond, long double epsilon, long double log_one_in)
{
    const long double alpha = 1 + beyond;
    beyond = alpha - 1; // what the addition kept of it, so that both are one alpha
    const long double lost = (log_one_in - std::log(alpha)) / beyond + std::log1p(-1 / alpha);
    return (epsilon - lost) / alpha;
}

/// The best alpha by golden sections over the logarithm of alpha - 1. Where rho is at least something is an
/// interval (the exponent of delta is convex in alpha), so there is one top and no other.
long double best_rho(long double epsilon, long double log_one_in)
{
    constexpr long double golden = 0.618033988749894848204586834365638L;
    const auto at = [&](long double place) { return rho_at(std::exp(place), epsilon, log_one_in); };
    long double low = -25;
    long double high = 25;
    long double left = high - golden * (high - low);
    long double right = low + golden * (high - low);
    long double at_left = at(left);
    long double at_right = at(right);
    for (int halvings = 0; halvings < 80; ++halvings) {
        if (at_left < at_right) {
            low = left;
            left = right;
            at_left = at_right;
            right = low + golden * (high - low);
            at_right = at(right);
        } else {
            high = right;
            right = left;
            at_right = at_left;
            left = high - golden * (high - low);
            at_left = at(left);
        }
    }
    return std::max(at_left, at_right);
}

} // namespace

Rho share(Rho whole, std::int64_t numerator, std::int64_t denominator)
{
    if (whole.units < 0 || numerator < 0 || denominator <= 0) std::abort(); // a bug: shares are of amounts
    return {static_cast<std::int64_t>(SignedWide{whole.units} * numerator / denominator)};
}

core::Result<Epsilon> parse_epsilon(std::string_view text)
{
    const auto wrong = core::fail(core::ErrorKind::invalid, "privacy/epsilon_invalid", "epsilon");
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point);
    const std::string_view part = text.substr(std::min(point + 1, text.size()));
    const auto digits = [](std::string_view some) {
        return !some.empty() && some.size() <= 3 &&
               some.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (!digits(whole) || (whole.size() > 1 && whole.front() == '0')) return wrong;
    if (point < text.size() && !digits(part)) return wrong;
    std::int64_t thousandths = 0;
    for (const char digit : whole)
        thousandths = 10 * thousandths + (digit - '0');
    for (std::size_t place = 0; place < 3; ++place)
        thousandths = 10 * thousandths + (place < part.size() ? part[place] - '0' : 0);
    if (thousandths < 1 || thousandths > most_thousandths) return wrong;
    return Epsilon{thousandths};
}

std::string to_text(Epsilon epsilon)
{
    std::string text = fmt::format("{}.{:03}", epsilon.thousandths / 1000, epsilon.thousandths % 1000);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

Delta delta_for(std::int64_t people)
{
    constexpr std::int64_t least = 1'000'000;
    if (people < 2) return {least};
    const long double number = static_cast<long double>(people);
    // A margin far above what a logarithm may be off by.
    const long double one_in = std::ceil(number * std::log(number) * (1 + 0x1p-50L));
    if (one_in >= 0x1p62L) return {std::int64_t{1} << 62};
    return {std::max(least, static_cast<std::int64_t>(one_in))};
}

Rho rho_for(Epsilon epsilon, Delta delta)
{
    if (epsilon.thousandths <= 0) return {0};
    if (delta.one_in < 2) std::abort(); // a bug: no promise at all
    const long double wanted = static_cast<long double>(epsilon.thousandths) / 1000;
    const long double rho = best_rho(wanted, std::log(static_cast<long double>(delta.one_in)));
    // Every term of `epsilon - lost` is off by less than 2^-60 of epsilon, and the best rho is more than
    // epsilon / (2 alpha), because there (2 alpha - 1) rho = epsilon - ln(1 - 1/alpha): 2^-50 is far enough.
    const long double units = std::floor(rho * (1 - 0x1p-50L) * 0x1p40L);
    if (units >= 0x1p62L) std::abort(); // a bug: no budget is that large
    return {std::max(std::int64_t{0}, static_cast<std::int64_t>(units))};
}

Epsilon epsilon_for(Rho rho, Delta delta)
{
    if (rho.units <= 0) return {0};
    // The other way round by definition, so that both always agree: `rho_for` grows with epsilon.
    std::int64_t enough = 1;
    while (rho_for({enough}, delta) < rho)
        enough *= 2;
    std::int64_t too_little = enough / 2;
    while (enough - too_little > 1) {
        const std::int64_t middle = too_little + (enough - too_little) / 2;
        (rho_for({middle}, delta) < rho ? too_little : enough) = middle;
    }
    return {enough};
}

} // namespace panoh::privacy

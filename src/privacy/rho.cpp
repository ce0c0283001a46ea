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

/// An order of Renyi divergence above 1. Any is a proof of what it says; the best one says most.
struct Alpha {
    long double value;
    long double beyond; ///< what it has above 1
};

/// epsilon - rho alpha at a delta of exp(-log_one_in).
long double beside_rho(const Alpha& alpha, long double log_one_in)
{
    return (log_one_in - std::log(alpha.value)) / alpha.beyond + std::log1p(-1 / alpha.value);
}

/// The most that `says` gives for any alpha, by golden sections over the logarithm of alpha - 1. Where it
/// gives at least something is an interval (the exponent of delta is convex in alpha), so there is one top
/// and no other.
template <typename Says>
long double most_over_alpha(Says&& says)
{
    constexpr long double golden = 0.618033988749894848204586834365638L;
    const auto at = [&](long double place) {
        const long double alpha = 1 + std::exp(place);
        return says(Alpha{alpha, alpha - 1}); // what the addition kept, so that both are one alpha
    };
    long double low = -25;
    long double high = 25;
    long double left = high - golden * (high - low);
    long double right = low + golden * (high - low);
    long double at_left = at(left);
    long double at_right = at(right);
    for (int sections = 0; sections < 80; ++sections) {
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

long double logarithm(Delta delta)
{
    if (delta.one_in < 2) std::abort(); // a bug: no promise at all
    return std::log(static_cast<long double>(delta.one_in));
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
    const long double wanted = static_cast<long double>(epsilon.thousandths) / 1000;
    const long double log_one_in = logarithm(delta);
    const long double rho = most_over_alpha(
        [&](const Alpha& alpha) { return (wanted - beside_rho(alpha, log_one_in)) / alpha.value; });
    // Every term of the difference is off by less than 2^-60 of epsilon, and the best rho is more than
    // epsilon / (2 alpha), because there (2 alpha - 1) rho = epsilon - ln(1 - 1/alpha): 2^-50 is far enough.
    const long double units = std::floor(rho * (1 - 0x1p-50L) * 0x1p40L);
    if (units >= 0x1p62L) std::abort(); // a bug: no budget is that large
    return {std::max(std::int64_t{0}, static_cast<std::int64_t>(units))};
}

Epsilon epsilon_for(Rho rho, Delta delta)
{
    if (rho.units <= 0) return {0};
    const long double wanted = static_cast<long double>(rho.units) * 0x1p-40L;
    const long double log_one_in = logarithm(delta);
    const long double epsilon = -most_over_alpha(
        [&](const Alpha& alpha) { return -(wanted * alpha.value + beside_rho(alpha, log_one_in)); });
    // That is where to look; `rho_for`, which grows with epsilon, decides.
    Epsilon found = {std::max(std::int64_t{1}, static_cast<std::int64_t>(std::ceil(epsilon * 1000)))};
    while (rho_for(found, delta) < rho)
        ++found.thousandths;
    while (found.thousandths > 1 && rho_for({found.thousandths - 1}, delta) >= rho)
        --found.thousandths;
    return found;
}

} // namespace panoh::privacy

#pragma once

// What a release costs, in zero-concentrated differential privacy (Bun and Steinke 2016, arXiv 1605.02065),
// for adding or removing one person. Costs are whole numbers of a small unit, so that a sum is exact; each is
// rounded up, the total down.

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace panoh::privacy {

/// An amount of zCDP: `units` of 2^-40.
struct Rho {
    std::int64_t units = 0;
    auto operator<=>(const Rho&) const = default;
    friend Rho operator+(Rho a, Rho b) { return {a.units + b.units}; }
    friend Rho operator-(Rho a, Rho b) { return {a.units - b.units}; }
};
constexpr std::int64_t rho_unit_bits = 40;

/// A share of an amount, rounded down: `share(rho, 1, 3)` is a third.
[[nodiscard]] Rho share(Rho whole, std::int64_t numerator, std::int64_t denominator);
/// For people and for scoring only; never what is paid.
[[nodiscard]] double to_double(Rho rho);

/// Epsilon in thousandths, 1 to 100,000 (0.001 to 100); 0 where nothing was spent.
struct Epsilon {
    std::int64_t thousandths = 0;
    auto operator<=>(const Epsilon&) const = default;
};
constexpr std::int64_t most_thousandths = 100'000;
/// "4", "0.5", "1.25": at most three digits behind the point; "privacy/epsilon_invalid".
[[nodiscard]] core::Result<Epsilon> parse_epsilon(std::string_view text);
[[nodiscard]] std::string to_text(Epsilon epsilon);

/// Delta as one in so many.
struct Delta {
    std::int64_t one_in = 1'000'000;
    auto operator<=>(const Delta&) const = default;
};
/// min(1e-6, 1 / (n ln n)) for a public number of people, as one in so many, rounded to the smaller delta.
[[nodiscard]] Delta delta_for(std::int64_t people);

/// The largest amount whose (epsilon, delta) by Canonne, Kamath and Steinke (2020, arXiv 2004.00010,
/// proposition 12 and corollary 13: the minimum over alpha) is at most `epsilon`; rounded down.
[[nodiscard]] Rho rho_for(Epsilon epsilon, Delta delta);
/// The other way: the smallest epsilon whose `rho_for` is at least `rho`, so both always agree; 0 for
/// nothing.
[[nodiscard]] Epsilon epsilon_for(Rho rho, Delta delta);

} // namespace panoh::privacy

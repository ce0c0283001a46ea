#pragma once

// What all audits share: how much they do, and the lines in which they tell what they found.

#include <cstddef>
#include <cstdint>
#include <string>

#include "evidence.h"
#include "privacy/spent.h"

namespace panoh::release_audit {

/// Chance that a bound is wrong, of each of two: a verdict that is wrong once in half a million audits.
constexpr double error = 1e-6;

/// In the soak (PANOH_SOAK=1) every audit does more.
[[nodiscard]] bool soaking();
[[nodiscard]] std::size_t runs(std::size_t light, std::size_t soak);

/// A seed for each run: chosen, so that what passes once always passes; in the soak made of the clock, and
/// told.
[[nodiscard]] std::uint64_t seed_of(std::size_t run);

/// What was found, as shares of what was promised: mu, and the epsilon that a Gaussian of the mu found has at
/// a delta of one in a million.
struct Shares {
    double epsilon = 0;
    double mu = 0;
};

/// Looks at the samples of a mechanism that paid `rho`. Tells the bounds and fails the test case where
/// one is above what `rho` promises: epsilon at each of four deltas, and mu where `gaussian`.
Shares hold_against(const std::string& name, const Samples& samples, privacy::Rho rho, bool gaussian);

/// A line of the table of audits: "audit | name | claim | found | runs".
void tell(const std::string& name, const std::string& claim, const std::string& found, std::size_t number);

} // namespace panoh::release_audit

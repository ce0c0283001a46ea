#pragma once

// Exact noise: integers drawn with exactly the probabilities that the proofs speak of, out of random bits and
// whole numbers alone. No floating-point number stands between the random bits and what is added.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "privacy/rho.h"

namespace panoh::privacy {

/// Where random bits come from: ChaCha20 under a key of the operating system, made anew for each source.
/// Sources of several threads are strangers.
class RandomBits {
public:
    /// From the operating system.
    RandomBits();
    /// The same bits each time, for tests and for runs that are stamped "not private".
    explicit RandomBits(std::uint64_t insecure_seed, std::uint64_t stream = 0);
    ~RandomBits();
    RandomBits(RandomBits&&) noexcept;
    RandomBits& operator=(RandomBits&&) noexcept;
    RandomBits(const RandomBits&) = delete;
    RandomBits& operator=(const RandomBits&) = delete;

    [[nodiscard]] std::uint64_t next();
    /// 0 up to below `bound` (1 or more), each as likely as any other.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);

private:
    struct Content;
    std::unique_ptr<Content> content_;
};

/// The variance of a discrete Gaussian as sixteenths: sigma squared = sixteenths / 16, so that all of
/// sampling is in whole numbers of at most 128 bits. At most 2^36 sixteenths.
struct Variance {
    std::int64_t sixteenths = 16;
    auto operator<=>(const Variance&) const = default;
};
[[nodiscard]] double standard_deviation(Variance variance);
/// The smallest variance that a query pays for with `rho` when one person moves it by at most the square root
/// of `squared_sensitivity` (whole, 1 or more): squared_sensitivity / (2 rho), rounded up.
[[nodiscard]] Variance variance_for(Rho rho, std::int64_t squared_sensitivity);
/// What a query of that variance costs, rounded up; at most the `rho` that `variance_for` was asked with.
[[nodiscard]] Rho cost_of(Variance variance, std::int64_t squared_sensitivity);

/// True with probability exp(-numerator / denominator), exactly.
[[nodiscard]] bool bernoulli_exp(RandomBits& bits, unsigned __int128 numerator, unsigned __int128 denominator);
/// Discrete Laplace: P(x) proportional to exp(-|x| numerator / denominator).
[[nodiscard]] std::int64_t discrete_laplace(RandomBits& bits, std::int64_t numerator, std::int64_t denominator);
/// Discrete Gaussian: P(x) proportional to exp(-x^2 / (2 variance)) (algorithm 3 of arXiv 2004.00010).
[[nodiscard]] std::int64_t discrete_gaussian(RandomBits& bits, Variance variance);

} // namespace panoh::privacy

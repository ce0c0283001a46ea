#pragma once

// Exact noise: integers drawn with exactly the probabilities that the proofs speak of, out of random bits and
// whole numbers alone. No floating-point number stands between the random bits and what is added.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "privacy/rho.h"

namespace panoh::privacy {

/// Whole numbers of 128 bits, for products of two of 64.
__extension__ typedef unsigned __int128 Wide;

/// Where random bits come from: ChaCha20 under a key of the operating system, made anew for each source and
/// exchanged each time that new bits are made, so that what was drawn cannot be found again. Sources are
/// strangers to one another; one source belongs to one thread at a time, and to one process: after a fork
/// only one of the two draws from it.
class RandomBits {
public:
    /// From the operating system. A machine whose cryptography fails its self-test ends here.
    RandomBits();
    /// The same bits each time, for tests and for runs that are stamped "not private".
    explicit RandomBits(std::uint64_t insecure_seed, std::uint64_t stream = 0);
    ~RandomBits();
    RandomBits(RandomBits&&) noexcept;
    RandomBits& operator=(RandomBits&&) noexcept;
    RandomBits(const RandomBits&) = delete;
    RandomBits& operator=(const RandomBits&) = delete;

    [[nodiscard]] std::uint32_t next_half()
    {
        if (at_ == end_) refill();
        return *at_++;
    }
    [[nodiscard]] std::uint64_t next()
    {
        const std::uint64_t high = next_half();
        return high << 32U | next_half();
    }
    /// 0 up to below `bound` (1 or more), each as likely as any other.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    /// Another source whose key is drawn from this one: for a thread, or for a part that must not depend on
    /// how much another part draws.
    [[nodiscard]] RandomBits split();

private:
    struct Content;
    explicit RandomBits(std::unique_ptr<Content> content);
    void refill();

    std::unique_ptr<Content> content_;
    const std::uint32_t* at_ = nullptr;
    const std::uint32_t* end_ = nullptr;
};

/// The variance of a discrete Gaussian as sixteenths: sigma squared = sixteenths / 16, so that all of
/// sampling is in whole numbers of at most 128 bits. 1 to 2^48 sixteenths (a deviation of four million).
struct Variance {
    std::int64_t sixteenths = 16;
    auto operator<=>(const Variance&) const = default;
};
constexpr std::int64_t most_sixteenths = std::int64_t{1} << 48;

/// For people and for scoring only; never what is drawn with.
[[nodiscard]] double standard_deviation(Variance variance);
/// The smallest variance that a query pays for with `rho` when one person moves it by at most the square root
/// of `squared_sensitivity` (whole, 1 or more): squared_sensitivity / (2 rho), rounded up. `rho` is at least
/// `squared_sensitivity` / 32 units; with less the noise would be larger than any country, and asking is a
/// bug.
[[nodiscard]] Variance variance_for(Rho rho, std::int64_t squared_sensitivity);
/// What a query of that variance costs, rounded up; at most the `rho` that `variance_for` was asked with.
[[nodiscard]] Rho cost_of(Variance variance, std::int64_t squared_sensitivity);

/// True with probability exp(-numerator / denominator), exactly; `denominator` is 1 up to below 2^127.
[[nodiscard]] bool bernoulli_exp(RandomBits& bits, Wide numerator, Wide denominator);
/// Discrete Laplace: P(x) proportional to exp(-|x| numerator / denominator), each 1 to 2^48.
[[nodiscard]] std::int64_t discrete_laplace(RandomBits& bits, std::int64_t numerator,
                                            std::int64_t denominator);
/// Discrete Gaussian: P(x) proportional to exp(-x^2 / (2 variance)) (Canonne, Kamath and Steinke 2020, arXiv
/// 2004.00010, algorithm 3).
[[nodiscard]] std::int64_t discrete_gaussian(RandomBits& bits, Variance variance);

} // namespace panoh::privacy

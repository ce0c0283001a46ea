#pragma once

// The samplers of Canonne, Kamath and Steinke (2020, arXiv 2004.00010), over any source of chances, so that a
// test can try every chance there is. A source offers, each independent of what was drawn before,
//     bool ratio(a, b)     true with probability a / b, for 0 <= a <= b, of 64 or 128 bits
//     uint64 below(n)      0 up to below n, all alike
//     bool exp_of(a, b)    true with probability exp(-a / b), for 0 <= a <= b
//     bool exp_of_one()    true with probability exp(-1)

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "privacy/noise.h"

namespace panoh::privacy {

/// exp(-numerator / denominator), for a numerator of at most the denominator: the series of exp as a game.
/// The k-th round is won with probability gamma / k; the number of the first lost round is odd with
/// probability 1 - gamma + gamma^2 / 2 - ... = exp(-gamma).
template <typename Source, typename Number>
[[nodiscard]] bool play_exp(Source& source, Number numerator, Number denominator)
{
    bool odd = true;
    for (std::uint64_t round = 1;; ++round, odd = !odd) {
        if (round > 1 && !source.ratio(std::uint64_t{1}, round)) return odd;
        if (!source.ratio(numerator, denominator)) return odd;
    }
}

/// Chances out of random bits. A random real below 1 is thought of, and as many of its binary digits are
/// drawn as are needed to see on which side of a / b it lies: exact, and hardly ever more than one word.
class Chances {
public:
    explicit Chances(RandomBits& bits) : bits_(bits) {}

    [[nodiscard]] bool ratio(std::uint64_t a, std::uint64_t b)
    {
        for (;;) {
            const Wide product = Wide{bits_.next()} * b;
            const Wide edge = Wide{a} << 64U;
            if (product >= edge) return false;
            const Wide rest = edge - product;
            if (rest >= b) return true;
            a = static_cast<std::uint64_t>(rest); // the digits so far are those of a / b
        }
    }
    /// `b` is below 2^127: digits are drawn by as many as leave the product within 128 bits.
    [[nodiscard]] bool ratio(Wide a, Wide b)
    {
        const auto high = static_cast<std::uint64_t>(b >> 64U);
        if (high == 0) return ratio(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
        const auto digits = static_cast<unsigned>(std::countl_zero(high));
        for (;;) {
            const Wide product = b * (bits_.next() >> (64U - digits));
            const Wide edge = a << digits;
            if (product >= edge) return false;
            const Wide rest = edge - product;
            if (rest >= b) return true;
            a = rest;
        }
    }
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return bits_.below(bound); }
    template <typename Number>
    [[nodiscard]] bool exp_of(Number a, Number b)
    {
        return play_exp(*this, a, b);
    }
    [[nodiscard]] bool exp_of_one() { return play_exp(*this, std::uint64_t{1}, std::uint64_t{1}); }

private:
    RandomBits& bits_;
};

/// For any numerator: exp(-1) once for each whole, then the rest. Ends at the first that is lost, so it takes
/// few steps also for a huge numerator.
template <typename Source, typename Number>
[[nodiscard]] bool bernoulli_exp_from(Source& source, Number numerator, Number denominator)
{
    for (; numerator >= denominator; numerator -= denominator)
        if (!source.exp_of_one()) return false;
    return source.exp_of(numerator, denominator);
}

/// More than so many events of probability 1/e one after the other are a broken machine, not chance: this one
/// happens once in e^4096. It keeps every whole number below within its bits.
constexpr std::int64_t most_wins = 4096;

/// One try of algorithm 2: a number with P(x) proportional to exp(-|x| numerator / denominator), or none.
/// With both at most 2^48 everything stays below 2^48 * 2^13.
template <typename Source>
[[nodiscard]] std::optional<std::int64_t> try_laplace(Source& source, std::int64_t numerator,
                                                      std::int64_t denominator)
{
    const std::uint64_t low = source.below(static_cast<std::uint64_t>(denominator));
    if (!source.exp_of(low, static_cast<std::uint64_t>(denominator))) return std::nullopt;
    std::int64_t wins = 0;
    while (source.exp_of_one())
        if (++wins > most_wins) std::abort();
    const std::int64_t size = (static_cast<std::int64_t>(low) + denominator * wins) / numerator;
    if (!source.ratio(std::uint64_t{1}, std::uint64_t{2})) return size;
    if (size == 0) return std::nullopt; // there is one zero, not two
    return -size;
}

/// Algorithm 3, made ready for one variance s / 16. A Laplace of scale t is accepted with probability
/// exp(-(|y| - sigma^2 / t)^2 / (2 sigma^2)) = exp(-(16 t |y| - s)^2 / (32 t^2 s)); any whole t gives the
/// same distribution, and one near sigma needs few tries. Here it is a power of two between 0.735 and 1.471
/// sigma (or 1): at most 1.48 tries on average, where the best t needs 1.32.
///
/// With s at most 2^48 sigma is at most 2^22 and so is t; |y| is below 2^22 * (most_wins + 1) < 2^35, 16 t
/// |y| below 2^61, its square below 2^122, and 32 t^2 s at most 2^97.
class GaussianSampler {
public:
    explicit GaussianSampler(Variance variance);

    /// One try: a number or none.
    template <typename Source>
    [[nodiscard]] std::optional<std::int64_t> try_from(Source& source) const
    {
        const auto y = try_laplace(source, 1, scale_);
        if (!y) return std::nullopt;
        const std::int64_t off = 16 * scale_ * (*y < 0 ? -*y : *y) - sixteenths_;
        const auto size = static_cast<Wide>(off < 0 ? -off : off);
        if (!bernoulli_exp_from(source, size * size, denominator_)) return std::nullopt;
        return y;
    }
    template <typename Source>
    [[nodiscard]] std::int64_t draw_from(Source& source) const
    {
        for (;;)
            if (const auto x = try_from(source)) return *x;
    }

private:
    std::int64_t sixteenths_;
    std::int64_t scale_;
    Wide denominator_;
};

} // namespace panoh::privacy

#pragma once

// The samplers of Canonne, Kamath and Steinke (2020, arXiv 2004.00010), over any source of chances, so that a
// test can try every chance there is. A source offers, each independent of what was drawn before,
//     bool ratio(a, b)     true with probability a / b, for 0 <= a <= b, of 64 or 128 bits
//     uint64 bits(n)       0 up to below 2^n, all alike, for n up to 62
//     uint64 below(n)      0 up to below n, all alike
//     bool exp_of_one()    true with probability exp(-1)

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "privacy/noise.h"

namespace panoh::privacy {

/// exp(-gamma) for gamma from 0 to 1, where `won` is true with probability gamma: the series of exp as a
/// game. The k-th round is won with probability gamma / k; the number of the first lost round is odd with
/// probability 1 - gamma + gamma^2 / 2 - ... = exp(-gamma). `round` is the first one that is still to be
/// played.
template <typename Source, typename Won>
[[nodiscard]] bool play_exp(Source& source, Won&& won, std::uint64_t round = 1)
{
    for (;; ++round) {
        if (round > 1 && !source.ratio(std::uint64_t{1}, round)) break;
        if (!won()) break;
    }
    return round % 2 == 1;
}

/// Chances out of random bits. A random real below 1 is thought of, and as many of its binary digits are
/// drawn as are needed to see on which side of a / b it lies: exact, and hardly ever more than one word.
template <typename Bits>
class ChancesOf {
public:
    explicit ChancesOf(Bits& bits) : bits_(bits) {}

    [[nodiscard]] bool ratio(std::uint64_t a, std::uint64_t b)
    {
        for (;;) {
            const Wide product = Wide{b} * bits_.next_half();
            const Wide edge = Wide{a} << 32U;
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
    [[nodiscard]] std::uint64_t bits(unsigned count)
    {
        return count <= 32 ? bits_.next_half() & ((1ULL << count) - 1) : bits_.next() & ((1ULL << count) - 1);
    }
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return bits_.below(bound); }

    /// The game of `play_exp` with gamma 1, whose first round is always won, in one draw of 32 bits. It is
    /// lost first in round 2 with probability 1/2, in 3 with 1/3, in 4 with 1/8, in 5 with 1/30, later with
    /// 1/120. Of 2^32 words that is 2^31 + 2^29 words for "even", 1574821341 13/15 for "odd" and 35791394
    /// 2/15 for "later"; the one word that is shared is parted by a second draw.
    [[nodiscard]] bool exp_of_one()
    {
        constexpr std::uint32_t even = 0xa0000000U;
        constexpr std::uint32_t odd = 1'574'821'341U;
        constexpr std::uint32_t shared = 0xffffffffU;
        const std::uint32_t word = bits_.next_half();
        if (word < even) return false;
        if (word < even + odd) return true;
        if (word == shared && ratio(std::uint64_t{13}, std::uint64_t{15})) return true;
        return play_exp(
            *this, [] { return true; }, 6);
    }

private:
    Bits& bits_;
};
using Chances = ChancesOf<RandomBits>;

/// exp(-numerator / denominator): exp(-1) once for each whole, then the rest. Ends at the first that is lost,
/// so it takes few steps also for a huge numerator.
template <typename Source, typename Number>
[[nodiscard]] bool bernoulli_exp_from(Source& source, Number numerator, Number denominator)
{
    for (; numerator >= denominator; numerator -= denominator)
        if (!source.exp_of_one()) return false;
    return play_exp(source, [&] { return source.ratio(numerator, denominator); });
}

/// More than so many events of probability 1/e one after the other are a broken machine, not chance: this one
/// happens once in e^4096. It keeps every whole number below within its bits.
constexpr std::int64_t most_wins = 4096;

/// How often exp(-1) is won before it is lost.
template <typename Source>
[[nodiscard]] std::int64_t wins_of(Source& source)
{
    std::int64_t wins = 0;
    while (source.exp_of_one())
        if (++wins > most_wins) std::abort();
    return wins;
}

/// One try of algorithm 2: a number with P(x) proportional to exp(-|x| numerator / denominator), or none.
/// With both at most 2^48 everything stays below 2^48 * 2^13.
template <typename Source>
[[nodiscard]] std::optional<std::int64_t> try_laplace(Source& source, std::int64_t numerator,
                                                      std::int64_t denominator)
{
    const auto scale = static_cast<std::uint64_t>(denominator);
    const std::uint64_t low = source.below(scale);
    if (!bernoulli_exp_from(source, low, scale)) return std::nullopt;
    const std::int64_t size = (static_cast<std::int64_t>(low) + denominator * wins_of(source)) / numerator;
    if (source.bits(1) == 0) return size;
    if (size == 0) return std::nullopt; // there is one zero, not two
    return -size;
}

/// The same with P(x) proportional to exp(-|x| / 2^scale_bits), for scales up to 2^22: the low part, the
/// first round of its game and the sign come out of one word.
template <typename Source>
[[nodiscard]] std::optional<std::int64_t> try_laplace_of_bits(Source& source, unsigned scale_bits)
{
    const std::uint64_t word = source.bits(2 * scale_bits + 1);
    const std::uint64_t mask = (1ULL << scale_bits) - 1;
    const std::uint64_t low = word & mask;
    if (((word >> scale_bits) & mask) < low && !play_exp(
                                                   source, [&] { return source.bits(scale_bits) < low; }, 2))
        return std::nullopt;
    const std::int64_t size = static_cast<std::int64_t>(low) + (wins_of(source) << scale_bits);
    if (word >> (2 * scale_bits) == 0) return size;
    if (size == 0) return std::nullopt;
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
        const auto y = try_laplace_of_bits(source, scale_bits_);
        if (!y) return std::nullopt;
        const std::int64_t off = ((*y < 0 ? -*y : *y) << (scale_bits_ + 4)) - sixteenths_;
        const auto size = static_cast<std::uint64_t>(off < 0 ? -off : off);
        const bool accepted =
            narrow_ && size >> 32U == 0
                ? bernoulli_exp_from(source, size * size, static_cast<std::uint64_t>(denominator_))
                : bernoulli_exp_from(source, Wide{size} * size, denominator_);
        if (!accepted) return std::nullopt;
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
    unsigned scale_bits_ = 0;
    Wide denominator_ = 0;
    bool narrow_ = false; ///< whether the denominator fits into 64 bits
};

} // namespace panoh::privacy

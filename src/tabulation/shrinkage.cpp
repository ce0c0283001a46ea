#include "tabulation/shrinkage.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace panoh::tabulation {

namespace {

/// Expectations in bins of their leading bits: sign, exponent and 4 bits of the fraction, which is 1/16 of
/// their size. Floats that are not negative are in the order of their bits.
std::size_t fine_bin(float expected)
{
    return std::bit_cast<std::uint32_t>(expected) >> 19U;
}
constexpr std::size_t fine_bins = std::size_t{1} << 12U;

/// A bin has at least so many counts, so that their squares say something.
constexpr std::size_t fewest = 100;

struct Sum {
    std::size_t counts = 0;
    double squares = 0;
};

/// Fine bins brought together, in order, until each has enough: for each fine bin the number of its coarse
/// one.
struct Coarse {
    std::vector<std::uint32_t> of_fine = std::vector<std::uint32_t>(fine_bins);
    std::vector<Sum> sums;
};

Coarse bring_together(const std::vector<Sum>& fine, std::size_t all)
{
    const std::size_t enough = std::max(fewest, all / 400);
    Coarse coarse;
    coarse.sums.emplace_back();
    for (std::size_t bin = 0; bin < fine_bins; ++bin) {
        if (coarse.sums.back().counts >= enough) coarse.sums.emplace_back();
        coarse.of_fine[bin] = static_cast<std::uint32_t>(coarse.sums.size() - 1);
        coarse.sums.back().counts += fine[bin].counts;
        coarse.sums.back().squares += fine[bin].squares;
    }
    return coarse;
}

} // namespace

std::vector<double> rising(std::span<const double> values, std::span<const double> weights)
{
    struct Block {
        double value;
        double weight;
        std::size_t size;
    };
    std::vector<Block> blocks;
    for (std::size_t place = 0; place < values.size(); ++place) {
        blocks.push_back({values[place], weights[place], 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].value > blocks.back().value) {
            const Block last = blocks.back();
            blocks.pop_back();
            Block& into = blocks.back();
            into.value = (into.value * into.weight + last.value * last.weight) / (into.weight + last.weight);
            into.weight += last.weight;
            into.size += last.size;
        }
    }
    std::vector<double> result;
    result.reserve(values.size());
    for (const Block& block : blocks)
        result.insert(result.end(), block.size, block.value);
    return result;
}

void shrink(std::span<float> expected, std::span<const std::int64_t> measured, double noise_variance,
            std::span<float> deviations)
{
    std::vector<Sum> fine(fine_bins);
    for (std::size_t place = 0; place < expected.size(); ++place) {
        const double away = static_cast<double>(measured[place]) - static_cast<double>(expected[place]);
        Sum& sum = fine[fine_bin(expected[place])];
        ++sum.counts;
        sum.squares += away * away;
    }
    const Coarse coarse = bring_together(fine, expected.size());
    std::vector<double> excess;
    std::vector<double> weights;
    for (const Sum& sum : coarse.sums) {
        const double counts = static_cast<double>(std::max<std::size_t>(sum.counts, 1));
        excess.push_back(sum.squares / counts - noise_variance);
        // A mean of squares of a normal has a variance of twice its square over the number of them.
        weights.push_back(counts / std::pow(std::max(sum.squares / counts, noise_variance), 2));
    }
    const std::vector<double> variances = rising(excess, weights);
    for (std::size_t place = 0; place < expected.size(); ++place) {
        const double before = static_cast<double>(expected[place]);
        const double variance = std::max(variances[coarse.of_fine[fine_bin(expected[place])]], before);
        const double weight = variance / (variance + noise_variance);
        const double after = before + weight * (static_cast<double>(measured[place]) - before);
        expected[place] = static_cast<float>(std::max(after, 0.0));
        deviations[place] = static_cast<float>(std::sqrt(weight * noise_variance));
    }
}

} // namespace panoh::tabulation

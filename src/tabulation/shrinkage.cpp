#include "tabulation/shrinkage.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/crew.h"

namespace panoh::tabulation {

namespace {

/// Expectations in bins of their leading bits: exponent and 4 bits of the fraction, which is a sixteenth of
/// their size. Floats that are not negative are in the order of their bits.
std::size_t fine_bin(float expected)
{
    return std::bit_cast<std::uint32_t>(expected) >> 19U;
}
constexpr std::size_t fine_bins = std::size_t{1} << 12U;

/// A class of counts has at least so many of them, so that they say something of each other.
constexpr std::size_t fewest = 300;
constexpr std::size_t most_classes = 100;
/// So many of a class are looked at to learn its shares.
constexpr std::size_t looked_at = 2'000;
constexpr int rounds = 40;

/// Widths beyond chance, as parts of the noise's variance: none, then from a hundredth, fourfold each, until
/// the largest distance seen.
std::vector<double> widths_for(double noise_variance, double largest)
{
    std::vector<double> widths = {0};
    for (double width = noise_variance / 100; widths.size() < 16; width *= 4) {
        widths.push_back(width);
        if (width > largest * largest) break;
    }
    return widths;
}

/// What was learnt of counts of about one expectation.
struct Class {
    std::vector<double> widths;
    std::vector<double> shares;
};

struct Estimate {
    double mean = 0;
    double variance = 0;
};

Estimate estimate(const Class& of, double expected, double away, double noise_variance)
{
    double whole = 0;
    double mean = 0;
    double squares = 0;
    for (std::size_t k = 0; k < of.widths.size(); ++k) {
        if (of.shares[k] < 1e-6) continue;
        const double width = of.widths[k] + expected;
        const double all = width + noise_variance;
        const double kept = width / all;
        const double likely = of.shares[k] / std::sqrt(all) * std::exp(-away * away / (2 * all));
        whole += likely;
        mean += likely * kept * away;
        squares += likely * (kept * noise_variance + kept * away * kept * away);
    }
    if (whole < 1e-300)
        return {.mean = away, .variance = noise_variance}; // farther than anything that was learnt
    mean /= whole;
    return {.mean = mean, .variance = std::max(squares / whole - mean * mean, 0.0)};
}

/// Which class each fine bin is in, so that every class has enough counts.
std::vector<std::uint32_t> classes_of(std::span<const float> expected)
{
    std::vector<std::size_t> counts(fine_bins);
    for (const float one : expected)
        ++counts[fine_bin(one)];
    const std::size_t enough = std::max(fewest, expected.size() / most_classes);
    std::vector<std::uint32_t> classes(fine_bins);
    std::uint32_t now = 0;
    std::size_t in_it = 0;
    std::size_t left = expected.size();
    for (std::size_t bin = 0; bin < fine_bins; ++bin) {
        if (in_it >= enough && left >= fewest) {
            ++now;
            in_it = 0;
        }
        classes[bin] = now;
        in_it += counts[bin];
        left -= counts[bin];
    }
    return classes;
}

Class learn(std::span<const std::uint32_t> members, std::span<const float> expected,
            std::span<const std::int64_t> measured, double noise_variance)
{
    std::vector<double> away;
    double chance = 0;
    double largest = 0;
    const std::size_t step = std::max<std::size_t>(1, members.size() / looked_at);
    for (std::size_t place = 0; place < members.size(); place += step) {
        const std::uint32_t member = members[place];
        away.push_back(static_cast<double>(measured[member]) - static_cast<double>(expected[member]));
        chance += static_cast<double>(expected[member]);
        largest = std::max(largest, std::abs(away.back()));
    }
    chance /= static_cast<double>(std::max<std::size_t>(away.size(), 1));
    Class result{.widths = widths_for(noise_variance, largest), .shares = {}};
    std::vector<double> variances = result.widths;
    for (double& variance : variances)
        variance += chance;
    result.shares = most_likely_shares(away, variances, noise_variance);
    return result;
}

} // namespace

std::vector<double> most_likely_shares(std::span<const double> values, std::span<const double> variances,
                                       double noise_variance)
{
    const std::size_t kinds = variances.size();
    std::vector<double> likely(values.size() * kinds);
    for (std::size_t place = 0; place < values.size(); ++place)
        for (std::size_t k = 0; k < kinds; ++k) {
            const double all = variances[k] + noise_variance;
            likely[place * kinds + k] =
                std::exp(-values[place] * values[place] / (2 * all)) / std::sqrt(all) + 1e-300;
        }
    std::vector<double> shares(kinds, 1.0 / static_cast<double>(kinds));
    std::vector<double> sums(kinds);
    for (int round = 0; round < rounds; ++round) {
        std::fill(sums.begin(), sums.end(), 0.0);
        for (std::size_t place = 0; place < values.size(); ++place) {
            const double* of = likely.data() + place * kinds;
            double whole = 0;
            for (std::size_t k = 0; k < kinds; ++k)
                whole += shares[k] * of[k];
            for (std::size_t k = 0; k < kinds; ++k)
                sums[k] += shares[k] * of[k] / whole;
        }
        for (std::size_t k = 0; k < kinds; ++k)
            shares[k] = values.empty() ? shares[k] : sums[k] / static_cast<double>(values.size());
    }
    return shares;
}

void shrink(std::span<float> expected, std::span<const std::int64_t> measured, double noise_variance,
            std::span<float> deviations, unsigned threads)
{
    const std::vector<std::uint32_t> class_of = classes_of(expected);
    std::vector<std::vector<std::uint32_t>> members(class_of.back() + 1);
    for (std::size_t place = 0; place < expected.size(); ++place)
        members[class_of[fine_bin(expected[place])]].push_back(static_cast<std::uint32_t>(place));
    core::share_work(members.size(), threads, [&](std::size_t number, unsigned) {
        const Class of = learn(members[number], expected, measured, noise_variance);
        for (const std::uint32_t place : members[number]) {
            const double before = static_cast<double>(expected[place]);
            const Estimate after =
                estimate(of, before, static_cast<double>(measured[place]) - before, noise_variance);
            expected[place] = static_cast<float>(std::max(before + after.mean, 0.0));
            deviations[place] = static_cast<float>(std::sqrt(after.variance));
        }
    });
}

} // namespace panoh::tabulation

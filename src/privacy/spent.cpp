#include "privacy/spent.h"

#include <algorithm>
#include <cstdlib>

#include "core/crew.h"
#include "privacy/sampling.h"

namespace panoh::privacy {

namespace {

constexpr std::size_t block_size = 4096;

void add_noise(RandomBits& bits, const GaussianSampler& sampler, std::span<const std::uint32_t> answers,
               std::int64_t* noisy)
{
    Chances chances(bits);
    for (const auto answer : answers)
        *noisy++ = std::int64_t{answer} + sampler.draw_from(chances);
}

/// The largest whole number whose square is at most `square`.
Wide whole_root(Wide square)
{
    Wide root = 0;
    for (Wide bit = Wide{1} << 63U; bit != 0; bit >>= 1U)
        if ((root + bit) * (root + bit) <= square) root += bit;
    return root;
}

} // namespace

void Spent::pay(Rho rho)
{
    // A bug: what is drawn was not debited before.
    if (rho.units < 0 || rho > left_) std::abort();
    left_ = left_ - rho;
}

std::vector<std::int64_t> Spent::gaussian(std::span<const std::uint32_t> answers, Variance variance,
                                          std::int64_t squared_sensitivity, unsigned threads)
{
    pay(cost_of(variance, squared_sensitivity));
    const GaussianSampler sampler(variance);
    std::vector<std::int64_t> noisy(answers.size());
    if (answers.size() <= block_size) {
        add_noise(bits_, sampler, answers, noisy.data());
        return noisy;
    }
    const std::size_t blocks = (answers.size() + block_size - 1) / block_size;
    std::vector<RandomBits> sources;
    sources.reserve(blocks);
    for (std::size_t block = 0; block < blocks; ++block)
        sources.push_back(bits_.split());
    core::share_work(blocks, threads, [&](std::size_t block, unsigned) {
        const std::size_t from = block * block_size;
        add_noise(sources[block], sampler, answers.subspan(from, std::min(block_size, answers.size() - from)),
                  noisy.data() + from);
    });
    return noisy;
}

std::size_t Spent::choose(std::span<const std::int64_t> scores, std::int64_t sensitivity, Rho rho)
{
    if (scores.empty() || sensitivity < 1) std::abort(); // a bug: nothing to choose from
    pay(rho);
    // e = steepness / 2^30, and e^2 / 8 <= rho means steepness^2 <= units * 2^23.
    const Wide steepness = whole_root(static_cast<Wide>(rho.units) << 23U);
    const Wide denominator = static_cast<Wide>(sensitivity) << 31U;
    const auto best = static_cast<std::uint64_t>(std::ranges::max(scores));
    Chances chances(bits_);
    for (;;) {
        const auto tried = static_cast<std::size_t>(chances.below(scores.size()));
        const std::uint64_t behind = best - static_cast<std::uint64_t>(scores[tried]);
        if (bernoulli_exp_from(chances, steepness * behind, denominator)) return tried;
    }
}

} // namespace panoh::privacy

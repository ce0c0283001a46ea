#include "synthesis/scores.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace panoh::synthesis {
namespace {

std::int32_t rounded(double expected)
{
    constexpr double most = 1 << 30;
    return static_cast<std::int32_t>(
        std::lround(std::clamp(expected * static_cast<double>(score_grid), 0.0, most)));
}

} // namespace

std::int64_t distance(std::span<const std::uint32_t> counts, std::span<const std::int32_t> expected,
                      std::int64_t weight)
{
    std::int64_t sum = 0;
    for (std::size_t n = 0; n < counts.size(); ++n)
        sum += std::abs(score_grid * static_cast<std::int64_t>(counts[n]) - expected[n]);
    return weight * sum;
}

std::vector<std::int32_t> on_grid(std::span<const double> expected)
{
    std::vector<std::int32_t> answer(expected.size());
    std::transform(expected.begin(), expected.end(), answer.begin(), rounded);
    return answer;
}

std::vector<std::int32_t> on_grid(std::span<const std::uint32_t> counts, double scale)
{
    std::vector<std::int32_t> answer(counts.size());
    std::transform(counts.begin(), counts.end(), answer.begin(),
                   [scale](std::uint32_t count) { return rounded(static_cast<double>(count) * scale); });
    return answer;
}

} // namespace panoh::synthesis

#include "tabulation/listing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace panoh::tabulation {

namespace {

/// A combination that may be listed.
struct Candidate {
    float chance = 0; ///< of being nobody
    std::uint32_t place = 0;
};

/// The counted values of the combination at a place of a set, one an axis.
std::array<std::size_t, longest> values_at(const Sets& sets, std::size_t set, std::size_t place)
{
    std::array<std::size_t, longest> values = {};
    for (std::size_t axis = sets.length(); axis-- > 0;) {
        const std::size_t counted = sets.states(set, axis) - 1;
        values[axis] = place % counted;
        place /= counted;
    }
    return values;
}

float estimate_at(const Level& level, std::size_t set, const std::array<std::size_t, longest>& values)
{
    std::size_t cell = 0;
    for (std::size_t axis = 0; axis < level.sets.length(); ++axis)
        cell = cell * level.sets.states(set, axis) + values[axis];
    return level.cells[level.sets.first_cell(set) + cell];
}

/// Where each set's combinations lack one axis, in the numbering of the length before.
class Shorter {
public:
    Shorter(const Sets& sets, const Sets& before, std::size_t set) : sets_(sets), set_(set)
    {
        for (std::size_t axis = 0; axis < sets.length(); ++axis) {
            microdata::Columns others = sets.columns(set);
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(axis));
            first_[axis] = before.first_inner(before.find(others));
        }
    }
    [[nodiscard]] bool all_in(const std::vector<bool>& listed,
                              const std::array<std::size_t, longest>& values) const
    {
        for (std::size_t without = 0; without < sets_.length(); ++without) {
            std::size_t place = 0;
            for (std::size_t axis = 0; axis < sets_.length(); ++axis)
                if (axis != without) place = place * (sets_.states(set_, axis) - 1) + values[axis];
            if (!listed[first_[without] + place]) return false;
        }
        return true;
    }

private:
    const Sets& sets_;
    std::size_t set_;
    std::array<std::size_t, longest> first_ = {};
};

/// As many as may be, the surest first, while the mean of their chances stays below the limit.
void keep_surest(std::vector<Candidate>& candidates, double limit)
{
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.chance != b.chance ? a.chance < b.chance : a.place < b.place;
    });
    double chances = 0;
    std::size_t kept = 0;
    while (kept < candidates.size()) {
        chances += static_cast<double>(candidates[kept].chance);
        if (chances > limit * static_cast<double>(kept + 1)) break;
        ++kept;
    }
    candidates.resize(kept);
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.place < b.place; });
}

} // namespace

double chance_of_nobody(double mean, double deviation)
{
    const double variance = deviation * deviation;
    if (variance <= mean * 1.0001) return std::exp(-mean);
    return std::pow(mean / variance, mean * mean / (variance - mean));
}

Listing list_likely(const Level& level, const Sets& before, const std::vector<bool>& shorter,
                    const std::vector<std::vector<std::uint16_t>>& numbers, std::uint32_t at_least,
                    int fabricated_thousandths)
{
    const Sets& sets = level.sets;
    // The rounded number decides.
    const float least = static_cast<float>(at_least) - 0.5F;
    std::vector<Candidate> candidates;
    for (std::size_t set = 0; set < sets.size(); ++set) {
        const Shorter parents(sets, before, set);
        for (std::size_t place = 0; place < sets.inner(set); ++place) {
            const auto values = values_at(sets, set, place);
            const float estimate = estimate_at(level, set, values);
            if (estimate < least || !parents.all_in(shorter, values)) continue;
            const std::size_t at = sets.first_inner(set) + place;
            candidates.push_back(
                {.chance = static_cast<float>(chance_of_nobody(static_cast<double>(estimate),
                                                               static_cast<double>(level.deviations[at]))),
                 .place = static_cast<std::uint32_t>(at)});
        }
    }
    keep_surest(candidates, fabricated_thousandths / 1000.0);
    Listing listing{.estimates = {.length = sets.length(), .attributes = {}, .counts = {}, .deviations = {}},
                    .listed = std::vector<bool>(sets.all_inner())};
    std::size_t set = 0;
    for (const Candidate& candidate : candidates) {
        while (candidate.place >= sets.first_inner(set) + sets.inner(set))
            ++set;
        const auto values = values_at(sets, set, candidate.place - sets.first_inner(set));
        const auto& columns = sets.columns(set);
        for (std::size_t axis = 0; axis < columns.size(); ++axis)
            listing.estimates.attributes.push_back(numbers[columns[axis]][values[axis]]);
        listing.estimates.counts.push_back(
            static_cast<std::uint32_t>(std::lround(estimate_at(level, set, values))));
        listing.estimates.deviations.push_back(level.deviations[candidate.place]);
        listing.listed[candidate.place] = true;
    }
    return listing;
}

} // namespace panoh::tabulation

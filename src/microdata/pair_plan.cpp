#include "microdata/pair_plan.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace panoh::microdata {

namespace {

constexpr std::size_t most_matrix_words = std::size_t{1} << 23U; // 64 MiB of bits
// As `BitKernels::word_cost`: what a pair of places costs once, and a histogram.
constexpr std::uint64_t place_cost = 15;
constexpr std::uint64_t histogram_cost = 3000;

constexpr std::array<std::size_t, 3> small_slices = {8, 64, 512};

/// Columns that have room in a matrix of bits: those with few codes first.
std::vector<bool> with_room(std::span<const std::size_t> sizes, std::size_t words)
{
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t column) { return sizes[column]; });
    std::size_t left = most_matrix_words / std::max<std::size_t>(words, 1);
    std::vector<bool> fits(sizes.size());
    for (const std::size_t column : order) {
        if (sizes[column] > left) break;
        left -= sizes[column];
        fits[column] = true;
    }
    return fits;
}

} // namespace

PairPlan::PairPlan(std::span<const std::size_t> sizes, std::size_t rows, const BitKernels& kernels,
                   const std::function<bool(std::size_t, std::size_t)>& wanted)
{
    const std::size_t words = (rows + word_bits - 1) / word_bits;
    const std::vector<bool> fits = with_room(sizes, words);
    std::vector<std::vector<bool>> by_bits(sizes.size(), std::vector<bool>(sizes.size()));
    for (std::size_t j = 0; j < sizes.size(); ++j) {
        for (std::size_t k = j + 1; k < sizes.size(); ++k) {
            if (!wanted(j, k)) continue;
            const std::uint64_t bits = sizes[j] * sizes[k] * (words * kernels.word_cost + place_cost);
            const std::uint64_t histogram = rows * kernels.row_cost + histogram_cost;
            by_bits[j][k] = fits[j] && fits[k] && bits <= histogram;
            if (!by_bits[j][k])
                histograms_.push_back({static_cast<std::uint32_t>(j), static_cast<std::uint32_t>(k)});
        }
    }
    give_places(sizes, by_bits);
    find_runs(sizes, by_bits);
}

void PairPlan::give_places(std::span<const std::size_t> sizes, const std::vector<std::vector<bool>>& by_bits)
{
    places_.assign(sizes.size(), no_place);
    first_groups_.assign(sizes.size() + 1, 0);
    for (std::size_t column = 0; column < sizes.size(); ++column) {
        first_groups_[column] = column_of_.size() / group_size;
        bool any = false;
        for (std::size_t other = 0; other < sizes.size(); ++other)
            any = any || by_bits[column][other] || by_bits[other][column];
        if (!any) continue;
        places_[column] = static_cast<std::uint32_t>(column_of_.size());
        column_of_.insert(column_of_.end(), sizes[column], static_cast<std::uint32_t>(column));
    }
    groups_ = (column_of_.size() + group_size - 1) / group_size;
    first_groups_.back() = groups_;
}

void PairPlan::find_runs(std::span<const std::size_t> sizes, const std::vector<std::vector<bool>>& by_bits)
{
    std::vector<std::vector<bool>> needed(groups_, std::vector<bool>(groups_));
    with_.resize(sizes.size());
    for (std::size_t j = 0; j < sizes.size(); ++j) {
        if (places_[j] == no_place) continue;
        const std::size_t last = (places_[j] + sizes[j] - 1) / group_size;
        for (std::size_t g = places_[j] / group_size; g <= last; ++g)
            needed[g][g] = true;
        for (std::size_t k = j + 1; k < sizes.size(); ++k) {
            if (!by_bits[j][k]) continue;
            const auto to = static_cast<std::uint32_t>(places_[k] + sizes[k]);
            if (!with_[j].empty() && with_[j].back().to == places_[k])
                with_[j].back().to = to;
            else
                with_[j].push_back({places_[k], to});
            for (std::size_t g = places_[j] / group_size; g <= last; ++g)
                for (std::size_t h = places_[k] / group_size; h <= (to - 1) / group_size; ++h)
                    needed[g][h] = true;
        }
    }
    for (std::uint32_t g = 0; g < groups_; ++g) {
        for (std::uint32_t h = 0; h < groups_; ++h) {
            if (!needed[g][h]) continue;
            if (h > 0 && needed[g][h - 1])
                ++runs_.back().groups;
            else
                runs_.push_back({g, h, 1});
        }
    }
}

PairPlans::PairPlans(std::span<const std::size_t> sizes, std::size_t most_rows, const BitKernels& kernels,
                     const std::function<bool(std::size_t, std::size_t)>& wanted)
{
    for (const std::size_t rows : small_slices)
        plans_.emplace_back(sizes, rows, kernels, wanted);
    plans_.emplace_back(sizes, std::max(most_rows, small_slices.back()), kernels, wanted);
}

const PairPlan& PairPlans::for_rows(std::size_t rows) const
{
    const auto found = std::ranges::lower_bound(small_slices, rows);
    return plans_[static_cast<std::size_t>(found - small_slices.begin())];
}

} // namespace panoh::microdata

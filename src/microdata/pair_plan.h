#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "microdata/bit_kernels.h"

namespace panoh::microdata {

/// Which pairs of columns are counted by bits and which by a histogram, in a slice of about so many rows.
/// Columns are in the order of counting, each with its number of codes.
class PairPlan {
public:
    static constexpr std::uint32_t no_place = 0xFFFF'FFFF;
    /// Places in a row, [from, to).
    struct Places {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
    };
    /// Groups to be counted against each other.
    struct Run {
        std::uint32_t rows = 0;
        std::uint32_t columns = 0;
        std::uint32_t groups = 0;
    };
    struct Pair {
        std::uint32_t column = 0;
        std::uint32_t other = 0;
    };

    /// `wanted` says whether a pair of columns (the first stands before the second) is wanted at all.
    PairPlan(std::span<const std::size_t> sizes, std::size_t rows, const BitKernels& kernels,
             const std::function<bool(std::size_t, std::size_t)>& wanted);

    /// The first place of a column, `no_place` where it has no bits.
    [[nodiscard]] std::uint32_t place(std::size_t column) const { return places_[column]; }
    [[nodiscard]] std::size_t groups() const { return groups_; }
    [[nodiscard]] std::span<const std::uint32_t> column_of_place() const { return column_of_; }
    /// The first group of columns from this one on.
    [[nodiscard]] std::size_t first_group(std::size_t column) const { return first_groups_[column]; }
    /// In the order of `rows`; a group that is counted at all is also counted against itself.
    [[nodiscard]] std::span<const Run> runs() const { return runs_; }
    /// The places of columns behind this one that are counted with it by bits.
    [[nodiscard]] std::span<const Places> with(std::size_t column) const { return with_[column]; }
    [[nodiscard]] std::span<const Pair> histograms() const { return histograms_; }

private:
    void give_places(std::span<const std::size_t> sizes, const std::vector<std::vector<bool>>& by_bits);
    void find_runs(std::span<const std::size_t> sizes, const std::vector<std::vector<bool>>& by_bits);

    std::vector<std::uint32_t> places_;
    std::vector<std::uint32_t> column_of_;
    std::vector<std::size_t> first_groups_;
    std::size_t groups_ = 0;
    std::vector<Run> runs_;
    std::vector<std::vector<Places>> with_;
    std::vector<Pair> histograms_;
};

/// Plans for slices of every size.
class PairPlans {
public:
    PairPlans(std::span<const std::size_t> sizes, std::size_t most_rows, const BitKernels& kernels,
              const std::function<bool(std::size_t, std::size_t)>& wanted);
    [[nodiscard]] const PairPlan& for_rows(std::size_t rows) const;

private:
    std::vector<PairPlan> plans_;
};

} // namespace panoh::microdata

#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "microdata/coded_column.h"
#include "microdata/pair_plan.h"
#include "microdata/slice.h"

namespace panoh::microdata {

/// Counts codes and pairs of codes in slices. One for each thread: its memory is used again.
class SliceCounts {
public:
    explicit SliceCounts(const BitKernels& kernels)
        : kernels_(kernels), cells_(256 * 256), touched_(256 * 256 + 1)
    {
    }

    /// Calls, for the columns of `slice` that `plan` knows as wanted, in any order:
    ///   use.line(place, count, places, counts): rows that have a code that has bits, and of each place in
    ///   `places`
    ///     how many of those rows have it too (`counts` has one for each place of the plan);
    ///   use.cell(column, code, other column, other code, count): of pairs counted by a histogram, none of
    ///   them 0.
    template <typename Use>
    void count(const Slice& slice, const PairPlan& plan, Use&& use)
    {
        if (slice.first_column() >= slice.columns()) return;
        count_by_bits(slice, plan, use);
        for (const auto [column, other] : plan.histograms())
            if (column >= slice.first_column()) count_by_histogram(slice, column, other, use);
    }

private:
    template <typename Use>
    void count_by_bits(const Slice& slice, const PairPlan& plan, Use& use)
    {
        const std::size_t first = plan.first_group(slice.first_column());
        if (first == plan.groups()) return;
        const std::uint64_t* bits = set_bits(slice, plan, first);
        const std::size_t stride = plan.groups() * group_size;
        const std::size_t group_words = slice.words() * group_size;
        if (counts_.size() < group_size * stride) counts_.resize(group_size * stride);
        const auto runs = plan.runs();
        auto run = std::ranges::lower_bound(runs, first, {}, &PairPlan::Run::rows);
        while (run != runs.end()) {
            const std::size_t group = run->rows;
            for (; run != runs.end() && run->rows == group; ++run)
                kernels_.count_pairs(bits + group * group_words, bits + run->columns * group_words,
                                     run->groups, slice.words(), counts_.data() + run->columns * group_size,
                                     stride);
            use_lines(slice, plan, group, stride, use);
        }
    }

    template <typename Use>
    void use_lines(const Slice& slice, const PairPlan& plan, std::size_t group, std::size_t stride, Use& use)
    {
        const auto column_of = plan.column_of_place();
        const std::size_t end = std::min((group + 1) * group_size, column_of.size());
        for (std::size_t place = group * group_size; place < end; ++place) {
            if (column_of[place] < slice.first_column()) continue;
            const std::uint32_t* line = counts_.data() + place % group_size * stride;
            use.line(place, line[place], plan.with(column_of[place]), line);
        }
    }

    template <typename Use>
    void count_by_histogram(const Slice& slice, std::size_t column, std::size_t other, Use& use)
    {
        cells_.resize(256 * 256);
        touched_.resize(256 * 256 + 1);
        const std::uint8_t* first = slice.codes(column);
        const std::uint8_t* second = slice.codes(other);
        std::size_t touched = 0;
        for (std::size_t row = 0; row < slice.rows(); ++row) {
            const auto cell = static_cast<std::uint16_t>(first[row] << 8U | second[row]);
            touched_[touched] = cell;
            touched += cells_[cell]++ == 0 ? 1 : 0;
        }
        for (std::size_t i = 0; i < touched; ++i) {
            const std::uint16_t cell = touched_[i];
            const auto code = static_cast<std::uint8_t>(cell >> 8U);
            const auto other_code = static_cast<std::uint8_t>(cell);
            if (code != no_code && other_code != no_code)
                use.cell(column, code, other, other_code, cells_[cell]);
            cells_[cell] = 0;
        }
    }

    /// The matrix of the slice, from the group `first` on.
    const std::uint64_t* set_bits(const Slice& slice, const PairPlan& plan, std::size_t first);

    const BitKernels& kernels_;
    AlignedWords bits_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> cells_; ///< all 0 between two histograms
    std::vector<std::uint16_t> touched_;
};

} // namespace panoh::microdata

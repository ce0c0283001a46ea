#pragma once

// A table of k columns, each with its counted values and one last state for everything else of it.

#include <cstddef>
#include <span>
#include <vector>

#include "microdata/counter.h"

namespace panoh::tabulation {

constexpr std::size_t longest = 4;

/// The column sets of one length over columns of so many counted values each, in lexicographic order, with
/// where their cells stand when all of them lie one behind the other.
class Sets {
public:
    /// `counted`: number of counted values of each column.
    Sets(std::vector<std::size_t> counted, std::size_t length);
    [[nodiscard]] std::size_t length() const { return length_; }
    [[nodiscard]] std::size_t size() const { return sets_.size(); }
    [[nodiscard]] const microdata::Columns& columns(std::size_t set) const { return sets_[set]; }
    [[nodiscard]] std::size_t find(std::span<const microdata::ColumnNumber> columns) const;

    /// States of one of its axes: counted values and the rest.
    [[nodiscard]] std::size_t states(std::size_t set, std::size_t axis) const
    {
        return counted_[sets_[set][axis]] + 1;
    }
    /// Cells over all states, and over counted values alone.
    [[nodiscard]] std::size_t cells(std::size_t set) const { return first_cell_[set + 1] - first_cell_[set]; }
    [[nodiscard]] std::size_t first_cell(std::size_t set) const { return first_cell_[set]; }
    [[nodiscard]] std::size_t all_cells() const { return first_cell_.back(); }
    [[nodiscard]] std::size_t inner(std::size_t set) const
    {
        return first_inner_[set + 1] - first_inner_[set];
    }
    [[nodiscard]] std::size_t first_inner(std::size_t set) const { return first_inner_[set]; }
    [[nodiscard]] std::size_t all_inner() const { return first_inner_.back(); }

private:
    std::vector<std::size_t> counted_;
    std::size_t length_;
    std::vector<microdata::Columns> sets_;
    std::vector<std::size_t> first_cell_ = {0};
    std::vector<std::size_t> first_inner_ = {0};
};

} // namespace panoh::tabulation

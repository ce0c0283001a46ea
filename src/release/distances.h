#pragma once

// Tables of rows held against each other as distributions.

#include <cstdint>
#include <vector>

#include "microdata/counter.h"
#include "release/evaluation.h"

namespace panoh::release {

/// Half the sum of differences of two tables' shares, 0 to 1; 1 where one of them is empty and the other is
/// not.
[[nodiscard]] double total_variation(std::span<const std::uint32_t> one, std::uint64_t sum_of_one,
                                     std::span<const std::uint32_t> other, std::uint64_t sum_of_other);

/// How far each of `others` is from `people`: all of them under schemas with the same columns and states.
/// People are counted once for all of them.
[[nodiscard]] std::vector<Distances> distances(const microdata::Counter& people,
                                               const std::vector<const microdata::Counter*>& others);

/// Sets of `length` columns out of `columns`, in ascending order; above `most` of them as many are taken,
/// evenly spread.
[[nodiscard]] std::vector<microdata::Columns> column_sets(std::size_t columns, std::size_t length,
                                                          std::size_t most);
constexpr std::size_t most_sets = 5000;

} // namespace panoh::release

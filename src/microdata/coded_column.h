#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "microdata/bit_kernels.h"
#include "microdata/microdata.h"

namespace panoh::microdata {

/// How many people have each state of a column.
[[nodiscard]] std::vector<std::uint32_t> count_states(std::span<const std::uint8_t> states, std::size_t size);

/// A column as it is counted: the states that matter have codes from 0 on, the others none.
struct CodedColumn {
    ColumnNumber column = 0;
    std::vector<std::uint8_t> states = {}; ///< of each code, ascending
    std::vector<std::uint8_t> codes = {};  ///< one a row; behind them `no_code` up to a multiple of 64
    std::size_t rows = 0;                  ///< that have a code
    [[nodiscard]] std::size_t size() const { return states.size(); }
};

/// `counts` says how many people have each state, `matters` which states are counted.
[[nodiscard]] CodedColumn code_column(const Microdata& people, ColumnNumber column,
                                      std::span<const std::uint32_t> counts,
                                      const std::function<bool(std::uint8_t)>& matters);

/// Many codes on few rows first: whoever is divided by such a column first leaves the least to be counted.
void order_for_counting(std::vector<CodedColumn>& columns);

} // namespace panoh::microdata

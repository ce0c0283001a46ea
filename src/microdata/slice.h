#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "microdata/bit_kernels.h"
#include "microdata/coded_column.h"
#include "microdata/pair_plan.h"

namespace panoh::microdata {

/// Words that begin where a line of the processor's memory begins.
class AlignedWords {
public:
    /// At least so many; what they hold is anything.
    [[nodiscard]] std::uint64_t* at_least(std::size_t words);

private:
    std::vector<std::uint64_t> words_;
};

/// The rows that share some codes, and the codes they have in the columns that come after those. Its memory
/// is used again by the next slice.
class Slice {
public:
    /// All rows of these columns.
    void take_all(std::span<const CodedColumn* const> columns, std::size_t rows);
    /// The rows of `parent` that have `code` in `column`, with the columns behind it; returns how many.
    std::size_t divide(const Slice& parent, std::size_t column, std::uint8_t code, const BitKernels& kernels);

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t words() const { return (rows_ + word_bits - 1) / word_bits; }
    /// The number of the first column it has.
    [[nodiscard]] std::size_t first_column() const { return first_; }
    [[nodiscard]] std::size_t columns() const { return codes_.size(); }
    /// The codes of a column, one a row and behind them `no_code` up to a multiple of 64.
    [[nodiscard]] const std::uint8_t* codes(std::size_t column) const { return codes_[column]; }

private:
    void number_rows(std::size_t words);

    std::size_t rows_ = 0;
    std::size_t first_ = 0;
    std::vector<const std::uint8_t*> codes_; ///< null for columns it has not
    std::vector<std::uint8_t> bytes_;
    std::vector<std::uint64_t> masks_; ///< which rows of the parent are taken
    std::vector<std::uint32_t> taken_; ///< their numbers
};

} // namespace panoh::microdata

#pragma once

// The innermost loops of counting, once for each kind of processor.
//
// A matrix of bits has a place for each attribute and a bit for each row. Eight places are a group; a group
// has its words one after the other, each with its eight places side by side: the word `w` of place `p`
// stands at (p / 8 * words + w) * 8 + p % 8. So eight attributes are counted in one step, and no sum goes
// across.

#include <cstddef>
#include <cstdint>

#include "microdata/processor.h"

namespace panoh::microdata {

constexpr std::size_t group_size = 8;
constexpr std::size_t word_bits = 64;
/// The code of a row that has nothing to count in a column.
constexpr std::uint8_t no_code = 0xFF;

struct BitKernels {
    /// Sets all words of the places `place`, `place` + 1, ... of the codes 0, 1, ... below `size`: a bit for
    /// each row that has the code. `codes` has 64 for each word.
    void (*set_bits)(const std::uint8_t* codes, std::size_t size, std::size_t words, std::uint64_t* bits,
                     std::size_t place);
    /// For each of eight places of the group `rows` and each place of the `groups` that begin at `columns`:
    /// how many rows have both. `counts` has a line of `stride` for each of the eight.
    void (*count_pairs)(const std::uint64_t* rows, const std::uint64_t* columns, std::size_t groups,
                        std::size_t words, std::uint32_t* counts, std::size_t stride);
    /// Sets a bit in `masks` for each row that has `code`; returns how many. `codes` has 64 for each word.
    std::size_t (*find)(const std::uint8_t* codes, std::size_t words, std::uint8_t code,
                        std::uint64_t* masks);
    /// Puts the codes whose bit is set in `masks` side by side. `out` has room for 64 more. Null where taking
    /// them one by one is faster.
    void (*compress)(const std::uint8_t* codes, std::size_t words, const std::uint64_t* masks,
                     std::uint8_t* out);
    /// The places in [`from`, `to`) whose count is at least `at_least`, ascending; returns how many. `places`
    /// has room for 16 more than there are.
    std::size_t (*at_least)(const std::uint32_t* counts, std::size_t from, std::size_t to,
                            std::uint32_t at_least, std::uint32_t* places);
    /// What one more word of a pair costs, and one more row of a histogram, in hundredths of a nanosecond;
    /// only their ratio matters.
    std::uint32_t word_cost;
    std::uint32_t row_cost;
};

/// The kernels for a processor; of one that this machine has not, plain C++.
[[nodiscard]] const BitKernels& bit_kernels(Processor processor);

const BitKernels& plain_kernels();
#ifdef __x86_64__
const BitKernels& avx2_kernels();
const BitKernels& avx512_kernels();
#endif

} // namespace panoh::microdata

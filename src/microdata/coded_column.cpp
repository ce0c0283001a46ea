#include "microdata/coded_column.h"

#include <algorithm>
#include <array>

namespace panoh::microdata {

std::vector<std::uint32_t> count_states(std::span<const std::uint8_t> states, std::size_t size)
{
    // Four tables in turn: the same cell is rarely added to twice in a row, which would wait for the first.
    std::array<std::array<std::uint32_t, 256>, 4> tables = {};
    std::size_t row = 0;
    for (; row + 4 <= states.size(); row += 4)
        for (std::size_t i = 0; i < 4; ++i)
            ++tables[i][states[row + i]];
    for (; row < states.size(); ++row)
        ++tables[0][states[row]];
    std::vector<std::uint32_t> counts(size);
    for (std::size_t state = 0; state < size; ++state)
        counts[state] = tables[0][state] + tables[1][state] + tables[2][state] + tables[3][state];
    return counts;
}

CodedColumn code_column(const Microdata& people, ColumnNumber column, std::span<const std::uint32_t> counts,
                        const std::function<bool(std::uint8_t)>& matters)
{
    CodedColumn coded{.column = column};
    std::array<std::uint8_t, 256> code_of = {};
    code_of.fill(no_code);
    for (std::size_t state = 0; state < counts.size(); ++state) {
        if (!matters(static_cast<std::uint8_t>(state))) continue;
        code_of[state] = static_cast<std::uint8_t>(coded.states.size());
        coded.states.push_back(static_cast<std::uint8_t>(state));
        coded.rows += counts[state];
    }
    const auto states = people.states(column);
    coded.codes.assign((states.size() + word_bits - 1) / word_bits * word_bits, no_code);
    std::ranges::transform(states, coded.codes.begin(), [&](std::uint8_t state) { return code_of[state]; });
    return coded;
}

void order_for_counting(std::vector<CodedColumn>& columns)
{
    std::ranges::sort(columns, [](const CodedColumn& a, const CodedColumn& b) {
        const std::uint64_t x = std::uint64_t{a.size()} * b.rows;
        const std::uint64_t y = std::uint64_t{b.size()} * a.rows;
        return x != y ? x > y : a.column < b.column;
    });
}

} // namespace panoh::microdata

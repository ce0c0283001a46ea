#include "microdata/histogram.h"

#include <algorithm>
#include <array>
#include <limits>

#include "microdata/must.h"

namespace panoh::microdata {

namespace {

constexpr std::size_t block = 256;
constexpr std::size_t tables = 4;

/// A column with the distance of its states in the table.
struct Strided {
    const std::uint8_t* states = nullptr;
    std::uint32_t stride = 0;
};

void find_cells(std::span<const Strided> columns, std::size_t from, std::size_t rows,
                std::array<std::uint32_t, block>& cells)
{
    cells.fill(0);
    for (const Strided& column : columns)
        for (std::size_t row = 0; row < rows; ++row)
            cells[row] += column.states[from + row] * column.stride;
}

} // namespace

std::vector<std::uint32_t> histogram(const Microdata& people, std::span<const ColumnNumber> columns)
{
    constexpr std::size_t small = 8192;
    const std::size_t size = cells_of(people.schema(), columns);
    must(size <= std::numeric_limits<std::uint32_t>::max());
    std::vector<Strided> strided;
    std::size_t stride = size;
    for (const ColumnNumber column : columns) {
        stride /= states_of(people.schema().columns[column]);
        strided.push_back({people.states(column).data(), static_cast<std::uint32_t>(stride)});
    }
    // A small table four times, in turn: adding to a cell does not wait for the row before.
    const std::size_t used = size <= small ? tables : 1;
    std::vector<std::uint32_t> counts(size * used);
    std::array<std::uint32_t, block> cells;
    for (std::size_t from = 0; from < people.people(); from += block) {
        const std::size_t rows = std::min(block, people.people() - from);
        find_cells(strided, from, rows, cells);
        std::size_t table = 0;
        for (std::size_t row = 0; row < rows; ++row) {
            ++counts[table + cells[row]];
            table = table + size == counts.size() ? 0 : table + size;
        }
    }
    for (std::size_t cell = size; cell < counts.size(); ++cell)
        counts[cell % size] += counts[cell];
    counts.resize(size);
    return counts;
}

} // namespace panoh::microdata

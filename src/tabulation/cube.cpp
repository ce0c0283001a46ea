#include "tabulation/cube.h"

#include <algorithm>

namespace panoh::tabulation {

Sets::Sets(std::vector<std::size_t> counted, std::size_t length)
    : counted_(std::move(counted)), length_(length)
{
    microdata::Columns columns(length);
    for (std::size_t axis = 0; axis < length; ++axis)
        columns[axis] = static_cast<microdata::ColumnNumber>(axis);
    const std::size_t of = counted_.size();
    for (bool more = length <= of; more;) {
        std::size_t cells = 1;
        std::size_t inner = 1;
        for (const auto column : columns) {
            cells *= counted_[column] + 1;
            inner *= counted_[column];
        }
        sets_.push_back(columns);
        first_cell_.push_back(first_cell_.back() + cells);
        first_inner_.push_back(first_inner_.back() + inner);
        std::size_t axis = length;
        while (axis > 0 && columns[axis - 1] == of - length + axis - 1)
            --axis;
        more = axis > 0;
        if (!more) break;
        ++columns[axis - 1];
        for (; axis < length; ++axis)
            columns[axis] = static_cast<microdata::ColumnNumber>(columns[axis - 1] + 1);
    }
}

std::size_t Sets::find(std::span<const microdata::ColumnNumber> columns) const
{
    const auto place =
        std::lower_bound(sets_.begin(), sets_.end(), columns, [](const auto& a, const auto& b) {
            return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
        });
    return static_cast<std::size_t>(place - sets_.begin());
}

} // namespace panoh::tabulation

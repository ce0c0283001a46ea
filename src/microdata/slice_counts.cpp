#include "microdata/slice_counts.h"

#include <algorithm>

namespace panoh::microdata {

const std::uint64_t* SliceCounts::set_bits(const Slice& slice, const PairPlan& plan, std::size_t first)
{
    const std::size_t words = slice.words();
    const std::size_t group_words = words * group_size;
    std::uint64_t* bits = bits_.at_least(plan.groups() * group_words);
    // Both ends have places of columns that are not there.
    std::fill_n(bits + first * group_words, group_words, 0);
    std::fill_n(bits + (plan.groups() - 1) * group_words, group_words, 0);
    const auto column_of = plan.column_of_place();
    for (std::size_t column = slice.first_column(); column < slice.columns(); ++column) {
        const std::uint32_t place = plan.place(column);
        if (place == PairPlan::no_place) continue;
        std::size_t size = 0;
        while (place + size < column_of.size() && column_of[place + size] == column)
            ++size;
        kernels_.set_bits(slice.codes(column), size, words, bits, place);
    }
    return bits;
}

} // namespace panoh::microdata

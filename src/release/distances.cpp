#include "release/distances.h"

#include <cmath>

namespace panoh::release {

namespace {

using microdata::ColumnNumber;
using microdata::Columns;
using microdata::Counter;

/// Cells that are held in memory of one table at a time.
constexpr std::size_t cells_at_once = std::size_t{4} << 20U;

/// Mean distance of each of `others` over these sets.
std::vector<double> means(const Counter& people, const std::vector<const Counter*>& others,
                          const std::vector<Columns>& sets)
{
    std::vector<double> sums(others.size());
    for (std::size_t first = 0; first < sets.size();) {
        std::size_t cells = 0;
        std::size_t last = first;
        while (last < sets.size() && (last == first || cells < cells_at_once))
            cells += microdata::cells_of(people.people().schema(), sets[last++]);
        const std::span<const Columns> some(sets.data() + first, last - first);
        const auto is = people.marginals(some);
        for (std::size_t other = 0; other < others.size(); ++other) {
            const auto seems = others[other]->marginals(some);
            for (std::size_t place = 0; place < some.size(); ++place)
                sums[other] += total_variation(is[place], people.people().people(), seems[place],
                                               others[other]->people().people());
        }
        first = last;
    }
    for (double& sum : sums)
        sum = sets.empty() ? 0 : sum / static_cast<double>(sets.size());
    return sums;
}

} // namespace

double total_variation(std::span<const std::uint32_t> one, std::uint64_t sum_of_one,
                       std::span<const std::uint32_t> other, std::uint64_t sum_of_other)
{
    if (sum_of_one == 0 || sum_of_other == 0) return sum_of_one == sum_of_other ? 0 : 1;
    const double a = 1 / static_cast<double>(sum_of_one);
    const double b = 1 / static_cast<double>(sum_of_other);
    double sum = 0;
    // Equal tables are equal to the last bit: one factor, where there is one.
    if (sum_of_one == sum_of_other) {
        std::uint64_t whole = 0;
        for (std::size_t cell = 0; cell < one.size(); ++cell)
            whole += one[cell] > other[cell] ? one[cell] - other[cell] : other[cell] - one[cell];
        sum = static_cast<double>(whole) * a;
    } else {
        for (std::size_t cell = 0; cell < one.size(); ++cell)
            sum += std::abs(one[cell] * a - other[cell] * b);
    }
    return std::min(1.0, sum / 2);
}

std::vector<Columns> column_sets(std::size_t columns, std::size_t length, std::size_t most)
{
    std::size_t all = 1;
    for (std::size_t step = 1; step <= length; ++step)
        all = columns < step ? 0 : all * (columns - step + 1) / step;
    if (all == 0) return {};
    std::vector<Columns> sets;
    Columns set(length);
    for (std::size_t axis = 0; axis < length; ++axis)
        set[axis] = static_cast<ColumnNumber>(axis);
    for (std::size_t number = 0; number < all; ++number) {
        if (all <= most || number * most / all != (number + 1) * most / all) sets.push_back(set);
        std::size_t axis = length;
        while (axis > 0 && set[axis - 1] + length - axis + 1 == columns)
            --axis;
        if (axis == 0) break;
        ++set[axis - 1];
        for (std::size_t later = axis; later < length; ++later)
            set[later] = static_cast<ColumnNumber>(set[later - 1] + 1);
    }
    return sets;
}

std::vector<Distances> distances(const Counter& people, const std::vector<const Counter*>& others)
{
    const std::size_t columns = people.people().columns();
    const auto pairs = column_sets(columns, 2, most_sets);
    const auto triples = column_sets(columns, 3, most_sets);
    const auto of_pairs = means(people, others, pairs);
    const auto of_triples = means(people, others, triples);
    std::vector<Distances> all;
    for (std::size_t other = 0; other < others.size(); ++other)
        all.push_back({.sets = static_cast<std::int64_t>(triples.size()),
                       .pairs = of_pairs[other],
                       .triples = of_triples[other],
                       .score_of_pairs = 1000 * (1 - of_pairs[other]),
                       .score_of_triples = 1000 * (1 - of_triples[other])});
    return all;
}

} // namespace panoh::release

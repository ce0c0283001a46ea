#pragma once

// Combinations of people beside those that were published, one length at a time.

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "microdata/counter.h"
#include "release/evaluation.h"

namespace panoh::release {

/// Calls `act(attributes, true_count, published_count)` once for each combination of either list, in their
/// order; the count is 0 where a list has it not.
template <typename Act>
void for_each_of_both(const microdata::Combinations& people, const microdata::Combinations& published,
                      const Act& act)
{
    std::size_t one = 0;
    std::size_t other = 0;
    while (one < people.size() || other < published.size()) {
        if (other == published.size()) {
            act(people.attributes(one), people.count(one), 0U);
            ++one;
            continue;
        }
        if (one == people.size()) {
            act(published.attributes(other), 0U, published.count(other));
            ++other;
            continue;
        }
        const auto a = people.attributes(one);
        const auto b = published.attributes(other);
        const auto order = std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
        const bool in_people = std::is_lteq(order);
        const bool in_published = std::is_gteq(order);
        act(in_people ? a : b, in_people ? people.count(one) : 0U,
            in_published ? published.count(other) : 0U);
        one += in_people ? 1 : 0;
        other += in_published ? 1 : 0;
    }
}

[[nodiscard]] LengthErrors errors_of(const microdata::Combinations& people,
                                     const microdata::Combinations& published, double people_per_row);

[[nodiscard]] SetErrors errors_by_set(const microdata::Counter& counter,
                                      const microdata::Combinations& people,
                                      const microdata::Combinations& published, double people_per_row);

/// Of every counted value of these columns.
[[nodiscard]] std::vector<GroupErrors>
errors_by_group(const microdata::Counter& counter, std::span<const microdata::ColumnNumber> columns,
                const microdata::Combinations& ones, const microdata::Combinations& people,
                const microdata::Combinations& published, double people_per_row);

/// Lists of one length after the other: how many combinations of `rows` fewer than k have, and how many
/// people have those.
[[nodiscard]] std::vector<RareInRows> rare_in_rows(const std::vector<microdata::Combinations>& people,
                                                   const std::vector<microdata::Combinations>& rows,
                                                   std::uint32_t k);

} // namespace panoh::release

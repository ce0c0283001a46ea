#pragma once

// Tables that differ by one person, whom nobody is like: the worst cases of a promise.

#include <cstdint>
#include <string>
#include <vector>

#include "microdata/microdata.h"

namespace panoh::release_audit {

struct Pair {
    std::string name;
    microdata::Microdata without;
    microdata::Microdata with; ///< the same and one more, who stands last
};

/// Five columns of four counted values each and one of ticks, cap 4: a small table's shape. Everybody but the
/// one person has the first three values, or none.
[[nodiscard]] microdata::Schema small_schema();

/// People of that schema, drawn by chance, whose values hang together.
[[nodiscard]] microdata::Microdata small_people(std::size_t people, std::uint64_t seed);

/// `people` and one more with these states.
[[nodiscard]] microdata::Microdata with_one_more(const microdata::Microdata& people,
                                                 const std::vector<std::uint8_t>& states);

/// The pairs that every mechanism over tables is held against: one person with values that nobody else has,
/// one with as many values as the cap, one with more, one with none, one of many alike, one alone in the
/// table, and one beside just as few people as are `too_few` (and with whom they are enough).
[[nodiscard]] std::vector<Pair> worst_pairs(std::size_t too_few);

/// One person in a file.
struct Stranger {
    std::string name;
    std::vector<std::string> rows; ///< what stands behind the person's number
};
/// One row, many that say the same, many that say other things, values that nobody declared.
[[nodiscard]] std::vector<Stranger> strangers();

/// A file of many people, some of them in two rows, none with more values than the cap; and the rows of one
/// more: the first in front, the second in the middle, the others at the end. The schema is the small one,
/// with the column "person" that says who it is.
[[nodiscard]] std::string rows(std::size_t people, const std::vector<std::string>& one_more);

/// Pairs by chance.
[[nodiscard]] Pair pair_by_chance(std::uint64_t seed);

} // namespace panoh::release_audit

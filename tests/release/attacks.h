#pragma once

// What somebody does who has a release, knows people, and wants to know who was in the table or what they
// have.

#include <span>
#include <vector>

#include "crowd.h"
#include "tabulation/tabulation.h"

namespace panoh::release_audit {

/// How likely it is that somebody was in the table, the higher the likelier; a number for each person.
using Scores = std::vector<double>;

/// How near the nearest published row is (distance to the closest record).
[[nodiscard]] Scores nearness(const Rows& people, const Rows& published);

/// How much denser published rows lie around a person than rows of others who were not in the table (van
/// Breugel, Sun, Qian and van der Schaar 2023, arXiv 2302.12580, with densities by a kernel over columns that
/// differ).
[[nodiscard]] Scores density_ratio(const Rows& people, const Rows& published, const Rows& others);

/// How much larger the published counts of a person's combinations are than those of others would have them
/// (Homer et al. 2008).
[[nodiscard]] Scores table_excess(const Rows& people, const tabulation::Tables& published,
                                  const Crowd& crowd);

/// What a column most likely says of each person by the rest of their row, judged by rows like theirs.
/// Rows that miss it say nothing.
[[nodiscard]] std::vector<std::uint8_t> guessed(const Rows& people, std::size_t column, const Rows& known,
                                                std::uint8_t missing);
/// The share of people of whom a guess is right.
[[nodiscard]] double right(const Rows& people, std::size_t column, const std::vector<std::uint8_t>& guesses);

/// A count of those who have a known combination and the hidden value.
struct Told {
    std::vector<std::size_t> people; ///< who has the combination
    double count = 0;                ///< how many of them have the value, as told
    double weight = 1;
};
/// Who has the hidden value, by least squares over all that was told (Dinur and Nissim 2003): for each person
/// a number that is near 1 or near 0.
[[nodiscard]] std::vector<double> reconstructed(std::size_t people, std::span<const Told> told);

} // namespace panoh::release_audit

#pragma once

// Every way from a table to something published, as one function each, and two runs of it told the same.

#include <cstdint>
#include <string>
#include <string_view>

#include "microdata/microdata.h"
#include "neighbours.h"
#include "transcript.h"

namespace panoh::release_audit {

enum class Mechanism { tables, independent, mst, aim, latent };
[[nodiscard]] std::string_view name_of(Mechanism mechanism);

/// What each is given: enough for noise that is small beside a small table.
constexpr privacy::Rho given = {std::int64_t{2} << 40};

/// As many people as it refuses, and one more it takes, when the noise on their number is nought.
[[nodiscard]] std::size_t too_few(Mechanism mechanism);

/// Everything that a run publishes, or its refusal, as text: two are equal when every bit of them is.
[[nodiscard]] std::string published(Mechanism mechanism, const microdata::Microdata& people,
                                    privacy::Spent& spent);

/// A run and what it was told.
struct Run {
    Transcript told;
    std::string published;
    privacy::Rho left;
};
[[nodiscard]] Run recorded(Mechanism mechanism, const microdata::Microdata& people, std::uint64_t seed);

/// A run on one table, and one on another that is told the same.
struct Twice {
    Run first;
    Run second;
    Account account;
    std::string faults; ///< what the second asked otherwise
};
[[nodiscard]] Twice twice(Mechanism mechanism, const microdata::Microdata& first,
                          const microdata::Microdata& second, std::uint64_t seed);

/// Fails the test case where the person makes any difference that was not paid for.
void compare(Mechanism mechanism, const Pair& pair, std::uint64_t seed);

} // namespace panoh::release_audit

#pragma once

// Rows that nobody has, made only of what many have together.

#include <cstdint>

#include "core/result.h"
#include "microdata/microdata.h"
#include "privacy/spent.h"

namespace panoh::anonymity {

struct SeedingPlan {
    /// Every row made is a combination of attributes that at least so many people have: 2 or more.
    std::uint32_t k = 10;
    unsigned threads = 0;
};

struct Seeded {
    microdata::Microdata rows;  ///< what is not part of a combination is missing
    std::int64_t from_rows = 0; ///< made after a row of the table
    std::int64_t from_rest = 0; ///< made of what those had left over
};

/// After each row of the table one is made: of its attributes one after the other, each with a chance in
/// proportion to how many people have it together with those already taken, as long as there is one that at
/// least k have. What the rows leave over makes further rows in the same way; at last each attribute stands
/// in as many rows as people have it, rounded down to a multiple of k (Darnton, Edge et al., arXiv
/// 2005.05688, describe the scheme).
///
/// Promise: for every row there are at least k people who have all of it. Not promised: anything about a
/// value that all of those k share, about repeated releases, or differential privacy. With an insecure seed
/// the rows do not depend on the number of threads. Refuses "anonymity/k_too_small",
/// "anonymity/too_few_people".
[[nodiscard]] core::Result<Seeded> seed_rows(const privacy::Sensitive<microdata::Microdata>& people,
                                             const privacy::Exact& exact, const SeedingPlan& plan,
                                             std::optional<std::uint64_t> insecure_seed = {});

} // namespace panoh::anonymity

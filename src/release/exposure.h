#pragma once

// Who stands out: people (or rows) with a combination of values that few have.

#include <cstdint>
#include <vector>

#include "microdata/counter.h"
#include "release/evaluation.h"

namespace panoh::release {

/// For each length 1, 2, ... of `combinations`, which are all that somebody in `counter` has. Looks at every
/// person and stops at the first combination that settles it.
[[nodiscard]] std::vector<Exposure> exposure_of(const microdata::Counter& counter,
                                                const std::vector<microdata::Combinations>& combinations,
                                                std::uint32_t k, unsigned threads);

} // namespace panoh::release

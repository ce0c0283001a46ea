#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "microdata/counter.h"

namespace panoh::microdata {

/// What `Counter::marginals` promises. `counts`: for each column how many people have each state.
[[nodiscard]] std::vector<std::vector<std::uint32_t>>
search_marginals(const Microdata& people, std::span<const std::vector<std::uint32_t>> counts,
                 std::span<const Columns> wanted, unsigned threads, Processor processor);

} // namespace panoh::microdata

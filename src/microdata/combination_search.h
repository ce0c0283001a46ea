#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "microdata/counter.h"
#include "microdata/processor.h"

namespace panoh::microdata {

/// What `Counter::combinations` promises. `counts`: for each column how many people have each state;
/// `numbers`: for each column and state the attribute's number, or -1.
[[nodiscard]] std::vector<Combinations>
search_combinations(const Microdata& people, std::span<const std::vector<std::uint32_t>> counts,
                    std::span<const std::vector<std::int32_t>> numbers, std::size_t attributes,
                    std::size_t length, std::uint32_t at_least, unsigned threads, Processor processor);

} // namespace panoh::microdata

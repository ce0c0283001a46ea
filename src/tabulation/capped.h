#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "microdata/microdata.h"
#include "privacy/spent.h"

namespace panoh::tabulation {

/// The same people with their counted values alone: those come first in each column, everything else is
/// missing, and whoever has more than `cap` keeps as many, each choice as likely as any other.
[[nodiscard]] microdata::Microdata capped(const microdata::Microdata& people, std::size_t cap,
                                          privacy::RandomBits& bits);

/// The counted values of each column, in the order of their codes.
[[nodiscard]] std::vector<std::vector<std::uint8_t>> counted_states(const microdata::Schema& schema);

} // namespace panoh::tabulation

#pragma once

// Tables that an output is held against, made of the people themselves. As sensitive as they are.

#include "core/result.h"
#include "microdata/microdata.h"

namespace panoh::release {

/// Each column shuffled by itself: every value stays as frequent, and columns tell nothing of each other. The
/// seed is part of the program.
[[nodiscard]] microdata::Microdata shuffled(const microdata::Microdata& people);
/// As many people, each drawn out of all with equal chance: how much another sample of the same size would
/// differ. The seed is part of the program.
[[nodiscard]] microdata::Microdata resampled(const microdata::Microdata& people);

/// The people as they are seen through a schema whose columns are the same, of which some have joined values
/// (`Value::from` of these names what was joined). "release/other_columns" (field: the column) where one is
/// missing or a value has no place.
[[nodiscard]] core::Result<microdata::Microdata> seen_through(const microdata::Schema& schema,
                                                              const microdata::Microdata& people);

} // namespace panoh::release

#pragma once

#include "core/result.h"
#include "synthesis/calibration.h"

namespace panoh::synthesis {

/// Probabilities of any columns together, row by row, whether a clique has them or not.
/// "synthesis/table_too_large" when a table on the way has more than 64 million cells.
[[nodiscard]] core::Result<std::vector<float>> joint(const Calibration& calibration, const Columns& columns);

} // namespace panoh::synthesis

#pragma once

// What all fits share.

#include "microdata/counter.h"
#include "privacy/spent.h"
#include "synthesis/model.h"
#include "synthesis/one_way.h"

namespace panoh::synthesis {

/// How strongly estimates lean to independence: see `Estimator`.
constexpr double prior = 0.02;

/// An estimator that knows what was measured column by column.
[[nodiscard]] Estimator started(const OneWay& one_way, double lean = prior);
/// Pays for the counts of these columns (of the model) with noise of that variance.
[[nodiscard]] Measurement measured(std::span<const std::uint32_t> counts, const Columns& columns,
                                   privacy::Spent& spent, privacy::Variance variance);
/// The model that an estimator has come to.
[[nodiscard]] Model fitted(std::string method, const microdata::Schema& schema, const OneWay& one_way,
                           const Estimator& estimator);

} // namespace panoh::synthesis

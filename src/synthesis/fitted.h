#pragma once

// What all fits share.

#include "microdata/counter.h"
#include "privacy/spent.h"
#include "synthesis/model.h"
#include "synthesis/one_way.h"

namespace panoh::synthesis {

/// Every two of so many columns.
[[nodiscard]] std::vector<Columns> pairs_of(std::size_t columns);
/// An estimator that knows what was measured column by column.
[[nodiscard]] Estimator started(const OneWay& one_way);
/// Pays for the counts of these columns (of the model) with noise of that variance.
[[nodiscard]] Measurement measured(std::span<const std::uint32_t> counts, const Columns& columns,
                                   privacy::Spent& spent, privacy::Variance variance, unsigned threads);
/// What a measurement was of, in the schema's columns.
[[nodiscard]] Measured in_schema(const Measurement& measurement, const Coding& coding);
/// The same of the first step.
[[nodiscard]] std::vector<Measured> measured_columns(const OneWay& one_way);
/// All of a model but its factors, and its people as counted by the columns alone.
[[nodiscard]] ModelParts begun(std::string method, const microdata::Schema& schema, const OneWay& one_way,
                               std::vector<Measured> measured, const privacy::Spent& spent);
/// The model of whole parts; "synthesis/nothing_possible" when the schema's impossible pairs leave no
/// combination.
[[nodiscard]] core::Result<Model> ended(ModelParts parts);
/// The model that an estimator has come to, by tables that were measured; refuses what `ended` refuses.
[[nodiscard]] core::Result<Model> fitted(std::string method, const microdata::Schema& schema,
                                         const OneWay& one_way, const Estimator& estimator,
                                         std::vector<Measured> measured, const privacy::Spent& spent);

} // namespace panoh::synthesis

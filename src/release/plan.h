#pragma once

// What a plan of a release must be, and what it will do: pure, and without a look at any table.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/result.h"
#include "microdata/schema.h"
#include "privacy/ledger.h"
#include "release/release.h"

namespace panoh::release {

/// All faults of a plan under the schema of its lineage at once, each with its field:
/// "release/title_missing", "release/text_too_long" (a title 200 letters, notes 4,000),
/// "release/text_invalid", "release/repeated", "release/source_invalid", "release/epsilon_missing",
/// "privacy/epsilon_invalid", "release/not_for_this_kind", "release/length_invalid", "anonymity/k_too_small",
/// "release/k_too_large", "release/rows_invalid", "release/column_unknown", "anonymity/not_ordered",
/// "anonymity/width_invalid", "anonymity/same_column", "release/too_many".
[[nodiscard]] core::Done check_plan(const ReleasePlan& plan, const microdata::Schema& schema);

/// The schema that the plan reads its table under: all of it, or the named columns; the others are left out.
[[nodiscard]] microdata::Schema used_schema(const microdata::Schema& schema, const ReleasePlan& plan);

/// The amount of a checked plan; none for `k`.
[[nodiscard]] std::optional<privacy::Epsilon> epsilon_of(const ReleasePlan& plan);

/// The noise on each count of so many values together.
struct ForecastLength {
    std::int64_t length = 1;
    std::int64_t combinations = 0; ///< that the schema allows
    double deviation = 0;          ///< standard deviation, before anything is fitted
};
PANOH_JSON(ForecastLength, length, combinations, deviation)

/// What a release would do, from the plan, the schema and the ledger alone.
struct ReleaseForecast {
    ReleaseKind kind = ReleaseKind::tables;
    std::optional<std::string> epsilon = {}; ///< of this release
    std::string epsilon_spent = {};          ///< by those before
    std::string epsilon_after = {};
    std::string epsilon_budget = {};
    std::int64_t delta_one_in = 0;
    double share_of_budget = 0; ///< 0 to 1; more when the budget does not hold it
    bool within_budget = true;
    /// False where no amount can say what is given away.
    bool covered = true;
    std::int64_t people = 0; ///< about how many, as is known in public
    std::int64_t columns = 0;
    std::int64_t cap = 0; ///< counted values of one person
    std::optional<double> deviation_of_people = {};
    /// Of `tables` every length; of models what is measured of single columns.
    std::vector<ForecastLength> lengths = {};
};
PANOH_JSON(ReleaseForecast, kind, epsilon, epsilon_spent, epsilon_after, epsilon_budget, delta_one_in,
           share_of_budget, within_budget, covered, people, columns, cap, deviation_of_people, lengths)

/// Refuses what `tabulation::forecast` does, and "synthesis/too_many_states", "synthesis/budget_too_small",
/// "synthesis/table_too_large".
[[nodiscard]] core::Result<ReleaseForecast>
forecast_of(const ReleasePlan& plan, const microdata::Schema& used, const privacy::LedgerState& ledger);

/// "ledger/overspent" (field: what is left, as epsilon) where the budget does not hold it.
[[nodiscard]] core::Done check_budget(const ReleaseForecast& forecast, const privacy::LedgerState& ledger);

} // namespace panoh::release

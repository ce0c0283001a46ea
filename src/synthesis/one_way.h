#pragma once

// The first step of every fit: how many people have each state, column by column.

#include "core/result.h"
#include "privacy/spent.h"
#include "synthesis/coding.h"

namespace panoh::synthesis {

struct OneWay {
    Coding coding;
    microdata::Microdata people; ///< in cells; as sensitive as the table itself
    std::vector<std::vector<double>> independence;
    std::vector<Measurement> measurements;
    std::vector<Exclusion> exclusions;
    double total = 0;
    double total_variance = 0;
};

/// What `measure_one_way` refuses before it pays, for whoever has to debit a ledger first.
[[nodiscard]] core::Done check_one_way(const microdata::Schema& schema, privacy::Rho rho);

/// Measures every column at once for `rho` (one person changes one count in each). States whose noisy count
/// is below `deviations` standard deviations of the noise share a cell with others.
/// "synthesis/too_many_states" (field: the column), "synthesis/budget_too_small" (the noise would be larger
/// than a twentieth of the people who are known of in public), "synthesis/too_few_people" (the noisy number
/// of people is below 50 or not told from 0).
[[nodiscard]] core::Result<OneWay> measure_one_way(const microdata::Microdata& people, privacy::Spent& spent,
                                                   privacy::Rho rho, double deviations, unsigned threads = 0);

} // namespace panoh::synthesis

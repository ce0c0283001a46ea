#pragma once

// Outputs as CSV that any spreadsheet opens.

#include <span>
#include <string>
#include <vector>

#include "anonymity/cross_table.h"
#include "microdata/counter.h"
#include "microdata/microdata.h"
#include "release/output.h"
#include "tabulation/tabulation.h"

namespace panoh::release {

/// One row a person: the columns' names, then their values' names, "~other", and nothing for what is missing.
[[nodiscard]] std::string microdata_csv(const microdata::Microdata& people);

/// One row a combination: `length`, for each place `column_1`, `value_1`, ..., then `count`, `deviation`,
/// `low`, `high` (19 of 20 true counts lie between) and `note`: "unreliable" where the count is below two
/// deviations. The first row, of length 0, is the number of people.
[[nodiscard]] std::string tables_csv(const microdata::Schema& schema, const tabulation::Tables& tables);

/// The same columns without deviations, of exact counts: rounded down to multiples of `rounded_to` (1: as
/// they are). What is 0 then is not listed, and the number of people is rounded too. Piece by piece: ten
/// million combinations are a gigabyte.
[[nodiscard]] core::Done put_counts_csv(const microdata::Counter& counter,
                                        const std::vector<microdata::Combinations>& combinations,
                                        std::uint32_t rounded_to, const Output::Put& put);

/// One row a count of each table: `row_column`, `row`, `column_column`, `column`, `count`; "hidden" where it
/// is, and
/// "~all" for totals.
[[nodiscard]] std::string cross_tables_csv(std::span<const anonymity::CrossTable> tables);

/// The interval that a count and its deviation stand for, at 95 %: whole numbers, not negative.
struct Interval {
    std::int64_t low = 0;
    std::int64_t high = 0;
};
[[nodiscard]] Interval interval_of(double count, double deviation);

} // namespace panoh::release

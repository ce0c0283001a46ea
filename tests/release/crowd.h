#pragma once

// Fictional people, of whom chance says who is in the table: so that whoever looks at what was published can
// be asked who was.

#include <cstdint>
#include <vector>

#include "microdata/microdata.h"

namespace panoh::release_audit {

/// States of one person, a column each.
using Row = std::vector<std::uint8_t>;
using Rows = std::vector<Row>;

struct Crowd {
    microdata::Schema schema;
    Rows members;   ///< in the table: each of two thirds of the people with a chance of one half
    Rows strangers; ///< the others of those two thirds
    Rows others;    ///< a third that is never in it, and that who attacks knows
};

/// `people` in all, of `columns` (at most 30) of the columns that coded cases have.
[[nodiscard]] Crowd crowd(std::size_t people, std::size_t columns, std::uint64_t seed);

[[nodiscard]] microdata::Microdata table_of(const microdata::Schema& schema, const Rows& rows);
[[nodiscard]] Rows rows_of(const microdata::Microdata& table);

} // namespace panoh::release_audit

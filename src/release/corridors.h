#pragma once

// Where people came from and where they were exploited, two values together: of what is released, and no more
// than stands in its files.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/json.h"
#include "microdata/microdata.h"
#include "tabulation/tabulation.h"

namespace panoh::release {

struct Corridor {
    std::string from;
    std::string to;
    std::int64_t count = 0;
    /// 19 of 20 true counts lie between; none where no noise was added, or it is not known how much.
    std::optional<std::int64_t> low = {};
    std::optional<std::int64_t> high = {};
};
PANOH_JSON(Corridor, from, to, count, low, high)

struct Corridors {
    std::string from_column;
    std::string to_column;
    std::vector<Corridor> largest = {}; ///< at most 20, the largest first
    std::int64_t more = 0;              ///< that are in the files besides
};
PANOH_JSON(Corridors, from_column, to_column, largest, more)

/// Nothing where the schema has not both columns (`citizenship`, and `country_of_exploitation` or
/// `CountryOfExploitation`), or no two values are listed together.
[[nodiscard]] std::optional<Corridors> corridors_of(const microdata::Schema& schema,
                                                    const tabulation::Tables& tables);
/// The same of rows that are published; who has one of the two not known is on no corridor.
[[nodiscard]] std::optional<Corridors> corridors_of(const microdata::Microdata& rows);

} // namespace panoh::release

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/json.h"

namespace panoh::outreach {

/// How many of one sort. What is not given was not asked: it is "not known", never a sort of its own.
struct Cell {
    std::optional<core::Coded<"gender">> gender = {};
    std::optional<core::Coded<"age_group">> age_group = {};
    std::optional<core::Coded<"country">> country = {};
    std::optional<std::string> region = {}; ///< of the country
    std::optional<core::Coded<"sector">> sector = {};
    std::int64_t count = 0;
};
PANOH_JSON(Cell, gender, age_group, country, region, sector, count)

[[nodiscard]] std::int64_t sum_of(const std::vector<Cell>& cells);

} // namespace panoh::outreach

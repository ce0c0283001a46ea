#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/ids.h"

namespace panoh::release {

/// A loaded table: named, read-only, its cells as they came.
struct Dataset {
    core::DatasetId id = {};
    std::int64_t number = 0; ///< inside the database only
    std::string name = {};
    std::string source = {};
    std::string citation = {};
    std::string header = {}; ///< the first line as it stood
    std::int64_t records = 0;
    std::int64_t small_cell = 0; ///< counts below this were hidden when its tables were made
    core::Instant imported_at = {};
    core::UserId imported_by = {}; ///< null: a command
};

/// What CTDC asks everybody to write beside its figures.
constexpr std::string_view ctdc_citation = "CTDC, IOM, 2021";
constexpr std::string_view ctdc_source = "CTDC Global Dataset (k-anonymised)";

} // namespace panoh::release

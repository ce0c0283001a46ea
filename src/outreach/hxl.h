#pragma once

// Measurements as a table with the hashtags of the Humanitarian Exchange Language, standard 1.1: headings,
// tags, then one line each.

#include <string>
#include <vector>

#include "outreach/measurement.h"

namespace panoh::outreach {

struct NamedMeasurement {
    core::ItemId id = {};
    Measurement value = {};
    std::string of = {}; ///< title of what it was measured of
};

/// CSV, RFC 4180, with the guard against formulas. Codes and numbers as they are kept; several countries with
/// a space between.
[[nodiscard]] std::string hxl_table(const std::vector<NamedMeasurement>& measurements);

} // namespace panoh::outreach

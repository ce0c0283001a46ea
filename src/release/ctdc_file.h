#pragma once

// A whole CTDC file: checked and counted in one pass, before anything is written.

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "release/ctdc.h"
#include "release/statistics.h"

namespace panoh::release {

/// What a file holds, or everything that keeps it from being imported.
struct CheckedFile {
    std::int64_t records = 0;
    std::vector<Refusal> refused = {}; ///< the first `most_refusals`
    std::int64_t refused_total = 0;
    Tally tally = {};
};

constexpr std::size_t most_refusals = 500;

/// Reads and checks all of it. Besides what a record can be refused for: the faults of `tables::CsvReader`,
/// after which nothing more is read; "release/header_missing" and "release/rows_missing". `latest_year`: no
/// registration is later.
[[nodiscard]] CheckedFile check_ctdc_file(std::string_view text, int latest_year);

/// The first record of a checked file as it stood: byte order mark, names, line break.
[[nodiscard]] std::string_view ctdc_header(std::string_view text);

/// A record of a checked file as it stood, with its line break, and its codes.
struct CtdcLine {
    std::string_view source;
    CtdcCodes codes;
};
/// Calls `use` for every record of a checked file, in order, until it returns false.
void each_ctdc_line(std::string_view text, const std::function<bool(const CtdcLine&)>& use);

} // namespace panoh::release

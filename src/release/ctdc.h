#pragma once

// One record of the CTDC table: is every cell allowed, and what does it say in HTCDS codes.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/json.h"
#include "release/ctdc_columns.h"
#include "tables/csv_reader.h"

namespace panoh::release {

/// One thing that keeps a file from being imported, at its place.
struct Refusal {
    std::int64_t line = 0;
    std::string column = {}; ///< name of the column; empty when the whole record is meant
    std::string code = {};   ///< "release/cell_not_allowed"
    bool operator==(const Refusal&) const = default;
};
PANOH_JSON(Refusal, line, column, code)

using OnRefusal = std::function<void(Refusal)>;
using Cells = std::span<const std::string_view>;

/// The first record must be the 63 names in order. Refusals: release/column_count, release/column_name (for
/// each name that differs, with the name that should stand there).
void check_ctdc_header(const tables::CsvRecord& record, const OnRefusal& refuse);
/// Checks every cell against the data dictionary. Refusals: release/column_count, release/year_invalid (no
/// year, before 1900 or after `latest_year`), release/country_unknown, release/cell_not_allowed.
void check_ctdc_record(const tables::CsvRecord& record, int latest_year, const OnRefusal& refuse);

/// Whether a source cell says nothing: "", "-99" (dictionary: missing), "00" (unknown country), "Unknown"
/// (not collected or not specified). Missing is never "no".
[[nodiscard]] bool is_missing(std::string_view cell);

/// Yes and no to the codes of a set, bit n for code n of `ctdc_codes(set)`. A code with neither bit was not
/// recorded.
struct Answers {
    std::uint32_t yes = 0;
    std::uint32_t no = 0;
    bool operator==(const Answers&) const = default;
};

/// What a record says in HTCDS codes. Empty: not recorded. The views are of static texts.
struct CtdcCodes {
    std::optional<int> year = {};
    std::string_view gender = {};                  ///< list "gender"
    std::string_view age_band = {};                ///< list "age_band"
    std::string_view citizenship = {};             ///< list "country"
    std::string_view country_of_exploitation = {}; ///< list "country"
    Answers control = {};                          ///< list "method_of_control"
    Answers exploitation = {};                     ///< list "exploitation"
    Answers industry = {};                         ///< list "labour_industry"
    Answers sexual = {};                           ///< list "sexual_exploitation"
    Answers relationship = {};                     ///< list "relationship_to_trafficker"
};
/// Of the 63 cells of a record that passed its check.
[[nodiscard]] CtdcCodes derive_codes(Cells cells);

} // namespace panoh::release

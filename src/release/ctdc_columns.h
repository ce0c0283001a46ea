#pragma once

// The layout of the CTDC Global Dataset (k-anonymised, record level): its 63 columns and what each may hold.
// Source: CTDC data dictionary of 25 August 2021 (IOM) and the published file of 15 July 2021.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace panoh::release {

/// What the cells of a column may be. Every kind may also be missing: "", "-99", "00" or "Unknown".
enum class CellKind {
    year,   ///< four digits
    source, ///< "Case Management" or "Hotline"
    gender,
    age_band, ///< "9--17"
    majority, ///< "Adult" or "Minor"
    country,  ///< ISO 3166 alpha-2, and the two withdrawn ones of the dictionary
    flag,     ///< "0" or "1"
    control_words,
    exploitation_words,
    labour_words,
    sexual_words,
    recruiter_words, ///< words joined with ";"
};

/// The HTCDS lists that flag columns speak about.
enum class CodeSet { none, control, exploitation, industry, sexual, relationship };

struct CtdcColumn {
    std::string_view name;
    CellKind kind;
    CodeSet set = CodeSet::none; ///< for flags: which list it derives into
    std::string_view code = {};  ///< and which code there
};

constexpr int ctdc_column_count = 63;
/// In the order of the file.
[[nodiscard]] const std::array<CtdcColumn, ctdc_column_count>& ctdc_columns();

/// Places of the columns that are read by name.
namespace ctdc {
constexpr int year = 0;
constexpr int gender = 2;
constexpr int age_band = 3;
constexpr int citizenship = 7;
constexpr int forced_labour = 27;
constexpr int sexual_exploitation = 28;
constexpr int sex_and_labour = 30;
constexpr int country_of_exploitation = 57;
} // namespace ctdc

/// The codes that a set's flags can derive, in a fixed order: bit n of a stored number is code n of this
/// list.
[[nodiscard]] std::span<const std::string_view> ctdc_codes(CodeSet set);
/// The bit of a flag column's code in its set; 0 for columns that derive nothing.
[[nodiscard]] std::uint32_t ctdc_bit(int column);
/// The words a concatenated column may hold.
[[nodiscard]] std::span<const std::string_view> ctdc_words(CellKind kind);

} // namespace panoh::release

#pragma once

// Our own cases in the two record-level layouts of CTDC, by the rules of data/ctdc/own_cases.csv. Such a row
// is personal data: it is neither k-anonymous nor synthetic, and no publication.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records/record.h"

namespace panoh::records {

enum class CtdcLayout {
    k_anonymised, ///< 63 columns, 15 July 2021
    synthetic,    ///< 27 columns
};
/// Of "63" and "27".
[[nodiscard]] std::optional<CtdcLayout> ctdc_layout(std::string_view columns);

/// How a cell is made; data/ctdc/README.md says what each means.
enum class CtdcRule {
    year,
    constant,
    code,
    only,
    only3,
    flag,
    not_said,
    labour_not_said,
    both,
    words,
    majority,
    at_exploitation,
    months,
    none
};

/// A line of that table.
struct CtdcOwnColumn {
    std::string_view name;
    CtdcRule rule = CtdcRule::none;
    std::string_view from; ///< member of a record
    std::string_view codes;
    std::string_view how;
    std::string_view source;
};
[[nodiscard]] std::span<const CtdcOwnColumn> ctdc_own_columns(CtdcLayout layout);

/// Whether a case belongs into such a table: not where it was found to be no trafficking.
[[nodiscard]] bool belongs_in_ctdc(const Record& record);
/// Its cells, one for each column. What is not known is empty, never "0".
[[nodiscard]] std::vector<std::string> ctdc_row(CtdcLayout layout, const Record& record);
/// The line of names, and a row, as the published file writes them.
[[nodiscard]] std::string ctdc_header_line(CtdcLayout layout);
[[nodiscard]] std::string ctdc_line(CtdcLayout layout, const Record& record);

} // namespace panoh::records

template <>
struct panoh::core::Names<panoh::records::CtdcRule> {
    using enum panoh::records::CtdcRule;
    static constexpr std::array<Named<panoh::records::CtdcRule>, 14> all = {
        {{year, "year"},
         {constant, "constant"},
         {code, "code"},
         {only, "only"},
         {only3, "only3"},
         {flag, "flag"},
         {not_said, "not_said"},
         {labour_not_said, "labour_not_said"},
         {both, "both"},
         {words, "words"},
         {majority, "majority"},
         {at_exploitation, "at_exploitation"},
         {months, "months"},
         {none, "none"}}};
};

#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/names.h"
#include "records/htcds_fields.h"

namespace panoh::records {

/// What a person has to know of a column of ours to say what a column of theirs is.
struct ColumnFacts {
    std::string_view name = {};    ///< "prs_Gender", "panoh_FullName"
    std::string_view member = {};  ///< "gender"; empty for a whole name in one cell
    std::string_view section = {}; ///< of the standard; "Panoh" for ours
    FieldKind kind = FieldKind::text;
    std::string_view list = {}; ///< its code list, or empty
    bool unknown_too = false;   ///< coded, and also takes why there is no answer ("~refused")
};

/// Every column that a mapping may choose, in the order of `columns()`; whole names last.
[[nodiscard]] std::span<const ColumnFacts> column_facts();

} // namespace panoh::records

template <>
struct panoh::core::Names<panoh::records::FieldKind> {
    using enum panoh::records::FieldKind;
    static constexpr std::array<Named<panoh::records::FieldKind>, 8> all = {{{text, "text"},
                                                                             {date, "date"},
                                                                             {code, "code"},
                                                                             {codes, "codes"},
                                                                             {yes_no, "yes_no"},
                                                                             {number, "number"},
                                                                             {degrees, "degrees"},
                                                                             {lookup, "lookup"}}};
};

#pragma once

#include <span>
#include <string_view>

namespace panoh::records {

/// What kind of answer a field of the standard takes.
enum class FieldKind { text, date, code, codes, yes_no, number, degrees, lookup };

/// One field of HTCDS 2.0 and where Panoh keeps it: a line of data/htcds/fields.csv, built into the program.
struct HtcdsField {
    std::string_view name;    ///< "prs_Gender", byte-exact
    std::string_view section; ///< "Person"
    bool core = false;        ///< a core component of the standard
    bool deprecated = false;
    FieldKind kind = FieldKind::text;
    std::string_view place;  ///< coded, identity, whereabouts, narrative or directory
    std::string_view member; ///< "gender", "story.events.city"
    std::string_view list;   ///< its code list, or empty
};

/// All 84, in the order of the standard.
[[nodiscard]] std::span<const HtcdsField> htcds_fields();

} // namespace panoh::records

#include "records/column_facts.h"

#include <algorithm>
#include <array>
#include <vector>

#include "records/layout.h"

namespace panoh::records {
namespace {

/// What `columns()` does not say of ours; the others are text.
struct OwnKind {
    std::string_view name;
    FieldKind kind;
    std::string_view list;
};
constexpr std::array<OwnKind, 15> own_kinds = {{
    {"panoh_OpenedOn", FieldKind::date, ""},
    {"panoh_Country", FieldKind::code, "country"},
    {"panoh_ClosureReason", FieldKind::code, "closure_reason"},
    {"panoh_ConsentMode", FieldKind::code, "consent_mode"},
    {"panoh_ConsentException", FieldKind::code, "consent_exception"},
    {"panoh_ReferralSource", FieldKind::code, "referral_source"},
    {"panoh_RiskLevel", FieldKind::code, "risk_level"},
    {"panoh_NextStep", FieldKind::code, "next_step"},
    {"panoh_DueOn", FieldKind::date, ""},
    {"panoh_CountryOfExploitation", FieldKind::code, "country"},
    {"panoh_ExploitationFrom", FieldKind::date, ""},
    {"panoh_ExploitationTo", FieldKind::date, ""},
    {"panoh_NameScript", FieldKind::code, "name_script"},
    {"panoh_NameKind", FieldKind::code, "name_kind"},
    {"panoh_EventEpisode", FieldKind::number, ""},
}};

/// The exact codes stand only in our own exports, and an organisation has its address in the directory:
/// neither comes in with somebody's spreadsheet.
bool is_offered(const Column& column)
{
    return !column.member.empty() && !column.member.starts_with("organisation.");
}

/// Whether a cell may say that there is no answer: tried, so that it cannot be told otherwise than it is.
bool takes_unknown(std::string_view name)
{
    const std::vector<std::string> headings = {std::string(name)};
    const Line line{.row = 1, .cells = {"~unknown"}};
    std::vector<CellFault> faults;
    (void)LineReader(headings).read({&line, 1}, faults);
    return faults.empty();
}

ColumnFacts facts_of(const Column& column)
{
    ColumnFacts facts{.name = column.name, .member = column.member, .section = "Panoh"};
    const auto fields = htcds_fields();
    const auto field = std::ranges::find(fields, column.name, &HtcdsField::name);
    if (field != fields.end()) {
        facts.section = field->section;
        facts.kind = field->kind;
        facts.list = field->list;
    }
    const auto* own = std::ranges::find(own_kinds, column.name, &OwnKind::name);
    if (own != own_kinds.end()) {
        facts.kind = own->kind;
        facts.list = own->list;
    }
    using enum FieldKind;
    const bool coded = facts.kind == code || facts.kind == codes || facts.kind == yes_no;
    facts.unknown_too = coded && takes_unknown(column.name);
    return facts;
}

} // namespace

std::span<const ColumnFacts> column_facts()
{
    static const std::vector<ColumnFacts> all = [] {
        std::vector<ColumnFacts> made;
        for (const auto& column : columns())
            if (is_offered(column)) made.push_back(facts_of(column));
        for (const std::string_view name : {"panoh_FullName", "panoh_FullNameGivenFirst"})
            made.push_back({.name = name, .section = "Panoh"});
        return made;
    }();
    return all;
}

} // namespace panoh::records

#include "records/layout.h"

#include <algorithm>
#include <array>
#include <map>

#include "records/members.h"

namespace panoh::records {
namespace {

constexpr std::string_view exact_name = "panoh_Exact";
constexpr std::string_view reference_name = "panoh_Reference";

/// What the standard has no place for.
constexpr std::array<Column, 26> own_columns = {{
    {reference_name, "reference"},
    {"panoh_OpenedOn", "opened_on"},
    {"panoh_Country", "country"},
    {"panoh_ClosureReason", "closure_reason"},
    {"panoh_ConsentMode", "consent.mode"},
    {"panoh_ConsentException", "consent.exception"},
    {"panoh_ReferralSource", "referral_source"},
    {"panoh_RiskLevel", "risk_level"},
    {"panoh_NextStep", "next_step"},
    {"panoh_DueOn", "due_on"},
    {"panoh_CountryOfExploitation", "country_of_exploitation"},
    {"panoh_ExploitationFrom", "exploitation_from"},
    {"panoh_ExploitationTo", "exploitation_to"},
    {"panoh_NameScript", "identity.names.script"},
    {"panoh_NameKind", "identity.names.kind"},
    {"panoh_Birthplace", "identity.birthplace"},
    {"panoh_MotherName", "identity.mother_name"},
    {"panoh_LivesIn", "whereabouts.lives_in"},
    {"panoh_SafeContact", "whereabouts.safe_contact"},
    {"panoh_EventEpisode", "story.events.episode"},
    {"panoh_CommentAt", "notes.written_at"},
    {"panoh_CommentBy", "notes.written_by"},
    {"panoh_OrganisationName2", "organisation.alternate_name"},
    {"panoh_OrganisationEmail", "organisation.email"},
    {"panoh_OrganisationWebsite", "organisation.website"},
    {exact_name, ""},
}};

/// Whether an answer belongs to one episode, so that a further line says it of a further episode.
bool is_of_episode(std::string_view member)
{
    bool found = false;
    boost::mp11::mp_for_each<core::JsonMembers<cases::Episode>>(
        [&](auto one) { found = found || member == one.name; });
    return found;
}

std::optional<CellText> get(const Record& record, std::string_view member, std::size_t line)
{
    if (line > 0 && is_of_episode(member)) {
        if (!record.further_episodes) return std::nullopt;
        return get_member(*record.further_episodes, member, line - 1);
    }
    return get_member(record, member, line);
}

Fault set(Record& record, std::string_view member, std::size_t line, std::string_view text)
{
    if (line > 0 && is_of_episode(member)) {
        if (!record.further_episodes) record.further_episodes.emplace();
        return set_member(*record.further_episodes, member, line - 1, text);
    }
    return set_member(record, member, line, text);
}

/// "prs_Gender=~refused|vic_TypeOfExploitation=ForcedLabour;OnlineScamCompound"
std::map<std::string_view, std::string_view> read_exact(std::string_view text)
{
    std::map<std::string_view, std::string_view> exact;
    while (!text.empty()) {
        const auto end = std::min(text.find('|'), text.size());
        const auto one = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (const auto equals = one.find('='); equals != std::string_view::npos)
            exact.emplace(core::trim(one.substr(0, equals)), core::trim(one.substr(equals + 1)));
    }
    return exact;
}

/// The exact codes hold while the cell still says what they make of it: what somebody changed in the table
/// wins.
Fault set_exact(Record& record, const Column& column, std::size_t line, std::string_view text,
                std::string_view exact)
{
    Record tried = {};
    if (set(tried, column.member, line, exact).empty())
        if (const auto made = get(tried, column.member, line); made && made->text == core::trim(text))
            return set(record, column.member, line, exact);
    return core::is_blank(text) ? Fault() : set(record, column.member, line, text);
}

} // namespace

std::span<const Column> columns()
{
    static const std::vector<Column> all = [] {
        std::vector<Column> made;
        for (const auto& field : htcds_fields())
            made.push_back({field.name, field.member});
        made.insert(made.end(), own_columns.begin(), own_columns.end());
        return made;
    }();
    return all;
}

std::vector<std::vector<CellText>> lines_of(const Record& record)
{
    std::vector<std::vector<CellText>> lines;
    for (std::size_t line = 0;; ++line) {
        std::vector<CellText> cells;
        std::string exact;
        bool any = line == 0;
        for (const auto& column : columns()) {
            if (column.member.empty()) continue;
            // Every line of a record has its reference: that holds them together.
            auto cell = get(record, column.member, column.name == reference_name ? 0 : line);
            any = any || (cell && column.name != reference_name);
            if (cell && cell->exact)
                exact += fmt::format("{}{}={}", exact.empty() ? "" : "|", column.name, *cell->exact);
            cells.push_back(cell.value_or(CellText{}));
        }
        if (!any) return lines;
        cells.push_back({.text = std::move(exact)});
        lines.push_back(std::move(cells));
    }
}

LineReader::LineReader(std::span<const std::string> headings)
{
    std::map<std::string, const Column*> by_name;
    for (const auto& column : columns())
        by_name.emplace(core::fold_case(column.name), &column);
    std::vector<const Column*> seen;
    for (std::size_t at = 0; at < headings.size(); ++at) {
        const auto heading = core::trim(headings[at]);
        if (heading.empty()) continue;
        const auto found = by_name.find(core::fold_case(heading));
        if (found == by_name.end()) {
            unknown_.emplace_back(heading);
            continue;
        }
        const Column* const column = found->second;
        if (std::ranges::find(seen, column) != seen.end()) {
            faults_.push_back({1, at, "records/heading_twice"});
            continue;
        }
        seen.push_back(column);
        known_ += column->name.starts_with("panoh_") ? 0 : 1;
        if (column->name == reference_name) reference_ = static_cast<std::ptrdiff_t>(at);
        if (column->name == exact_name)
            exact_ = static_cast<std::ptrdiff_t>(at);
        else
            columns_.push_back({at, column});
    }
}

std::string_view LineReader::cell(const Line& line, std::size_t at) const
{
    return at < line.cells.size() ? std::string_view(line.cells[at]) : std::string_view();
}

bool LineReader::continues(const Line& before, const Line& line) const
{
    if (reference_ < 0) return false;
    const auto reference = core::trim(cell(line, static_cast<std::size_t>(reference_)));
    return !reference.empty() && reference == core::trim(cell(before, static_cast<std::size_t>(reference_)));
}

Record LineReader::read(std::span<const Line> lines, std::vector<CellFault>& faults) const
{
    Record record;
    for (std::size_t line = 0; line < lines.size(); ++line) {
        const auto exact = exact_ < 0 ? std::map<std::string_view, std::string_view>()
                                      : read_exact(cell(lines[line], static_cast<std::size_t>(exact_)));
        for (const auto& [at, column] : columns_) {
            const auto text = cell(lines[line], at);
            const auto codes = exact.find(column->name);
            Fault fault;
            if (codes != exact.end())
                fault = set_exact(record, *column, line, text, codes->second);
            else if (!core::is_blank(text))
                fault = set(record, column->member, line, text);
            if (!fault.empty()) faults.push_back({lines[line].row, at, std::string(fault)});
        }
    }
    return record;
}

} // namespace panoh::records

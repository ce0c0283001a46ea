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

/// Pseudo-columns of a mapping: a whole name in one cell.
constexpr std::array<Column, 2> full_names = {{{"panoh_FullName", ""}, {"panoh_FullNameGivenFirst", ""}}};
bool is_full_name(const Column& column)
{
    return std::ranges::any_of(full_names, [&](const Column& one) { return one.name == column.name; });
}

/// "Токтосунова Айгүл Асан кызы": the family name, the given name, and whose child.
void set_full_name(Record& record, bool given_first, std::size_t line, std::string_view text)
{
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find_first_of(" \t\n", begin), text.size());
        if (end > begin) words.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (words.empty()) return;
    if (given_first && words.size() > 1) std::swap(words[0], words[1]);
    if (record.identity.names.size() <= line) record.identity.names.resize(line + 1);
    auto& name = record.identity.names[line];
    (words.size() == 1 && given_first ? name.given : name.family) = words[0];
    if (words.size() > 1) name.given = words[1];
    std::string rest;
    for (std::size_t i = 2; i < words.size(); ++i)
        rest += (i == 2 ? "" : " ") + words[i];
    if (!rest.empty()) name.patronymic = rest;
}

/// A day whose month comes first, as others write it; everything else as it is.
std::string in_order(std::string_view text, bool month_first)
{
    std::string same(text);
    if (!month_first) return same;
    const auto first = same.find('/');
    const auto second = first == std::string::npos ? first : same.find('/', first + 1);
    if (second == std::string::npos || first > 2) return same;
    return same.substr(first + 1, second - first - 1) + '/' + same.substr(0, first) + same.substr(second);
}

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

/// A month or a year, however it is written: these answers are text, "2021-04".
Fault month_of(std::string_view text, std::string& month)
{
    const auto day = parse_day(text);
    if (!day) return "records/not_a_date";
    month = core::to_string(core::PartialDate{.year = day->year, .month = day->month});
    return {};
}

Fault set(Record& record, std::string_view member, std::size_t line, std::string_view text)
{
    std::string month;
    if (member == "exploitation_from" || member == "exploitation_to") {
        if (const Fault fault = month_of(text, month); !fault.empty()) return fault;
        text = month;
    }
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

namespace {

const Column* column_named(std::string_view name)
{
    static const auto by_name = [] {
        std::map<std::string, const Column*> all;
        for (const auto& column : columns())
            all.emplace(core::fold_case(column.name), &column);
        for (const auto& column : full_names)
            all.emplace(core::fold_case(column.name), &column);
        return all;
    }();
    const auto found = by_name.find(core::fold_case(core::trim(name)));
    return found == by_name.end() ? nullptr : found->second;
}

} // namespace

LineReader::LineReader(std::span<const std::string> headings)
{
    for (std::size_t at = 0; at < headings.size(); ++at) {
        if (core::is_blank(headings[at])) continue;
        if (const auto* column = column_named(headings[at]))
            take(at, *column, {});
        else
            unknown_.emplace_back(core::trim(headings[at]));
    }
}

LineReader::LineReader(std::span<const std::string> headings, const Mapping& mapping)
    : month_first_(mapping.month_first)
{
    for (std::size_t at = 0; at < headings.size(); ++at) {
        const auto choice = std::ranges::find_if(mapping.columns, [&](const ColumnChoice& one) {
            return core::trim(one.heading) == core::trim(headings[at]);
        });
        if (choice == mapping.columns.end() || choice->column.empty()) continue;
        if (const auto* column = column_named(choice->column))
            take(at, *column, choice->values);
        else
            faults_.push_back({1, at, "records/column_unknown"});
    }
}

void LineReader::take(std::size_t at, const Column& column, std::span<const ValueChoice> values)
{
    const bool twice =
        std::ranges::any_of(columns_, [&](const Known& known) { return known.column->name == column.name; });
    if (twice || (column.name == exact_name && exact_ >= 0)) {
        faults_.push_back({1, at, "records/heading_twice"});
        return;
    }
    known_ += column.name.starts_with("panoh_") && !is_full_name(column) ? 0 : 1;
    if (column.name == reference_name) reference_ = static_cast<std::ptrdiff_t>(at);
    if (column.name == exact_name) {
        exact_ = static_cast<std::ptrdiff_t>(at);
        return;
    }
    Known known{.at = at, .column = &column};
    for (const auto& value : values)
        known.values.emplace(core::fold_case(core::trim(value.value)), value.code);
    columns_.push_back(std::move(known));
}

Fault LineReader::set_cell(Record& record, const Known& known, std::size_t line, std::string_view text) const
{
    if (is_full_name(*known.column)) {
        set_full_name(record, known.column->name == full_names[1].name, line, text);
        return {};
    }
    if (known.values.empty()) return set(record, known.column->member, line, in_order(text, month_first_));
    // Each part is looked up, or the whole where a value holds a comma.
    const auto meant = [&](std::string_view value) {
        const auto found = known.values.find(core::fold_case(core::trim(value)));
        return found == known.values.end() ? std::optional<std::string>() : std::optional(found->second);
    };
    std::string codes;
    if (const auto whole = meant(text)) {
        codes = *whole;
    } else {
        for (const auto part : parts_of(text)) {
            const std::string code = meant(part).value_or(std::string(part));
            if (!code.empty()) codes += (codes.empty() ? "" : ";") + code;
        }
    }
    return codes.empty() ? Fault() : set(record, known.column->member, line, codes);
}

std::optional<std::size_t> LineReader::column_of(std::string_view member) const
{
    if (member.starts_with("further_episodes.")) member.remove_prefix(17);
    if (member.empty()) return std::nullopt;
    for (const auto& known : columns_)
        if (known.column->member == member) return known.at;
    for (const auto& known : columns_)
        if (known.column->member.starts_with(member)) return known.at;
    return std::nullopt;
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
        for (const auto& known : columns_) {
            const auto text = cell(lines[line], known.at);
            const auto codes = exact.find(known.column->name);
            Fault fault;
            if (codes != exact.end())
                fault = set_exact(record, *known.column, line, text, codes->second);
            else if (!core::is_blank(text))
                fault = set_cell(record, known, line, text);
            if (fault.empty()) continue;
            // A code that is none may be told again; other cells may name somebody.
            const bool is_code = fault == "records/code_unknown" || fault == "records/not_yes_no";
            faults.push_back({.row = lines[line].row,
                              .column = known.at,
                              .code = std::string(fault),
                              .value = is_code ? std::string(core::trim(text)) : std::string()});
        }
    }
    return record;
}

} // namespace panoh::records

#include "release/ctdc.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/codes.h"

namespace panoh::release {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// CTDC has one value for everybody outside "male" and "female"; HTCDS splits it in three and cannot be told
// which, so the widest of them stands for it. The source cell is kept beside it.
constexpr std::array<Pair, 3> genders = {
    {{"Female", "Feminine"}, {"Male", "Masculine"}, {"Transgender/NonConforming", "NonConforming"}}};
constexpr std::array<Pair, 9> age_bands = {{{"0--8", "0-8"},
                                            {"9--17", "9-17"},
                                            {"18--20", "18-20"},
                                            {"21--23", "21-23"},
                                            {"24--26", "24-26"},
                                            {"27--29", "27-29"},
                                            {"30--38", "30-38"},
                                            {"39--47", "39-47"},
                                            {"48+", "48+"}}};

std::string_view find(std::span<const Pair> pairs, std::string_view cell)
{
    const auto place =
        std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.first == cell; });
    return place == pairs.end() ? std::string_view() : place->second;
}

struct Countries {
    std::array<bool, 26 * 26> allowed = {};
    std::array<std::string_view, 26 * 26> codes = {};
};

std::optional<std::size_t> letters(std::string_view code)
{
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (code.size() != 2 || !upper(code[0]) || !upper(code[1])) return std::nullopt;
    return static_cast<std::size_t>((code[0] - 'A') * 26 + (code[1] - 'A'));
}

/// One look instead of a search: two countries in each of some hundred thousand records.
const Countries& countries()
{
    static const Countries table = [] {
        Countries made;
        for (const std::string& code : core::code_list("country").codes) {
            const auto place = letters(code);
            if (!place) continue;
            made.allowed[*place] = true;
            made.codes[*place] = code;
        }
        // Withdrawn codes of the dictionary: Zaire has a successor, the Netherlands Antilles have several.
        made.allowed[*letters("AN")] = true;
        made.allowed[*letters("ZR")] = true;
        made.codes[*letters("ZR")] = made.codes[*letters("CD")];
        return made;
    }();
    return table;
}

bool same_but_case(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

/// The published file joins words with ";" or "; ", writes some in two cases, and cuts cells at 255
/// characters.
bool words_allowed(CellKind kind, std::string_view cell)
{
    constexpr std::size_t cut = 255;
    const auto known = ctdc_words(kind);
    for (std::size_t at = 0; at <= cell.size();) {
        const std::size_t end = std::min(cell.find(';', at), cell.size());
        std::string_view word = cell.substr(at, end - at);
        if (at > 0 && word.starts_with(' ')) word.remove_prefix(1);
        const bool may_be_cut = end == cell.size() && cell.size() >= cut;
        const bool found = std::any_of(known.begin(), known.end(), [&](std::string_view one) {
            return same_but_case(word, may_be_cut ? one.substr(0, word.size()) : one);
        });
        if (!found) return false;
        at = end + 1;
    }
    return true;
}

std::optional<int> parse_year(std::string_view cell)
{
    int year = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), year);
    if (cell.size() != 4 || error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
    return year;
}

bool year_allowed(std::string_view cell, int latest_year)
{
    const auto year = parse_year(cell);
    return year && *year >= 1900 && *year <= latest_year;
}

/// The code of the refusal, or nothing.
std::string_view fault_in(CellKind kind, std::string_view cell, int latest_year)
{
    constexpr std::string_view not_allowed = "release/cell_not_allowed";
    const auto unless = [&](bool good) { return good ? std::string_view() : not_allowed; };
    switch (kind) {
    case CellKind::year:
        return year_allowed(cell, latest_year) ? "" : "release/year_invalid";
    case CellKind::source:
        return unless(same_but_case(cell, "Case management") || cell == "Hotline");
    case CellKind::gender:
        return unless(!find(genders, cell).empty());
    case CellKind::age_band:
        return unless(!find(age_bands, cell).empty());
    case CellKind::majority:
        return unless(cell == "Adult" || cell == "Minor");
    case CellKind::flag:
        return unless(cell == "0" || cell == "1");
    case CellKind::country: {
        const auto place = letters(cell);
        return place && countries().allowed[*place] ? "" : "release/country_unknown";
    }
    case CellKind::control_words:
    case CellKind::exploitation_words:
    case CellKind::labour_words:
    case CellKind::sexual_words:
    case CellKind::recruiter_words:
        return unless(words_allowed(kind, cell));
    }
    return not_allowed;
}

std::string_view country(std::string_view cell)
{
    const auto place = letters(cell);
    return place ? countries().codes[*place] : std::string_view();
}

Answers* answers(CtdcCodes& codes, CodeSet set)
{
    switch (set) {
    case CodeSet::control:
        return &codes.control;
    case CodeSet::exploitation:
        return &codes.exploitation;
    case CodeSet::industry:
        return &codes.industry;
    case CodeSet::sexual:
        return &codes.sexual;
    case CodeSet::relationship:
        return &codes.relationship;
    case CodeSet::none:
        break;
    }
    return nullptr;
}

} // namespace

void check_ctdc_header(const tables::CsvRecord& record, const OnRefusal& refuse)
{
    if (record.cells.size() != ctdc_column_count) {
        refuse({record.line, "", "release/column_count"});
        return;
    }
    for (std::size_t i = 0; i < record.cells.size(); ++i) {
        const std::string_view name = ctdc_columns()[i].name;
        if (record.cells[i] != name) refuse({record.line, std::string(name), "release/column_name"});
    }
}

bool is_missing(std::string_view cell)
{
    return cell.empty() || cell == "-99" || cell == "00" || cell == "Unknown";
}

void check_ctdc_record(const tables::CsvRecord& record, int latest_year, const OnRefusal& refuse)
{
    if (record.cells.size() != ctdc_column_count) {
        refuse({record.line, "", "release/column_count"});
        return;
    }
    const auto& columns = ctdc_columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string_view cell = record.cells[i];
        if (is_missing(cell)) continue;
        const std::string_view code = fault_in(columns[i].kind, cell, latest_year);
        if (!code.empty()) refuse({record.line, std::string(columns[i].name), std::string(code)});
    }
}

CtdcCodes derive_codes(Cells cells)
{
    CtdcCodes codes;
    codes.year = parse_year(cells[ctdc::year]);
    codes.gender = find(genders, cells[ctdc::gender]);
    codes.age_band = find(age_bands, cells[ctdc::age_band]);
    codes.citizenship = country(cells[ctdc::citizenship]);
    codes.country_of_exploitation = country(cells[ctdc::country_of_exploitation]);
    const auto& columns = ctdc_columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Answers* const of_set = answers(codes, columns[i].set);
        if (of_set == nullptr) continue;
        if (cells[i] == "1") of_set->yes |= ctdc_bit(static_cast<int>(i));
        if (cells[i] == "0") of_set->no |= ctdc_bit(static_cast<int>(i));
    }
    // "Both" says two things; "not both" says nothing about either.
    if (cells[ctdc::sex_and_labour] == "1")
        codes.exploitation.yes |= ctdc_bit(ctdc::forced_labour) | ctdc_bit(ctdc::sexual_exploitation);
    // Two columns may speak of one code (farming and fish farming are one industry): it is a "no" when all of
    // them say so.
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Answers* const of_set = answers(codes, columns[i].set);
        if (of_set != nullptr && cells[i] != "0") of_set->no &= ~ctdc_bit(static_cast<int>(i));
    }
    codes.exploitation.no &= ~codes.exploitation.yes;
    return codes;
}

} // namespace panoh::release

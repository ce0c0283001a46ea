#include "records/leaf.h"

#include <algorithm>
#include <array>

namespace panoh::records {
namespace {

bool is_number(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int number_of(std::string_view digits)
{
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::vector<std::string_view> split(std::string_view text, std::string_view at)
{
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find_first_of(at);
        parts.push_back(core::trim(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<core::PartialDate> checked(core::PartialDate day)
{
    if (core::fault_in(day)) return std::nullopt;
    return day;
}

} // namespace

std::vector<std::string_view> parts_of(std::string_view text)
{
    auto parts = split(text, ";,|");
    std::erase_if(parts, [](std::string_view part) { return part.empty(); });
    return parts;
}

std::optional<core::PartialDate> parse_day(std::string_view text)
{
    text = core::trim(text);
    // A spreadsheet adds midnight to a day.
    if (text.size() > 10 && (text[10] == 'T' || text[10] == ' ')) text = text.substr(0, 10);
    const auto parts = split(text, ".-/");
    if (parts.size() > 3 || !std::ranges::all_of(parts, is_number)) return std::nullopt;
    if (parts.front().size() == 4) {
        core::PartialDate day{.year = number_of(parts[0])};
        if (parts.size() > 1) day.month = number_of(parts[1]);
        if (parts.size() > 2) day.day = number_of(parts[2]);
        return checked(day);
    }
    if (parts.size() == 3 && parts[2].size() == 4)
        return checked(
            {.year = number_of(parts[2]), .month = number_of(parts[1]), .day = number_of(parts[0])});
    if (parts.size() == 2 && parts[1].size() == 4)
        return checked({.year = number_of(parts[1]), .month = number_of(parts[0])});
    return std::nullopt;
}

std::optional<bool> parse_yes_no(std::string_view text)
{
    const std::string word = core::fold_case(core::trim(text));
    constexpr std::array yes = {"true", "yes", "1", "да", "иә", "ооба", "ҳа", "hawa", "ha"};
    constexpr std::array no = {"false", "no", "0", "нет", "жоқ", "жок", "не", "ýok", "yoʻq"};
    if (std::ranges::find(yes, word) != yes.end()) return true;
    if (std::ranges::find(no, word) != no.end()) return false;
    return std::nullopt;
}

CellText cell_of(const std::string& text)
{
    return {.text = text};
}

CellText cell_of(int number)
{
    return {.text = std::to_string(number), .number = true};
}

CellText cell_of(double number)
{
    return {.text = fmt::format("{}", number), .number = true};
}

CellText cell_of(bool yes)
{
    return {.text = yes ? "TRUE" : "FALSE"};
}

CellText cell_of(const core::Date& day)
{
    return {.text = core::to_string(day)};
}

CellText cell_of(const core::PartialDate& day)
{
    return {.text = core::to_string(day)};
}

CellText cell_of(const core::CodeList& list, const std::vector<std::string>& codes)
{
    CellText cell;
    std::string exact;
    bool says_less = false;
    for (const auto& code : codes) {
        const std::string_view written = list.htcds(code);
        says_less = says_less || list.from_htcds(written) != code;
        exact += (exact.empty() ? "" : ";") + code;
        const auto said = parts_of(cell.text);
        if (written.empty() || std::ranges::find(said, written) != said.end()) continue;
        cell.text += (cell.text.empty() ? "" : ";") + std::string(written);
    }
    if (says_less) cell.exact = std::move(exact);
    return cell;
}

Fault set_leaf(std::string& into, std::string_view text)
{
    into = core::trim(text);
    return {};
}

Fault set_leaf(int& into, std::string_view text)
{
    text = core::trim(text);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    if (error != std::errc{} || end != text.data() + text.size()) return "records/not_a_number";
    return {};
}

Fault set_leaf(double& into, std::string_view text)
{
    std::string number(core::trim(text));
    std::ranges::replace(number, ',', '.');
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), into);
    if (error != std::errc{} || end != number.data() + number.size()) return "records/not_a_number";
    into += 0.0; // no zero below zero, which would be written as another text
    return {};
}

Fault set_leaf(bool& into, std::string_view text)
{
    const auto yes = parse_yes_no(text);
    if (!yes) return "records/not_yes_no";
    into = *yes;
    return {};
}

Fault set_leaf(core::Date& into, std::string_view text)
{
    const auto day = parse_day(text);
    if (!day || !day->day) return "records/not_a_date";
    into = {*day->year, *day->month, *day->day};
    return {};
}

Fault set_leaf(core::PartialDate& into, std::string_view text)
{
    const auto day = parse_day(text);
    if (!day) return "records/not_a_date";
    into = *day;
    return {};
}

Fault find_code(const core::CodeList& list, std::string_view text, bool missing, std::string& code)
{
    text = core::trim(text);
    if (missing && core::is_missing_reason(text)) {
        code = text;
        return {};
    }
    if (const auto found = list.from_htcds(text)) {
        code = *found;
        return {};
    }
    if (list.name == "yes_no")
        if (const auto yes = parse_yes_no(text)) {
            code = *yes ? "yes" : "no";
            return {};
        }
    return "records/code_unknown";
}

} // namespace panoh::records

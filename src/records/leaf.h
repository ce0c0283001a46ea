#pragma once

// One answer as one cell, and back: the types that records are made of, and how HTCDS writes them.

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/codes.h"
#include "core/date.h"
#include "core/names.h"
#include "core/text.h"

namespace panoh::records {

/// What a cell holds.
struct CellText {
    std::string text = {};
    bool number = false; ///< a spreadsheet may take it for one
    /// Where the standard's words say less than we know ("~refused", a code of our own): the codes
    /// themselves.
    std::optional<std::string> exact = {};
};

/// What is wrong with a cell; empty when nothing is. A stable code: "records/code_unknown", ...
using Fault = std::string_view;

/// "KG;UZ" to its parts, at semicolons, commas and bars; blanks around them are not part of them.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view text);
/// ISO 8601 ("2021", "2021-04", "2021-04-30"), or day, month and year between dots, slashes or dashes.
/// Nothing when it is no date.
[[nodiscard]] std::optional<core::PartialDate> parse_day(std::string_view text);
[[nodiscard]] std::optional<bool> parse_yes_no(std::string_view text);

// ---- out

[[nodiscard]] CellText cell_of(const std::string& text);
[[nodiscard]] CellText cell_of(int number);
[[nodiscard]] CellText cell_of(double number);
[[nodiscard]] CellText cell_of(bool yes);
[[nodiscard]] CellText cell_of(const core::Date& day);
[[nodiscard]] CellText cell_of(const core::PartialDate& day);
/// Of codes of one list.
[[nodiscard]] CellText cell_of(const core::CodeList& list, const std::vector<std::string>& codes);

template <core::FixedText List>
[[nodiscard]] CellText cell_of(const core::Coded<List>& coded)
{
    return cell_of(coded.list(), {coded.code});
}
template <core::FixedText List>
[[nodiscard]] CellText cell_of(const core::Answer<List>& answer)
{
    return cell_of(answer.list(), {answer.code});
}
template <core::FixedText List>
[[nodiscard]] CellText cell_of(const std::vector<core::Answer<List>>& answers)
{
    std::vector<std::string> codes;
    for (const auto& answer : answers)
        codes.push_back(answer.code);
    return cell_of(core::code_list(List.view()), codes);
}
template <core::NamedEnum E>
[[nodiscard]] CellText cell_of(E value)
{
    return {.text = std::string(core::to_text(value))};
}
template <typename T>
[[nodiscard]] CellText cell_of(const std::optional<T>& maybe)
{
    return maybe ? cell_of(*maybe) : CellText{};
}

// ---- in: `text` is not blank

[[nodiscard]] Fault set_leaf(std::string& into, std::string_view text);
[[nodiscard]] Fault set_leaf(int& into, std::string_view text);
[[nodiscard]] Fault set_leaf(double& into, std::string_view text);
[[nodiscard]] Fault set_leaf(bool& into, std::string_view text);
[[nodiscard]] Fault set_leaf(core::Date& into, std::string_view text);
[[nodiscard]] Fault set_leaf(core::PartialDate& into, std::string_view text);
/// The code that `text` means: one of ours, of the standard, or with `missing` a reason why there is none.
[[nodiscard]] Fault find_code(const core::CodeList& list, std::string_view text, bool missing,
                              std::string& code);

template <core::FixedText List>
[[nodiscard]] Fault set_leaf(core::Coded<List>& into, std::string_view text)
{
    return find_code(core::code_list(List.view()), text, false, into.code);
}
template <core::FixedText List>
[[nodiscard]] Fault set_leaf(core::Answer<List>& into, std::string_view text)
{
    return find_code(core::code_list(List.view()), text, true, into.code);
}
template <core::FixedText List>
[[nodiscard]] Fault set_leaf(std::vector<core::Answer<List>>& into, std::string_view text)
{
    into.clear();
    for (const auto part : parts_of(text)) {
        core::Answer<List> answer;
        if (const Fault fault = set_leaf(answer, part); !fault.empty()) return fault;
        if (std::ranges::find(into, answer) == into.end()) into.push_back(std::move(answer));
    }
    return {};
}
template <core::NamedEnum E>
[[nodiscard]] Fault set_leaf(E& into, std::string_view text)
{
    const auto value = core::from_text<E>(text);
    if (!value) return "records/code_unknown";
    into = *value;
    return {};
}
template <typename T>
[[nodiscard]] Fault set_leaf(std::optional<T>& into, std::string_view text)
{
    const Fault fault = set_leaf(into.emplace(), text);
    if (!fault.empty()) into.reset();
    return fault;
}

} // namespace panoh::records

#pragma once

// Finds a member of a record by the name that the API gives it: "gender", "identity.names.given",
// "story.events.city". A list on the way has one row of the table for each of its items.

#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/json_types.h"
#include "records/state_cell.h"

namespace panoh::records {

/// The part before the first dot; `path` keeps the rest.
[[nodiscard]] inline std::string_view next_name(std::string_view& path)
{
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
    return name;
}

template <typename T>
inline constexpr bool is_items = false;
template <core::JsonStruct T>
inline constexpr bool is_items<std::vector<T>> = true;

/// The cell of a member for the `row`-th line of its record; nothing when its list is shorter, or when the
/// member is none of a list and the line is not the first. Throws for a name that does not exist (a mistake
/// in a table of ours).
template <typename T>
[[nodiscard]] std::optional<CellText> get_member(const T& value, std::string_view path, std::size_t row)
{
    if constexpr (is_items<T>) {
        if (row >= value.size()) return std::nullopt;
        return get_member(value[row], path, 0);
    } else if constexpr (core::IsOptional<T>::value) {
        if constexpr (core::JsonStruct<typename T::value_type> || is_items<typename T::value_type>) {
            if (!value) return std::nullopt;
            return get_member(*value, path, row);
        } else {
            return row > 0 ? std::nullopt : std::optional(cell_of(value));
        }
    } else if constexpr (core::JsonStruct<T> && !std::is_same_v<T, core::PartialDate>) {
        const auto name = next_name(path);
        std::optional<CellText> found;
        bool known = false;
        boost::mp11::mp_for_each<core::JsonMembers<T>>([&](auto member) {
            if (known || name != core::json_name(member.name)) return;
            known = true;
            found = get_member(value.*member.pointer, path, row);
        });
        if (!known) throw std::logic_error("no member of that name");
        return found;
    } else {
        return row > 0 ? std::nullopt : std::optional(cell_of(value));
    }
}

template <typename T>
[[nodiscard]] Fault set_once(T& value, std::size_t row, std::string_view text)
{
    if (row == 0) return set_leaf(value, text);
    T again = {};
    if (const Fault fault = set_leaf(again, text); !fault.empty()) return fault;
    return cell_of(again).text == cell_of(value).text ? Fault() : Fault("records/said_otherwise");
}

/// Sets it from a cell that is not blank; lists grow as far as `row`. A second line may say again what is no
/// list, if it says the same.
template <typename T>
[[nodiscard]] Fault set_member(T& value, std::string_view path, std::size_t row, std::string_view text)
{
    if constexpr (is_items<T>) {
        if (row >= value.size()) value.resize(row + 1);
        return set_member(value[row], path, 0, text);
    } else if constexpr (core::IsOptional<T>::value) {
        if constexpr (core::JsonStruct<typename T::value_type> || is_items<typename T::value_type>) {
            if (!value) value.emplace();
            return set_member(*value, path, row, text);
        } else {
            return set_once(value, row, text);
        }
    } else if constexpr (core::JsonStruct<T> && !std::is_same_v<T, core::PartialDate>) {
        const auto name = next_name(path);
        Fault fault;
        bool known = false;
        boost::mp11::mp_for_each<core::JsonMembers<T>>([&](auto member) {
            if (known || name != core::json_name(member.name)) return;
            known = true;
            fault = set_member(value.*member.pointer, path, row, text);
        });
        if (!known) throw std::logic_error("no member of that name");
        return fault;
    } else {
        return set_once(value, row, text);
    }
}

/// Whether the path leads through a list of a record.
template <typename T>
[[nodiscard]] bool in_list(std::string_view path)
{
    if constexpr (is_items<T>) {
        return true;
    } else if constexpr (core::IsOptional<T>::value) {
        return in_list<typename T::value_type>(path);
    } else if constexpr (core::JsonStruct<T>) {
        const auto name = next_name(path);
        bool found = false;
        boost::mp11::mp_for_each<core::JsonMembers<T>>([&](auto member) {
            if (name == core::json_name(member.name))
                found = in_list<std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>>(path);
        });
        return found;
    } else {
        return false;
    }
}

} // namespace panoh::records

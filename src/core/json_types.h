#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

/// Describes a plain struct for JSON: `PANOH_JSON(Birth, year, month, day)` after it, in its namespace.
#define PANOH_JSON(Type, ...) BOOST_DESCRIBE_STRUCT(Type, (), (__VA_ARGS__))
/// The same for a struct that takes the members of a described base as its own.
#define PANOH_JSON_DERIVED(Type, Base, ...) BOOST_DESCRIBE_STRUCT(Type, (Base), (__VA_ARGS__))

namespace panoh::core {

/// A member of a PATCH: absent leaves the field, null clears it, a value sets it.
template <typename T>
struct Patch {
    bool given = false;
    std::optional<T> value = {};
};

/// JSON text that is put in as it is; for writing only.
struct RawJson {
    std::string text;
};

template <typename T>
using JsonMembers =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <typename T>
concept JsonStruct = boost::describe::has_describe_members<T>::value;

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsPatch : std::false_type {};
template <typename T>
struct IsPatch<Patch<T>> : std::true_type {};
template <typename T>
struct IsList : std::false_type {};
template <typename T>
struct IsList<std::vector<T>> : std::true_type {};

/// The name of a member in JSON: C++ has words of its own (`case`), so a trailing underscore is not part of
/// it.
[[nodiscard]] constexpr std::string_view json_name(std::string_view member)
{
    if (member.ends_with('_')) member.remove_suffix(1);
    return member;
}

/// Whether a member may be left out.
template <typename T>
inline constexpr bool may_be_absent = IsOptional<T>::value || IsPatch<T>::value;

/// The same of a member of `Of`: with `using AbsentListsAreEmpty = void;` in a type its lists may be left
/// out, so that a value that was kept before a list was added to its type is still read.
template <typename Of, typename T>
inline constexpr bool may_be_absent_in = may_be_absent<T>;
template <typename Of, typename T>
    requires requires { typename Of::AbsentListsAreEmpty; }
inline constexpr bool may_be_absent_in<Of, T> = may_be_absent<T> || IsList<T>::value;

} // namespace panoh::core

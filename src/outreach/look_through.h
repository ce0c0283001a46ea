#pragma once

// One walk through a described value of the programme: what every member of its type must keep to, and what
// it names.

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/json_types.h"
#include "core/text.h"
#include "outreach/faults.h"

namespace panoh::outreach {

template <core::JsonStruct T>
void look_through(const T& value, Findings& findings);

namespace looking {

constexpr std::size_t most_entries = 500;
constexpr double most = 1e15;
constexpr std::size_t longest_key = 40;

inline bool is_key(std::string_view text)
{
    return !text.empty() && text.size() <= longest_key &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

inline void look(std::string_view, const bool&, Findings&) {}
inline void look(std::string_view, const core::Date&, Findings&) {}
inline void look(std::string_view, const double& number, Findings& findings)
{
    if (!(number >= 0 && number <= most)) findings.fault("json/out_of_range");
}
inline void look(std::string_view, const std::int64_t& number, Findings& findings)
{
    if (number < 0 || static_cast<double>(number) > most) findings.fault("json/out_of_range");
}
inline void look(std::string_view, const int& year, Findings& findings)
{
    if (year < 1900 || year > 2200) findings.fault("json/out_of_range");
}
inline void look(std::string_view member, const std::string& text, Findings& findings)
{
    if (member == "key") {
        if (!is_key(text)) findings.fault("outreach/key_invalid");
    } else if (core::is_blank(text)) {
        findings.fault("outreach/missing");
    } else {
        findings.words(member, text);
    }
}
template <core::FixedText List>
void look(std::string_view, const core::Coded<List>& coded, Findings& findings)
{
    if constexpr (List.view() == "country") findings.country(coded.code);
}
template <typename Tag>
void look(std::string_view, const core::Id<Tag>& id, Findings& findings)
{
    if constexpr (std::is_same_v<core::Id<Tag>, core::OrganisationId>) {
        findings.organisations.push_back({id, findings.path()});
    } else if constexpr (!checked_elsewhere<core::Id<Tag>>) {
        static_assert(kind_of_id<core::Id<Tag>>.has_value(), "an item names items and organisations only");
        findings.references.push_back({*kind_of_id<core::Id<Tag>>, core::ItemId{id.bytes}, findings.path()});
    }
}
template <core::JsonStruct T>
void look(std::string_view, const T& value, Findings& findings)
{
    look_through(value, findings);
}
template <typename T>
void look(std::string_view member, const std::optional<T>& maybe, Findings& findings)
{
    if (maybe) look(member, *maybe, findings);
}

/// What tells one entry of a list from the others: nothing where two may be alike.
template <core::FixedText List>
std::optional<std::string> name_of(const core::Coded<List>& coded)
{
    return coded.code;
}
template <typename T>
std::optional<std::string> name_of(const T& entry)
{
    if constexpr (requires { entry.key; }) return entry.key;
    if constexpr (requires { told_apart_by(entry); }) return told_apart_by(entry);
    return std::nullopt;
}

template <typename T>
void look(std::string_view member, const std::vector<T>& list, Findings& findings)
{
    if (list.size() > most_entries) return findings.fault("json/too_many");
    std::set<std::string> names;
    for (std::size_t index = 0; index < list.size(); ++index) {
        const Findings::Place place(findings, std::to_string(index));
        look(member, list[index], findings);
        if (const auto name = name_of(list[index]); name && !names.insert(*name).second)
            findings.fault("outreach/repeated");
    }
}

} // namespace looking

/// Notes every fault of a value and of what is in it, and whom it names. A type says more with
/// `void check_more(const T&, Findings&)` beside it.
/// "outreach/missing" for words that must be there, "outreach/ends_before_it_starts", "outreach/key_invalid",
/// "outreach/repeated", "json/out_of_range", "json/too_many", and those of Findings::words().
template <core::JsonStruct T>
void look_through(const T& value, Findings& findings)
{
    boost::mp11::mp_for_each<core::JsonMembers<T>>([&](auto member) {
        const auto name = core::json_name(member.name);
        const Findings::Place place(findings, name);
        looking::look(name, value.*member.pointer, findings);
    });
    if constexpr (requires { value.starts_on < value.ends_on; })
        if (value.starts_on && value.ends_on && *value.ends_on < *value.starts_on)
            findings.fault("outreach/ends_before_it_starts", "ends_on");
    if constexpr (requires { check_more(value, findings); }) check_more(value, findings);
}

} // namespace panoh::outreach

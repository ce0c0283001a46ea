#pragma once

// Lists that have the latest day first: where a page ends, and where the next one goes on.

#include <string>
#include <string_view>

#include "core/ids.h"

namespace panoh::outreach {

/// Above every day and every id, unless a page ended somewhere.
template <typename IdType>
struct DayPlace {
    std::string day = "9999-99-99";
    IdType id = [] {
        IdType last;
        last.bytes.fill(0xff);
        return last;
    }();
};

/// `day` as it stands in the database: empty where there is none.
template <typename IdType>
[[nodiscard]] std::string day_place(std::string_view day, const IdType& id)
{
    return std::string(day) + ' ' + core::to_string(id);
}

/// What day_place() made; the beginning for anything that has no space in it.
template <typename IdType>
[[nodiscard]] DayPlace<IdType> day_place_from(std::string_view text)
{
    DayPlace<IdType> place;
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return place;
    place.day = text.substr(0, space);
    if (const auto id = core::parse_id<IdType>(text.substr(space + 1))) place.id = *id;
    return place;
}

} // namespace panoh::outreach

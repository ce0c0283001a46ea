#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/people.h"
#include "core/json.h"
#include "outreach/items.h"

namespace panoh::outreach {

/// One line of a list.
struct ItemRow {
    core::ItemId id = {};
    Kind kind = Kind::project;
    std::string title = {};
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::vector<std::string> countries = {};
    core::OrganisationId organisation = {};
    std::string organisation_name = {};
    std::int64_t version = 0;
    core::Instant changed_at = {};
    std::optional<core::RawJson> value = {}; ///< where it says more than the title and is short
};
PANOH_JSON(ItemRow, id, kind, title, starts_on, ends_on, countries, organisation, organisation_name, version,
           changed_at, value)

struct ItemRows {
    std::vector<ItemRow> items = {};
    std::optional<std::string> next = {};
};
PANOH_JSON(ItemRows, items, next)

/// What somebody wants to call what a value names only by its id.
struct Named {
    std::string id = {};
    std::string title = {};
};
PANOH_JSON(Named, id, title)

/// One item whole.
struct ItemView {
    core::ItemId id = {};
    Kind kind = Kind::project;
    core::OrganisationId organisation = {};
    std::string organisation_name = {};
    std::int64_t version = 0;
    core::Instant changed_at = {};
    std::string changed_by = {};
    bool removed = false;
    bool may_change = false;
    core::RawJson value = {};
    std::vector<Named> names = {};      ///< items and organisations that the value names
    std::vector<ItemRow> named_by = {}; ///< items that name it
};
PANOH_JSON(ItemView, id, kind, organisation, organisation_name, version, changed_at, changed_by, removed,
           may_change, value, names, named_by)

struct FormerView {
    std::int64_t version = 0;
    core::Instant changed_at = {};
    std::string changed_by = {};
    core::RawJson value = {};
};
PANOH_JSON(FormerView, version, changed_at, changed_by, value)

struct FormerViews {
    std::vector<FormerView> items = {};
};
PANOH_JSON(FormerViews, items)

/// With the names of who changed them.
[[nodiscard]] FormerViews views_of(std::vector<Former> versions, access::PeopleNames& names);
[[nodiscard]] ItemRow row_of(const Item& item, access::PeopleNames& names);
[[nodiscard]] ItemView view_of(store::Reader& reader, const Item& item, access::PeopleNames& names);
/// JSON Schema of ItemView with the value of that kind in it.
[[nodiscard]] std::string view_schema(const KindFacts& kind);

} // namespace panoh::outreach

#pragma once

// All SQL of the slice.

#include "outreach/items.h"

namespace panoh::outreach {

void insert_item(store::Transaction& transaction, const Item& item);
/// False when the version is another by now.
[[nodiscard]] bool update_item(store::Transaction& transaction, const Item& item);
void keep_former(store::Transaction& transaction, const Item& item);
void save_former_document(store::Transaction& transaction, const Item& item, const Former& former);
void save_links(store::Transaction& transaction, core::ItemId id, const std::vector<Reference>& references);

[[nodiscard]] std::optional<Item> find_item(store::Reader& reader, core::ItemId id);
/// 0 where it is not there.
[[nodiscard]] std::int64_t version_of(store::Reader& reader, core::ItemId id);
[[nodiscard]] bool is_named(store::Reader& reader, core::ItemId id);
[[nodiscard]] std::vector<Item> item_page(store::Reader& reader, const ItemQuery& query,
                                          std::optional<core::OrganisationId> only_of);
[[nodiscard]] std::vector<Item> load_naming(store::Reader& reader, core::ItemId id);
[[nodiscard]] std::vector<Item> load_calendar(store::Reader& reader, core::Date from, core::Date to,
                                              int most);
[[nodiscard]] std::vector<Former> load_former(store::Reader& reader, core::ItemId id);

} // namespace panoh::outreach

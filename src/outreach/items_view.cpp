#include "outreach/items_view.h"

#include "directory/organisations.h"

namespace panoh::outreach {

FormerViews views_of(std::vector<Former> versions, access::PeopleNames& names)
{
    FormerViews views;
    for (auto& former : versions)
        views.items.push_back(
            {former.version, former.changed_at, names.user(former.changed_by), {std::move(former.document)}});
    return views;
}

ItemRow row_of(const Item& item, access::PeopleNames& names)
{
    ItemRow row{.id = item.id,
                .kind = item.kind,
                .title = item.title,
                .starts_on = item.starts_on,
                .ends_on = item.ends_on,
                .countries = item.countries,
                .organisation = item.organisation,
                .organisation_name = names.organisation(item.organisation),
                .version = item.version,
                .changed_at = item.changed_at};
    if (facts_of(item.kind).listed_whole) row.value = core::RawJson{item.document};
    return row;
}

ItemView view_of(store::Reader& reader, const Item& item, access::PeopleNames& names)
{
    ItemView view{.id = item.id,
                  .kind = item.kind,
                  .organisation = item.organisation,
                  .organisation_name = names.organisation(item.organisation),
                  .version = item.version,
                  .changed_at = item.changed_at,
                  .changed_by = names.user(item.changed_by),
                  .removed = item.removed,
                  .value = {item.document}};
    if (const auto document = facts_of(item.kind).read_value(item.document)) {
        for (const auto& [id, title] : titles_of(reader, document->references))
            view.names.push_back({core::to_string(id), title});
        for (const auto& reference : document->organisations)
            view.names.push_back({core::to_string(reference.id), names.organisation(reference.id)});
    }
    for (const auto& other : items_naming(reader, item.id))
        view.named_by.push_back(row_of(other, names));
    return view;
}

std::string view_schema(const KindFacts& kind)
{
    auto schema = core::json_schema<ItemView>();
    static constexpr std::string_view any = R"("value":{},"names")";
    const auto place = schema.find(any);
    return place == std::string::npos
               ? schema
               : schema.replace(place, any.size(), R"("value":)" + kind.schema() + R"(,"names")");
}

} // namespace panoh::outreach

#include "directory/organisations_store.h"

namespace panoh::directory {

namespace {

using store::Row;
using store::Sql;

#define PANOH_ORGANISATION_COLUMNS                                                                           \
    "SELECT id, name, alternate_name, description, email, website, phone, street, city, state, "             \
    "postal_code, country, latitude, longitude, type, version FROM directory_organisation "

std::optional<std::string> maybe(std::string_view text)
{
    if (text.empty()) return std::nullopt;
    return std::string(text);
}

std::string_view plain(const std::optional<std::string>& text)
{
    return text ? std::string_view(*text) : std::string_view();
}

std::optional<double> maybe_real(const Row& row, int column)
{
    if (row.is_null(column)) return std::nullopt;
    return row.real(column);
}

OrganisationView view_from(const Row& row)
{
    return {
        .id = row.id<core::OrganisationId>(0),
        .name = std::string(row.text(1)),
        .alternate_name = maybe(row.text(2)),
        .description = maybe(row.text(3)),
        .email = maybe(row.text(4)),
        .website = maybe(row.text(5)),
        .phone = maybe(row.text(6)),
        .street = maybe(row.text(7)),
        .city = maybe(row.text(8)),
        .state = maybe(row.text(9)),
        .postal_code = maybe(row.text(10)),
        .country = {std::string(row.text(11))},
        .latitude = maybe_real(row, 12),
        .longitude = maybe_real(row, 13),
        .type =
            core::from_text<access::OrganisationType>(row.text(14)).value_or(access::OrganisationType::donor),
        .version = row.integer(15)};
}

} // namespace

void insert_organisation(store::Transaction& transaction, const OrganisationView& organisation,
                         core::Instant now)
{
    static constexpr Sql insert{
        "INSERT INTO directory_organisation (id, name, name_folded, alternate_name, description, email, "
        "website, phone, street, city, state, postal_code, country, latitude, longitude, type, version, "
        "changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)"};
    const auto& o = organisation;
    transaction.run(insert, {o.id, o.name, place_of(o), plain(o.alternate_name), plain(o.description),
                             plain(o.email), plain(o.website), plain(o.phone), plain(o.street), plain(o.city),
                             plain(o.state), plain(o.postal_code), o.country.code, o.latitude, o.longitude,
                             core::to_text(o.type), now});
}

bool update_organisation(store::Transaction& transaction, const OrganisationView& organisation,
                         core::Instant now)
{
    static constexpr Sql update{
        "UPDATE directory_organisation SET name = ?, name_folded = ?, alternate_name = ?, description = ?, "
        "email = ?, website = ?, phone = ?, street = ?, city = ?, state = ?, postal_code = ?, country = ?, "
        "latitude = ?, longitude = ?, type = ?, version = version + 1, changed_at = ? "
        "WHERE id = ? AND version = ?"};
    const auto& o = organisation;
    const auto changed =
        transaction.run(update, {o.name, place_of(o), plain(o.alternate_name), plain(o.description),
                                 plain(o.email), plain(o.website), plain(o.phone), plain(o.street),
                                 plain(o.city), plain(o.state), plain(o.postal_code), o.country.code,
                                 o.latitude, o.longitude, core::to_text(o.type), now, o.id, o.version});
    return changed == 1;
}

std::optional<OrganisationView> find_organisation(store::Reader& reader, core::OrganisationId id)
{
    static constexpr Sql find{PANOH_ORGANISATION_COLUMNS "WHERE id = ?"};
    return reader.first(find, {id}, view_from);
}

bool name_taken(store::Reader& reader, std::string_view folded, core::OrganisationId but)
{
    static constexpr Sql find{"SELECT 1 FROM directory_organisation WHERE name_folded = ? AND id <> ?"};
    return reader.first(find, {folded, but}, [](const Row&) { return true; }).has_value();
}

std::vector<OrganisationView> organisation_page(store::Reader& reader, std::string_view after, int limit)
{
    static constexpr Sql page{PANOH_ORGANISATION_COLUMNS
                              "WHERE name_folded > ? ORDER BY name_folded LIMIT ?"};
    std::vector<OrganisationView> views;
    reader.each(page, {after, limit}, [&](const Row& row) { views.push_back(view_from(row)); });
    return views;
}

} // namespace panoh::directory

#include "bulletin/pictures_store.h"

#include <charconv>
#include <limits>

namespace panoh::bulletin {

namespace {

using store::Row;
using store::Sql;

#define PANOH_PICTURE_COLUMNS                                                                                \
    "SELECT id, organisation, added_at, added_by, changed_at, changed_by, width, height, description, "      \
    "version, withdrawn_on, removed FROM bulletin_picture "

std::string text_of(const Picture& picture)
{
    return picture.description ? core::write_json(*picture.description) : std::string();
}

std::string text_of(const std::optional<core::Date>& day)
{
    return day ? core::to_string(*day) : std::string();
}

/// A text that cannot be read is no description, and so nothing prints the picture.
std::optional<PictureDescription> description_in(std::string_view text)
{
    if (text.empty()) return std::nullopt;
    auto description = core::read_json<PictureDescription>(text);
    if (!description) return std::nullopt;
    return std::move(*description);
}

Picture read_picture(const Row& row)
{
    return {.id = row.id<core::PictureId>(0),
            .organisation = row.id<core::OrganisationId>(1),
            .added_at = row.instant(2),
            .added_by = row.id<core::UserId>(3),
            .changed_at = row.instant(4),
            .changed_by = row.id<core::UserId>(5),
            .width = static_cast<int>(row.integer(6)),
            .height = static_cast<int>(row.integer(7)),
            .description = description_in(row.text(8)),
            .version = row.integer(9),
            .withdrawn_on = core::parse_date(row.text(10)),
            .removed = row.integer(11) == 1};
}

int number_of(PictureSize size)
{
    switch (size) {
    case PictureSize::small:
        return 1;
    case PictureSize::large:
        return 2;
    }
    return 0;
}

struct Place {
    core::Instant at = {std::numeric_limits<std::int64_t>::max()};
    core::PictureId id = {};
};

Place place_from(std::string_view text)
{
    Place place;
    place.id.bytes.fill(0xff);
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return place;
    const auto id = core::parse_id<core::PictureId>(text.substr(space + 1));
    std::int64_t at = 0;
    const auto digits = text.substr(0, space);
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), at);
    if (id && error == std::errc{} && end == digits.end()) place = {{at}, *id};
    return place;
}

} // namespace

std::string place_of(const Picture& picture)
{
    return std::to_string(picture.added_at.milliseconds) + ' ' + core::to_string(picture.id);
}

void insert_picture(store::Transaction& transaction, const Picture& picture, const crypto::Hash& original)
{
    static constexpr Sql sql{
        "INSERT INTO bulletin_picture (id, organisation, added_at, added_by, changed_at, "
        "changed_by, width, height, original, description, version, withdrawn_on, "
        "removed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"};
    const auto description = text_of(picture);
    const auto withdrawn_on = text_of(picture.withdrawn_on);
    transaction.run(sql, {picture.id, picture.organisation, picture.added_at, picture.added_by,
                          picture.changed_at, picture.changed_by, picture.width, picture.height,
                          core::ByteView(original), description, picture.version, withdrawn_on});
}

void insert_bytes(store::Transaction& transaction, core::PictureId id, PictureSize size, core::ByteView bytes)
{
    static constexpr Sql sql{"INSERT INTO bulletin_picture_bytes (picture, size, jpeg) VALUES (?, ?, ?)"};
    transaction.run(sql, {id, number_of(size), bytes});
}

void delete_bytes(store::Transaction& transaction, core::PictureId id)
{
    static constexpr Sql sql{"DELETE FROM bulletin_picture_bytes WHERE picture = ?"};
    transaction.run(sql, {id});
}

bool update_picture(store::Transaction& transaction, const Picture& picture)
{
    static constexpr Sql sql{
        "UPDATE bulletin_picture SET description = ?, withdrawn_on = ?, removed = ?, changed_at = ?, "
        "changed_by = ?, version = version + 1 WHERE id = ? AND version = ?"};
    const auto description = text_of(picture);
    const auto withdrawn_on = text_of(picture.withdrawn_on);
    return transaction.run(sql, {description, withdrawn_on, picture.removed ? 1 : 0, picture.changed_at,
                                 picture.changed_by, picture.id, picture.version}) == 1;
}

std::optional<Picture> find_picture(store::Reader& reader, core::PictureId id)
{
    static constexpr Sql sql{PANOH_PICTURE_COLUMNS "WHERE id = ?"};
    return reader.first(sql, {id}, read_picture);
}

bool was_withdrawn(store::Reader& reader, core::OrganisationId organisation, const crypto::Hash& original)
{
    static constexpr Sql sql{"SELECT 1 FROM bulletin_picture WHERE organisation = ? AND original = ? "
                             "AND withdrawn_on <> '' LIMIT 1"};
    return reader.first(sql, {organisation, core::ByteView(original)}, [](const Row&) { return true; })
        .has_value();
}

bool is_shown(store::Reader& reader, core::PictureId id)
{
    // An id is hexadecimal: nothing in it means anything to LIKE, and nothing else in a document looks so.
    static constexpr Sql in_story{
        "SELECT 1 FROM bulletin_story WHERE removed = 0 AND document LIKE ? LIMIT 1"};
    static constexpr Sql in_release{
        "SELECT 1 FROM bulletin_release r JOIN bulletin_edition e ON e.id = r.edition AND "
        "e.released = r.number WHERE r.document LIKE ? LIMIT 1"};
    const auto pattern = '%' + core::to_string(id) + '%';
    const auto found = [](const Row&) { return true; };
    return reader.first(in_story, {pattern}, found) || reader.first(in_release, {pattern}, found);
}

std::vector<Picture> picture_page(store::Reader& reader, core::OrganisationId organisation,
                                  const std::string& after, int limit)
{
    static constexpr Sql sql{PANOH_PICTURE_COLUMNS
                             "WHERE organisation = ? AND removed = 0 AND (added_at, id) < (?, ?) "
                             "ORDER BY added_at DESC, id DESC LIMIT ?"};
    const auto place = place_from(after);
    std::vector<Picture> page;
    reader.each(sql, {organisation, place.at, place.id, limit},
                [&](const Row& row) { page.push_back(read_picture(row)); });
    return page;
}

std::optional<core::Bytes> load_bytes(store::Reader& reader, core::PictureId id, PictureSize size)
{
    static constexpr Sql sql{"SELECT jpeg FROM bulletin_picture_bytes WHERE picture = ? AND size = ?"};
    return reader.first(sql, {id, number_of(size)},
                        [](const Row& row) { return core::copy_of(row.bytes(0)); });
}

} // namespace panoh::bulletin

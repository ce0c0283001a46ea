#include "bulletin/editions_store.h"

#include "outreach/day_place.h"

namespace panoh::bulletin {

namespace {

using store::Row;
using store::Sql;

#define PANOH_EDITION_COLUMNS                                                                                \
    "SELECT id, organisation, title, day, document, state, version, changed_at, changed_by, asked_by, "      \
    "approved_by, note, note_by, last_release, released, slug FROM bulletin_edition "

EditionFile read_edition(const Row& row)
{
    return {.id = row.id<core::EditionId>(0),
            .organisation = row.id<core::OrganisationId>(1),
            .title = std::string(row.text(2)),
            .day = core::parse_date(row.text(3)).value_or(core::Date{}),
            .document = std::string(row.text(4)),
            .state = core::from_text<State>(row.text(5)).value_or(State::draft),
            .version = row.integer(6),
            .changed_at = row.instant(7),
            .changed_by = row.id<core::UserId>(8),
            .asked_by = row.id<core::UserId>(9),
            .approved_by = row.id<core::UserId>(10),
            .note = std::string(row.text(11)),
            .note_by = row.id<core::UserId>(12),
            .last_release = row.integer(13),
            .released = row.integer(14),
            .slug = std::string(row.text(15))};
}

StoryFile read_story(const Row& row)
{
    return {.id = row.id<core::StoryId>(0),
            .edition = row.id<core::EditionId>(1),
            .document = std::string(row.text(2)),
            .version = row.integer(3),
            .changed_at = row.instant(4),
            .changed_by = row.id<core::UserId>(5),
            .removed = row.integer(6) == 1};
}

Release read_release(const Row& row)
{
    return {.number = row.integer(0),
            .document = std::string(row.text(1)),
            .published_at = row.instant(2),
            .published_by = row.id<core::UserId>(3),
            .approved_by = row.id<core::UserId>(4)};
}

} // namespace

void insert_edition(store::Transaction& transaction, const EditionFile& file)
{
    static constexpr Sql sql{
        "INSERT INTO bulletin_edition (id, organisation, title, day, document, state, version, changed_at, "
        "changed_by, asked_by, approved_by, note, note_by, last_release, released, slug) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
    const auto day = core::to_string(file.day);
    transaction.run(sql,
                    {file.id, file.organisation, file.title, day, file.document, core::to_text(file.state),
                     file.version, file.changed_at, file.changed_by, file.asked_by, file.approved_by,
                     file.note, file.note_by, file.last_release, file.released, file.slug});
}

bool update_edition(store::Transaction& transaction, const EditionFile& file)
{
    static constexpr Sql sql{
        "UPDATE bulletin_edition SET title = ?, day = ?, document = ?, state = ?, version = version + 1, "
        "changed_at = ?, changed_by = ?, asked_by = ?, approved_by = ?, note = ?, note_by = ?, "
        "last_release = ?, released = ?, slug = ? WHERE id = ? AND version = ?"};
    const auto day = core::to_string(file.day);
    return transaction.run(sql, {file.title, day, file.document, core::to_text(file.state), file.changed_at,
                                 file.changed_by, file.asked_by, file.approved_by, file.note, file.note_by,
                                 file.last_release, file.released, file.slug, file.id, file.version}) == 1;
}

std::optional<EditionFile> find_edition(store::Reader& reader, core::EditionId id)
{
    static constexpr Sql sql{PANOH_EDITION_COLUMNS "WHERE id = ?"};
    return reader.first(sql, {id}, read_edition);
}

std::vector<EditionFile> edition_page(store::Reader& reader, core::OrganisationId organisation,
                                      const EditionQuery& query)
{
    static constexpr Sql sql{PANOH_EDITION_COLUMNS
                             "WHERE organisation = ? AND (? = '' OR state = ?) AND (day, id) < (?, ?) "
                             "ORDER BY day DESC, id DESC LIMIT ?"};
    const auto state = query.state ? core::to_text(*query.state) : std::string_view();
    const auto place = outreach::day_place_from<core::EditionId>(query.after);
    std::vector<EditionFile> files;
    reader.each(sql, {organisation, state, state, place.day, place.id, query.limit},
                [&](const Row& row) { files.push_back(read_edition(row)); });
    return files;
}

void insert_story(store::Transaction& transaction, const StoryFile& file)
{
    static constexpr Sql sql{"INSERT INTO bulletin_story (id, edition, document, version, changed_at, "
                             "changed_by, removed) VALUES (?, ?, ?, ?, ?, ?, 0)"};
    transaction.run(sql,
                    {file.id, file.edition, file.document, file.version, file.changed_at, file.changed_by});
}

bool update_story(store::Transaction& transaction, const StoryFile& file)
{
    static constexpr Sql sql{"UPDATE bulletin_story SET document = ?, version = version + 1, changed_at = ?, "
                             "changed_by = ?, removed = ? WHERE id = ? AND version = ?"};
    return transaction.run(sql, {file.document, file.changed_at, file.changed_by, file.removed ? 1 : 0,
                                 file.id, file.version}) == 1;
}

#define PANOH_STORY_COLUMNS                                                                                  \
    "SELECT id, edition, document, version, changed_at, changed_by, removed FROM bulletin_story "

std::optional<StoryFile> find_story(store::Reader& reader, core::StoryId id)
{
    static constexpr Sql sql{PANOH_STORY_COLUMNS "WHERE id = ?"};
    return reader.first(sql, {id}, read_story);
}

std::vector<StoryFile> load_stories(store::Reader& reader, core::EditionId edition)
{
    static constexpr Sql sql{PANOH_STORY_COLUMNS "WHERE edition = ? AND removed = 0 ORDER BY id"};
    std::vector<StoryFile> files;
    reader.each(sql, {edition}, [&](const Row& row) { files.push_back(read_story(row)); });
    return files;
}

void keep_former(store::Transaction& transaction, const std::array<std::uint8_t, 16>& what,
                 const Former& former)
{
    static constexpr Sql sql{"INSERT INTO bulletin_was (what, version, document, changed_at, changed_by) "
                             "VALUES (?, ?, ?, ?, ?)"};
    transaction.run(sql, {what, former.version, former.document, former.changed_at, former.changed_by});
}

std::vector<Former> load_former(store::Reader& reader, const std::array<std::uint8_t, 16>& what)
{
    static constexpr Sql sql{"SELECT version, changed_at, changed_by, document FROM bulletin_was "
                             "WHERE what = ? ORDER BY version DESC LIMIT 200"};
    std::vector<Former> versions;
    reader.each(sql, {what}, [&](const Row& row) {
        versions.push_back({.version = row.integer(0),
                            .changed_at = row.instant(1),
                            .changed_by = row.id<core::UserId>(2),
                            .document = std::string(row.text(3))});
    });
    return versions;
}

void clear_hands(store::Transaction& transaction, core::EditionId edition)
{
    static constexpr Sql sql{"DELETE FROM bulletin_hand WHERE edition = ?"};
    transaction.run(sql, {edition});
}

void note_hand(store::Transaction& transaction, core::EditionId edition, core::UserId person)
{
    static constexpr Sql sql{"INSERT INTO bulletin_hand (edition, person) VALUES (?, ?) "
                             "ON CONFLICT (edition, person) DO NOTHING"};
    transaction.run(sql, {edition, person});
}

bool has_hand(store::Reader& reader, core::EditionId edition, core::UserId person)
{
    static constexpr Sql sql{"SELECT 1 FROM bulletin_hand WHERE edition = ? AND person = ?"};
    return reader.first(sql, {edition, person}, [](const Row&) { return true; }).has_value();
}

#define PANOH_RELEASE_COLUMNS                                                                                \
    "SELECT number, document, published_at, published_by, approved_by FROM bulletin_release "

void insert_release(store::Transaction& transaction, core::EditionId edition, const Release& release)
{
    static constexpr Sql sql{"INSERT INTO bulletin_release (edition, number, document, published_at, "
                             "published_by, approved_by) VALUES (?, ?, ?, ?, ?, ?)"};
    transaction.run(sql, {edition, release.number, release.document, release.published_at,
                          release.published_by, release.approved_by});
}

std::optional<Release> find_release(store::Reader& reader, core::EditionId edition, std::int64_t number)
{
    static constexpr Sql sql{PANOH_RELEASE_COLUMNS "WHERE edition = ? AND number = ?"};
    return reader.first(sql, {edition, number}, read_release);
}

std::vector<Release> load_releases(store::Reader& reader, core::EditionId edition)
{
    static constexpr Sql sql{PANOH_RELEASE_COLUMNS "WHERE edition = ? ORDER BY number"};
    std::vector<Release> found;
    reader.each(sql, {edition}, [&](const Row& row) { found.push_back(read_release(row)); });
    return found;
}

bool slug_is_taken(store::Reader& reader, const std::string& slug, core::EditionId by_another)
{
    static constexpr Sql sql{"SELECT 1 FROM bulletin_edition WHERE slug = ? AND id <> ?"};
    return reader.first(sql, {slug, by_another}, [](const Row&) { return true; }).has_value();
}

void save_uses(store::Transaction& transaction, core::EditionId edition,
               const std::vector<core::ItemId>& items)
{
    static constexpr Sql forget{"DELETE FROM bulletin_use WHERE edition = ?"};
    static constexpr Sql note{"INSERT INTO bulletin_use (edition, item) VALUES (?, ?) "
                              "ON CONFLICT (edition, item) DO NOTHING"};
    transaction.run(forget, {edition});
    for (const auto& item : items)
        transaction.run(note, {edition, item});
}

std::vector<core::ItemId> all_uses(store::Reader& reader)
{
    static constexpr Sql sql{"SELECT DISTINCT item FROM bulletin_use ORDER BY item"};
    std::vector<core::ItemId> items;
    reader.each(sql, {}, [&](const Row& row) { items.push_back(row.id<core::ItemId>(0)); });
    return items;
}

void count_change(store::Transaction& transaction)
{
    static constexpr Sql sql{"INSERT INTO bulletin_change (one, counter) VALUES (1, 1) "
                             "ON CONFLICT (one) DO UPDATE SET counter = bulletin_change.counter + 1"};
    transaction.run(sql, {});
}

std::int64_t change_count(store::Reader& reader)
{
    static constexpr Sql sql{"SELECT counter FROM bulletin_change WHERE one = 1"};
    return reader.first(sql, {}, [](const Row& row) { return row.integer(0); }).value_or(0);
}

std::vector<EditionFile> editions_out(store::Reader& reader)
{
    static constexpr Sql sql{PANOH_EDITION_COLUMNS
                             "WHERE released > 0 ORDER BY day DESC, id DESC LIMIT 1000"};
    std::vector<EditionFile> files;
    reader.each(sql, {}, [&](const Row& row) { files.push_back(read_edition(row)); });
    return files;
}

} // namespace panoh::bulletin

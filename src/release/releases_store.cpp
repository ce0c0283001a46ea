#include "release/releases_store.h"

#include <charconv>
#include <limits>

namespace panoh::release {

namespace {

using store::Row;
using store::Sql;
using store::Value;

#define PANOH_RELEASE_COLUMNS                                                                                \
    "SELECT id, organisation, lineage, document, state, version, schema_number, created_at, created_by, "    \
    "written_by, changed_at, changed_by, proposed_by, approved_by, published_by, note, note_by, failure, "   \
    "manifest, epsilon_after, made_at, published_at, withdrawn_at FROM release_plan "

ReleaseFile read_release(const Row& row)
{
    return {.id = row.id<core::ReleaseId>(0),
            .organisation = row.id<core::OrganisationId>(1),
            .lineage = row.id<core::LineageId>(2),
            .plan = core::read_json<ReleasePlan>(row.text(3)).value_or(ReleasePlan{}),
            .state = core::from_text<ReleaseState>(row.text(4)).value_or(ReleaseState::discarded),
            .version = row.integer(5),
            .schema_number = row.integer(6),
            .created_at = row.instant(7),
            .created_by = row.id<core::UserId>(8),
            .written_by = row.id<core::UserId>(9),
            .changed_at = row.instant(10),
            .changed_by = row.id<core::UserId>(11),
            .proposed_by = row.id<core::UserId>(12),
            .approved_by = row.id<core::UserId>(13),
            .published_by = row.id<core::UserId>(14),
            .note = std::string(row.text(15)),
            .note_by = row.id<core::UserId>(16),
            .failure = std::string(row.text(17)),
            .manifest = std::string(row.text(18)),
            .epsilon_after = {row.integer(19)},
            .made_at = row.instant(20),
            .published_at = row.instant(21),
            .withdrawn_at = row.instant(22)};
}

Value or_null(const core::UserId& user)
{
    return user.is_null() ? Value() : Value(user);
}
Value or_null(core::Instant at)
{
    return at.milliseconds == 0 ? Value() : Value(at);
}

/// A moment and an id, as `place` writes them; after everything when there is none.
struct Place {
    core::Instant at = {std::numeric_limits<std::int64_t>::max()};
    core::ReleaseId id = {};
};
Place place_from(std::string_view text)
{
    Place place;
    place.id.bytes.fill(0xff);
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return place;
    const auto id = core::parse_id<core::ReleaseId>(text.substr(space + 1));
    std::int64_t at = 0;
    const auto digits = text.substr(0, space);
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), at);
    if (id && error == std::errc{} && end == digits.end()) place = {{at}, *id};
    return place;
}
std::string place(core::Instant at, core::ReleaseId id)
{
    return std::to_string(at.milliseconds) + ' ' + core::to_string(id);
}

} // namespace

std::string place_of(const ReleaseFile& file)
{
    return place(file.created_at, file.id);
}
std::string published_place(const ReleaseFile& file)
{
    return place(file.published_at, file.id);
}

void insert_release(store::Transaction& transaction, const ReleaseFile& file)
{
    static constexpr Sql sql{
        "INSERT INTO release_plan (id, organisation, lineage, document, state, version, schema_number, "
        "created_at, created_by, written_by, changed_at, changed_by, note, failure, manifest, epsilon_after) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', 0)"};
    const std::string document = core::write_json(file.plan);
    transaction.run(sql, {file.id, file.organisation, file.lineage, document, core::to_text(file.state),
                          file.version, file.schema_number, file.created_at, file.created_by, file.written_by,
                          file.changed_at, file.changed_by});
}

bool update_release(store::Transaction& transaction, const ReleaseFile& file)
{
    static constexpr Sql sql{
        "UPDATE release_plan SET document = ?, state = ?, schema_number = ?, written_by = ?, changed_at = ?, "
        "changed_by = ?, proposed_by = ?, approved_by = ?, published_by = ?, note = ?, note_by = ?, "
        "failure = ?, manifest = ?, epsilon_after = ?, made_at = ?, published_at = ?, withdrawn_at = ?, "
        "version = version + 1 WHERE id = ? AND version = ?"};
    const std::string document = core::write_json(file.plan);
    return transaction.run(
               sql, {document, core::to_text(file.state), file.schema_number, file.written_by,
                     file.changed_at, file.changed_by, or_null(file.proposed_by), or_null(file.approved_by),
                     or_null(file.published_by), file.note, or_null(file.note_by), file.failure,
                     file.manifest, file.epsilon_after.thousandths, or_null(file.made_at),
                     or_null(file.published_at), or_null(file.withdrawn_at), file.id, file.version}) == 1;
}

std::optional<ReleaseFile> find_release(store::Reader& reader, core::ReleaseId id)
{
    static constexpr Sql sql{PANOH_RELEASE_COLUMNS "WHERE id = ?"};
    return reader.first(sql, {id}, read_release);
}

std::vector<ReleaseFile> release_page(store::Reader& reader, core::OrganisationId organisation,
                                      const ReleaseQuery& query)
{
    static constexpr Sql sql{PANOH_RELEASE_COLUMNS
                             "WHERE organisation = ? AND (? = '' OR state = ?) "
                             "AND (? = 1 OR lineage = ?) "
                             "AND (? = 1 OR state IN ('made', 'published', 'withdrawn')) "
                             "AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?"};
    const auto state = query.state ? core::to_text(*query.state) : std::string_view();
    const auto lineage = query.lineage.value_or(core::LineageId{});
    const Place from = place_from(query.after);
    std::vector<ReleaseFile> files;
    reader.each(sql,
                {organisation, state, state, query.lineage ? 0 : 1, lineage, query.drafts ? 1 : 0, from.at,
                 from.id, query.limit},
                [&](const Row& row) { files.push_back(read_release(row)); });
    return files;
}

std::optional<ReleaseFile> oldest_in(store::Reader& reader, ReleaseState state)
{
    static constexpr Sql sql{PANOH_RELEASE_COLUMNS "WHERE state = ? ORDER BY changed_at, id LIMIT 1"};
    return reader.first(sql, {core::to_text(state)}, read_release);
}

std::vector<ReleaseFile> published_page(store::Reader& reader, const std::string& after, int limit)
{
    static constexpr Sql sql{PANOH_RELEASE_COLUMNS
                             "WHERE state IN ('published', 'withdrawn') AND (published_at, id) < (?, ?) "
                             "ORDER BY published_at DESC, id DESC LIMIT ?"};
    const Place from = place_from(after);
    std::vector<ReleaseFile> files;
    reader.each(sql, {from.at, from.id, limit}, [&](const Row& row) { files.push_back(read_release(row)); });
    return files;
}

void insert_file(store::Transaction& transaction, core::ReleaseId release, const ReleaseFilePart& file)
{
    static constexpr Sql sql{
        "INSERT INTO release_file (release, position, name, sha256, size) VALUES (?, ?, ?, ?, ?)"};
    transaction.run(sql, {release, file.position, file.name, file.sha256, file.bytes});
}

void insert_part(store::Transaction& transaction, core::ReleaseId release, std::int64_t position,
                 std::int64_t part, core::ByteView content)
{
    static constexpr Sql sql{
        "INSERT INTO release_file_part (release, position, part, content) VALUES (?, ?, ?, ?)"};
    transaction.run(sql, {release, position, part, content});
}

void delete_files(store::Transaction& transaction, core::ReleaseId release)
{
    static constexpr Sql parts{"DELETE FROM release_file_part WHERE release = ?"};
    static constexpr Sql files{"DELETE FROM release_file WHERE release = ?"};
    transaction.run(parts, {release});
    transaction.run(files, {release});
}

std::int64_t read_parts(store::Reader& reader, core::ReleaseId release, std::int64_t position,
                        std::int64_t first, std::int64_t most, std::string& out)
{
    static constexpr Sql sql{"SELECT content FROM release_file_part WHERE release = ? AND position = ? "
                             "AND part >= ? ORDER BY part LIMIT ?"};
    std::int64_t count = 0;
    reader.each(sql, {release, position, first, most}, [&](const Row& row) {
        const core::ByteView bytes = row.bytes(0);
        out.append(bytes.begin(), bytes.end());
        ++count;
    });
    return count;
}

std::vector<ReleaseFilePart> files_of(store::Reader& reader, core::ReleaseId id)
{
    static constexpr Sql sql{
        "SELECT position, name, sha256, size FROM release_file WHERE release = ? ORDER BY position"};
    std::vector<ReleaseFilePart> files;
    reader.each(sql, {id}, [&](const Row& row) {
        files.push_back({.position = row.integer(0),
                         .name = std::string(row.text(1)),
                         .sha256 = std::string(row.text(2)),
                         .bytes = row.integer(3)});
    });
    return files;
}

} // namespace panoh::release

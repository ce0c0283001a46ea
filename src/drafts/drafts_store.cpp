#include "drafts/drafts_store.h"

#include <algorithm>

namespace panoh::drafts {

namespace {

crypto::BoxPublicKey public_key(core::ByteView bytes)
{
    crypto::BoxPublicKey key;
    if (bytes.size() == key.bytes.size()) std::ranges::copy(bytes, key.bytes.begin());
    return key;
}

DraftHead read_head(const store::Row& row)
{
    return {
        .writer = row.id<core::UserId>(0),
        .kept = {.key = std::string(row.text(1)), .begun_at = {row.integer(2)}, .kept_at = {row.integer(3)}},
        .sealed_for = public_key(row.bytes(4))};
}

} // namespace

std::optional<DraftRow> load_draft(store::Reader& reader, core::UserId writer, const std::string& key)
{
    static constexpr store::Sql find{
        "SELECT sitting, counted, version, begun_at, kept_at, sealed_for, sealed FROM draft_form "
        "WHERE writer = ? AND draft_key = ?"};
    return reader.first(find, {writer, key}, [&](const store::Row& row) {
        return DraftRow{.key = key,
                        .sitting = {row.id<core::SittingId>(0), row.integer(1)},
                        .version = row.integer(2),
                        .begun_at = {row.integer(3)},
                        .kept_at = {row.integer(4)},
                        .sealed_for = public_key(row.bytes(5)),
                        .sealed = {row.bytes(6).begin(), row.bytes(6).end()}};
    });
}

void save_draft(store::Transaction& transaction, core::UserId writer, const DraftRow& row)
{
    static constexpr store::Sql upsert{
        "INSERT INTO draft_form (writer, draft_key, sitting, counted, version, begun_at, kept_at, "
        "sealed_for, "
        "sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (writer, draft_key) DO UPDATE SET "
        "sitting = excluded.sitting, counted = excluded.counted, version = excluded.version, "
        "begun_at = excluded.begun_at, kept_at = excluded.kept_at, sealed_for = excluded.sealed_for, "
        "sealed = excluded.sealed"};
    transaction.put(upsert, {writer, row.key, row.sitting.id, row.sitting.count, row.version, row.begun_at,
                             row.kept_at, core::ByteView(row.sealed_for.bytes), row.sealed});
}

void delete_draft(store::Transaction& transaction, core::UserId writer, const std::string& key)
{
    static constexpr store::Sql remove{"DELETE FROM draft_form WHERE writer = ? AND draft_key = ?"};
    transaction.run(remove, {writer, key});
}

int count_drafts(store::Reader& reader, core::UserId writer)
{
    static constexpr store::Sql count{"SELECT count(*) FROM draft_form WHERE writer = ?"};
    return static_cast<int>(
        reader.first(count, {writer}, [](const store::Row& row) { return row.integer(0); }).value_or(0));
}

std::vector<DraftHead> heads_of(store::Reader& reader, core::UserId writer)
{
    static constexpr store::Sql find{
        "SELECT writer, draft_key, begun_at, kept_at, sealed_for FROM draft_form "
        "WHERE writer = ? ORDER BY kept_at DESC, draft_key"};
    std::vector<DraftHead> heads;
    reader.each(find, {writer}, [&](const store::Row& row) { heads.push_back(read_head(row)); });
    return heads;
}

std::vector<DraftHead> all_heads(store::Reader& reader)
{
    static constexpr store::Sql find{
        "SELECT writer, draft_key, begun_at, kept_at, sealed_for FROM draft_form "
        "ORDER BY writer, draft_key"};
    std::vector<DraftHead> heads;
    reader.each(find, {}, [&](const store::Row& row) { heads.push_back(read_head(row)); });
    return heads;
}

} // namespace panoh::drafts

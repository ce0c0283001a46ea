#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "drafts/drafts.h"

// The SQL of drafts; private to the slice.
namespace panoh::drafts {

struct DraftRow {
    std::string key = {};
    Sitting sitting = {};
    std::int64_t version = 0;
    core::Instant begun_at = {};
    core::Instant kept_at = {};
    crypto::BoxPublicKey sealed_for = {};
    core::Bytes sealed = {};
};
[[nodiscard]] std::optional<DraftRow> load_draft(store::Reader& reader, core::UserId writer,
                                                 const std::string& key);
void save_draft(store::Transaction& transaction, core::UserId writer, const DraftRow& row);
void delete_draft(store::Transaction& transaction, core::UserId writer, const std::string& key);
[[nodiscard]] int count_drafts(store::Reader& reader, core::UserId writer);

/// Which draft of whom, without its text.
struct DraftHead {
    core::UserId writer = {};
    Kept kept = {};
    crypto::BoxPublicKey sealed_for = {};
};
/// Of one person, newest first.
[[nodiscard]] std::vector<DraftHead> heads_of(store::Reader& reader, core::UserId writer);
/// Of everybody, those of one person together.
[[nodiscard]] std::vector<DraftHead> all_heads(store::Reader& reader);

} // namespace panoh::drafts

#pragma once

// The bytes that are hashed, for the writer and the verifier alike. Layout: README.md.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/bytes.h"
#include "core/ids.h"
#include "crypto/crypto.h"

#include "audit/audit.h"

namespace panoh::audit {

/// One row of audit_row as it is stored, without its hash.
struct RowView {
    std::int64_t seq = 0;
    std::int64_t at = 0;
    core::ByteView actor;
    core::ByteView session_hash;
    std::string_view action;
    std::string_view outcome;
    core::ByteView object; ///< empty when NULL
    core::ByteView cases;  ///< 16 bytes each, rising
    std::string_view purpose;
    std::string_view detail;
};

/// BLAKE2b-256 over the hash of the row before, the version of the layout and every field with its length.
[[nodiscard]] crypto::Hash chain_hash(const crypto::Hash& previous, const RowView& row);

/// The stored head: the last row and its hash; zeros before the first row.
struct Head {
    std::int64_t seq = 0;
    crypto::Hash hash = {};
};
[[nodiscard]] Head read_head(store::Reader& reader);
/// Whether some row of the chain has this hash: whether a head that was noted elsewhere belongs to it. False
/// for a database that is older than the note, and for one with another history.
[[nodiscard]] bool has_head(store::Reader& reader, const crypto::Hash& head);
/// 32 bytes of a column; anything else gives zeros, which no row hashes to.
[[nodiscard]] crypto::Hash hash_from(core::ByteView bytes);

} // namespace panoh::audit

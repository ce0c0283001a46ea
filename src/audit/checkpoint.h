#pragma once

// A signed statement of how long the chain was and what its head was, to be kept where a writer of the
// database does not reach. Layout: README.md.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "audit/chain.h"

namespace panoh::audit {

struct Checkpoint {
    std::string origin = {}; ///< fingerprint of the key that signed
    std::int64_t rows = 0;   ///< how many the chain had
    crypto::Hash head = {};  ///< hash of the last of them
    core::Instant at = {};   ///< when it was signed
    crypto::Signature signature = {};
    bool operator==(const Checkpoint&) const = default;
};

/// 32 hexadecimal digits that stand for a key.
[[nodiscard]] std::string fingerprint(const crypto::SignPublicKey& key);
[[nodiscard]] Checkpoint sign_checkpoint(const crypto::SignKeyPair& keys, const Head& head, core::Instant at);
[[nodiscard]] bool signed_with(const Checkpoint& checkpoint, const crypto::SignPublicKey& key);

/// Six lines of text and an empty one.
[[nodiscard]] std::string to_note(const Checkpoint& checkpoint);
struct Notes {
    std::vector<Checkpoint> checkpoints = {}; ///< in the order of the text
    int unreadable = 0;                       ///< parts that begin like one and are none
};
/// Every checkpoint of a text: of a file, of a log that somebody kept.
[[nodiscard]] Notes read_notes(std::string_view text);

/// What speaks against the chain, or against a checkpoint.
enum class Alarm {
    rows,      ///< the chain has fewer rows than it had
    head,      ///< the chain had another head at that count
    signature, ///< not signed with the key that was asked about
    file,      ///< a file of checkpoints, or a part of it, cannot be read
};

/// Looks up one stored hash: it finds a shorter and a rewritten chain, not a row whose stored hash was left
/// as it was. `prove()` finds that too.
[[nodiscard]] std::optional<Alarm> compare(store::Reader& reader, const Checkpoint& checkpoint);

/// What somebody who keeps checkpoints of another node asks of the next one they are given: the same node,
/// its signature, never fewer rows, never two heads for one count. What fits is kept in place of `previous`.
[[nodiscard]] std::optional<Alarm> check_peer_checkpoint(const std::optional<Checkpoint>& previous,
                                                         const Checkpoint& next,
                                                         const crypto::SignPublicKey& key);

/// Whether it is time: a thousand rows, or a quarter of an hour in which any row came.
struct SinceCheckpoint {
    std::int64_t rows = 0;
    std::int64_t milliseconds = 0;
};
[[nodiscard]] bool checkpoint_due(const SinceCheckpoint& since);

/// Signs the chain as it stands and stores the note; nothing when no row came after `last_rows`.
[[nodiscard]] std::optional<Checkpoint> store_checkpoint(store::Transaction& transaction,
                                                         const crypto::SignKeyPair& keys,
                                                         std::int64_t last_rows, core::Instant at);
/// The stored notes of chains with `first` to `last` rows, shortest first.
[[nodiscard]] std::vector<Checkpoint> stored_checkpoints(store::Reader& reader, std::int64_t first,
                                                         std::int64_t last);
[[nodiscard]] std::optional<Checkpoint> newest_stored(store::Reader& reader);

/// What a replay proves against checkpoints.
struct Proof {
    Verdict verdict = {};
    std::int64_t fitting = 0;               ///< how many checkpoints the rows bear out
    std::optional<Checkpoint> newest = {};  ///< the longest of these: rows after it are not proved
    std::optional<Checkpoint> doubted = {}; ///< the first that the rows do not bear out
    std::optional<Alarm> alarm = {};        ///< why
};
/// Replays the whole chain and compares it with every checkpoint. Signatures are the caller's to check.
[[nodiscard]] Proof prove(store::Reader& reader, std::vector<Checkpoint> checkpoints);

} // namespace panoh::audit

/// As shown and as logged.
template <>
struct panoh::core::Names<panoh::audit::Alarm> {
    static constexpr std::array<Named<panoh::audit::Alarm>, 4> all = {{
        {panoh::audit::Alarm::rows, "rows"},
        {panoh::audit::Alarm::head, "head"},
        {panoh::audit::Alarm::signature, "signature"},
        {panoh::audit::Alarm::file, "file"},
    }};
};

#pragma once

// The hash chain of who did what. A row commits in the same transaction as the act, or the act does not
// happen.

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/action.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/names.h"
#include "core/permit.h"
#include "crypto/crypto.h"
#include "store/store.h"

namespace panoh::audit {

/// Who acts, through which session, when. Made by `access` for a request, by commands for themselves.
struct Act {
    core::UserId actor = {}; ///< null: the system itself (a command, a job)
    crypto::Hash session_hash = {};
    core::Instant at = {};
    std::string purpose = {}; ///< a code of list "purpose"; empty where none was asked
};

enum class Outcome { allowed, denied, failed };

/// One thing done. Never names, search words or free text: ids, codes and numbers only.
struct Entry {
    core::Action action;
    Outcome outcome = Outcome::allowed;
    /// What it concerned. Cases listed here answer "who looked at this file".
    std::vector<core::CaseId> cases = {};
    /// Any other object: a user, team, dataset. 16 bytes each.
    std::optional<std::array<std::uint8_t, 16>> object = {};
    /// A stable code with the detail: "state:active", "field:gender", "compartment:identity".
    std::string detail = {};
};

/// Appends one row to the chain, in the caller's transaction.
void append(store::Transaction& transaction, const Act& act, const Entry& entry);

/// One row as the team of a case may see it.
struct Seen {
    std::int64_t seq = 0;
    core::Instant at = {};
    core::UserId actor = {};
    core::Action action = core::Action::session_read;
    std::string purpose = {};
    std::string detail = {};
};
/// A part of what was done with a case.
struct SeenWanted {
    bool stages_only = false; ///< how the case went: opened, moved to another state, handed over
    std::int64_t before = std::numeric_limits<std::int64_t>::max(); ///< rows with a lower `seq`
    int limit = 200;
};
using MayLookBack = core::Permit<core::Action::case_history, core::CaseId>;
/// Newest first: who opened or changed this case. What was refused is not in it: those who were refused saw
/// nothing, and the auditor has the whole log.
[[nodiscard]] std::vector<Seen> of_case(store::Reader& reader, const MayLookBack& permit,
                                        const SeenWanted& wanted);

/// Rows that list many cases (a page whose names were opened) are filed under each case a little later, so
/// that the page does not wait for fifty places of the index; until then `of_case` reads them where they
/// stand. Files at most `rows` of them and returns how many: called now and then by whoever runs the node.
std::int64_t file_pending(store::Transaction& transaction, int rows);
/// How much waits to be filed.
struct Pending {
    std::int64_t head = 0;   ///< the newest row of the chain
    std::int64_t oldest = 0; ///< the oldest one that waits; 0 when none does
};
[[nodiscard]] Pending pending(store::Reader& reader);

struct Verdict {
    std::int64_t rows = 0;
    /// The first row that does not fit, if any, and why: "hash", "gap", "head", "object".
    std::optional<std::int64_t> broken_at = {};
    std::string reason = {};
    crypto::Hash head = {};
};
/// Replays the whole chain.
[[nodiscard]] Verdict verify(store::Reader& reader);

} // namespace panoh::audit

/// As stored and as sent.
template <>
struct panoh::core::Names<panoh::audit::Outcome> {
    static constexpr std::array<Named<panoh::audit::Outcome>, 3> all = {{
        {panoh::audit::Outcome::allowed, "allowed"},
        {panoh::audit::Outcome::denied, "denied"},
        {panoh::audit::Outcome::failed, "failed"},
    }};
};

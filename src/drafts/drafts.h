#pragma once

// The verbs of a draft: what one person typed into a form and has not saved. Only that person opens it.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/gate.h"
#include "audit/audit.h"
#include "core/permit.h"
#include "core/secret.h"
#include "drafts/draft.h"
#include "store/store.h"
#include "vault/vault.h"

namespace panoh::drafts {

/// A draft without its text.
struct Kept {
    std::string key = {};
    core::Instant begun_at = {};
    core::Instant kept_at = {};
};
PANOH_JSON(Kept, key, begun_at, kept_at)

/// Whether somebody may now save that form: "access/not_allowed", "case/not_found".
[[nodiscard]] core::Done may_write(store::Reader& reader, const access::Subject& subject,
                                   const DraftKey& key);

using MayKeep = core::Permit<core::Action::draft_keep, DraftKey>;
using MayOpen = core::Permit<core::Action::draft_open, DraftKey>;

struct Writing {
    Sitting sitting = {};
    /// The sitting whose text was opened and is gone on from.
    std::optional<core::SittingId> goes_on_from = {};
    core::SecretText text = {};
};
/// Keeps it sealed, in place of what it goes on from. "draft/empty", "draft/too_long", "draft/too_many", and
/// "draft/elsewhere" for a text over one that this sitting never saw. Refusals of `may_write`. One audit row
/// when a draft begins, none for what follows.
[[nodiscard]] core::Result<Kept> keep(store::Transaction& transaction, const MayKeep& permit,
                                      const access::Subject& subject, const vault::KeyRing& keys,
                                      const audit::Act& act, const Writing& writing);

/// The own drafts that still open, newest first.
[[nodiscard]] std::vector<Kept> list(store::Reader& reader,
                                     const core::Permit<core::Action::draft_keep, core::UserId>& permit,
                                     const vault::KeyRing& keys, core::Instant now);

struct OpenedDraft {
    Kept kept = {};
    core::SittingId sitting = {};
    core::SecretText text = {};
};
/// "draft/not_found", also for one that ran out or was sealed with earlier keys; "vault/tampered"; refusals
/// of `may_write`. The text leaves the server only after `note_opened` is durable.
[[nodiscard]] core::Result<OpenedDraft> open(store::Reader& reader, const MayOpen& permit,
                                             const access::Subject& subject, const vault::KeyRing& keys,
                                             core::Instant now);
/// Asks for the right once more and writes the audit row of the opening.
[[nodiscard]] core::Done note_opened(store::Transaction& transaction, const MayOpen& permit,
                                     const access::Subject& subject, const audit::Act& act);

/// Saved or thrown away. No audit row: nothing of a case was read or changed, and saving has its own.
void drop(store::Transaction& transaction, const MayKeep& permit, core::UserId writer);

/// Cases of which somebody has an unsaved form: they are not taken away under whoever writes.
[[nodiscard]] std::set<core::CaseId> cases_being_written(store::Reader& reader);

/// Deletes what is over (`is_over`), of everybody; says how many there were. For the upkeep of the node.
std::int64_t drop_over(store::Database& database, core::Instant now);

} // namespace panoh::drafts

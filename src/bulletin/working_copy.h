#pragma once

// What verbs of editions and of stories share.

#include "bulletin/editions.h"

namespace panoh::bulletin {

/// The edition of this organisation. "bulletin/edition_not_found"
[[nodiscard]] core::Result<EditionFile> own_edition(store::Reader& reader, core::OrganisationId organisation,
                                                    core::EditionId id);
/// The same where nobody changed it since. "bulletin/stale" with what stands.
[[nodiscard]] core::Result<EditionFile>
edition_to_change(store::Reader& reader, core::OrganisationId organisation, const EditionChange& change);
/// Somebody changed what it says: an approval is gone, and who did it is no second person any more. Saves it;
/// `document` is what it says now.
[[nodiscard]] core::Done save_changed(store::Transaction& transaction, const audit::Act& act,
                                      const EditionFile& before, const Edition* after);
/// A row of the audit: "edition:published".
void note_act(store::Transaction& transaction, const audit::Act& act, core::Action action,
              const std::array<std::uint8_t, 16>& object, std::string detail);

/// What stands now, beside what somebody wanted to save.
[[nodiscard]] core::Error stale(std::int64_t version, const std::string& document);

} // namespace panoh::bulletin

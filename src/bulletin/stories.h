#pragma once

// Verbs for stories. A change of a story is a change of its edition.

#include "bulletin/compose.h"
#include "bulletin/editions.h"

namespace panoh::bulletin {

/// Which story is to be changed, and the version that was read.
struct StoryChange {
    core::StoryId id = {};
    std::int64_t version = 0;
};

/// At the end of that section of the edition; in none where none is named. Faults of the value;
/// "bulletin/edition_not_found", "bulletin/section_unknown", "outreach/reference_unknown" for what is not
/// there in the programme, or no figure.
[[nodiscard]] core::Result<core::StoryId> add_story(store::Transaction& transaction,
                                                    const MayWriteEditions& permit, const audit::Act& act,
                                                    core::EditionId edition, const std::string& section,
                                                    const Story& story);
/// One that somebody is still writing, for a preview, as the only story of its edition: words may lack, all
/// else is refused as by add_story().
[[nodiscard]] core::Result<Contents> unsaved_story(store::Reader& reader, const MayWriteEditions& permit,
                                                   core::EditionId edition, const Story& story);
/// "bulletin/story_not_found", "bulletin/stale" (412, with what stands).
[[nodiscard]] core::Done change_story(store::Transaction& transaction, const MayWriteEditions& permit,
                                      const audit::Act& act, const StoryChange& change, const Story& story);
/// Takes it out of its section and its edition; what came out keeps it.
[[nodiscard]] core::Done remove_story(store::Transaction& transaction, const MayWriteEditions& permit,
                                      const audit::Act& act, const StoryChange& change);

/// "bulletin/story_not_found"
[[nodiscard]] core::Result<StoryFile> story(store::Reader& reader, const MayReadEditions& permit,
                                            core::StoryId id);
[[nodiscard]] std::vector<StoryFile> stories_of(store::Reader& reader, const EditionFile& file);
/// What it was, latest first.
[[nodiscard]] std::vector<Former> former_versions(store::Reader& reader, const StoryFile& file);

} // namespace panoh::bulletin

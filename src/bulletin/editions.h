#pragma once

// Verbs for editions. Everything is for the permit's own organisation: of another one's editions that are not
// out nobody learns, since a testimony may stand in them.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "bulletin/checks.h"
#include "bulletin/compose.h"
#include "bulletin/edition.h"
#include "bulletin/story.h"
#include "core/action.h"
#include "core/permit.h"
#include "core/result.h"
#include "outreach/items.h"
#include "store/store.h"

namespace panoh::bulletin {

using MayReadEditions = core::Permit<core::Action::edition_read, core::OrganisationId>;
using MayWriteEditions = core::Permit<core::Action::edition_write, core::OrganisationId>;
using MayApproveEditions = core::Permit<core::Action::edition_approve, core::OrganisationId>;

/// An edition as it stands: its working copy, and what of it is out.
struct EditionFile {
    core::EditionId id = {};
    core::OrganisationId organisation = {};
    std::string title = {};
    core::Date day = {};
    std::string document = {}; ///< JSON of Edition
    State state = State::draft;
    std::int64_t version = 0; ///< of the working copy, its stories included
    core::Instant changed_at = {};
    core::UserId changed_by = {};
    core::UserId asked_by = {};    ///< for the review; null: nobody
    core::UserId approved_by = {}; ///< null: nobody
    std::string note = {};         ///< with which it was sent back
    core::UserId note_by = {};
    std::int64_t last_release = 0; ///< number of the newest one, out or not
    std::int64_t released = 0;     ///< the one that is out; 0: none
    std::string slug = {};         ///< in addresses; stays once it is given
};

struct StoryFile {
    core::StoryId id = {};
    core::EditionId edition = {};
    std::string document = {}; ///< JSON of Story
    std::int64_t version = 0;
    core::Instant changed_at = {};
    core::UserId changed_by = {};
    bool removed = false;
};

/// What an edition or a story was before a change.
using outreach::Former;

/// An edition as it came out, kept for good.
struct ReleasedStory {
    core::StoryId id = {};
    Story value = {};
};
PANOH_JSON(ReleasedStory, id, value)
struct Released {
    using AbsentListsAreEmpty = void;
    Edition edition = {};
    std::vector<ReleasedStory> stories = {};
    std::vector<FigureThen> figures = {};
};
PANOH_JSON(Released, edition, stories, figures)
struct Release {
    std::int64_t number = 0;
    std::string document = {}; ///< JSON of Released
    core::Instant published_at = {};
    core::UserId published_by = {};
    core::UserId approved_by = {};
};

/// Which edition is to be changed, and the version that was read.
struct EditionChange {
    core::EditionId id = {};
    std::int64_t version = 0;
};

/// Faults of the value (look_through.h); "bulletin/story_unknown" for a story of another edition.
[[nodiscard]] core::Result<core::EditionId> add_edition(store::Transaction& transaction,
                                                        const MayWriteEditions& permit, const audit::Act& act,
                                                        const Edition& edition);
/// Any change after the approval makes it a draft again; what is out stays out. Of all that follow:
/// "bulletin/edition_not_found", "bulletin/stale" (412, with what stands).
[[nodiscard]] core::Done change_edition(store::Transaction& transaction, const MayWriteEditions& permit,
                                        const audit::Act& act, const EditionChange& change,
                                        const Edition& edition);

// The way of a version. "bulletin/not_in_this_state" where it stands elsewhere; what is in the way
// (obstacles()) is refused at each step, since a consent may end in between.
[[nodiscard]] core::Done ask_review(store::Transaction& transaction, const MayWriteEditions& permit,
                                    const audit::Act& act, const EditionChange& change, core::Date day);
[[nodiscard]] core::Done send_back(store::Transaction& transaction, const MayApproveEditions& permit,
                                   const audit::Act& act, const EditionChange& change,
                                   const std::string& note);
/// "bulletin/second_person" for who asked for the review or changed something since.
[[nodiscard]] core::Done approve(store::Transaction& transaction, const MayApproveEditions& permit,
                                 const audit::Act& act, const EditionChange& change, core::Date day);
[[nodiscard]] core::Done publish(store::Transaction& transaction, const MayWriteEditions& permit,
                                 const audit::Act& act, const EditionChange& change, core::Date day);
/// Takes it from the public at once. "bulletin/not_out".
[[nodiscard]] core::Done withdraw(store::Transaction& transaction, const MayWriteEditions& permit,
                                  const audit::Act& act, const EditionChange& change);

/// Whether this person would be a second one.
[[nodiscard]] bool may_be_second(store::Reader& reader, const EditionFile& file, core::UserId person);

struct EditionQuery {
    std::optional<State> state = {};
    std::string after = {}; ///< place_of() of the last one before
    int limit = 50;
};
/// Latest day first.
[[nodiscard]] std::vector<EditionFile> list_editions(store::Reader& reader, const MayReadEditions& permit,
                                                     const EditionQuery& query);
[[nodiscard]] std::string place_of(const EditionFile& file);
/// "bulletin/edition_not_found"
[[nodiscard]] core::Result<EditionFile> edition(store::Reader& reader, const MayReadEditions& permit,
                                                core::EditionId id);
/// The working copy with its stories.
[[nodiscard]] core::Result<Contents> working_copy(store::Reader& reader, const EditionFile& file);
[[nodiscard]] core::Result<Contents> as_released(const EditionFile& file, const Release& release);

/// As it came out, first one first.
[[nodiscard]] std::vector<Release> releases(store::Reader& reader, const EditionFile& file);
/// What differs between two: "edition" for what is no story, ids of stories.
[[nodiscard]] std::vector<std::string> differences(const Released& before, const Released& after);

} // namespace panoh::bulletin

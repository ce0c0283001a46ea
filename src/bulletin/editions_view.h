#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/gate.h"
#include "access/people.h"
#include "bulletin/stories.h"
#include "core/json.h"
#include "outreach/items_view.h"

namespace panoh::bulletin {

/// One line of a list of editions.
struct EditionRow {
    core::EditionId id = {};
    std::string title = {};
    core::Date day = {};
    State state = State::draft;
    std::int64_t released = 0; ///< number of the version that is out; 0: none
    std::string slug = {};
    std::int64_t version = 0;
    core::Instant changed_at = {};
    std::string changed_by = {};
};
PANOH_JSON(EditionRow, id, title, day, state, released, slug, version, changed_at, changed_by)

struct EditionRows {
    std::vector<EditionRow> items = {};
    std::optional<std::string> next = {};
};
PANOH_JSON(EditionRows, items, next)

/// One line of the stories of an edition, also of those that stand in no section yet.
struct StoryRow {
    core::StoryId id = {};
    std::string title = {}; ///< in the first language of the edition, else in another one
    std::optional<std::string> country = {};
    std::vector<std::string> languages = {}; ///< in which somebody wrote it
    std::string section = {};                ///< its key; empty: in none
    std::int64_t version = 0;
    core::Instant changed_at = {};
    std::string changed_by = {};
};
PANOH_JSON(StoryRow, id, title, country, languages, section, version, changed_at, changed_by)

struct StoryRows {
    std::vector<StoryRow> items = {};
};
PANOH_JSON(StoryRows, items)

/// One edition whole.
struct EditionView {
    core::EditionId id = {};
    State state = State::draft;
    std::int64_t version = 0;
    core::Instant changed_at = {};
    std::string changed_by = {};
    std::string asked_by = {}; ///< names; empty: nobody
    std::string approved_by = {};
    std::string note = {}; ///< with which it was sent back
    std::string note_by = {};
    std::int64_t released = 0;
    std::string slug = {};
    bool may_change = false;
    bool may_approve = false; ///< also: would be a second person
    Edition value = {};
    std::vector<StoryRow> stories = {};
};
PANOH_JSON(EditionView, id, state, version, changed_at, changed_by, asked_by, approved_by, note, note_by,
           released, slug, may_change, may_approve, value, stories)

struct StoryView {
    core::StoryId id = {};
    core::EditionId edition = {};
    std::int64_t edition_version = 0;
    std::int64_t version = 0;
    core::Instant changed_at = {};
    std::string changed_by = {};
    bool removed = false;
    bool may_change = false;
    Story value = {};
    std::vector<outreach::Named> names = {};
};
PANOH_JSON(StoryView, id, edition, edition_version, version, changed_at, changed_by, removed, may_change,
           value, names)

/// One version as it came out.
struct ReleaseView {
    std::int64_t number = 0;
    bool out = false; ///< it is the one that people read now
    core::Instant published_at = {};
    std::string published_by = {};
    std::string approved_by = {};
    std::vector<std::string> differs = {};   ///< from the one before: "edition", ids of stories
    std::optional<core::RawJson> value = {}; ///< whole, where it was asked for
};
PANOH_JSON(ReleaseView, number, out, published_at, published_by, approved_by, differs, value)
struct ReleaseViews {
    std::vector<ReleaseView> items = {};
};
PANOH_JSON(ReleaseViews, items)

[[nodiscard]] EditionRow row_of(const EditionFile& file, access::PeopleNames& names);
[[nodiscard]] core::Result<EditionView> view_of(store::Reader& reader, const access::Caller& caller,
                                                const EditionFile& file);
[[nodiscard]] core::Result<StoryRows> rows_of_stories(store::Reader& reader, access::PeopleNames& names,
                                                      const EditionFile& file);
[[nodiscard]] core::Result<StoryView> view_of(store::Reader& reader, const access::Caller& caller,
                                              const StoryFile& story, const EditionFile& file);
/// First one first; the value of those two numbers only (0: of none).
[[nodiscard]] core::Result<ReleaseViews> views_of_releases(store::Reader& reader, access::PeopleNames& names,
                                                           const EditionFile& file,
                                                           const std::vector<std::int64_t>& whole);

} // namespace panoh::bulletin

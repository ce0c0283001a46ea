#pragma once

// What still stands in the way of an edition, and what it lacks in which language.

#include <optional>
#include <string>
#include <vector>

#include "bulletin/compose.h"

namespace panoh::bulletin {

/// Something that keeps an edition from coming out.
struct Obstacle {
    std::string code = {};
    std::optional<core::StoryId> story = {};
    std::string what = {}; ///< the figure, the testimony, the picture; empty where the code says it
};
PANOH_JSON(Obstacle, code, story, what)

/// Something that is not there in a language: it would stand in another one, or not at all.
struct Lack {
    std::optional<core::StoryId> story = {};
    std::string language = {};
    std::string what = {}; ///< title, lead, section, text, body, review, alternative, caption, label
};
PANOH_JSON(Lack, story, language, what)

struct Missing {
    std::vector<Obstacle> obstacles = {};
    std::vector<Lack> lacks = {};
};
PANOH_JSON(Missing, obstacles, lacks)

/// "bulletin/figure_unknown", "bulletin/figure_without_source", "bulletin/testimony_not_allowed" (in none of
/// the three ways), "bulletin/picture_not_allowed", "bulletin/alternative_missing",
/// "bulletin/story_without_text". Of the stories that stand in a section.
[[nodiscard]] std::vector<Obstacle> obstacles(store::Reader& reader, const Contents& contents,
                                              core::Date day);
/// Per story and language, in the order of reading.
[[nodiscard]] Missing missing(store::Reader& reader, const Contents& contents, core::Date day);

/// A refusal that lists every obstacle, each at stories/<story>/<what>.
[[nodiscard]] core::Done check_printable(store::Reader& reader, const Contents& contents, core::Date day);

} // namespace panoh::bulletin

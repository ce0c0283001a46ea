#pragma once

// From what was written to what is read: one edition, one language, one way of publishing it.

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bulletin/edition.h"
#include "bulletin/printed.h"
#include "bulletin/story.h"
#include "bulletin/wording.h"
#include "core/names.h"
#include "outreach/testimony.h"
#include "store/store.h"

namespace panoh::bulletin {

/// How it reaches people. The text is the code of list "publication" without its "bulletin_".
enum class Medium { web, email, paper };

/// What was asked for.
struct Printing {
    std::string language = {};
    core::Date day = {}; ///< on which it is read: consents begin and end
    Medium medium = Medium::web;
    std::string time_zone = "UTC"; ///< in which a correction has its day
};

/// A figure as it was when the edition came out.
struct FigureThen {
    core::ItemId figure = {};
    std::string facts = {}; ///< printed_facts()
};
PANOH_JSON(FigureThen, figure, facts)

/// An edition with its stories: a working copy, or as it came out.
struct Contents {
    core::EditionId id = {};
    core::OrganisationId organisation = {};
    std::string slug = {};
    std::int64_t version = 0; ///< of what is out; 0 for a working copy
    Edition edition = {};
    std::vector<std::pair<core::StoryId, Story>> stories = {};
    std::vector<FigureThen> figures = {}; ///< empty for a working copy
};

[[nodiscard]] std::string publication_of(Medium medium);
/// The testimony where it may be printed: of this organisation, not removed, agreed to, not over, not taken
/// back, and agreed to for every country of the edition where it was given for some countries only.
[[nodiscard]] std::optional<outreach::Testimony> testimony_to_print(store::Reader& reader, core::ItemId id,
                                                                    const Contents& contents,
                                                                    std::string_view publication,
                                                                    core::Date day);

/// What may not be printed is left out; what was taken back after the edition came out is said so in
/// `withdrawn`. "bulletin/language_unknown" for a language that the edition has not.
[[nodiscard]] core::Result<PrintedEdition> compose(store::Reader& reader, const Contents& contents,
                                                   const Printing& printing, const Words& words);

} // namespace panoh::bulletin

template <>
struct panoh::core::Names<panoh::bulletin::Medium> {
    using enum panoh::bulletin::Medium;
    static constexpr std::array<Named<panoh::bulletin::Medium>, 3> all = {
        {{web, "web"}, {email, "email"}, {paper, "paper"}}};
};

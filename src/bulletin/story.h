#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bulletin/body.h"
#include "bulletin/wording.h"
#include "core/date.h"
#include "core/ids.h"
#include "outreach/document.h"

template <>
inline constexpr bool panoh::outreach::checked_elsewhere<panoh::core::PictureId> = true;
template <>
inline constexpr bool panoh::outreach::checked_elsewhere<panoh::core::ItemId> = true;

namespace panoh::bulletin {

/// The story as one language tells it.
struct StoryText {
    core::Coded<"language"> language = {};
    std::string title = {};
    std::optional<std::string> lead = {};
    std::optional<std::string> byline = {};
    std::optional<std::string> body = {}; ///< body.h
    bool reviewed = false;                ///< by somebody who speaks the language well
};
PANOH_JSON(StoryText, language, title, lead, byline, body, reviewed)

struct PictureUse {
    using AbsentListsAreEmpty = void;
    core::PictureId picture = {};
    std::vector<Wording> alternative = {}; ///< what it shows, for who does not see it
    std::vector<Wording> caption = {};
};
PANOH_JSON(PictureUse, picture, alternative, caption)

/// Words beside a figure of the body where those of the figure itself are not enough: a fact has its title
/// and its source in one language. They never take the place of a source that is missing.
struct FigureUse {
    using AbsentListsAreEmpty = void;
    core::ItemId figure = {};
    std::vector<Wording> labels = {};
    std::vector<Wording> sources = {};
};
PANOH_JSON(FigureUse, figure, labels, sources)

/// One day, or from one to another.
struct Days {
    core::Date from = {};
    std::optional<core::Date> to = {};
};
PANOH_JSON(Days, from, to)

struct Story {
    using AbsentListsAreEmpty = void;
    std::optional<core::Coded<"country">> country = {}; ///< none: of the region
    std::vector<Days> days = {};
    std::vector<StoryText> texts = {};
    std::vector<PictureUse> pictures = {};
    std::vector<FigureUse> figures = {};
    // What of the programme it tells of.
    std::vector<core::CampaignId> campaigns = {};
    std::vector<core::EventId> events = {};
    std::vector<core::MediaPieceId> media_pieces = {};
    std::vector<core::MaterialId> materials = {};
    std::vector<core::CommitmentId> commitments = {};
    std::vector<core::FactId> facts = {};
    std::vector<core::TestimonyId> testimonies = {};
    std::vector<Wording> sources = {}; ///< a language may have several
};
PANOH_JSON(Story, country, days, texts, pictures, figures, campaigns, events, media_pieces, materials,
           commitments, facts, testimonies, sources)

/// "bulletin/text_invalid" at texts/<index>/body/<line>, also for a picture that the story has not.
void check_more(const Story& story, outreach::Findings& findings);
/// "outreach/ends_before_it_starts".
void check_more(const Days& days, outreach::Findings& findings);
void check_more(const PictureUse& use, outreach::Findings& findings);
void check_more(const FigureUse& use, outreach::Findings& findings);
/// No language twice.
[[nodiscard]] inline std::string told_apart_by(const StoryText& text)
{
    return text.language.code;
}

/// In this language, else in the other, else the first; null where nobody wrote anything.
[[nodiscard]] const StoryText* text_in(const Story& story, std::string_view language,
                                       std::string_view otherwise);

/// Figures and testimonies of its bodies in all languages, each once, in the order of the text.
struct Quoted {
    std::vector<core::ItemId> figures = {};
    std::vector<core::ItemId> testimonies = {};
};
[[nodiscard]] Quoted quoted_in(const Story& story);

} // namespace panoh::bulletin

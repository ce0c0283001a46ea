#pragma once

// A printed edition as JSON, for the preview in the staff app.

#include <array>

#include "bulletin/printed.h"
#include "core/json.h"
#include "core/names.h"

template <>
struct panoh::core::Names<panoh::bulletin::Run::Kind> {
    using enum panoh::bulletin::Run::Kind;
    static constexpr std::array<Named<panoh::bulletin::Run::Kind>, 5> all = {
        {{text, "text"}, {strong, "strong"}, {emphasis, "emphasis"}, {link, "link"}, {figure, "figure"}}};
};
template <>
struct panoh::core::Names<panoh::bulletin::Block::Kind> {
    using enum panoh::bulletin::Block::Kind;
    static constexpr std::array<Named<panoh::bulletin::Block::Kind>, 7> all = {{{heading, "heading"},
                                                                                {paragraph, "paragraph"},
                                                                                {points, "points"},
                                                                                {quote, "quote"},
                                                                                {figure, "figure"},
                                                                                {picture, "picture"},
                                                                                {link, "link"}}};
};

namespace panoh::bulletin {

PANOH_JSON(Run, kind, text, link)
PANOH_JSON(PrintedFigure, value, number, unit, label, basis, source, source_link, corrected_on)
PANOH_JSON(PrintedPicture, id, alternative, caption, credit, width, height)
PANOH_JSON(Block, kind, runs, items, who, language, figure, picture, link)
PANOH_JSON(PrintedStory, key, country, title, lead, byline, days, blocks, figures, sources, translated,
           language, reviewed)
PANOH_JSON(PrintedSection, title, stories)
PANOH_JSON(PrintedContact, country, name, emails, as_of)
PANOH_JSON(PrintedEdition, id, slug, language, title, lead, number, day, countries, languages, notes,
           fictional, version, sections, contacts, withdrawn)

} // namespace panoh::bulletin

#pragma once

// The small, strict part of Markdown in which a story is written:
//
//     ## A heading
//     A paragraph with **strong**, *emphasis*, [a link](https://example.org) and {figure:<id>}.
//     - a point
//     > What somebody said
//     > — Who said it
//     {figure:<id>}  {testimony:<id>}  {picture:1}  {video:https://example.org}   each alone on its line
//
// A backslash takes a sign of punctuation as it is. Anything else that looks like a mark is a fault, so that
// no half-written mark is ever printed.

#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"

namespace panoh::bulletin {

struct BodyRun {
    enum class Kind { text, strong, emphasis, link, figure };
    Kind kind = Kind::text;
    std::string text = {};
    std::string link = {};    ///< of a link
    core::ItemId figure = {}; ///< a measurement or a fact
    bool operator==(const BodyRun&) const = default;
};

struct BodyBlock {
    enum class Kind { heading, paragraph, points, quote, figure, testimony, picture, video };
    Kind kind = Kind::paragraph;
    int line = 0;                                 ///< where it begins, from 1
    std::vector<BodyRun> runs = {};               ///< of a heading, a paragraph, a quote
    std::vector<std::vector<BodyRun>> items = {}; ///< of points
    std::string who = {};                         ///< of a quote
    core::ItemId id = {};                         ///< of a figure, a testimony
    std::size_t picture = 0;                      ///< from 1, of the pictures of the story
    std::string link = {};                        ///< of a video
};

/// "bulletin/text_invalid", once for each line that is not understood, its number in `field`.
[[nodiscard]] core::Result<std::vector<BodyBlock>> parse_body(std::string_view text);

/// The ids of its figures, in the order of the text, in lines and alone.
[[nodiscard]] std::vector<core::ItemId> figures_in(const std::vector<BodyBlock>& body);
[[nodiscard]] std::vector<core::ItemId> testimonies_in(const std::vector<BodyBlock>& body);

} // namespace panoh::bulletin

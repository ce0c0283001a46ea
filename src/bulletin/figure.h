#pragma once

// A figure of the programme on its way to print: a measurement or a cited fact, looked up each time, so that
// a correction is made everywhere at once. Nothing is added up here, direct and indirect reach least of all.

#include <optional>
#include <string>

#include "bulletin/printed.h"
#include "bulletin/story.h"
#include "bulletin/wording.h"
#include "outreach/items.h"

namespace panoh::bulletin {

enum class FigureState { unknown, without_source, fine };

/// What of a figure is printed, before any language.
struct Figure {
    FigureState state = FigureState::unknown;
    double value = 0;
    std::string unit = {};     ///< code of "measure" of a measurement, of "unit" of a fact
    bool measured = false;     ///< a measurement
    bool about = false;        ///< estimated, approximate
    std::string basis = {};    ///< code of "figure_basis"; empty of a fact
    std::string currency = {}; ///< of an amount of money
    std::string title = {};    ///< of a fact, in its own language
    std::string language = {}; ///< of that title; empty where nobody said
    std::string source = {};   ///< who says so; of a fact without its day
    std::optional<core::Date> source_on = {};
    std::string source_link = {};
};

/// Of a kept document; unknown where it is of another kind or cannot be read.
[[nodiscard]] Figure figure_in(outreach::Kind kind, const std::string& document);
/// Unknown where it is not there, removed, or no figure.
[[nodiscard]] Figure figure_of(store::Reader& reader, core::ItemId id);
/// What makes it another figure for who reads it: kept with an edition that comes out.
[[nodiscard]] std::string printed_facts(const Figure& figure);
/// Since when a figure says what it says.
[[nodiscard]] core::Instant said_since(store::Reader& reader, core::ItemId id);

/// In the words of a language; `use` may be null. Of a figure that is fine.
[[nodiscard]] PrintedFigure printed(const Figure& figure, const FigureUse* use, const Words& words,
                                    std::string_view language, std::string_view otherwise);

} // namespace panoh::bulletin

#pragma once

// An edition as one language reads it: every figure looked up, every picture and testimony allowed, nothing
// left to decide. Pages, letters, paper and feeds are made of this and of nothing else.

#include <optional>
#include <string>
#include <vector>

#include "core/date.h"
#include "core/ids.h"

namespace panoh::bulletin {

/// A run of words.
struct Run {
    enum class Kind { text, strong, emphasis, link, figure };
    Kind kind = Kind::text;
    std::string text = {};
    std::string link = {}; ///< of a link: its address, http or https
};

/// A figure with where it comes from, in the words of the language.
struct PrintedFigure {
    std::string value = {};  ///< "about 7,500", "about $150 billion"
    std::string number = {}; ///< "7,500", "150": for a design that sets it large
    std::string unit = {};   ///< code of list "unit" or "measure", for who wants to choose by it
    std::string label = {};  ///< "people reached through media"
    std::string basis = {};  ///< "estimated"
    std::string source = {}; ///< never empty
    std::string source_link = {};
    std::optional<core::Date> corrected_on = {}; ///< when it was corrected after the edition came out
};

struct PrintedPicture {
    core::PictureId id = {};
    std::string alternative = {}; ///< what it shows, for who does not see it; never empty
    std::string caption = {};
    std::string credit = {};
    int width = 0; ///< of the large size, in pixels
    int height = 0;
};

struct Block {
    enum class Kind { heading, paragraph, points, quote, figure, picture, link };
    Kind kind = Kind::paragraph;
    std::vector<Run> runs = {};               ///< of a heading, a paragraph, a quote
    std::vector<std::vector<Run>> items = {}; ///< of points
    std::string who = {};                     ///< who is quoted: a pseudonym says that it is one
    std::string language = {}; ///< of a quote that stands in another language than its story; else empty
    PrintedFigure figure = {};
    PrintedPicture picture = {};
    std::string link = {}; ///< instead of a player: where the video is
};

struct PrintedStory {
    std::string key = {};     ///< within the edition, for anchors: "s3"
    std::string country = {}; ///< ISO 3166 alpha-2; empty: of the region
    std::string title = {};
    std::string lead = {};
    std::string byline = {};
    std::vector<std::string> days = {}; ///< as people write them: "27 July 2021"
    std::vector<Block> blocks = {};
    std::vector<PrintedFigure> figures = {}; ///< those inside lines, with where they come from
    std::vector<std::string> sources = {};
    bool translated = true; ///< false: nobody wrote it in this language, so it stands in `language`
    std::string language = {};
    bool reviewed = true; ///< false: nobody who speaks the language well has read it yet
};

struct PrintedSection {
    std::string title = {};
    std::vector<PrintedStory> stories = {};
};

/// Where a mission or a partner can be written to, with the day on which that was known. Never a helpline.
struct PrintedContact {
    std::string country = {};
    std::string name = {};
    std::vector<std::string> emails = {};
    core::Date as_of = {};
};

struct PrintedEdition {
    core::EditionId id = {};
    std::string slug = {};     ///< in addresses: "2021-07-30"
    std::string language = {}; ///< ISO 639: "ky"
    std::string title = {};
    std::string lead = {};
    std::string number = {};
    core::Date day = {};
    std::vector<std::string> countries = {};
    std::vector<std::string> languages = {}; ///< in which it can be read
    std::vector<std::string> notes = {}; ///< what must stand on every page of it: "reconstructed from ..."
    bool fictional = false;
    std::int64_t version = 1;
    std::vector<PrintedSection> sections = {};
    std::vector<PrintedContact> contacts = {};
    std::vector<std::string> withdrawn = {}; ///< sentences: what was taken back after it came out
};

} // namespace panoh::bulletin

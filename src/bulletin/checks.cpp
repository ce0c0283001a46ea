#include "bulletin/checks.h"

#include <algorithm>

#include "bulletin/figure.h"
#include "bulletin/picture_to_print.h"

namespace panoh::bulletin {

namespace {

constexpr std::array<Medium, 3> media = {Medium::web, Medium::email, Medium::paper};

/// Calls for every story that is read, in the order of reading.
template <typename Do>
void each_placed(const Contents& contents, const Do& carry_out)
{
    for (const auto& section : contents.edition.sections)
        for (const auto& id : section.stories)
            for (const auto& [other, story] : contents.stories)
                if (other == id) carry_out(id, story);
}

bool quotable(store::Reader& reader, core::ItemId id, const Contents& contents, core::Date day)
{
    return std::ranges::any_of(media, [&](Medium medium) {
        return testimony_to_print(reader, id, contents, publication_of(medium), day).has_value();
    });
}

void of_story(store::Reader& reader, const Contents& contents, core::Date day, core::StoryId id,
              const Story& story, std::vector<Obstacle>& found)
{
    const auto note = [&](std::string_view code, std::string what = {}) {
        found.push_back({std::string(code), id, std::move(what)});
    };
    if (story.texts.empty()) note("bulletin/story_without_text");
    const auto quoted = quoted_in(story);
    for (const auto& figure : quoted.figures) {
        const auto state = figure_of(reader, figure).state;
        if (state == FigureState::unknown) note("bulletin/figure_unknown", core::to_string(figure));
        if (state == FigureState::without_source)
            note("bulletin/figure_without_source", core::to_string(figure));
    }
    for (const auto& testimony : quoted.testimonies)
        if (!quotable(reader, testimony, contents, day))
            note("bulletin/testimony_not_allowed", core::to_string(testimony));
    for (const auto& use : story.pictures) {
        if (!picture_to_print(reader, use.picture, contents.organisation, day))
            note("bulletin/picture_not_allowed", core::to_string(use.picture));
        if (use.alternative.empty()) note("bulletin/alternative_missing", core::to_string(use.picture));
    }
}

void lacks_of_story(store::Reader& reader, core::StoryId id, const Story& story, const std::string& language,
                    std::vector<Lack>& lacks)
{
    const auto lack = [&](const char* what) { lacks.push_back({id, language, what}); };
    const auto* text = text_in(story, language, language);
    if (text == nullptr || text->language.code != language) {
        lack("text");
    } else {
        const auto any = [&](auto member) {
            return std::ranges::any_of(story.texts,
                                       [&](const StoryText& each) { return (each.*member).has_value(); });
        };
        if (!text->lead && any(&StoryText::lead)) lack("lead");
        if (!text->body && any(&StoryText::body)) lack("body");
        if (!text->reviewed) lack("review");
    }
    for (const auto& use : story.pictures) {
        if (in_language(use.alternative, language) == nullptr) lack("alternative");
        if (!use.caption.empty() && in_language(use.caption, language) == nullptr) lack("caption");
    }
    // A measurement has its words in every language, a fact in the one of who cited it.
    for (const auto& cited : quoted_in(story).figures) {
        const auto figure = figure_of(reader, cited);
        const auto use =
            std::ranges::find_if(story.figures, [&](const FigureUse& each) { return each.figure == cited; });
        const bool labelled = use != story.figures.end() && in_language(use->labels, language) != nullptr;
        if (figure.state == FigureState::fine && !figure.measured && figure.language != language && !labelled)
            lack("label");
    }
}

void lacks_of_edition(const Edition& edition, const std::string& language, std::vector<Lack>& lacks)
{
    const auto lack = [&](const std::vector<Wording>& wordings, const char* what) {
        if (!wordings.empty() && in_language(wordings, language) == nullptr)
            lacks.push_back({std::nullopt, language, what});
    };
    lack(edition.titles, "title");
    lack(edition.leads, "lead");
    lack(edition.notes, "note");
    for (const auto& section : edition.sections)
        lack(section.titles, "section");
}

} // namespace

std::vector<Obstacle> obstacles(store::Reader& reader, const Contents& contents, core::Date day)
{
    std::vector<Obstacle> found;
    each_placed(contents, [&](core::StoryId id, const Story& story) {
        of_story(reader, contents, day, id, story, found);
    });
    return found;
}

Missing missing(store::Reader& reader, const Contents& contents, core::Date day)
{
    Missing found{.obstacles = obstacles(reader, contents, day)};
    for (const auto& language : contents.edition.languages) {
        lacks_of_edition(contents.edition, language.code, found.lacks);
        each_placed(contents, [&](core::StoryId id, const Story& story) {
            lacks_of_story(reader, id, story, language.code, found.lacks);
        });
    }
    return found;
}

core::Done check_printable(store::Reader& reader, const Contents& contents, core::Date day)
{
    const auto found = obstacles(reader, contents, day);
    if (found.empty()) return {};
    core::Error error{.code = found.front().code};
    for (const auto& obstacle : found) {
        std::string field = "stories/" + core::to_string(*obstacle.story);
        if (!obstacle.what.empty()) field += '/' + obstacle.what;
        error.faults.push_back({obstacle.code, std::move(field)});
    }
    error.field = error.faults.front().field;
    return core::fail(std::move(error));
}

} // namespace panoh::bulletin

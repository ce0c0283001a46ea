#include "portal/edition_text.h"

#include <algorithm>

#include "core/text.h"
#include "portal/edition_parts.h"
#include "portal/words.h"

namespace panoh::portal {
namespace {

using bulletin::Block;
using bulletin::PrintedEdition;
using bulletin::PrintedStory;
using bulletin::Run;

constexpr std::size_t width = 72;

/// Lines of at most `width` letters; a word that is longer stands alone.
class Lines {
public:
    /// `first` before the first line, `rest` before those that follow.
    void wrap(std::string_view text, std::string_view first = {}, std::string_view rest = {})
    {
        std::string line(first);
        std::size_t used = core::letters(line);
        bool fresh = true;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find_first_of(" \n\t\r", at), text.size());
            const auto word = text.substr(at, end - at);
            at = end + 1;
            if (word.empty()) continue;
            const auto size = core::letters(word);
            if (!fresh && used + 1 + size > width) {
                text_ += line + '\n';
                line = rest;
                used = core::letters(rest);
                fresh = true;
            }
            if (!fresh) line += ' ';
            line += word;
            used += size + (fresh ? 0 : 1);
            fresh = false;
        }
        if (!fresh) text_ += line + '\n';
    }
    void gap() { text_ += '\n'; }
    void rule(char sign, std::size_t length) { text_ += std::string(std::min(length, width), sign) + '\n'; }
    void heading(std::string_view title, char under)
    {
        wrap(title);
        rule(under, core::letters(title));
    }
    [[nodiscard]] std::string done() { return std::move(text_); }

private:
    std::string text_;
};

std::string plain(const std::vector<Run>& runs)
{
    std::string text;
    for (const auto& run : runs) {
        text += run.text;
        if (run.kind == Run::Kind::link && is_safe_address(run.link)) text += " <" + run.link + '>';
    }
    return text;
}

void write_figure(Lines& lines, const bulletin::PrintedFigure& figure, const Words& words)
{
    lines.wrap(figure.value + ' ' + figure.label, "  | ", "  | ");
    lines.wrap(figure_source(figure, words), "  | ", "  | ");
    if (is_safe_address(figure.source_link)) lines.wrap('<' + figure.source_link + '>', "  | ", "  | ");
}

void write_picture(Lines& lines, const bulletin::PrintedPicture& picture, const Words& words)
{
    lines.wrap('[' + words("picture", {{"alternative", picture.alternative}}) + ']');
    std::string line = picture.caption;
    if (!picture.credit.empty())
        line += (line.empty() ? "" : " ") + words("credit", {{"credit", picture.credit}});
    lines.wrap(line);
}

void write_block(Lines& lines, const Block& block, const Words& words)
{
    lines.gap();
    switch (block.kind) {
    case Block::Kind::heading:
        return lines.wrap(plain(block.runs), "## ", "   ");
    case Block::Kind::paragraph:
        return lines.wrap(plain(block.runs));
    case Block::Kind::points:
        for (const auto& item : block.items)
            lines.wrap(plain(item), "* ", "  ");
        return;
    case Block::Kind::quote:
        lines.wrap(plain(block.runs), "  > ", "  > ");
        return lines.wrap(block.who, "  > -- ", "  >    ");
    case Block::Kind::figure:
        return write_figure(lines, block.figure, words);
    case Block::Kind::picture:
        return write_picture(lines, block.picture, words);
    case Block::Kind::link:
        return lines.wrap((block.runs.empty() ? words("watch") : plain(block.runs)) + " <" + block.link +
                          '>');
    }
}

void write_story(Lines& lines, const PrintedStory& story, const Words& page)
{
    const auto& words = story.translated ? page : Words::of(story.language);
    lines.gap();
    lines.gap();
    lines.heading(story.title, '-');
    std::string line = country_or_region(story.country, page);
    for (const auto& day : story.days)
        line += " · " + day;
    lines.wrap(line);
    if (!story.translated)
        lines.wrap(page("untranslated", {{"language", Words::own_name(story.language)}}));
    else if (!story.reviewed)
        lines.wrap(page("unreviewed"));
    for (const auto& text : {story.lead, story.byline})
        if (!text.empty()) {
            lines.gap();
            lines.wrap(text);
        }
    for (const auto& block : story.blocks)
        write_block(lines, block, words);
    if (!story.figures.empty()) {
        lines.gap();
        lines.wrap(words("figures"));
    }
    for (const auto& figure : story.figures)
        lines.wrap(figure.value + ' ' + figure.label + ". " + figure_source(figure, words), "- ", "  ");
    if (story.sources.empty()) return;
    lines.gap();
    lines.wrap(words("sources"));
    for (const auto& source : story.sources)
        lines.wrap(source, "- ", "  ");
}

void write_head(Lines& lines, const PrintedEdition& edition, const Words& words, std::string_view page)
{
    lines.wrap(words("bulletin") + " · " + number_and_day(edition, words));
    if (edition.fictional) lines.wrap('[' + words("fictional") + ']');
    std::string countries;
    for (const auto& country : edition.countries)
        countries += (countries.empty() ? "" : " · ") + words.country(country);
    lines.wrap(countries);
    lines.wrap(page);
    lines.gap();
    lines.heading(edition.title, '=');
    if (!edition.lead.empty()) {
        lines.gap();
        lines.wrap(edition.lead);
    }
    for (const auto& note : edition.notes) {
        lines.gap();
        lines.wrap(note, "! ", "  ");
    }
    if (edition.withdrawn.empty()) return;
    lines.gap();
    lines.wrap(words("withdrawn"), "! ", "  ");
    for (const auto& sentence : edition.withdrawn)
        lines.wrap(sentence, "  - ", "    ");
}

void write_contacts(Lines& lines, const PrintedEdition& edition, const Words& words)
{
    if (edition.contacts.empty()) return;
    lines.gap();
    lines.gap();
    lines.heading(words("contacts"), '=');
    lines.wrap(words("contacts_note"));
    for (const auto& contact : edition.contacts) {
        lines.gap();
        if (!contact.country.empty()) lines.wrap(words.country(contact.country));
        lines.wrap(contact.name);
        for (const auto& email : contact.emails)
            lines.wrap(email);
        lines.wrap(words("as_of", {{"day", words.day(contact.as_of)}}));
    }
}

} // namespace

std::string edition_text(const PrintedEdition& edition, std::string_view page)
{
    const auto& words = Words::of(edition.language);
    Lines lines;
    write_head(lines, edition, words, page);
    for (const auto& section : edition.sections) {
        if (!section.title.empty()) {
            lines.gap();
            lines.gap();
            lines.heading(section.title, '=');
        }
        for (const auto& story : section.stories)
            write_story(lines, story, words);
    }
    write_contacts(lines, edition, words);
    if (edition.version > 1) {
        lines.gap();
        lines.wrap(words("version", {{"version", edition.version}}));
    }
    return lines.done();
}

} // namespace panoh::portal

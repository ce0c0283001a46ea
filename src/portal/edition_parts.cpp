#include "portal/edition_parts.h"

#include <algorithm>

namespace panoh::portal {
namespace {

using bulletin::Block;
using bulletin::PrintedEdition;
using bulletin::PrintedFigure;
using bulletin::PrintedPicture;
using bulletin::PrintedStory;
using bulletin::Run;

void write_heading(Html& html, int level, std::initializer_list<Attribute> attributes, std::string_view text)
{
    switch (level) {
    case 2:
        return html.element("h2", attributes, text);
    case 3:
        return html.element("h3", attributes, text);
    default:
        return html.element("h4", attributes, text);
    }
}

/// One story, with what its words and headings depend on.
class StoryWriter {
public:
    StoryWriter(Html& html, const PrintedStory& story, const Words& page, const PictureSource& pictures,
                int level)
        : html_(html), story_(story), page_(page),
          // Our own words inside a story are in its language: no sentence in two.
          words_(story.translated ? page : Words::of(story.language)), pictures_(pictures), level_(level)
    {
    }

    void write() const
    {
        const auto article = html_.open(
            "article", {{"class", "story"}, {"id", anchor(story_.key)}, {"aria-labelledby", title_id()}});
        write_head();
        const auto body = html_.open("div", {{"class", "body"}, {"lang", language()}});
        for (const auto& block : story_.blocks)
            write_block(block);
        write_sources();
    }

private:
    [[nodiscard]] std::string title_id() const { return anchor(story_.key) + "-title"; }
    [[nodiscard]] std::string_view language() const { return words_.language(); }

    void write_head() const
    {
        const auto head = html_.open("header", {});
        std::string line = country_or_region(story_.country, page_);
        for (const auto& day : story_.days)
            line += " · " + day;
        html_.element("p", {{"class", "meta"}}, line);
        write_heading(html_, level_, {{"id", title_id()}, {"lang", language()}}, story_.title);
        if (!story_.translated)
            html_.element("p", {{"class", "untranslated"}},
                          page_("untranslated", {{"language", Words::own_name(story_.language)}}));
        if (story_.translated && !story_.reviewed)
            html_.element("p", {{"class", "untranslated"}}, page_("unreviewed"));
        if (!story_.lead.empty()) html_.element("p", {{"class", "lead"}, {"lang", language()}}, story_.lead);
        if (!story_.byline.empty())
            html_.element("p", {{"class", "byline"}, {"lang", language()}}, story_.byline);
    }

    void write_runs(const std::vector<Run>& runs) const
    {
        for (const auto& run : runs)
            switch (run.kind) {
            case Run::Kind::text:
                html_.text(run.text);
                break;
            case Run::Kind::strong:
                html_.element("strong", run.text);
                break;
            case Run::Kind::emphasis:
                html_.element("em", run.text);
                break;
            case Run::Kind::link:
                html_.element("a", {href(run.link)}, run.text);
                break;
            case Run::Kind::figure:
                html_.element("span", {{"class", "number"}}, run.text);
                break;
            }
    }

    void write_block(const Block& block) const
    {
        switch (block.kind) {
        case Block::Kind::heading:
            return write_section_title(block);
        case Block::Kind::paragraph: {
            const auto paragraph = html_.open("p");
            return write_runs(block.runs);
        }
        case Block::Kind::points: {
            const auto list = html_.open("ul", {{"class", "points"}});
            for (const auto& item : block.items) {
                const auto point = html_.open("li");
                write_runs(item);
            }
            return;
        }
        case Block::Kind::quote:
            return write_quote(block);
        case Block::Kind::figure:
            return write_figure(block.figure);
        case Block::Kind::picture:
            return write_picture(block.picture);
        case Block::Kind::link:
            return write_link(block);
        }
    }

    void write_section_title(const Block& block) const
    {
        if (level_ == 2) {
            const auto heading = html_.open("h3");
            return write_runs(block.runs);
        }
        const auto heading = html_.open("h4");
        write_runs(block.runs);
    }

    void write_quote(const Block& block) const
    {
        const auto figure = html_.open("figure", {{"class", "quote"}});
        {
            const auto quote = block.language.empty() ? html_.open("blockquote")
                                                      : html_.open("blockquote", {{"lang", block.language}});
            const auto paragraph = html_.open("p");
            write_runs(block.runs);
        }
        if (!block.who.empty()) html_.element("figcaption", block.who);
    }

    void write_figure(const PrintedFigure& figure) const
    {
        const auto box = html_.open("div", {{"class", "figure"}});
        {
            const auto line = html_.open("p", {{"class", "value"}});
            html_.element("b", figure.value);
            html_.text(" ");
            html_.element("span", figure.label);
        }
        {
            const auto line = html_.open("p", {{"class", "source"}});
            if (!figure.basis.empty()) html_.text(figure.basis + ". ");
            if (is_safe_address(figure.source_link))
                html_.element("a", {href(figure.source_link)}, words_("source", {{"source", figure.source}}));
            else
                html_.text(words_("source", {{"source", figure.source}}));
        }
        if (figure.corrected_on)
            html_.element("p", {{"class", "corrected"}},
                          words_("corrected", {{"day", words_.day(*figure.corrected_on)}}));
    }

    void write_picture(const PrintedPicture& picture) const
    {
        const auto figure = html_.open("figure", {{"class", "picture"}});
        if (const auto from = pictures_(picture))
            html_.empty("img", {*from,
                                {"alt", picture.alternative},
                                {"width", picture.width},
                                {"height", picture.height},
                                {"loading", "lazy"}});
        else
            html_.element("p", {{"class", "unseen"}}, picture.alternative);
        if (picture.caption.empty() && picture.credit.empty()) return;
        const auto caption = html_.open("figcaption");
        html_.text(picture.caption);
        if (!picture.caption.empty() && !picture.credit.empty()) html_.text(" ");
        if (!picture.credit.empty())
            html_.element("span", {{"class", "credit"}}, words_("credit", {{"credit", picture.credit}}));
    }

    /// Instead of a player: nobody's browser asks anybody else for anything until it is pressed.
    void write_link(const Block& block) const
    {
        const auto paragraph = html_.open("p", {{"class", "out"}});
        {
            const auto link = html_.open("a", {href(block.link)});
            if (block.runs.empty())
                html_.text(words_("watch"));
            else
                write_runs(block.runs);
        }
        html_.text(" ");
        html_.element("span", {{"class", "host"}}, host_of(block.link));
    }

    void write_sources() const
    {
        if (story_.sources.empty() && story_.figures.empty()) return;
        const auto box = html_.open("div", {{"class", "sources"}});
        if (!story_.figures.empty()) {
            html_.element("p", words_("figures"));
            const auto list = html_.open("ul");
            for (const auto& figure : story_.figures) {
                const auto item = html_.open("li");
                html_.element("b", figure.value);
                html_.text(' ' + figure.label + ". ");
                if (is_safe_address(figure.source_link))
                    html_.element("a", {href(figure.source_link)}, figure_source(figure, words_));
                else
                    html_.text(figure_source(figure, words_));
            }
        }
        if (story_.sources.empty()) return;
        html_.element("p", words_("sources"));
        const auto list = html_.open("ul");
        for (const auto& each : story_.sources)
            html_.element("li", each);
    }

    Html& html_;
    const PrintedStory& story_;
    const Words& page_;
    const Words& words_;
    const PictureSource& pictures_;
    int level_;
};

} // namespace

std::string number_and_day(const PrintedEdition& edition, const Words& words)
{
    auto day = words.day(edition.day);
    if (edition.number.empty()) return day;
    return words("number_day", {{"number", edition.number}, {"day", day}});
}

std::string country_or_region(std::string_view country, const Words& words)
{
    return country.empty() ? words("region") : words.country(country);
}

std::string host_of(std::string_view address)
{
    const auto begin = address.find("://");
    if (begin == std::string_view::npos) return std::string(address);
    const auto host = address.substr(begin + 3);
    const auto name = host.substr(0, host.find_first_of("/?#"));
    return std::string(name.starts_with("www.") ? name.substr(4) : name);
}

std::string figure_source(const PrintedFigure& figure, const Words& words)
{
    std::string text = figure.basis.empty() ? "" : figure.basis + ". ";
    text += words("source", {{"source", figure.source}});
    if (figure.corrected_on) text += ". " + words("corrected", {{"day", words.day(*figure.corrected_on)}});
    return text;
}

std::string anchor(std::string_view key)
{
    std::string made = "story-";
    for (const char letter : key)
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-')
            made += letter;
    return made;
}

void write_notes(Html& html, const PrintedEdition& edition, const Words& words)
{
    if (edition.notes.empty() && edition.withdrawn.empty()) return;
    const auto box = html.open("div", {{"class", "notes"}, {"role", "note"}, {"aria-label", words("notes")}});
    for (const auto& note : edition.notes)
        html.element("p", note);
    if (edition.withdrawn.empty()) return;
    html.element("p", {{"class", "withdrawn"}}, words("withdrawn"));
    const auto list = html.open("ul");
    for (const auto& sentence : edition.withdrawn)
        html.element("li", sentence);
}

void write_sections(Html& html, const PrintedEdition& edition, const Words& words,
                    const PictureSource& pictures)
{
    for (const auto& section : edition.sections) {
        const bool titled = !section.title.empty();
        const auto part = html.open("section", {{"class", "section"}});
        if (titled) html.element("h2", section.title);
        for (const auto& story : section.stories)
            StoryWriter(html, story, words, pictures, titled ? 3 : 2).write();
    }
}

void write_contacts(Html& html, const PrintedEdition& edition, const Words& words)
{
    if (edition.contacts.empty()) return;
    const auto part = html.open("section", {{"class", "contacts"}, {"id", "contacts"}});
    html.element("h2", words("contacts"));
    html.element("p", {{"class", "meta"}}, words("contacts_note"));
    const auto list = html.open("ul");
    for (const auto& contact : edition.contacts) {
        const auto item = html.open("li");
        if (!contact.country.empty()) html.element("p", {{"class", "meta"}}, words.country(contact.country));
        html.element("p", {{"class", "who"}}, contact.name);
        for (const auto& email : contact.emails) {
            const auto line = html.open("p");
            html.element("a", {href("mailto:" + email)}, email);
        }
        html.element("p", {{"class", "source"}}, words("as_of", {{"day", words.day(contact.as_of)}}));
    }
}

} // namespace panoh::portal

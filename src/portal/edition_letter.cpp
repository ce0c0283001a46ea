#include "portal/edition_letter.h"

#include "portal/addresses.h"
#include "portal/edition_parts.h"
#include "portal/edition_text.h"
#include "portal/words.h"

namespace panoh::portal {
namespace {

using bulletin::Block;
using bulletin::PrintedEdition;
using bulletin::PrintedStory;
using bulletin::Run;

/// Stands where the reader's own address comes; no text of an edition can hold it, for it is no text.
constexpr std::string_view gap = "\x01";

constexpr char small_text[] =
    "margin:0 0 8px;font-size:14px;line-height:20px;color:#53606c;font-family:'Source Sans 3','Segoe UI',"
    "Roboto,Arial,sans-serif";
constexpr char reading[] =
    "margin:0 0 16px;font-size:17px;line-height:26px;color:#1c2630;font-family:'Source "
    "Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char leading[] =
    "margin:0 0 16px;font-size:19px;line-height:27px;color:#53606c;font-family:'Source "
    "Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char title_text[] = "margin:0 0 12px;font-size:26px;line-height:32px;color:#1c2630;font-weight:600;"
                              "font-family:'Source Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char story_text[] = "margin:0 0 12px;font-size:22px;line-height:28px;color:#1c2630;font-weight:600;"
                              "font-family:'Source Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char heading_text[] = "margin:24px 0 8px;font-size:18px;line-height:24px;color:#1c2630;font-weight:"
                                "600;font-family:'Source Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char section_text[] =
    "margin:40px 0 20px;padding:12px 0 0;border-top:2px solid #1c2630;font-size:16px;line-height:24px;color:"
    "#1c2630;font-weight:600;font-family:'Source Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char note_text[] =
    "margin:0 0 16px;padding:12px 16px;border-left:3px solid #5a3b00;background:#fdf0cf;font-size:15px;line-"
    "height:22px;color:#5a3b00;font-family:'Source Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char box[] = "margin:0 0 24px;padding:8px 0 0;border-top:1px solid #1c2630";
constexpr char quote_box[] = "margin:0 0 24px;padding:2px 0 2px 16px;border-left:3px solid #0b5d5e";
constexpr char story_box[] = "margin:0 0 40px";
constexpr char value_text[] =
    "margin:0 0 4px;font-size:17px;line-height:25px;color:#1c2630;font-family:'Source "
    "Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char big[] = "font-size:26px;line-height:34px;font-weight:600";
constexpr char list_text[] =
    "margin:0 0 16px;padding:0 0 0 22px;font-size:17px;line-height:26px;color:#1c2630;"
    "font-family:'Source Sans 3','Segoe UI',Roboto,Arial,sans-serif";
constexpr char link_text[] = "color:#0b5d5e;text-decoration:underline";

class LetterWriter {
public:
    LetterWriter(Html& html, const PrintedEdition& edition, std::string_view site)
        : html_(html), edition_(edition), site_(site), words_(Words::of(edition.language))
    {
    }

    void write() const
    {
        const auto whole = html_.open("html", {{"lang", edition_.language}});
        {
            const auto head = html_.open("head");
            html_.empty("meta", {{"charset", "utf-8"}});
            html_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width,initial-scale=1"}});
            html_.empty("meta", {{"name", "color-scheme"}, {"content", "light"}});
            html_.element("title", edition_.title);
        }
        const auto body = html_.open("body", {style("margin:0;padding:0;background:#fbfaf7")});
        // A table, because one family of mail readers knows no width of anything else.
        const auto table = html_.open("table", {{"role", "presentation"},
                                                {"width", "100%"},
                                                {"cellpadding", "0"},
                                                {"cellspacing", "0"},
                                                {"border", "0"}});
        const auto row = html_.open("tr");
        const auto cell = html_.open("td", {{"align", "center"}, style("padding:24px 16px")});
        const auto column = html_.open(
            "div", {{"lang", edition_.language}, style("max-width:600px;margin:0 auto;text-align:left")});
        write_head();
        for (const auto& section : edition_.sections) {
            if (!section.title.empty()) html_.element("h2", {style(section_text)}, section.title);
            for (const auto& story : section.stories)
                write_story(story, section.title.empty() ? 2 : 3);
        }
        write_contacts();
        write_end();
    }

private:
    void small(std::string_view text) const { html_.element("p", {style(small_text)}, text); }

    void link(const std::string& address, std::string_view text) const
    {
        html_.element("a", {href(address), style(link_text)}, text);
    }

    [[nodiscard]] std::string at(const std::string& path) const { return std::string(site_) + path; }

    void write_head() const
    {
        small(words_("bulletin") + " · " + number_and_day(edition_, words_));
        if (edition_.fictional) small(words_("fictional"));
        std::string countries;
        for (const auto& country : edition_.countries)
            countries += (countries.empty() ? "" : " · ") + words_.country(country);
        if (!countries.empty()) small(countries);
        html_.element("h1", {style(title_text)}, edition_.title);
        if (!edition_.lead.empty()) html_.element("p", {style(leading)}, edition_.lead);
        for (const auto& note : edition_.notes)
            html_.element("p", {style(note_text)}, note);
        if (!edition_.withdrawn.empty()) html_.element("p", {style(note_text)}, words_("withdrawn"));
        for (const auto& sentence : edition_.withdrawn)
            html_.element("p", {style(note_text)}, sentence);
        const auto line = html_.open("p", {style(small_text)});
        link(at(page_of(edition_.slug, edition_.language)), words_("letter_browser"));
    }

    void write_runs(const std::vector<Run>& runs) const
    {
        for (const auto& run : runs)
            switch (run.kind) {
            case Run::Kind::strong:
            case Run::Kind::figure:
                html_.element("strong", run.text);
                break;
            case Run::Kind::emphasis:
                html_.element("em", run.text);
                break;
            case Run::Kind::link:
                link(run.link, run.text);
                break;
            case Run::Kind::text:
                html_.text(run.text);
                break;
            }
    }

    void write_story(const PrintedStory& story, int level) const
    {
        const auto& words = story.translated ? words_ : Words::of(story.language);
        const auto part = html_.open("div", {style(story_box)});
        std::string line = country_or_region(story.country, words_);
        for (const auto& day : story.days)
            line += " · " + day;
        small(line);
        if (level == 2)
            html_.element("h2", {{"lang", words.language()}, style(story_text)}, story.title);
        else
            html_.element("h3", {{"lang", words.language()}, style(story_text)}, story.title);
        if (!story.translated) small(words_("untranslated", {{"language", Words::own_name(story.language)}}));
        const auto body = html_.open("div", {{"lang", words.language()}});
        if (!story.lead.empty()) html_.element("p", {style(leading)}, story.lead);
        if (!story.byline.empty()) small(story.byline);
        for (const auto& block : story.blocks)
            write_block(block, words, level);
        if (!story.figures.empty()) small(words("figures"));
        for (const auto& figure : story.figures)
            small(figure.value + ' ' + figure.label + ". " + figure_source(figure, words));
        if (story.sources.empty()) return;
        small(words("sources"));
        for (const auto& source : story.sources)
            small(source);
    }

    void write_block(const Block& block, const Words& words, int level) const
    {
        switch (block.kind) {
        case Block::Kind::heading: {
            const auto heading = level == 2 ? html_.open("h3", {style(heading_text)})
                                            : html_.open("h4", {style(heading_text)});
            return write_runs(block.runs);
        }
        case Block::Kind::paragraph: {
            const auto paragraph = html_.open("p", {style(reading)});
            return write_runs(block.runs);
        }
        case Block::Kind::points: {
            const auto list = html_.open("ul", {style(list_text)});
            for (const auto& each : block.items) {
                const auto item = html_.open("li");
                write_runs(each);
            }
            return;
        }
        case Block::Kind::quote: {
            const auto quote = html_.open(
                "blockquote",
                {{"lang", block.language.empty() ? words.language() : block.language}, style(quote_box)});
            {
                const auto paragraph = html_.open("p", {style(leading)});
                write_runs(block.runs);
            }
            if (!block.who.empty()) small(block.who);
            return;
        }
        case Block::Kind::figure:
            return write_figure(block.figure, words);
        case Block::Kind::picture:
            return write_picture(block.picture, words);
        case Block::Kind::link: {
            const auto paragraph = html_.open("p", {style(reading)});
            const auto out = html_.open("a", {href(block.link), style(link_text)});
            if (block.runs.empty()) return html_.text(words("watch") + ' ' + host_of(block.link));
            return write_runs(block.runs);
        }
        }
    }

    void write_figure(const bulletin::PrintedFigure& figure, const Words& words) const
    {
        const auto part = html_.open("div", {style(box)});
        {
            const auto line = html_.open("p", {style(value_text)});
            html_.element("span", {style(big)}, figure.value);
            html_.empty("br");
            html_.text(figure.label);
        }
        const auto line = html_.open("p", {style(small_text)});
        if (is_safe_address(figure.source_link))
            link(figure.source_link, figure_source(figure, words));
        else
            html_.text(figure_source(figure, words));
    }

    void write_picture(const bulletin::PrintedPicture& picture, const Words& words) const
    {
        const auto part = html_.open("div", {style(box)});
        {
            const auto line = html_.open("p", {style(value_text)});
            link(at(picture_of(picture.id)), words("picture", {{"alternative", picture.alternative}}));
        }
        if (!picture.caption.empty()) small(picture.caption);
        if (!picture.credit.empty()) small(words("credit", {{"credit", picture.credit}}));
    }

    void write_contacts() const
    {
        if (edition_.contacts.empty()) return;
        html_.element("h2", {style(section_text)}, words_("contacts"));
        small(words_("contacts_note"));
        for (const auto& contact : edition_.contacts) {
            const auto part = html_.open("div", {style(box)});
            if (!contact.country.empty()) small(words_.country(contact.country));
            {
                const auto line = html_.open("p", {style(value_text)});
                html_.element("strong", contact.name);
                for (const auto& email : contact.emails) {
                    html_.empty("br");
                    link("mailto:" + email, email);
                }
            }
            small(words_("as_of", {{"day", words_.day(contact.as_of)}}));
        }
    }

    void write_end() const
    {
        const auto part = html_.open("div", {style(box)});
        small(words_("letter_why"));
        const auto line = html_.open("p", {style(small_text)});
        html_.add(Literal("\x01"));
    }

    Html& html_;
    const PrintedEdition& edition_;
    std::string_view site_;
    const Words& words_;
};

/// The words of the link that ends the letters stand in the part behind the gap.
void cut(std::string whole, std::string& before, std::string& after)
{
    const auto at = whole.find(gap);
    before = whole.substr(0, at);
    after = whole.substr(at + gap.size());
}

} // namespace

std::string Letter::html(std::string_view unsubscribe) const
{
    if (!is_safe_address(unsubscribe)) return {};
    Html link;
    // The words wait at the beginning of the second part, up to the sign that text cannot hold.
    const auto end = html_after.find(gap);
    link.element("a", {href(unsubscribe), style(link_text)}, html_after.substr(0, end));
    return html_before + link.done().text() + html_after.substr(end + gap.size());
}

std::string Letter::text(std::string_view unsubscribe) const
{
    if (!is_safe_address(unsubscribe)) return {};
    return text_before + std::string(unsubscribe) + text_after;
}

Letter edition_letter(const PrintedEdition& edition, std::string_view site)
{
    const auto& words = Words::of(edition.language);
    Letter letter;
    letter.subject = edition.title + " · " + number_and_day(edition, words);
    Html html;
    html.add(Literal("<!DOCTYPE html>\n"));
    LetterWriter(html, edition, site).write();
    cut(html.done().text() + '\n', letter.html_before, letter.html_after);
    letter.html_after = words("letter_unsubscribe") + std::string(gap) + letter.html_after;
    letter.text_before = edition_text(edition, std::string(site) + page_of(edition.slug, edition.language)) +
                         "\n-- \n" + words("letter_why") + '\n' + words("letter_unsubscribe") + ": ";
    letter.text_after = "\n";
    return letter;
}

} // namespace panoh::portal

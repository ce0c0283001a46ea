#include "portal/edition_page.h"

#include <algorithm>

#include "portal/addresses.h"
#include "portal/edition_parts.h"
#include "portal/frame.h"

namespace panoh::portal {
namespace {

using bulletin::PrintedEdition;

void write_contents(Html& html, const PrintedEdition& edition, const Words& words)
{
    const auto nav = html.open("nav", {{"class", "contents"}, {"aria-labelledby", "contents"}});
    html.element("p", {{"id", "contents"}}, words("contents"));
    const auto list = html.open("ol");
    for (const auto& section : edition.sections)
        for (const auto& story : section.stories) {
            const auto item = html.open("li");
            const auto link = html.open("a", {href('#' + anchor(story.key))});
            if (story.translated)
                html.element("span", story.title);
            else
                html.element("span", {{"lang", story.language}}, story.title);
            html.text(" ");
            html.element("small", country_or_region(story.country, words));
        }
    if (edition.contacts.empty()) return;
    const auto item = html.open("li");
    html.element("a", {href("#contacts")}, words("contacts"));
}

void write_edition(Html& html, const PrintedEdition& edition, const Words& words)
{
    {
        const auto head = html.open("header", {{"class", "edition"}});
        std::string line;
        for (const auto& country : edition.countries)
            line += (line.empty() ? "" : " · ") + words.country(country);
        html.element("p", {{"class", "meta when"}}, number_and_day(edition, words));
        if (!line.empty()) html.element("p", {{"class", "meta"}}, line);
        html.element("h1", edition.title);
        if (!edition.lead.empty()) html.element("p", {{"class", "lead"}}, edition.lead);
        write_notes(html, edition, words);
    }
    write_contents(html, edition, words);
    const auto stories = html.open("div", {{"class", "stories"}});
    write_sections(html, edition, words, [](const bulletin::PrintedPicture& picture) {
        return std::optional(source(picture_of(picture.id)));
    });
    write_contacts(html, edition, words);
}

void write_neighbour(Html& html, const std::optional<ListedEdition>& edition, std::string_view word,
                     const Words& words)
{
    if (!edition) return;
    const auto line = html.open("p");
    html.element("span", words(word));
    html.text(" ");
    html.element("a", {href(page_of(edition->slug, words.language()))}, edition->title);
}

void write_edition_end(Html& html, const PrintedEdition& edition, const Around& around, const Words& words)
{
    {
        const auto nav = html.open("nav", {{"class", "around"}, {"aria-label", words("editions")}});
        write_neighbour(html, around.next, "next", words);
        write_neighbour(html, around.previous, "previous", words);
        const auto line = html.open("p");
        html.element("a", {href(list_in(words.language()))}, words("all_editions"));
    }
    {
        const auto forms = html.open("ul", {{"class", "forms"}, {"aria-label", words("forms")}});
        const auto form = [&](const std::string& address, std::string_view word) {
            const auto item = html.open("li");
            html.element("a", {href(address)}, words(word));
        };
        if (around.paper) form(paper_of(edition.slug, edition.language), "pdf");
        form(text_of(edition.slug, edition.language), "text");
        form(feed_of(edition.language), "feed");
    }
    if (edition.version > 1)
        html.element("p", {{"class", "meta"}}, words("version", {{"version", edition.version}}));
}

void write_listed(Html& html, const ListedEdition& edition, const Words& words)
{
    const bool own = std::ranges::find(edition.languages, words.language()) != edition.languages.end();
    const auto language = own || edition.languages.empty() ? words.language() : edition.languages.front();
    const auto item = html.open("li");
    const auto day = words.day(edition.day);
    html.element("p", {{"class", "meta"}},
                 edition.number.empty() ? day
                                        : words("number_day", {{"number", edition.number}, {"day", day}}));
    {
        const auto heading = html.open("h2", {});
        html.element("a", {href(page_of(edition.slug, language)), {"lang", language}}, edition.title);
    }
    if (!edition.lead.empty()) html.element("p", {{"lang", language}}, edition.lead);
    if (edition.fictional) html.element("p", {{"class", "meta"}}, words("fictional"));
}

} // namespace

std::string edition_page(const PrintedEdition& edition, const Around& around)
{
    const auto& words = Words::of(edition.language);
    const Frame frame{
        .words = words,
        .title = edition.title + " · " + words("bulletin"),
        .description = edition.lead,
        .card = around.card && !around.site.empty() ? around.site + card_of(edition.slug, edition.language)
                                                    : std::string(),
        .beside_name = number_and_day(edition, words),
        .fictional = edition.fictional,
        .languages = edition.languages,
        .address_in = [&](std::string_view language) { return page_of(edition.slug, language); }};
    return document(
        frame, [&](Html& html) { write_edition(html, edition, words); },
        [&](Html& html) { write_edition_end(html, edition, around, words); });
}

std::string list_page(const std::vector<ListedEdition>& editions, std::string_view language)
{
    const auto& words = Words::of(language);
    const Frame frame{.words = words,
                      .title = words("editions"),
                      .languages = all_languages(),
                      .address_in = [](std::string_view other) { return list_in(other); }};
    return document(
        frame,
        [&](Html& html) {
            {
                const auto head = html.open("header", {{"class", "edition"}});
                html.element("h1", words("editions"));
                if (editions.empty()) html.element("p", {{"class", "lead"}}, words("none"));
                const auto other = html.open("p", {{"class", "other-shelf"}});
                html.element("a", {href(releases_in(words.language()))}, words("releases"));
            }
            if (editions.empty()) return;
            const auto list = html.open("ol", {{"class", "stories list"}});
            for (const auto& edition : editions)
                write_listed(html, edition, words);
        },
        [&](Html& html) {
            const auto forms = html.open("ul", {{"class", "forms"}, {"aria-label", words("forms")}});
            const auto item = html.open("li");
            html.element("a", {href(feed_of(words.language()))}, words("feed"));
        });
}

std::string missing_page(std::string_view language, Shelves of)
{
    const bool releases = of == Shelves::releases;
    const auto list = [releases](std::string_view in) { return releases ? releases_in(in) : list_in(in); };
    const auto& words = Words::of(language);
    const Frame frame{.words = words,
                      .title = words("missing_title"),
                      .of = of,
                      .languages = all_languages(),
                      .address_in = list};
    return document(
        frame,
        [&](Html& html) {
            const auto head = html.open("header", {{"class", "edition"}});
            html.element("h1", words("missing_title"));
            html.element("p", {{"class", "lead"}}, words("missing"));
        },
        [&](Html& html) {
            const std::string label = words(releases ? "releases" : "editions");
            const auto nav = html.open("nav", {{"class", "around"}, {"aria-label", label}});
            const auto line = html.open("p");
            html.element("a", {href(list(words.language()))},
                         words(releases ? "all_releases" : "all_editions"));
        });
}

} // namespace panoh::portal

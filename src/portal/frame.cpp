#include "portal/frame.h"

#include "core/language.h"
#include "portal/addresses.h"
#include "portal/style.h"

namespace panoh::portal {
namespace {

/// The Open Graph protocol (ogp.me): what networks show where somebody passes the address on. Nothing of it
/// is loaded by who reads the page.
void write_card(Html& html, const Frame& frame)
{
    if (frame.card.empty()) return;
    const auto meta = [&](std::string_view property, std::string_view content) {
        html.empty("meta", {{"property", property}, {"content", content}});
    };
    meta("og:type", "article");
    meta("og:title", frame.title);
    meta("og:description", frame.description.empty() ? frame.title : frame.description);
    meta("og:image", frame.card);
    meta("og:image:width", "1200");
    meta("og:image:height", "630");
    meta("og:image:alt", frame.title);
    html.empty("meta", {{"name", "twitter:card"}, {"content", "summary_large_image"}});
}

void write_meta(Html& html, const Frame& frame)
{
    const auto head = html.open("head");
    html.empty("meta", {{"charset", "utf-8"}});
    html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width,initial-scale=1"}});
    html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    html.element("title", frame.title);
    if (!frame.description.empty())
        html.empty("meta", {{"name", "description"}, {"content", frame.description}});
    write_card(html, frame);
    html.empty("link", {{"rel", "icon"}, href("/mark.svg")});
    if (frame.of == Shelves::bulletin)
        html.empty("link", {{"rel", "alternate"},
                            {"type", "application/atom+xml"},
                            {"title", frame.words("feed")},
                            href(feed_of(frame.words.language()))});
    for (const auto& language : frame.languages)
        if (language != frame.words.language())
            html.empty("link",
                       {{"rel", "alternate"}, {"hreflang", language}, href(frame.address_in(language))});
    const auto style = html.open("style");
    html.add(page_style());
    if (frame.charts) html.add(report_style());
}

/// Once at the top for wide pages, once at the end for narrow ones; a page shows one of them.
void write_languages(Html& html, const Frame& frame, bool at_the_end)
{
    if (frame.languages.size() < 2) return;
    const auto place =
        at_the_end ? html.open("nav", {{"class", "languages last"},
                                       {"id", "languages"},
                                       {"aria-label", frame.words("languages")}})
                   : html.open("nav", {{"class", "languages"}, {"aria-label", frame.words("languages")}});
    const auto list = html.open("ul");
    for (const auto& language : frame.languages) {
        const auto item = html.open("li");
        const auto name = Words::own_name(language);
        if (language == frame.words.language())
            html.element("a", {href(frame.address_in(language)), {"aria-current", "page"}}, name);
        else
            html.element("a", {href(frame.address_in(language)), {"lang", language}, {"hreflang", language}},
                         name);
    }
}

void write_bar(Html& html, const Frame& frame)
{
    const auto bar = html.open("div", {{"class", "bar"}});
    {
        const bool releases = frame.of == Shelves::releases;
        const auto& language = frame.words.language();
        const auto home =
            html.open("a", {{"class", "home"}, href(releases ? releases_in(language) : list_in(language))});
        html.add(mark());
        html.element("span", frame.words(releases ? "releases" : "bulletin"));
    }
    if (!frame.beside_name.empty()) html.element("p", {{"class", "issue"}}, frame.beside_name);
    write_languages(html, frame, false);
    if (frame.languages.size() < 2) return;
    const auto own = Words::own_name(frame.words.language());
    html.element("a",
                 {{"class", "to-languages"},
                  href("#languages"),
                  {"aria-label", frame.words("languages") + ": " + own}},
                 own);
}

void write_top(Html& html, const Frame& frame)
{
    html.element("a", {{"class", "skip"}, href("#text")}, frame.words("skip"));
    const auto header = html.open("header", {{"class", "top"}});
    write_bar(html, frame);
    if (!frame.fictional) return;
    const auto line = html.open("div", {{"class", "mark"}});
    html.element("p", frame.words("fictional"));
}

/// To all that can be read here.
void write_shelves(Html& html, const Words& words)
{
    const auto nav = html.open("nav", {{"class", "shelves"}, {"aria-label", words("shelves")}});
    const auto list = html.open("ul");
    const auto to = [&](const std::string& address, std::string_view word) {
        const auto item = html.open("li");
        html.element("a", {href(address)}, words(word));
    };
    to(list_in(words.language()), "editions");
    to(releases_in(words.language()), "releases");
}

} // namespace

std::string document(const Frame& frame, const std::function<void(Html&)>& write_main,
                     const std::function<void(Html&)>& write_end)
{
    Html html;
    html.add(Literal("<!DOCTYPE html>\n"));
    {
        const auto whole = html.open("html", {{"lang", frame.words.language()}});
        write_meta(html, frame);
        const auto body = frame.charts ? html.open("body", {{"class", "report"}}) : html.open("body");
        write_top(html, frame);
        {
            const auto main = html.open("main", {{"id", "text"}, {"tabindex", "-1"}});
            write_main(html);
        }
        const auto footer = html.open("footer", {{"class", "end"}});
        write_end(html);
        write_shelves(html, frame.words);
        write_languages(html, frame, true);
        html.element("p", {{"class", "meta"}}, frame.words("no_tracking"));
    }
    return html.done().text() + '\n';
}

std::vector<std::string> all_languages()
{
    return {core::languages.begin(), core::languages.end()};
}

} // namespace panoh::portal

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/text.h"
#include "portal/edition_text.h"
#include "portal/feed.h"
#include "portal/paper.h"
#include "portal/shelf.h"
#include "portal/style.h"
#include "portal/test_edition.h"

namespace {

using namespace panoh;

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

/// What a reader of the markup reads: without tags and with its signs as they are.
std::string visible(std::string_view markup)
{
    std::string text;
    for (std::size_t at = 0; at < markup.size(); ++at) {
        if (markup.substr(at).starts_with("<style>")) at = markup.find("</style>", at);
        if (markup[at] == '<') {
            at = markup.find('>', at);
            text += ' ';
        } else {
            text += markup[at];
        }
    }
    for (const auto& [sign, letter] :
         {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""), std::pair("&amp;", "&")})
        for (auto found = text.find(sign); found != std::string::npos; found = text.find(sign, found + 1))
            text.replace(found, std::string_view(sign).size(), letter);
    return text;
}

std::set<std::string> words_in(std::string_view text)
{
    const auto words = core::words(text);
    return {words.begin(), words.end()};
}

/// Every word somebody wrote, and every day, number and mark that must not get lost.
std::set<std::string> words_of(const bulletin::PrintedEdition& edition)
{
    std::string all = edition.title + ' ' + edition.lead + ' ' + edition.number;
    const auto add = [&](const std::string& text) { all += ' ' + text; };
    for (const auto* texts : {&edition.notes, &edition.withdrawn})
        std::ranges::for_each(*texts, add);
    for (const auto& section : edition.sections) {
        add(section.title);
        for (const auto& story : section.stories) {
            for (const auto& text : {story.title, story.lead, story.byline})
                add(text);
            std::ranges::for_each(story.days, add);
            std::ranges::for_each(story.sources, add);
            for (const auto& figure : story.figures)
                for (const auto& text : {figure.value, figure.label, figure.basis, figure.source})
                    add(text);
            for (const auto& block : story.blocks) {
                std::string runs;
                for (const auto& run : block.runs)
                    runs += run.text;
                add(runs);
                for (const auto& item : block.items)
                    for (const auto& run : item)
                        add(run.text);
                for (const auto& text : {block.who, block.figure.value, block.figure.label,
                                         block.figure.basis, block.figure.source, block.picture.caption,
                                         block.picture.credit, block.picture.alternative})
                    add(text);
            }
        }
    }
    for (const auto& contact : edition.contacts) {
        add(contact.name);
        std::ranges::for_each(contact.emails, add);
        add(portal::Words::of(edition.language).day(contact.as_of));
    }
    return words_in(all);
}

/// Signs of punctuation cling to words in one form and not in another.
std::set<std::string> bare(const std::set<std::string>& words)
{
    std::set<std::string> made;
    for (auto word : words) {
        const auto is_sign = [](char letter) {
            return std::string_view(".,:;!?()<>\"").find(letter) != std::string_view::npos;
        };
        while (!word.empty() && is_sign(word.back()))
            word.pop_back();
        while (!word.empty() && is_sign(word.front()))
            word.erase(0, 1);
        if (!word.empty()) made.insert(word);
    }
    return made;
}

void check_whole(std::string_view form, const bulletin::PrintedEdition& edition, const std::string& text)
{
    const auto there = bare(words_in(text));
    for (const auto& word : bare(words_of(edition)))
        CHECK_MESSAGE(there.contains(word), form << " in " << edition.language << " lacks: " << word);
}

TEST_CASE("every word of an edition is in its page, its text, its letter and on its paper, in each language")
{
    for (const auto language : core::languages) {
        const auto edition = portal::test_edition(language);
        auto page = portal::edition_page(edition, {});
        check_whole("page", edition,
                    visible(page) + ' ' + edition.sections[0].stories[0].blocks[7].picture.alternative);
        CHECK(has(page, "alt=\"" + edition.sections[0].stories[0].blocks[7].picture.alternative + '"'));
        check_whole("text", edition, portal::edition_text(edition, ""));
        const auto letter = portal::edition_letter(edition, "https://panoh.example");
        check_whole("letter", edition, visible(letter.html("https://panoh.example/stop")));
        check_whole("letter text", edition, letter.text("https://panoh.example/stop"));
        check_whole("paper", edition, visible(portal::paper_html(edition, {}, "")));
    }
}

TEST_CASE("what nobody has read over says so in every form")
{
    const auto edition = portal::test_edition("tg");
    const auto says = [](const std::string& form) {
        // Lines of plain text may break within the sentence.
        return has(form, portal::Words::of("tg")("unreviewed").substr(0, 30));
    };
    CHECK(says(portal::edition_page(edition, {})));
    CHECK(says(portal::paper_html(edition, {}, "")));
    CHECK(says(portal::edition_text(edition, "")));
    CHECK(says(portal::edition_letter(edition, "").html("https://panoh.example/stop")));
    CHECK_FALSE(says(portal::edition_page(portal::test_edition("en"), {})));
}

TEST_CASE("a page is small, has no script, loads nothing from elsewhere and says its language")
{
    for (const auto language : core::languages) {
        const auto page = portal::edition_page(portal::test_edition(language), {});
        CHECK(page.size() < 25'000);
        CHECK_FALSE(has(page, "<script"));
        CHECK_FALSE(has(page, "javascript:"));
        CHECK_FALSE(has(page, "src=\"http"));
        CHECK_FALSE(has(page, " style="));
        CHECK_FALSE(has(page, "url("));
        CHECK(has(page, "<html lang=\"" + std::string(language) + "\">"));
        CHECK(has(page, "width=\"1200\" height=\"800\""));
        // What nobody translated says so, in markup and in words.
        CHECK(has(page, "lang=\"en\">Sixty young people") == true);
        CHECK(has(page, "class=\"untranslated\"") == (language != "en"));
        CHECK(has(page, portal::Words::of(language)("unreviewed")) == (language != "en"));
    }
}

TEST_CASE("notes and the mark of made-up data stand before the first story")
{
    for (const auto& text :
         {portal::edition_page(portal::test_edition("ky"), {}),
          portal::edition_text(portal::test_edition("ky"), ""),
          portal::edition_letter(portal::test_edition("ky"), "").html("https://panoh.example/stop"),
          portal::paper_html(portal::test_edition("ky"), {}, "")}) {
        const auto story = text.find("Түндүктөн");
        CHECK(text.find("Invented for") < story);
        CHECK(text.find("A story was taken back") < story);
        CHECK(text.find(portal::Words::of("ky")("fictional")) < story);
    }
    auto real = portal::test_edition("ky");
    real.fictional = false;
    CHECK_FALSE(has(portal::edition_page(real, {}), portal::Words::of("ky")("fictional")));
}

TEST_CASE("words that look like markup stay words in every form")
{
    auto edition = portal::test_edition("en");
    const std::string trick = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'";
    edition.title = edition.lead = edition.sections[0].stories[0].title = trick;
    edition.sections[0].stories[0].key = "\"><script>";
    edition.sections[0].stories[0].blocks[6].who = trick;
    edition.sections[0].stories[0].blocks[7].picture.alternative = trick;
    edition.sections[0].stories[1].blocks[2].link = "javascript:alert(1)";
    edition.contacts[0].emails = {"\"><script>@example.org"};
    const auto letter =
        portal::edition_letter(edition, "https://panoh.example").html("https://panoh.example/stop");
    portal::ListedEdition listed{
        .slug = "a", .title = trick, .lead = trick, .day = {2026, 1, 1}, .languages = {"en"}};
    for (const auto& made :
         {portal::edition_page(edition, {.next = listed}), letter, portal::paper_html(edition, {}, ""),
          portal::list_page({listed}, "en"), portal::edition_feed({listed}, "en", "https://panoh.example")}) {
        CHECK_FALSE(has(made, "<script"));
        CHECK_FALSE(has(made, "<img src=x"));
        CHECK_FALSE(has(made, "href=\"javascript"));
    }
}

TEST_CASE("plain text has lines of at most 72 letters, but for addresses")
{
    for (const auto language : core::languages) {
        const auto text =
            portal::edition_text(portal::test_edition(language), "https://panoh.example/bulletins");
        for (std::size_t at = 0; at < text.size();) {
            const auto end = text.find('\n', at);
            const auto line = text.substr(at, end - at);
            CHECK_MESSAGE((core::letters(line) <= 72 || has(line, "https://")), line);
            CHECK_MESSAGE(!line.ends_with(' '), line);
            at = end + 1;
        }
    }
}

TEST_CASE("a letter loads nothing, holds no picture, and takes only an address to stop at")
{
    const auto letter = portal::edition_letter(portal::test_edition("ru"), "https://panoh.example");
    const auto html = letter.html("https://panoh.example/stop?a=b&c");
    for (const auto* loads : {"<img", "src=", "url(", "<link", "<style", "class=", "@import", "background="})
        CHECK_MESSAGE(!has(html, loads), loads);
    CHECK(has(html, "href=\"https://panoh.example/stop?a=b&amp;c\""));
    CHECK(
        has(html, "href=\"https://panoh.example/bulletins/pictures/5b6f2a51-7b1f-4b0e-9d6d-0c2f2d6f7a10\""));
    CHECK(html.find('\x01') == std::string::npos);
    CHECK(has(letter.text("https://panoh.example/stop"), "https://panoh.example/stop\n"));
    CHECK(letter.html("javascript:alert(1)").empty());
    CHECK(letter.text("").empty());
}

TEST_CASE("a feed has the editions of its language, with names that last")
{
    const portal::Shelf shelf(portal::test_puts(), {.site = "https://panoh.example"});
    const auto& feed = shelf.feed("tg")->plain;
    CHECK(has(feed, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"tg\">"));
    CHECK(has(feed, "href=\"https://panoh.example/bulletins/2026-07-30/tg\""));
    CHECK(has(feed, "<updated>2026-10-18T00:00:00Z</updated>"));
    CHECK(has(feed, "<updated>2026-08-03T09:00:00Z</updated>"));
    CHECK(has(feed, "Шахсеро, ки ба хона"));
    const portal::Shelf again(portal::test_puts(), {.site = "https://panoh.example"});
    CHECK(again.feed("tg")->plain == feed);
    CHECK(shelf.feed("xx") == nullptr);
}

TEST_CASE("an edition leads to the one before and the one after that its language has")
{
    auto puts = portal::test_puts();
    std::erase_if(puts, [](const auto& put) {
        return put.edition.language == "kk" && put.edition.slug == "2026-10-18";
    });
    for (auto& put : puts)
        if (put.edition.slug == "2026-10-18") std::erase(put.edition.languages, "kk");
    const portal::Shelf shelf(puts, {});
    const auto ky = shelf.find("2026-07-30", "ky")->page.plain;
    CHECK(has(ky, "/bulletins/2026-10-18/ky"));
    CHECK(has(ky, "/bulletins/2026-01-30/ky"));
    const auto kk = shelf.find("2026-07-30", "kk")->page.plain;
    CHECK_FALSE(has(kk, "/bulletins/2026-10-18/kk"));
    CHECK(has(kk, "/bulletins/2026-01-30/kk"));
    CHECK(shelf.find("2026-10-18", "kk") == nullptr);
    CHECK(shelf.find("2026-07-30", "xx") == nullptr);
}

TEST_CASE("what did not change stays the same object on the next shelf")
{
    const portal::Shelf first(portal::test_puts(), {});
    auto puts = portal::test_puts();
    puts[0].edition.title += '!';
    const portal::Shelf second(puts, {}, &first);
    const auto& changed = puts[0].edition;
    CHECK(second.find(changed.slug, changed.language) != first.find(changed.slug, changed.language));
    CHECK(second.find("2026-07-30", "ru") == first.find("2026-07-30", "ru"));
}

} // namespace

#include "portal/paper.h"

#include <unistd.h>

#include "core/log.h"
#include "portal/addresses.h"
#include "portal/base64.h"
#include "portal/edition_parts.h"
#include "portal/paper_child.h"
#include "portal/style.h"

namespace panoh::portal {
namespace {

using bulletin::PrintedEdition;

constexpr const char* program = "/usr/bin/weasyprint";

void write_front(Html& html, const PrintedEdition& edition, const Words& words)
{
    const auto front = html.open("header", {{"class", "front"}});
    {
        const auto name = html.open("p", {{"class", "name"}});
        html.add(mark());
        html.text(words("bulletin"));
    }
    html.element("p", {{"class", "issue"}}, number_and_day(edition, words));
    if (edition.fictional)
        html.element("p", {{"class", "running"}}, words("fictional"));
    else if (!edition.notes.empty()) // on every page, for a page may be handed on alone
        html.element("p", {{"class", "running unprinted"}}, edition.notes.front());
    std::string countries;
    for (const auto& country : edition.countries)
        countries += (countries.empty() ? "" : " · ") + words.country(country);
    html.element("h1", edition.title);
    if (!countries.empty()) html.element("p", {{"class", "meta"}}, countries);
    if (!edition.lead.empty()) html.element("p", {{"class", "lead"}}, edition.lead);
    write_notes(html, edition, words);
}

void write_contents(Html& html, const PrintedEdition& edition, const Words& words)
{
    const auto contents = html.open("nav", {{"class", "contents"}});
    html.element("p", words("contents"));
    const auto list = html.open("ul");
    for (const auto& section : edition.sections)
        for (const auto& story : section.stories) {
            const auto item = html.open("li");
            html.element("small", country_or_region(story.country, words));
            html.empty("br");
            html.element("a", {href('#' + anchor(story.key))}, story.title);
        }
}

void write_end(Html& html, const PrintedEdition& edition, const Words& words, std::string_view site)
{
    const auto end = html.open("footer", {{"class", "end"}});
    if (edition.version > 1) html.element("p", words("version", {{"version", edition.version}}));
    if (!site.empty())
        html.element("p", words("read_at",
                                {{"address", std::string(site) + page_of(edition.slug, edition.language)}}));
}

} // namespace

std::string paper_html(const PrintedEdition& edition, const PictureReader& pictures, std::string_view site)
{
    const auto& words = Words::of(edition.language);
    Html html;
    html.add(Literal("<!DOCTYPE html>\n"));
    const auto within = [&](const bulletin::PrintedPicture& picture) -> std::optional<Attribute> {
        const auto file = pictures ? pictures(picture.id) : std::nullopt;
        if (!file) return std::nullopt;
        return picture_within(file->media_type, base64(core::as_bytes(file->bytes)));
    };
    {
        const auto whole = html.open("html", {{"lang", edition.language}});
        {
            const auto head = html.open("head");
            html.empty("meta", {{"charset", "utf-8"}});
            html.element("title", edition.title + " · " + number_and_day(edition, words));
            if (!edition.lead.empty())
                html.empty("meta", {{"name", "description"}, {"content", edition.lead}});
            const auto style = html.open("style");
            html.add(paper_style());
        }
        const auto body = html.open("body");
        write_front(html, edition, words);
        write_contents(html, edition, words);
        {
            const auto main = html.open("main", {{"class", "sections"}});
            write_sections(html, edition, words, within);
        }
        write_contacts(html, edition, words);
        write_end(html, edition, words, site);
    }
    return html.done().text();
}

bool Paper::is_installed()
{
    return ::access(program, X_OK) == 0;
}

core::Result<MadeOnce::File> Paper::of(const std::shared_ptr<const RenderedEdition>& edition)
{
    return made_.of(edition, [&]() -> core::Result<Packed> {
        if (!is_installed()) return core::fail(core::ErrorKind::busy, "portal/no_paper");
        auto bytes = print(paper_html(edition->on_paper, pictures_, site_));
        if (!bytes) {
            core::log(core::LogLevel::warning, "paper_failed", {{"edition", edition->edition.id}});
            return core::fail(core::ErrorKind::busy, "portal/no_paper");
        }
        auto pdf = pack("application/pdf", std::move(*bytes));
        pdf.gzip.clear(); // packed inside already
        return pdf;
    });
}

} // namespace panoh::portal

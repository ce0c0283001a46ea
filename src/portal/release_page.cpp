#include "portal/release_page.h"

#include <algorithm>

#include "microdata/fiction.h"
#include "portal/addresses.h"
#include "portal/frame.h"
#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

using release::PublishedRelease;
using release::ReleaseKind;
using release::ReleaseText;

std::string title_of(const PublishedRelease& release, std::string_view language)
{
    const auto* title = best_text(release.plan.titles, language);
    return title == nullptr ? release.lineage : title->text;
}

/// An element with words of the publisher, which says its language where it is another one than the page's.
void write_own_words(Html& html, Name name, std::string_view css, const std::vector<ReleaseText>& texts,
                     const Words& words)
{
    const auto* text = best_text(texts, words.language());
    if (text == nullptr) return;
    if (text->language.code == words.language())
        html.element(name, {{"class", css}}, text->text);
    else
        html.element(name, {{"class", css}, {"lang", text->language.code}}, text->text);
}

std::string kind_of(const PublishedRelease& release, const Words& words)
{
    switch (release.plan.kind) {
    case ReleaseKind::k:
        return words("report.kind_k");
    case ReleaseKind::tables:
        return words("report.kind_tables");
    case ReleaseKind::mst:
    case ReleaseKind::aim:
    case ReleaseKind::latent:
        return words("report.kind_synthesis");
    }
    return {};
}

std::string day_of(core::Instant instant, const Words& words)
{
    return words.day(core::utc_day(instant));
}

Frame frame_of(const PublishedRelease& release, const ReleaseHouse& house, const Words& words)
{
    return {.words = words,
            .title = title_of(release, words.language()) + " · " + words("releases"),
            .description = kind_of(release, words) + ", " + release.organisation,
            .fictional = is_fictional(release, house),
            .of = Shelves::releases,
            .charts = true,
            .languages = all_languages(),
            .address_in = [id = release.id](std::string_view in) { return release_in(id, in); }};
}

void write_end(Html& html, const Words& words)
{
    const auto nav = html.open("nav", {{"class", "around"}, {"aria-label", words("releases")}});
    const auto line = html.open("p");
    html.element("a", {href(releases_in(words.language()))}, words("all_releases"));
}

/// What the page of a release is written with; what every part knows and what is known of this release.
struct Page {
    const ReportWriter& to;
    const PublishedRelease& release;
    const ReleaseHouse& house;

    [[nodiscard]] std::string amount(privacy::Epsilon epsilon) const
    {
        return to.figures.decimal(static_cast<double>(epsilon.thousandths) / 1000, 3);
    }
    [[nodiscard]] bool has_amount() const { return release.plan.kind != ReleaseKind::k; }
};

void write_head(const Page& page, bool with_report)
{
    const auto& to = page.to;
    Html& html = to.html;
    const auto header = html.open("header", {{"class", "edition"}});
    html.element("p", {{"class", "meta"}},
                 kind_of(page.release, to.words) + " · " + day_of(page.release.published_at, to.words));
    write_own_words(html, "h1", "title", page.release.plan.titles, to.words);
    if (page.release.plan.titles.empty()) html.element("h1", page.release.lineage);
    html.element("p", {{"class", "lead"}}, with_report ? lead_words(to) : to.words("release.no_figures"));
    const auto list = html.open("dl", {{"class", "facts"}});
    write_fact(html, to.words("release.by"), page.release.organisation);
    if (with_report) write_main_facts(to);
}

void write_downloads(const Page& page)
{
    const auto& to = page.to;
    Html& html = to.html;
    {
        const auto box = html.open("div", {{"class", "scroll"},
                                           {"tabindex", "0"},
                                           {"role", "group"},
                                           {"aria-label", to.words("release.download")}});
        const auto table = html.open("table", {{"class", "files"}});
        html.element("caption", {{"class", "unseen-words"}}, to.words("release.download"));
        {
            const auto head = html.open("thead");
            const auto line = html.open("tr");
            html.element("th", {{"scope", "col"}}, to.words("report.file"));
            html.element("th", {{"scope", "col"}, {"class", "n"}}, to.words("report.size"));
            html.element("th", {{"scope", "col"}}, "SHA-256");
        }
        const auto body = html.open("tbody");
        for (const auto& file : page.release.files) {
            const auto line = html.open("tr");
            {
                const auto name = html.open("th", {{"scope", "row"}});
                html.element("a", {href(release_file(page.release.id, file.name)), {"download", file.name}},
                             file.name);
            }
            html.element("td", {{"class", "n"}}, size_words(to.figures, file.bytes));
            html.element("td", file.sha256);
        }
    }
    html.element("p", to.words("release.check"));
    {
        const auto line = html.open("p");
        html.element("code", "sha256sum -c MANIFEST.sha256");
    }
    html.element("p", {{"class", "meta"}}, to.words("release.check_list"));
}

void write_record(const Page& page)
{
    const auto& to = page.to;
    const auto& release = page.release;
    to.html.element("p", to.words("release.record_note"));
    const auto list = to.html.open("dl", {{"class", "record"}});
    const auto add_named = [&](std::string_view name, const std::string& value) {
        to.html.element("dt", name);
        to.html.element("dd", value);
    };
    const auto add = [&](std::string_view word, const std::string& value) {
        add_named(to.words(word), value);
    };
    add("release.number", core::to_string(release.id));
    add("release.day", day_of(release.published_at, to.words));
    add("release.lineage", release.lineage);
    if (page.has_amount()) {
        if (const auto epsilon = release::epsilon_of(release.plan))
            add("release.epsilon", page.amount(*epsilon));
        add("release.epsilon_after", page.amount(release.epsilon_after));
        add_named("δ", to.words("release.one_in", {{"count", to.figures.whole(release.delta.one_in)}}));
    }
    add("release.manifest", release.manifest);
}

/// "House (2026). Title. https://..."
std::string citation_of(const Page& page)
{
    const auto& release = page.release;
    const auto year = std::to_string(core::utc_day(release.published_at).year);
    const auto language = page.to.words.language();
    return release.organisation + " (" + year + "). " + title_of(release, language) + ". " + page.house.site +
           release_in(release.id, language);
}

void write_citing(const Page& page)
{
    const auto& to = page.to;
    to.html.element("p", {{"class", "cite"}}, citation_of(page));
    if (page.release.citation.empty()) return;
    to.html.element("p", {{"class", "meta"}}, to.words("release.made_from"));
    to.html.element("p", {{"class", "cite"}}, page.release.citation);
}

std::vector<ReportPart> parts_with_files(const Page& page, bool with_report)
{
    const Words& words = page.to.words;
    std::vector<ReportPart> parts;
    if (with_report) parts = parts_of(page.to);
    const ReportPart files{"files", words("release.download"),
                           [&](const ReportWriter&) { write_downloads(page); }};
    // Whoever comes for the files does not want to read the dictionary first.
    const auto quality = std::ranges::find(parts, "quality", &ReportPart::id);
    parts.insert(quality, files);
    if (!page.release.plan.notes.empty())
        parts.push_back({"about", words("release.about"), [&](const ReportWriter& to) {
                             write_own_words(to.html, "p", "about", page.release.plan.notes, words);
                         }});
    parts.push_back({"record", words("release.record"), [&](const ReportWriter&) { write_record(page); }});
    parts.push_back({"cite", words("release.cite"), [&](const ReportWriter&) { write_citing(page); }});
    return parts;
}

} // namespace

bool is_fictional(const PublishedRelease& release, const ReleaseHouse& house)
{
    return house.demo || release.lineage == microdata::fictional_lineage;
}

std::string release_page(const PublishedRelease& release, const std::optional<release::Report>& report,
                         const ReleaseHouse& house, std::string_view language)
{
    const Words& words = Words::of(language);
    const Figures figures(words);
    auto shown = for_publication(report.value_or(release::Report{}));
    auto frame = frame_of(release, house, words);
    frame.fictional = frame.fictional || shown.fictional;
    return document(
        frame,
        [&](Html& html) {
            const ReportWriter to{.html = html, .words = words, .figures = figures, .report = shown};
            const Page page{to, release, house};
            write_head(page, report.has_value());
            const auto parts = parts_with_files(page, report.has_value());
            write_contents(to, parts);
            write_parts(to, parts);
        },
        [&](Html& html) { write_end(html, words); });
}

std::string withdrawn_page(const PublishedRelease& release, const ReleaseHouse& house,
                           std::string_view language)
{
    const Words& words = Words::of(language);
    return document(
        frame_of(release, house, words),
        [&](Html& html) {
            const auto header = html.open("header", {{"class", "edition"}});
            html.element("p", {{"class", "meta"}},
                         release.organisation + " · " + day_of(release.published_at, words));
            write_own_words(html, "h1", "title", release.plan.titles, words);
            if (release.plan.titles.empty()) html.element("h1", release.lineage);
            html.element("p", {{"class", "lead"}}, words("release.withdrawn_lead"));
            const auto notes = html.open("div", {{"class", "notes"}});
            html.element("p", {{"class", "withdrawn"}},
                         words("release.withdrawn", {{"day", day_of(*release.withdrawn_at, words)}}));
            html.element("p", words("release.why") + ": " + release.why_withdrawn);
        },
        [&](Html& html) { write_end(html, words); });
}

namespace {

void write_listed(Html& html, const PublishedRelease& release, const ReleaseHouse& house, const Words& words)
{
    const auto item = html.open("li");
    html.element("p", {{"class", "meta"}},
                 day_of(release.published_at, words) + " · " + release.organisation);
    {
        const auto heading = html.open("h2");
        const auto* title = best_text(release.plan.titles, words.language());
        const auto address = release_in(release.id, words.language());
        if (title == nullptr || title->language.code == words.language())
            html.element("a", {href(address)}, title_of(release, words.language()));
        else
            html.element("a", {href(address), {"lang", title->language.code}}, title->text);
    }
    html.element("p", kind_of(release, words));
    if (release.withdrawn_at) {
        const auto notes = html.open("div", {{"class", "notes"}});
        html.element("p", {{"class", "withdrawn"}},
                     words("release.withdrawn", {{"day", day_of(*release.withdrawn_at, words)}}));
        html.element("p", words("release.why") + ": " + release.why_withdrawn);
    }
    if (!house.demo && is_fictional(release, house))
        html.element("p", {{"class", "meta"}}, words("fictional"));
}

} // namespace

std::string releases_page(const std::vector<PublishedRelease>& releases, const ReleaseHouse& house,
                          std::string_view language)
{
    const Words& words = Words::of(language);
    const Frame frame{.words = words,
                      .title = words("releases"),
                      .description = words("releases_lead"),
                      .fictional = house.demo,
                      .of = Shelves::releases,
                      .languages = all_languages(),
                      .address_in = [](std::string_view other) { return releases_in(other); }};
    return document(
        frame,
        [&](Html& html) {
            {
                const auto head = html.open("header", {{"class", "edition"}});
                html.element("h1", words("releases"));
                html.element("p", {{"class", "lead"}},
                             words(releases.empty() ? "releases_none" : "releases_lead"));
            }
            if (releases.empty()) return;
            const auto list = html.open("ol", {{"class", "stories list"}});
            for (const auto& release : releases)
                write_listed(html, release, house, words);
        },
        [](Html&) {});
}

} // namespace panoh::portal

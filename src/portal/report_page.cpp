#include "portal/report_page.h"

#include <algorithm>

#include "core/bytes.h"
#include "crypto/sha256.h"
#include "portal/base64.h"
#include "portal/report_parts.h"
#include "portal/style.h"

namespace panoh::portal {
namespace {

using release::Kind;
using release::Method;
using release::Report;
using release::Setting;

bool not_private(const Report& report)
{
    return report.privacy && report.privacy->random == release::RandomSource::chosen;
}

} // namespace

std::string kind_words(const ReportWriter& to)
{
    switch (to.report.kind) {
    case Kind::k:
        return to.words("report.kind_k");
    case Kind::tables:
        return to.words("report.kind_tables");
    case Kind::synthesis:
        return to.words("report.kind_synthesis");
    }
    return {};
}

std::string lead_words(const ReportWriter& to)
{
    const std::int64_t k = to.report.k ? to.report.k->k : 0;
    const std::string least = to.figures.whole(k);
    switch (to.report.method) {
    case Method::counting:
        return to.words("report.lead_tables");
    case Method::independent:
    case Method::mst:
    case Method::aim:
    case Method::latent:
        return to.words("report.lead_synthesis");
    case Method::recoding:
        return to.words("report.lead_recoding", {{"k", least}, {"others", to.figures.whole(k - 1)}});
    }
    return {};
}

namespace {

/// Nothing may run or be loaded; the style is the one that stands here.
std::string policy()
{
    const std::string sheet = std::string(page_style().text()) + std::string(report_style().text());
    return "default-src 'none'; style-src 'sha256-" + base64(crypto::sha256(core::as_bytes(sheet))) +
           "'; base-uri 'none'; form-action 'none'";
}

void write_head(const ReportWriter& to)
{
    Html& html = to.html;
    const auto head = html.open("head");
    html.empty("meta", {{"charset", "utf-8"}});
    html.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy()}});
    html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width,initial-scale=1"}});
    html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    if (to.report.internal) html.empty("meta", {{"name", "robots"}, {"content", "noindex"}});
    std::string title = to.report.title + " · " + to.words("report.bar");
    if (to.report.internal) title = to.words("report.internal_mark") + " · " + title;
    html.element("title", title);
    const auto style = html.open("style");
    html.add(page_style());
    html.add(report_style());
}

void write_marks(const ReportWriter& to)
{
    Html& html = to.html;
    if (to.report.internal)
        html.element("p", {{"class", "loud"}, {"role", "note"}}, to.words("report.internal"));
    if (not_private(to.report))
        html.element("p", {{"class", "loud"}, {"role", "note"}}, to.words("report.not_private"));
}

/// Across each printed page; not read out, because the top of the page says it.
void write_watermark(const ReportWriter& to)
{
    if (!to.report.internal && !not_private(to.report)) return;
    to.html.element("div", {{"class", "watermark"}, {"aria-hidden", "true"}},
                    to.words(to.report.internal ? "report.internal_mark" : "report.not_private_mark"));
}

} // namespace

void write_fact(Html& html, const std::string& name, const std::string& value)
{
    const auto fact = html.open("div");
    html.element("dt", name);
    html.element("dd", value);
}

void write_main_facts(const ReportWriter& to)
{
    Html& html = to.html;
    if (const auto people = to.setting(Setting::people))
        write_fact(html, to.words("report.fact_people"), to.figures.decimal(*people, 0));
    if (const auto rows = to.setting(Setting::rows))
        write_fact(html, to.words("report.fact_rows"), to.figures.decimal(*rows, 0));
    write_fact(html, to.words("report.fact_columns"),
               to.figures.whole(static_cast<std::int64_t>(to.report.schema.columns.size())));
    if (to.report.privacy)
        write_fact(html, to.words("report.fact_promise"),
                   to.words("report.promise_short_dp",
                            {{"epsilon", to.figures.decimal(to.report.privacy->epsilon_after, 3)}}));
    else if (to.report.k)
        write_fact(html, to.words("report.fact_promise"),
                   to.words("report.promise_short_k", {{"k", to.figures.whole(to.report.k->k)}}));
}

std::vector<ReportPart> parts_of(const ReportWriter& to)
{
    const Words& words = to.words;
    std::vector<ReportPart> parts;
    if (!to.report.one_way.empty())
        parts.push_back({"figures", words("report.main_figures"), write_main_figures});
    parts.push_back({"promise", words("report.promise"), write_promise});
    parts.push_back({"not-protected", words("report.not_protected"), write_not_protected});
    parts.push_back({"quality", words("report.quality"), write_quality});
    if (to.report.internal) parts.push_back({"truth", words("report.truth"), write_truth});
    if (to.report.corridors && !to.report.corridors->largest.empty())
        parts.push_back({"corridors", words("report.corridors"), write_corridors});
    if (has_more_columns(to)) parts.push_back({"columns", words("report.columns"), write_columns_of});
    if (to.report.association.below.size() > 1)
        parts.push_back({"associations", words("report.associations"), write_associations});
    parts.push_back({"dictionary", words("report.dictionary"), write_dictionary});
    parts.push_back({"made", words("report.made"), write_making});
    if (!to.report.ledger.empty()) parts.push_back({"ledger", words("report.ledger"), write_ledger});
    return parts;
}

void write_contents(const ReportWriter& to, const std::vector<ReportPart>& parts)
{
    Html& html = to.html;
    const auto nav = html.open("nav", {{"class", "contents"}, {"aria-labelledby", "contents"}});
    html.element("p", {{"id", "contents"}}, to.words("report.contents"));
    const auto list = html.open("ol");
    for (const ReportPart& part : parts) {
        const auto item = html.open("li");
        const auto link = html.open("a", {href('#' + std::string(part.id))});
        html.element("span", part.title);
    }
}

void write_parts(const ReportWriter& to, const std::vector<ReportPart>& parts)
{
    const auto sections = to.html.open("div", {{"class", "parts"}});
    for (const ReportPart& part : parts)
        write_section(to, part.id, part.title, [&] { part.write(to); });
}

namespace {

void write_facts(const ReportWriter& to)
{
    const auto list = to.html.open("dl", {{"class", "facts"}});
    if (!to.report.release.empty()) write_fact(to.html, to.words("report.fact_release"), to.report.release);
    write_main_facts(to);
}

void write_main(const ReportWriter& to)
{
    Html& html = to.html;
    const auto main = html.open("main", {{"id", "text"}, {"tabindex", "-1"}});
    {
        const auto header = html.open("header", {{"class", "edition"}});
        html.element("p", {{"class", "meta"}}, kind_words(to) + " · " + to.words.day(to.report.day));
        html.element("h1", to.report.title);
        html.element("p", {{"class", "lead"}}, lead_words(to));
        if (!to.report.about.empty()) html.element("p", {{"class", "about"}}, to.report.about);
        write_facts(to);
    }
    auto parts = parts_of(to);
    if (!to.report.files.empty()) parts.push_back({"files", to.words("report.files"), write_files});
    write_contents(to, parts);
    write_parts(to, parts);
}

void write_body(const ReportWriter& to)
{
    Html& html = to.html;
    const auto body = html.open("body", {{"class", "report"}});
    html.element("a", {{"class", "skip"}, href("#text")}, to.words("skip"));
    {
        const auto header = html.open("header", {{"class", "top"}});
        write_marks(to);
        {
            const auto bar = html.open("div", {{"class", "bar"}});
            const auto home = html.open("p", {{"class", "home"}});
            html.add(mark());
            html.element("span", to.words("report.bar"));
        }
        if (to.report.fictional) {
            const auto line = html.open("div", {{"class", "mark"}});
            html.element("p", to.words("fictional"));
        }
    }
    write_main(to);
    {
        const auto footer = html.open("footer", {{"class", "end"}});
        html.element("p", {{"class", "meta"}}, to.words("report.end"));
    }
    write_watermark(to);
}

} // namespace

std::string report_page(const Report& report, std::string_view language)
{
    const Words& words = Words::of(language);
    const Figures figures(words);
    Html html;
    const ReportWriter to{.html = html, .words = words, .figures = figures, .report = report};
    html.add(Literal("<!DOCTYPE html>\n"));
    {
        const auto whole = html.open("html", {{"lang", words.language()}});
        write_head(to);
        write_body(to);
    }
    return html.done().text() + '\n';
}

} // namespace panoh::portal

// How an output came to be: method, ledger, files.

#include <algorithm>

#include "portal/report_parts.h"

namespace panoh::portal {
namespace {

using privacy::LineKind;
using release::Method;
using release::Setting;

constexpr std::size_t most_lines = 30;

std::string method_words(const ReportWriter& to)
{
    switch (to.report.method) {
    case Method::recoding:
        return to.words("report.method_recoding");
    case Method::counting:
        return to.words("report.method_counting");
    case Method::independent:
        return to.words("report.method_independent");
    case Method::mst:
        return to.words("report.method_mst");
    case Method::aim:
        return to.words("report.method_aim");
    case Method::latent:
        return to.words("report.method_latent");
    }
    return {};
}

std::string_view setting_word(Setting setting)
{
    switch (setting) {
    case Setting::k:
        return "report.setting_k";
    case Setting::length:
        return "report.setting_length";
    case Setting::checked_length:
        return "report.setting_checked_length";
    case Setting::cap:
        return "report.setting_cap";
    case Setting::at_least:
        return "report.setting_at_least";
    case Setting::fabricated:
        return "report.setting_fabricated";
    case Setting::rounded_to:
        return "report.setting_rounded_to";
    case Setting::rows:
        return "report.setting_rows";
    case Setting::people:
        return "report.setting_people";
    case Setting::noise_of_people:
        return "report.setting_noise_of_people";
    case Setting::joined:
        return "report.setting_joined";
    case Setting::rounds:
        return "report.setting_rounds";
    case Setting::measured_sets:
        return "report.setting_measured_sets";
    case Setting::model_cells:
        return "report.setting_model_cells";
    }
    return {};
}

std::string_view line_word(LineKind kind)
{
    switch (kind) {
    case LineKind::opened:
        return "report.line_opened";
    case LineKind::debit:
        return "report.line_debit";
    case LineKind::finished:
        return "report.line_finished";
    case LineKind::exact:
        return "report.line_exact";
    case LineKind::raised:
        return "report.line_raised";
    }
    return {};
}

} // namespace

std::string size_words(const Figures& figures, std::int64_t bytes)
{
    if (bytes < 1000) return figures.whole(bytes) + " B";
    if (bytes < 1'000'000)
        return figures.decimal(static_cast<double>(bytes) / 1000, bytes < 10'000 ? 1 : 0) + " kB";
    return figures.decimal(static_cast<double>(bytes) / 1e6, bytes < 10'000'000 ? 1 : 0) + " MB";
}

void write_making(const ReportWriter& to)
{
    const auto& words = to.words;
    to.html.element("p", method_words(to));
    if (to.report.k && to.report.k->seeded)
        to.html.element("p", words("report.method_seeding", {{"file", "synthetic.csv"}}));
    if (to.report.privacy)
        to.html.element("p", words(to.report.privacy->random == release::RandomSource::chosen
                                       ? "report.random_chosen"
                                       : "report.random_system"));
    TextTable table{.caption = words("report.settings"),
                    .headings = {words("report.setting"), "#" + words("report.setting_value")}};
    for (const auto& setting : to.report.settings)
        table.rows.push_back({words(setting_word(setting.setting)), to.figures.decimal(setting.value, 1)});
    if (to.report.privacy) {
        const auto& facts = *to.report.privacy;
        table.rows.push_back({words("report.setting_epsilon"), to.figures.decimal(facts.epsilon, 3)});
        table.rows.push_back({words("report.setting_rho"), to.figures.decimal(facts.rho, 6)});
        table.rows.push_back({words("report.setting_rho_all"), to.figures.decimal(facts.rho_after, 6)});
    }
    if (!to.report.program.empty())
        table.rows.push_back({words("report.setting_program"), "Panoh " + to.report.program});
    if (!table.rows.empty()) write_table(to.html, table);
}

void write_ledger(const ReportWriter& to)
{
    const auto& words = to.words;
    to.html.element("p", words("report.ledger_note"));
    const auto& lines = to.report.ledger;
    const std::size_t first = lines.size() > most_lines ? lines.size() - most_lines : 0;
    if (first > 0)
        to.html.element(
            "p", {{"class", "meta"}},
            words("report.earlier",
                  {{"count", to.figures.whole(static_cast<std::int64_t>(first))}, {"file", "ledger.jsonl"}}));
    TextTable table{.caption = words("report.ledger"),
                    .quiet_caption = true,
                    .headings = {"#" + words("report.line"), words("report.day"), words("report.entry"),
                                 words("report.fact_release"), "#ρ", "#ε", words("report.hash")},
                    .css = "ledger"};
    for (std::size_t place = first; place < lines.size(); ++place) {
        const auto& line = lines[place];
        table.rows.push_back({to.figures.whole(line.line), core::to_string(core::utc_day(line.at)),
                              words(line_word(line.kind)), line.release,
                              line.kind == LineKind::debit ? to.figures.decimal(line.rho, 6) : "–",
                              to.figures.decimal(line.epsilon_after, 3), line.hash});
    }
    write_table(to.html, table);
}

void write_files(const ReportWriter& to)
{
    const auto& words = to.words;
    to.html.element("p", words("report.files_note"));
    {
        const auto line = to.html.open("p");
        to.html.element("code", "sha256sum -c MANIFEST.sha256");
    }
    TextTable table{.caption = words("report.files"),
                    .quiet_caption = true,
                    .headings = {words("report.file"), "#" + words("report.size"), "SHA-256"},
                    .css = "files"};
    for (const auto& file : to.report.files)
        table.rows.push_back({file.name, size_words(to.figures, file.bytes), file.sha256});
    write_table(to.html, table);
}

} // namespace panoh::portal

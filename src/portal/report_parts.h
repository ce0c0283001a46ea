#pragma once

// Parts of the page of a report, in the order of the page. Private to `report_page` and `release_page`.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "portal/chart.h"
#include "portal/figures.h"
#include "portal/html.h"
#include "portal/words.h"
#include "release/report.h"

namespace panoh::portal {

/// What every part writes with.
struct ReportWriter {
    Html& html;
    const Words& words;
    const Figures& figures;
    const release::Report& report;

    [[nodiscard]] bool of_rows() const { return report.kind != release::Kind::tables; }
    /// The value of a setting; nothing where it was not said.
    [[nodiscard]] std::optional<double> setting(release::Setting setting) const;
    /// A value of a column as it is read, in this language where we know its name: "not known" and "other"
    /// for the two that have none.
    [[nodiscard]] std::string value_name(std::string_view column, std::string_view value) const;
    [[nodiscard]] std::string column_name(std::string_view column) const;
};

/// A section of the page; `act` writes what is in it.
void write_section(const ReportWriter& to, std::string_view id, const std::string& title,
                   const std::function<void()>& act);

/// A table of texts. A heading that begins with "#" stands over numbers, which stand to the right.
struct TextTable {
    std::string caption = {};
    bool quiet_caption = false; ///< for those who cannot see what it stands beside
    std::vector<std::string> headings = {};
    std::vector<std::vector<std::string>> rows = {};
    std::string_view css = "";
};
void write_table(Html& html, const TextTable& table);
/// The same behind a word that opens it, for the numbers of a chart.
void write_hidden_table(const ReportWriter& to, const TextTable& table);

/// Says how many are not shown and in which file they are; nothing where all are.
void write_more(const ReportWriter& to, std::size_t more, std::string_view file);

/// What stands in the list of contents, in the order of the page.
struct ReportPart {
    std::string_view id = {};
    std::string title = {};
    std::function<void(const ReportWriter&)> write = {};
};
/// All but the files, which stand in a folder or on a server.
[[nodiscard]] std::vector<ReportPart> parts_of(const ReportWriter& to);
void write_contents(const ReportWriter& to, const std::vector<ReportPart>& parts);
void write_parts(const ReportWriter& to, const std::vector<ReportPart>& parts);

/// "Tables with differential privacy"
[[nodiscard]] std::string kind_words(const ReportWriter& to);
/// What it is, in a few sentences.
[[nodiscard]] std::string lead_words(const ReportWriter& to);
void write_fact(Html& html, const std::string& name, const std::string& value);
/// How many people, rows and columns, and the promise: into a list that is open.
void write_main_facts(const ReportWriter& to);
/// "1.2 MB"
[[nodiscard]] std::string size_words(const Figures& figures, std::int64_t bytes);

void write_promise(const ReportWriter& to);
void write_not_protected(const ReportWriter& to);
void write_quality(const ReportWriter& to);
void write_truth(const ReportWriter& to);        ///< nothing where the report has no exact figures
void write_main_figures(const ReportWriter& to); ///< of the columns that say most
[[nodiscard]] bool has_more_columns(const ReportWriter& to);
void write_corridors(const ReportWriter& to);
void write_columns_of(const ReportWriter& to); ///< of the others
void write_associations(const ReportWriter& to);
void write_dictionary(const ReportWriter& to);
void write_making(const ReportWriter& to);
void write_ledger(const ReportWriter& to);
void write_files(const ReportWriter& to);

} // namespace panoh::portal

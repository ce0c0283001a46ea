#pragma once

// Parts of the page of a report, in the order of the page. Private to `report_page`.

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
    /// A name of a value as it is read: "not known" and "other" for the two that have no name.
    [[nodiscard]] std::string value_name(std::string_view value) const;
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

void write_promise(const ReportWriter& to);
void write_not_protected(const ReportWriter& to);
void write_quality(const ReportWriter& to);
void write_truth(const ReportWriter& to); ///< nothing where the report has no exact figures
void write_columns_of(const ReportWriter& to);
void write_associations(const ReportWriter& to);
void write_dictionary(const ReportWriter& to);
void write_making(const ReportWriter& to);
void write_ledger(const ReportWriter& to);
void write_files(const ReportWriter& to);

} // namespace panoh::portal

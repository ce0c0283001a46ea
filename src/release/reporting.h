#pragma once

// What goes with a release when it is made: report.json and, where somebody can draw it, report.html.

#include <functional>
#include <string>

#include "anonymity/checking.h"
#include "anonymity/recoding.h"
#include "anonymity/seeding.h"
#include "core/result.h"
#include "release/lineage.h"
#include "release/output.h"
#include "release/prepared.h"
#include "release/report.h"
#include "synthesis/model.h"
#include "tabulation/tabulation.h"

namespace panoh::release {

/// A report as a page of its own.
using DrawReport = std::function<std::string(const Report&)>;

/// What a publisher says of a release.
struct Titles {
    std::string title; ///< empty: the lineage's name
    std::string about; ///< of what the table is
};

/// A report without anything about the people yet.
[[nodiscard]] Report begun_report(const Lineage& lineage, const Prepared& prepared, const Titles& titles,
                                  const std::string& release, const std::string& program);

void tell_tables(Report& report, const tabulation::Plan& plan, const tabulation::Forecast& forecast,
                 const tabulation::Tables& tables);
/// `groups`: what looking at the recoded rows gave, of sets of up to `checked_length` columns.
void tell_recoded(Report& report, std::uint32_t k, std::size_t checked_length,
                  const anonymity::Recoded& recoded, const anonymity::Checked& groups);
void tell_seeded(Report& report, std::size_t length, const anonymity::Seeded& seeded,
                 const anonymity::Checked& combinations);
void tell_rows(Report& report, Method method, const synthesis::Model& model,
               const microdata::Microdata& rows);

/// Adds report.json and, with `draw`, report.html; a report with exact figures under names that begin with
/// "INTERNAL-". The report lists the files that are in the output so far.
[[nodiscard]] core::Done write_report(Output& output, Report report, const DrawReport& draw);

} // namespace panoh::release

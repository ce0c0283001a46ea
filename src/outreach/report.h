#pragma once

// What a donor is told of a project: one spreadsheet, in the words of the reader.

#include <string>
#include <vector>

#include "outreach/programme.h"
#include "outreach/project.h"

namespace panoh::outreach {

/// What a code of a list is called; headings and sheets are the list "report". A code without a word stands
/// as it is.
struct ReportWord {
    std::string list = {};
    std::string code = {};
    std::string word = {};
};
PANOH_JSON(ReportWord, list, code, word)

struct ReportWords {
    std::vector<ReportWord> words = {};
};
PANOH_JSON(ReportWords, words)

/// One event as a line.
struct EventLine {
    std::string title = {};
    std::string kind = {};
    std::optional<core::Date> starts_on = {};
    std::string place = {};
    std::optional<std::int64_t> people = {};
    std::optional<std::int64_t> attendances = {};
};

struct Report {
    Project project = {};
    std::string organisation = {};
    bool fictional = false;
    ProgrammeFigures figures = {};
    std::vector<EventLine> events = {};
};

/// XLSX: the project, its indicators, reach (direct and indirect under each other, never summed), people at
/// events with small counts hidden, events. "export/words_invalid", and what tables::XlsxWriter refuses.
[[nodiscard]] core::Result<std::string> report_file(const Report& report, const ReportWords& words);

} // namespace panoh::outreach

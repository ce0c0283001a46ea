#include "tables/csv_guess.h"

#include <algorithm>

namespace panoh::tables {

namespace {

/// How well a delimiter fits the first rows: 0 when it cuts nothing.
std::size_t fit(std::string_view text, const CsvLimits& limits, char delimiter)
{
    constexpr std::size_t looked_at = 50;
    constexpr std::size_t full = 1000;
    CsvReader reader(text, limits, delimiter);
    std::size_t width = 0;
    std::size_t rows = 0;
    std::size_t same = 0;
    CsvStep step = CsvStep::record;
    while (rows < looked_at && (step = reader.next()) == CsvStep::record) {
        const std::size_t cells = reader.record().cells.size();
        if (cells == 1 && reader.record().raw.empty()) continue; // an empty line says nothing
        if (rows++ == 0) width = cells;
        same += cells == width ? 1 : 0;
    }
    if (width < 2) return 0;
    // A fault may be the file's own, but less likely under the right delimiter.
    const std::size_t fault = step == CsvStep::fault ? 1 : 0;
    return same * full / (rows + fault) + std::min(width, full / 10);
}

} // namespace

char guess_delimiter(std::string_view text, const CsvLimits& limits)
{
    char best = ',';
    std::size_t best_fit = 0;
    for (const char delimiter : {',', ';', '\t'}) {
        const std::size_t found = fit(text, limits, delimiter);
        if (found > best_fit) {
            best = delimiter;
            best_fit = found;
        }
    }
    return best;
}

SeparatorLine separator_line(std::string_view text)
{
    constexpr std::string_view word = "sep=";
    if (!text.starts_with(word) || text.size() < word.size() + 2) return {};
    const char delimiter = text[word.size()];
    const std::string_view rest = text.substr(word.size() + 1);
    const std::size_t line_end = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
    if (line_end == 0 || std::string_view(",;\t|").find(delimiter) == std::string_view::npos) return {};
    return {delimiter, word.size() + 1 + line_end};
}

} // namespace panoh::tables

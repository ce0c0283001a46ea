#include "records/sheet_summary.h"

#include <algorithm>
#include <map>

#include "core/text.h"
#include "records/leaf.h"

namespace panoh::records {
namespace {

constexpr std::size_t most_columns = 500;
constexpr std::size_t most_values = 60;
constexpr std::size_t longest_value = 120;
constexpr std::size_t samples_shown = 3;

/// At most so many letters, whole ones.
std::string cut(std::string_view text)
{
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (begins && ++letters > longest_value) return std::string(text.substr(0, i)) + "…";
    }
    return std::string(text);
}

/// Counts different values until they are too many to be shown.
class Tally {
public:
    void add(std::string_view text)
    {
        if (over_) return;
        text = core::trim(text);
        if (text.empty()) return;
        if (core::letters(text) > longest_value) return stop();
        const auto [place, is_new] =
            counts_.try_emplace(core::fold_case(text), ValueCount{std::string(text), 0});
        ++place->second.count;
        if (is_new && counts_.size() > most_values) stop();
    }
    [[nodiscard]] std::optional<std::vector<ValueCount>> values() const
    {
        if (over_) return std::nullopt;
        std::vector<ValueCount> all;
        for (const auto& [folded, value] : counts_)
            all.push_back(value);
        std::ranges::stable_sort(all, std::greater{}, &ValueCount::count);
        return all;
    }

private:
    void stop()
    {
        over_ = true;
        counts_.clear();
    }
    bool over_ = false;
    std::map<std::string, ValueCount> counts_;
};

struct Column {
    ColumnSummary summary = {};
    Tally values = {};
    Tally parts = {};
    bool has_parts = false;

    void add(std::string_view text)
    {
        if (core::is_blank(text)) return;
        ++summary.filled;
        auto& samples = summary.samples;
        if (samples.size() < samples_shown) {
            std::string sample = cut(core::trim(text));
            if (std::ranges::find(samples, sample) == samples.end()) samples.push_back(std::move(sample));
        }
        values.add(text);
        const auto split = parts_of(text);
        has_parts = has_parts || split.size() > 1;
        for (const auto part : split)
            parts.add(part);
    }
    [[nodiscard]] ColumnSummary done() &&
    {
        summary.values = values.values();
        if (has_parts) summary.parts = parts.values();
        return std::move(summary);
    }
};

} // namespace

core::Result<SheetSummary> summary_of(const tables::Table& table, std::size_t sheet)
{
    SheetSummary summary;
    std::vector<Column> columns;
    bool too_many = false;
    PANOH_TRY(const auto read, table.each_row(sheet, [&](const tables::Row& row) {
        if (columns.empty()) {
            too_many = row.cells.size() > most_columns;
            for (const auto heading : row.cells)
                columns.push_back({.summary = {.heading = cut(core::trim(heading))}});
            return !too_many;
        }
        ++summary.lines;
        for (std::size_t i = 0; i < std::min(row.cells.size(), columns.size()); ++i)
            columns[i].add(row.cells[i]);
        return true;
    }));
    if (too_many) return core::fail(core::ErrorKind::invalid, "records/too_many_columns", "table");
    if (columns.empty()) return core::fail(core::ErrorKind::invalid, "records/empty", "table");
    summary.without_result = read.without_result;
    for (auto& column : columns)
        summary.columns.push_back(std::move(column).done());
    return summary;
}

} // namespace panoh::records

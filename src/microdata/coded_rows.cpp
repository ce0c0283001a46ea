#include "microdata/coded_rows.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "tables/place.h"
#include "tables/refusal.h"

namespace panoh::microdata {

namespace {

constexpr std::size_t texts_kept = 5;
constexpr std::size_t bytes_kept = 256; // of a text, cut between letters

std::string_view shortened(std::string_view text)
{
    if (text.size() <= bytes_kept) return text;
    std::size_t size = bytes_kept;
    while (size > 0 && (text[size] & 0xC0) == 0x80)
        --size;
    return text.substr(0, size);
}

/// Takes rows one at a time.
class RowCoder {
public:
    explicit RowCoder(const Schema& schema)
        : schema_(schema), codebooks_(codebooks_of(schema)),
          rows_{.states = std::vector<std::vector<std::uint8_t>>(schema.columns.size()),
                .unknown = std::vector<Unknown>(schema.columns.size())}
    {
    }

    [[nodiscard]] core::Done take(const tables::Row& row)
    {
        if (!heading_) {
            PANOH_TRY(heading_, read_heading(row.cells, row.number, schema_));
            return {};
        }
        if (row.cells.size() > heading_->columns.size())
            return tables::refuse("microdata/column_undeclared",
                                  tables::to_string(tables::CellPlace{row.number, heading_->columns.size()}));
        for (std::size_t i = 0; i < heading_->columns.size(); ++i) {
            const std::string_view text = i < row.cells.size() ? row.cells[i] : std::string_view();
            if (heading_->columns[i]) code(*heading_->columns[i], text);
            if (heading_->person == i) rows_.persons.emplace_back(core::trim(text));
        }
        ++rows_.rows;
        return {};
    }

    [[nodiscard]] CodedRows take_all() { return std::move(rows_); }

private:
    void code(ColumnNumber column, std::string_view text)
    {
        const std::uint8_t state = codebooks_[column].state(text);
        rows_.states[column].push_back(state);
        if (state == codebooks_[column].other()) rows_.unknown[column].add(core::trim(text));
    }

    const Schema& schema_;
    std::vector<Codebook> codebooks_;
    std::optional<Heading> heading_;
    CodedRows rows_;
};

} // namespace

void Unknown::add(std::string_view text)
{
    ++cells;
    const std::string_view kept = shortened(text);
    if (texts.size() < texts_kept && std::ranges::find(texts, kept) == texts.end()) texts.emplace_back(kept);
}

void Unknown::add(const Unknown& later)
{
    cells += later.cells;
    for (const std::string& text : later.texts)
        if (texts.size() < texts_kept && std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
}

std::vector<Codebook> codebooks_of(const Schema& schema)
{
    std::vector<Codebook> all;
    all.reserve(schema.columns.size());
    for (const Column& column : schema.columns)
        all.emplace_back(column);
    return all;
}

core::Result<CodedRows> code_rows(const tables::Table& table, const Schema& schema)
{
    RowCoder coder(schema);
    core::Done done;
    const auto read = table.each_row(0, [&](const tables::Row& row) {
        done = coder.take(row);
        return done.has_value();
    });
    PANOH_CHECK(done);
    if (!read) return core::fail(read.error());
    CodedRows rows = coder.take_all();
    if (rows.rows == 0) return tables::refuse("microdata/no_rows", "file");
    return rows;
}

} // namespace panoh::microdata

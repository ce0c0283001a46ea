#include "release/written_tables.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "tables/csv_writer.h"

namespace panoh::release {

namespace {

using microdata::Attribute;
using microdata::Schema;

/// Cells that stand in many rows, quoted and guarded once.
std::string cell(std::string_view text)
{
    std::string out;
    tables::append_csv_cell(out, text, tables::FormulaGuard::on);
    return out;
}

void append_number(std::string& out, std::int64_t number)
{
    std::array<char, 24> digits = {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

/// With one digit behind the point.
void append_tenths(std::string& out, double number)
{
    const std::int64_t tenths = std::llround(number * 10);
    append_number(out, tenths / 10);
    out += '.';
    out += static_cast<char>('0' + tenths % 10);
}

/// "column,value" of each attribute.
std::vector<std::string> cells_of(const Schema& schema, std::span<const Attribute> attributes)
{
    std::vector<std::string> cells;
    cells.reserve(attributes.size());
    for (const Attribute& one : attributes) {
        const auto& column = schema.columns[one.column];
        cells.push_back(cell(column.name) + "," + cell(microdata::state_name(column, one.state)));
    }
    return cells;
}

std::string heading(std::size_t length, std::string_view more)
{
    std::string out(tables::csv_opening);
    out += "length";
    for (std::size_t place = 1; place <= length; ++place) {
        out += ",column_";
        append_number(out, static_cast<std::int64_t>(place));
        out += ",value_";
        append_number(out, static_cast<std::int64_t>(place));
    }
    out += more;
    return out + "\r\n";
}

void append_selection(std::string& out, std::span<const std::uint16_t> attributes, std::size_t longest,
                      const std::vector<std::string>& cells)
{
    append_number(out, static_cast<std::int64_t>(attributes.size()));
    for (const std::uint16_t attribute : attributes) {
        out += ',';
        out += cells[attribute];
    }
    for (std::size_t empty = attributes.size(); empty < longest; ++empty)
        out += ",,";
}

void append_estimate(std::string& out, std::int64_t count, double deviation)
{
    const Interval interval = interval_of(static_cast<double>(count), deviation);
    out += ',';
    append_number(out, count);
    out += ',';
    append_tenths(out, deviation);
    out += ',';
    append_number(out, interval.low);
    out += ',';
    append_number(out, interval.high);
    out += static_cast<double>(count) < 2 * deviation ? ",unreliable\r\n" : ",\r\n";
}

} // namespace

Interval interval_of(double count, double deviation)
{
    // 1.96 deviations of a normal, and half a person for the rounding.
    const double away = 1.96 * deviation + 0.5;
    return {.low = static_cast<std::int64_t>(std::max(0.0, std::floor(count - away))),
            .high = static_cast<std::int64_t>(std::ceil(count + away))};
}

std::string microdata_csv(const microdata::Microdata& people)
{
    const Schema& schema = people.schema();
    std::string out(tables::csv_opening);
    std::vector<std::vector<std::string>> texts(people.columns());
    for (std::size_t column = 0; column < people.columns(); ++column) {
        const auto& of = schema.columns[column];
        for (std::size_t state = 0; state < microdata::states_of(of); ++state)
            texts[column].push_back(cell(microdata::state_name(of, static_cast<std::uint8_t>(state))));
        out += (column == 0 ? "" : ",") + cell(of.name);
    }
    out += "\r\n";
    out.reserve(out.size() + people.people() * people.columns() * 4);
    for (std::size_t person = 0; person < people.people(); ++person) {
        for (std::size_t column = 0; column < people.columns(); ++column) {
            if (column > 0) out += ',';
            out += texts[column][people.states(static_cast<microdata::ColumnNumber>(column))[person]];
        }
        out += "\r\n";
    }
    return out;
}

std::string tables_csv(const Schema& schema, const tabulation::Tables& tables)
{
    const std::size_t longest = tables.lengths.size();
    std::string out = heading(longest, ",count,deviation,low,high,note");
    const std::vector<std::string> cells = cells_of(schema, tables.attributes);
    append_selection(out, {}, longest, cells);
    append_estimate(out, tables.people, static_cast<double>(tables.deviation_of_people));
    for (const auto& of : tables.lengths)
        for (std::size_t place = 0; place < of.size(); ++place) {
            append_selection(out, of.attributes_of(place), longest, cells);
            append_estimate(out, of.counts[place], static_cast<double>(of.deviations[place]));
        }
    return out;
}

core::Done put_counts_csv(const microdata::Counter& counter,
                          const std::vector<microdata::Combinations>& combinations, std::uint32_t rounded_to,
                          const Output::Put& put)
{
    const auto& people = counter.people();
    std::string out = heading(combinations.size(), ",count");
    out.reserve(Output::piece_size + Output::piece_size / 4);
    const std::vector<std::string> cells = cells_of(people.schema(), counter.attributes());
    const auto append_count = [&](std::uint32_t count) {
        out += ',';
        append_number(out, count / rounded_to * rounded_to);
        out += "\r\n";
    };
    append_selection(out, {}, combinations.size(), cells);
    append_count(static_cast<std::uint32_t>(people.people()));
    for (const auto& of : combinations)
        for (std::size_t place = 0; place < of.size(); ++place) {
            if (of.count(place) < rounded_to) continue;
            append_selection(out, of.attributes(place), combinations.size(), cells);
            append_count(of.count(place));
            if (out.size() < Output::piece_size) continue;
            PANOH_CHECK(put(out));
            out.clear();
        }
    return put(out);
}

std::string cross_tables_csv(std::span<const anonymity::CrossTable> tables)
{
    std::string out(tables::csv_opening);
    out += "row_column,row,column_column,column,count\r\n";
    for (const auto& table : tables) {
        const auto append = [&](std::string_view row, std::string_view column,
                                std::optional<std::int64_t> count) {
            out += cell(table.row_column) + "," + cell(row) + "," + cell(table.column_column) + "," +
                   cell(column) + ",";
            if (count)
                append_number(out, *count);
            else
                out += "hidden";
            out += "\r\n";
        };
        append("~all", "~all", table.people);
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            append(table.rows[row], "~all", table.row_totals[row]);
        for (std::size_t column = 0; column < table.columns.size(); ++column)
            append("~all", table.columns[column], table.column_totals[column]);
        for (std::size_t place = 0; place < table.counts.size(); ++place)
            append(table.rows[place / table.columns.size()], table.columns[place % table.columns.size()],
                   table.counts[place]);
    }
    return out;
}

} // namespace panoh::release

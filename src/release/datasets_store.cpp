#include "release/datasets_store.h"

#include <array>

namespace panoh::release {

namespace {

using store::Row;
using store::Sql;
using store::Value;

constexpr Sql next_number{"SELECT coalesce(max(number), 0) + 1 FROM dataset"};
constexpr Sql add_dataset{
    "INSERT INTO dataset (id, number, name, source, citation, header, record_count, small_cell, readable, "
    "imported_at, imported_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)"};
constexpr Sql add_record{
    "INSERT INTO dataset_record (place, source, year, gender, age_band, citizenship, "
    "country_of_exploitation, "
    "control_yes, control_no, exploitation_yes, exploitation_no, industry_yes, industry_no, sexual_yes, "
    "sexual_no, "
    "relationship_yes, relationship_no) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr Sql add_code{"INSERT INTO dataset_code (dataset, list, bit, code) VALUES (?, ?, ?, ?)"};
constexpr Sql add_table{
    "INSERT INTO dataset_table (dataset, shown, position, name, dimension_1, dimension_2, total, "
    "people_can_repeat, withheld) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr Sql add_cell{
    "INSERT INTO dataset_cell (dataset, shown, table_position, position, key_1, key_2, people) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"};
constexpr Sql set_readable{"UPDATE dataset SET readable = 1 WHERE number = ?"};
constexpr Sql find_unfinished{"SELECT number FROM dataset WHERE readable = 0 ORDER BY number"};
constexpr Sql last_of_next{"SELECT max(place) FROM (SELECT place FROM dataset_record WHERE place >= ? AND "
                           "place < ? ORDER BY place LIMIT ?) "
                           "AS next"};
constexpr Sql drop_records{"DELETE FROM dataset_record WHERE place >= ? AND place <= ?"};
constexpr Sql drop_dataset{"DELETE FROM dataset WHERE number = ?"};
constexpr Sql find_one{
    "SELECT id, number, name, source, citation, header, record_count, small_cell, imported_at, imported_by "
    "FROM dataset WHERE readable = 1 AND id = ?"};
constexpr Sql find_all{
    "SELECT id, number, name, source, citation, header, record_count, small_cell, imported_at, imported_by "
    "FROM dataset WHERE readable = 1 ORDER BY number DESC"};
constexpr Sql find_name{"SELECT 1 FROM dataset WHERE readable = 1 AND name = ?"};
constexpr Sql find_tables{
    "SELECT name, dimension_1, dimension_2, total, people_can_repeat, withheld FROM dataset_table "
    "WHERE dataset = ? AND shown = ? ORDER BY position"};
constexpr Sql find_cells{
    "SELECT table_position, key_1, key_2, people FROM dataset_cell WHERE dataset = ? AND shown = ? "
    "ORDER BY table_position, position"};
constexpr Sql find_lines{
    "SELECT source FROM dataset_record WHERE place >= ? AND place < ? ORDER BY place LIMIT ?"};

/// Where the records of a dataset begin; the next one's begin where these end.
std::int64_t places_of(std::int64_t dataset)
{
    return dataset << 32U;
}

Dataset make_dataset(const Row& row)
{
    return {.id = row.id<core::DatasetId>(0),
            .number = row.integer(1),
            .name = std::string(row.text(2)),
            .source = std::string(row.text(3)),
            .citation = std::string(row.text(4)),
            .header = std::string(row.text(5)),
            .records = row.integer(6),
            .small_cell = row.integer(7),
            .imported_at = row.instant(8),
            .imported_by = row.id<core::UserId>(9)};
}

Value number(std::uint32_t bits)
{
    return Value(static_cast<std::int64_t>(bits));
}

Value recorded(std::string_view code)
{
    return code.empty() ? Value() : Value(code);
}

void append_values(std::vector<Value>& values, std::int64_t place, const CtdcLine& line)
{
    const CtdcCodes& codes = line.codes;
    values.insert(values.end(), {Value(place), Value(line.source), Value(codes.year), recorded(codes.gender),
                                 recorded(codes.age_band), recorded(codes.citizenship),
                                 recorded(codes.country_of_exploitation)});
    for (const Answers* answers :
         {&codes.control, &codes.exploitation, &codes.industry, &codes.sexual, &codes.relationship}) {
        values.push_back(number(answers->yes));
        values.push_back(number(answers->no));
    }
}

void insert_table(store::Transaction& transaction, std::int64_t dataset, View view, std::int64_t position,
                  const Table& table)
{
    const std::string_view shown = core::to_text(view);
    const bool two = table.dimensions.size() > 1;
    transaction.run(add_table, {dataset, shown, position, table.id, table.dimensions[0],
                                two ? Value(table.dimensions[1]) : Value(), table.total,
                                table.people_can_repeat ? 1 : 0, table.withheld ? 1 : 0});
    std::vector<Value> values;
    std::int64_t at = 0;
    for (const TableRow& row : table.rows)
        values.insert(values.end(),
                      {Value(dataset), Value(shown), Value(position), Value(at++), Value(row.key[0]),
                       two ? Value(row.key[1]) : Value(), Value(row.people)});
    transaction.run_many(add_cell, 7, values);
}

} // namespace

void insert_dataset(store::Transaction& transaction, Dataset& dataset)
{
    dataset.number =
        transaction.first(next_number, {}, [](const Row& row) { return row.integer(0); }).value_or(1);
    transaction.run(add_dataset, {dataset.id, dataset.number, dataset.name, dataset.source, dataset.citation,
                                  dataset.header, dataset.records, dataset.small_cell, dataset.imported_at,
                                  dataset.imported_by.is_null() ? Value() : Value(dataset.imported_by)});
    struct List {
        CodeSet set;
        std::string_view name;
    };
    static constexpr std::array<List, 5> lists = {{{CodeSet::control, "method_of_control"},
                                                   {CodeSet::exploitation, "exploitation"},
                                                   {CodeSet::industry, "labour_industry"},
                                                   {CodeSet::sexual, "sexual_exploitation"},
                                                   {CodeSet::relationship, "relationship_to_trafficker"}}};
    std::vector<Value> values;
    for (const List& list : lists) {
        std::int64_t bit = 0;
        for (const std::string_view code : ctdc_codes(list.set))
            values.insert(values.end(), {Value(dataset.number), Value(list.name), Value(bit++), Value(code)});
    }
    transaction.run_many(add_code, 4, values);
}

void insert_records(store::Transaction& transaction, std::int64_t dataset, std::int64_t first,
                    const std::vector<CtdcLine>& lines)
{
    constexpr int columns = 17;
    std::vector<Value> values;
    values.reserve(lines.size() * columns);
    std::int64_t place = places_of(dataset) + first;
    for (const CtdcLine& line : lines)
        append_values(values, place++, line);
    transaction.run_many(add_record, columns, values);
}

void insert_statistics(store::Transaction& transaction, std::int64_t dataset, const Statistics& statistics)
{
    for (const View view : {View::world, View::central_asia}) {
        std::int64_t position = 0;
        for (const Table& table : view == View::world ? statistics.world : statistics.central_asia)
            insert_table(transaction, dataset, view, position++, table);
    }
}

void make_readable(store::Transaction& transaction, std::int64_t dataset)
{
    transaction.run(set_readable, {dataset});
}

std::vector<std::int64_t> unfinished(store::Reader& reader)
{
    std::vector<std::int64_t> numbers;
    reader.each(find_unfinished, {}, [&](const Row& row) { numbers.push_back(row.integer(0)); });
    return numbers;
}

bool remove_some(store::Transaction& transaction, std::int64_t dataset, std::int64_t most)
{
    static constexpr Sql drop_codes{"DELETE FROM dataset_code WHERE dataset = ?"};
    static constexpr Sql is_unfinished{"SELECT 1 FROM dataset WHERE number = ? AND readable = 0"};
    if (!transaction.first(is_unfinished, {dataset}, [](const Row&) { return true; })) return true;
    const std::int64_t first = places_of(dataset);
    const auto last = transaction.first(last_of_next, {first, places_of(dataset + 1), most},
                                        [](const Row& row) { return row.maybe_integer(0); });
    if (last && *last) {
        transaction.run(drop_records, {first, **last});
        return false;
    }
    transaction.run(drop_codes, {dataset});
    transaction.run(drop_dataset, {dataset});
    return true;
}

std::optional<Dataset> find_dataset(store::Reader& reader, core::DatasetId id)
{
    return reader.first(find_one, {id}, make_dataset);
}

bool name_taken(store::Reader& reader, std::string_view name)
{
    return reader.first(find_name, {name}, [](const Row&) { return true; }).has_value();
}

std::vector<Dataset> all_datasets(store::Reader& reader)
{
    std::vector<Dataset> datasets;
    reader.each(find_all, {}, [&](const Row& row) { datasets.push_back(make_dataset(row)); });
    return datasets;
}

std::vector<Table> read_tables(store::Reader& reader, std::int64_t dataset, View view)
{
    const std::string_view shown = core::to_text(view);
    std::vector<Table> tables;
    reader.each(find_tables, {dataset, shown}, [&](const Row& row) {
        Table table{.id = std::string(row.text(0)),
                    .dimensions = {std::string(row.text(1))},
                    .rows = {},
                    .total = row.maybe_integer(3),
                    .people_can_repeat = row.integer(4) != 0,
                    .withheld = row.integer(5) != 0};
        if (!row.is_null(2)) table.dimensions.emplace_back(row.text(2));
        tables.push_back(std::move(table));
    });
    reader.each(find_cells, {dataset, shown}, [&](const Row& row) {
        TableRow line{.key = {std::string(row.text(1))}, .people = row.maybe_integer(3)};
        if (!row.is_null(2)) line.key.emplace_back(row.text(2));
        tables.at(static_cast<std::size_t>(row.integer(0))).rows.push_back(std::move(line));
    });
    return tables;
}

std::int64_t read_lines(store::Reader& reader, std::int64_t dataset, std::int64_t first, std::int64_t most,
                        std::string& out)
{
    std::int64_t count = 0;
    const std::int64_t begin = places_of(dataset);
    reader.each(find_lines, {begin + first, places_of(dataset + 1), most}, [&](const Row& row) {
        out.append(row.text(0));
        ++count;
    });
    return count;
}

} // namespace panoh::release

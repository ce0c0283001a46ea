#include "crowd.h"

#include <cstdlib>
#include <utility>

#include "microdata/fiction.h"
#include "microdata/read_microdata.h"
#include "privacy/noise.h"

namespace panoh::release_audit {

using microdata::Microdata;
using microdata::Schema;

namespace {

/// The first six columns are of many values, the others are ticks: some of each.
std::vector<std::size_t> chosen_columns(std::size_t columns)
{
    std::vector<std::size_t> chosen;
    for (std::size_t place = 0; place < columns; ++place)
        chosen.push_back(
            place < columns / 2 && place < 6 ? place : 6 + place - std::min<std::size_t>(columns / 2, 6));
    return chosen;
}

/// The schema with those columns alone.
Schema with_columns(const Schema& schema, const std::vector<std::size_t>& chosen)
{
    Schema result = schema;
    result.columns.clear();
    result.identifying.clear();
    result.ordered.clear();
    result.impossible.clear();
    for (const std::size_t place : chosen) {
        const std::string& name = schema.columns[place].name;
        result.columns.push_back(schema.columns[place]);
        for (const auto& [from, into] : {std::pair{&schema.identifying, &result.identifying},
                                         std::pair{&schema.ordered, &result.ordered}})
            if (std::find(from->begin(), from->end(), name) != from->end()) into->push_back(name);
    }
    result.caps = microdata::Caps{.values = static_cast<std::int64_t>(chosen.size())};
    return result;
}

} // namespace

Microdata table_of(const Schema& schema, const Rows& rows)
{
    std::vector<std::vector<std::uint8_t>> states(schema.columns.size());
    for (const Row& row : rows)
        for (std::size_t column = 0; column < row.size(); ++column)
            states[column].push_back(row[column]);
    return {schema, std::move(states)};
}

Rows rows_of(const Microdata& table)
{
    Rows rows(table.people(), Row(table.columns()));
    for (std::size_t column = 0; column < table.columns(); ++column)
        for (std::size_t person = 0; person < rows.size(); ++person)
            rows[person][column] = table.states(static_cast<microdata::ColumnNumber>(column))[person];
    return rows;
}

Crowd crowd(std::size_t people, std::size_t columns, std::uint64_t seed)
{
    microdata::FictionalTable table = microdata::fictional_table(microdata::Shape::sparse, people, seed);
    const auto read = microdata::read_microdata(std::move(table.csv), table.schema, 1);
    if (!read) std::abort();
    const auto chosen = chosen_columns(columns);
    Crowd result{.schema = with_columns(table.schema, chosen), .members = {}, .strangers = {}, .others = {}};
    // As is known in public: about a third.
    result.schema.people = 1'000;
    privacy::RandomBits coin(seed, 7);
    for (const Row& whole : rows_of(read->people)) {
        Row row;
        for (const std::size_t place : chosen)
            row.push_back(whole[place]);
        const std::uint64_t fell = coin.below(3);
        (fell == 0 ? result.members : fell == 1 ? result.strangers : result.others).push_back(std::move(row));
    }
    return result;
}

} // namespace panoh::release_audit

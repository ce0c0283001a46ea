#include "anonymity/cross_table.h"

#include <algorithm>
#include <numeric>

#include "microdata/counter.h"

namespace panoh::anonymity {

namespace {

using core::ErrorKind;
using microdata::Column;

/// One side of the table: what its lines are called, and which line each state of the column is in.
struct Side {
    std::vector<std::string> names;
    std::vector<std::size_t> line_of_state;
    std::vector<std::int64_t> totals;
};

/// States that too few people have go together under "~other", and more with them, the smallest first, until
/// those are enough; "missing" is a line like any other.
Side side_of(const Column& column, const std::vector<std::uint32_t>& counts, Rule rule)
{
    std::vector<std::size_t> by_size(counts.size());
    std::iota(by_size.begin(), by_size.end(), std::size_t{0});
    std::stable_sort(by_size.begin(), by_size.end(),
                     [&](std::size_t a, std::size_t b) { return counts[a] < counts[b]; });
    const std::size_t other = microdata::other_state(column);
    std::vector<bool> joined(counts.size());
    joined[other] = true;
    std::int64_t together = counts[other];
    for (const std::size_t state : by_size) {
        if (joined[state] || counts[state] == 0) continue;
        if (!rule.sensitive(counts[state]) && !rule.sensitive(together)) break;
        joined[state] = true;
        together += counts[state];
    }
    Side side{.names = {}, .line_of_state = std::vector<std::size_t>(counts.size()), .totals = {}};
    for (std::size_t state = 0; state < counts.size(); ++state) {
        if (joined[state] || counts[state] == 0) continue;
        side.line_of_state[state] = side.names.size();
        const bool missing = state == microdata::missing_state(column);
        side.names.push_back(missing ? "~missing" : column.values[state].name);
        side.totals.push_back(counts[state]);
    }
    if (together > 0) {
        for (std::size_t state = 0; state < counts.size(); ++state)
            if (joined[state]) side.line_of_state[state] = side.names.size();
        side.names.emplace_back("~other");
        side.totals.push_back(together);
    }
    return side;
}

std::optional<microdata::ColumnNumber> number_of(const microdata::Schema& schema, const std::string& name)
{
    for (std::size_t column = 0; column < schema.columns.size(); ++column)
        if (schema.columns[column].name == name) return static_cast<microdata::ColumnNumber>(column);
    return std::nullopt;
}

/// Lines are nodes: what a row gives out, its columns take in. Totals are known.
std::optional<std::vector<bool>> hidden_counts(const Side& rows, const Side& columns,
                                               const std::vector<std::int64_t>& counts, std::int64_t people,
                                               Rule rule)
{
    CountNetwork network;
    const int source = network.add_node();
    const int sink = network.add_node();
    std::vector<int> row_nodes;
    std::vector<int> column_nodes;
    for (const std::int64_t total : rows.totals) {
        row_nodes.push_back(network.add_node());
        network.add({.from = source, .to = row_nodes.back(), .kind = CountKind::known, .value = total});
    }
    for (const std::int64_t total : columns.totals) {
        column_nodes.push_back(network.add_node());
        network.add({.from = column_nodes.back(), .to = sink, .kind = CountKind::known, .value = total});
    }
    std::vector<int> numbers;
    for (std::size_t row = 0; row < row_nodes.size(); ++row)
        for (std::size_t column = 0; column < column_nodes.size(); ++column)
            numbers.push_back(network.add({.from = row_nodes[row],
                                           .to = column_nodes[column],
                                           .value = counts[row * column_nodes.size() + column]}));
    network.add({.from = sink, .to = source, .kind = CountKind::known, .value = people});
    if (!network.protect(rule)) return std::nullopt;
    std::vector<bool> hidden;
    for (const int number : numbers)
        hidden.push_back(network.at(number).hidden);
    return hidden;
}

} // namespace

core::Result<CrossTable> cross_table(const privacy::Sensitive<microdata::Microdata>& sensitive,
                                     const privacy::Exact& exact, const std::string& row_column,
                                     const std::string& column_column, Rule rule)
{
    const microdata::Microdata& people = sensitive.open(exact);
    const auto row_number = number_of(people.schema(), row_column);
    const auto column_number = number_of(people.schema(), column_column);
    if (!row_number) return core::fail(ErrorKind::invalid, "anonymity/column_unknown", row_column);
    if (!column_number) return core::fail(ErrorKind::invalid, "anonymity/column_unknown", column_column);
    if (*row_number == *column_number)
        return core::fail(ErrorKind::invalid, "anonymity/same_column", row_column);
    if (static_cast<std::int64_t>(people.people()) < 2 * rule.smallest)
        return core::fail(ErrorKind::invalid, "anonymity/too_few_people");
    const microdata::Counter counter(people);
    const Column& row_of = people.schema().columns[*row_number];
    const Column& column_of = people.schema().columns[*column_number];
    const Side rows = side_of(row_of, counter.marginal(microdata::Columns{*row_number}), rule);
    const Side columns = side_of(column_of, counter.marginal(microdata::Columns{*column_number}), rule);
    std::vector<std::int64_t> counts(rows.names.size() * columns.names.size());
    const auto row_states = people.states(*row_number);
    const auto column_states = people.states(*column_number);
    for (std::size_t person = 0; person < people.people(); ++person)
        ++counts[rows.line_of_state[row_states[person]] * columns.names.size() +
                 columns.line_of_state[column_states[person]]];
    const auto in_all = static_cast<std::int64_t>(people.people());
    const auto hidden = hidden_counts(rows, columns, counts, in_all, rule);
    if (!hidden) return core::fail(ErrorKind::conflict, "anonymity/cannot_be_protected", row_column);
    CrossTable table{.row_column = row_column,
                     .column_column = column_column,
                     .rows = rows.names,
                     .columns = columns.names,
                     .row_totals = rows.totals,
                     .column_totals = columns.totals,
                     .counts = {},
                     .people = in_all};
    for (std::size_t place = 0; place < counts.size(); ++place)
        table.counts.push_back((*hidden)[place] ? std::nullopt : std::optional(counts[place]));
    return table;
}

} // namespace panoh::anonymity

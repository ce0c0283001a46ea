#include "synthesis/junction_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace panoh::synthesis {
namespace {

using Row = Graph::Row;

template <typename Do>
void each(const Row& row, Do&& act)
{
    for (std::size_t column = row._Find_first(); column < row.size(); column = row._Find_next(column))
        act(static_cast<ColumnNumber>(column));
}

enum class Rule { fewest_cells, least_fill };

/// The cost of taking `column` out of the graph next.
double cost_of(const Shape& shape, Graph& graph, ColumnNumber column, Rule rule)
{
    const Row& around = graph.neighbours(column);
    double cells = static_cast<double>(shape[column]);
    double fill = 0;
    each(around, [&](ColumnNumber a) {
        cells *= static_cast<double>(shape[a]);
        if (rule == Rule::fewest_cells) return;
        const Row absent = around & ~graph.neighbours(a);
        each(absent, [&](ColumnNumber b) {
            if (b > a) fill += static_cast<double>(shape[a]) * static_cast<double>(shape[b]);
        });
    });
    return rule == Rule::fewest_cells ? cells : fill + 1.0e-12 * cells;
}

/// Takes out one column after the other and calls `act` with each and its neighbours at that time.
template <typename Do>
void eliminate(const Shape& shape, Graph graph, Rule rule, Do&& act)
{
    const std::size_t columns = graph.columns();
    std::vector<double> costs(columns);
    std::vector<bool> done(columns, false);
    for (std::size_t n = 0; n < columns; ++n)
        costs[n] = cost_of(shape, graph, static_cast<ColumnNumber>(n), rule);
    for (std::size_t round = 0; round < columns; ++round) {
        std::size_t best = columns;
        for (std::size_t n = 0; n < columns; ++n)
            if (!done[n] && (best == columns || costs[n] < costs[best])) best = n;
        done[best] = true;
        const Row around = graph.neighbours(static_cast<ColumnNumber>(best));
        act(static_cast<ColumnNumber>(best), around);
        Row touched = around;
        each(around, [&](ColumnNumber a) {
            Row& row = graph.row(a);
            if (rule == Rule::least_fill && (around & ~row).count() > 1) touched |= row;
            row |= around;
            row.reset(a);
            row.reset(best);
        });
        touched.reset(best);
        each(touched, [&](ColumnNumber a) { costs[a] = cost_of(shape, graph, a, rule); });
    }
}

struct Eliminated {
    std::vector<Row> cliques;
    double cells = 0;
};

Eliminated eliminated(const Shape& shape, const Graph& graph, Rule rule)
{
    Eliminated answer;
    eliminate(shape, graph, rule, [&](ColumnNumber column, Row around) {
        around.set(column);
        // A later clique has none of the columns taken out before, so it can only be part of an earlier one.
        for (const Row& clique : answer.cliques)
            if ((around & ~clique).none()) return;
        double cells = 1;
        each(around, [&](ColumnNumber a) { cells *= static_cast<double>(shape[a]); });
        answer.cells += cells;
        answer.cliques.push_back(around);
    });
    return answer;
}

Columns columns_in(const Row& row)
{
    Columns columns;
    each(row, [&](ColumnNumber column) { columns.push_back(column); });
    return columns;
}

/// The separators of most columns first (Prim), from the largest clique on.
JunctionTree linked(const Shape& shape, const std::vector<Row>& cliques)
{
    struct Link {
        double weight = -1;
        std::size_t from = 0;
    };
    const std::size_t count = cliques.size();
    std::vector<Link> links(count);
    std::vector<std::size_t> place(count, count);
    JunctionTree tree;
    std::size_t next = 0;
    double largest = 0;
    for (std::size_t n = 0; n < count; ++n) {
        const double cells = cells_of(shape, columns_in(cliques[n]));
        if (cells > largest) next = n;
        largest = std::max(largest, cells);
    }
    for (std::size_t round = 0; round < count; ++round) {
        place[next] = tree.size();
        const std::size_t parent = round == 0 ? 0 : place[links[next].from];
        const Row shared = round == 0 ? Row{} : cliques[next] & cliques[links[next].from];
        tree.push_back({columns_in(cliques[next]), columns_in(shared), parent});
        std::size_t best = count;
        for (std::size_t n = 0; n < count; ++n) {
            if (place[n] < count) continue;
            const auto weight = static_cast<double>((cliques[n] & cliques[next]).count());
            if (weight > links[n].weight) links[n] = {weight, next};
            if (best == count || links[n].weight > links[best].weight) best = n;
        }
        next = best;
    }
    return tree;
}

} // namespace

void Graph::join(const Columns& columns)
{
    for (const ColumnNumber a : columns)
        for (const ColumnNumber b : columns)
            if (a != b) rows_[a].set(b);
}

bool Graph::all_joined(const Columns& columns) const
{
    for (const ColumnNumber a : columns)
        for (const ColumnNumber b : columns)
            if (a < b && !rows_[a][b]) return false;
    return true;
}

JunctionTree make_tree(const Shape& shape, const Graph& graph)
{
    const Eliminated one = eliminated(shape, graph, Rule::fewest_cells);
    const Eliminated other = eliminated(shape, graph, Rule::least_fill);
    return linked(shape, one.cells <= other.cells ? one.cliques : other.cliques);
}

double tree_cells(const Shape& shape, const Graph& graph)
{
    return std::min(eliminated(shape, graph, Rule::fewest_cells).cells,
                    eliminated(shape, graph, Rule::least_fill).cells);
}

double tree_cells(const Shape& shape, const JunctionTree& tree)
{
    double cells = 0;
    for (const Clique& clique : tree)
        cells += cells_of(shape, clique.columns);
    return cells;
}

} // namespace panoh::synthesis

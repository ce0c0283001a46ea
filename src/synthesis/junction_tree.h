#pragma once

// Which columns a model keeps together: a tree of cliques, so that exact inference is one walk up and one
// down.

#include <bitset>
#include <cstddef>
#include <span>
#include <vector>

#include "synthesis/shape.h"

namespace panoh::synthesis {

/// Which columns stand in one factor; a column is no neighbour of itself.
class Graph {
public:
    using Row = std::bitset<microdata::most_columns + 1>; ///< and the kinds of a model of classes

    Graph() = default;
    explicit Graph(std::size_t columns) : rows_(columns) {}
    [[nodiscard]] std::size_t columns() const { return rows_.size(); }
    /// Makes every two of `columns` neighbours.
    void join(const Columns& columns);
    [[nodiscard]] bool joined(ColumnNumber a, ColumnNumber b) const { return rows_[a][b]; }
    [[nodiscard]] bool all_joined(const Columns& columns) const;
    [[nodiscard]] const Row& neighbours(ColumnNumber column) const { return rows_[column]; }
    Row& row(ColumnNumber column) { return rows_[column]; }

private:
    std::vector<Row> rows_;
};

struct Clique {
    Columns columns;
    /// What it shares with its parent; empty for a root and between parts that have nothing in common.
    Columns separator;
    /// Its parent's place; the first clique is the root and its own parent.
    std::size_t parent = 0;
};

/// Every parent stands before its children.
using JunctionTree = std::vector<Clique>;

/// A tree with a clique for each column and each set of neighbours, of the fewest cells that two rules of
/// elimination find: fewest cells made, and least weighted fill.
[[nodiscard]] JunctionTree make_tree(const Shape& shape, const Graph& graph);
/// Cells of all cliques of that tree, without making it.
[[nodiscard]] double tree_cells(const Shape& shape, const Graph& graph);
[[nodiscard]] double tree_cells(const Shape& shape, const JunctionTree& tree);

} // namespace panoh::synthesis

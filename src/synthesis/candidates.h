#pragma once

// Which tables may be measured next, and how much larger each would make the model.

#include <cstdint>
#include <vector>

#include "synthesis/fit.h"
#include "synthesis/junction_tree.h"

namespace panoh::synthesis {

struct Candidate {
    Columns columns; ///< of the model
    /// How much of the workload it has a part in; the largest is `heaviest`.
    std::int64_t weight = 1;
};
constexpr std::int64_t heaviest = 1000;

/// Every set of 1 up to `length` columns. Weights follow McKenna et al. 2022: the sum over the sets of the
/// workload (all of exactly `length` columns) of how many columns both have, times what priorities say.
[[nodiscard]] std::vector<Candidate> candidates(const Coding& coding, int length,
                                                const std::vector<Priority>& priorities);

/// Tells for each candidate whether a model that has it too stays below a limit. Depends on the graph alone.
class Sizes {
public:
    Sizes(const Shape& shape, const std::vector<Candidate>& candidates);
    /// True where the tree with this candidate has at most `most_cells`, or is no larger than it is now.
    [[nodiscard]] std::vector<bool> allowed(const Graph& graph, const JunctionTree& tree, double most_cells);

private:
    [[nodiscard]] double bound(const JunctionTree& tree, const Columns& columns) const;
    void find_ways(const JunctionTree& tree);

    const Shape& shape_;
    const std::vector<Candidate>& candidates_;
    /// Cells of the tree with each candidate, as last worked out: graphs only grow.
    std::vector<double> known_;
    std::vector<double> clique_cells_;
    /// Of each clique and column the next clique on the way to one that has it.
    std::vector<std::vector<std::size_t>> next_;
    double tree_cells_ = 0;
};

} // namespace panoh::synthesis

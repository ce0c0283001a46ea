#include "synthesis/candidates.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace panoh::synthesis {
namespace {

template <typename Do>
void each_set(std::size_t columns, std::size_t length, Do&& act)
{
    Columns set(length);
    std::iota(set.begin(), set.end(), ColumnNumber{0});
    if (length > columns) return;
    for (;;) {
        act(set);
        std::size_t n = length;
        while (n > 0 && set[n - 1] == columns - length + n - 1)
            --n;
        if (n == 0) return;
        ++set[n - 1];
        for (; n < length; ++n)
            set[n] = static_cast<ColumnNumber>(set[n - 1] + 1);
    }
}

} // namespace

std::vector<Candidate> candidates(const Coding& coding, int length, const std::vector<Priority>& priorities)
{
    const std::size_t columns = coding.size();
    const std::size_t longest = std::min(columns, static_cast<std::size_t>(length));
    std::vector<Columns> wanted;
    for (const Priority& priority : priorities) {
        Columns& own = wanted.emplace_back();
        for (std::size_t place = 0; place < columns; ++place)
            if (std::find(priority.columns.begin(), priority.columns.end(), coding[place].source) !=
                priority.columns.end())
                own.push_back(static_cast<ColumnNumber>(place));
    }
    // The columns of a set count one by one, so that the weight of a set is the sum of those of its columns.
    std::vector<double> weights(columns, 0.0);
    each_set(columns, longest, [&](const Columns& set) {
        double times = 1;
        for (std::size_t n = 0; n < wanted.size(); ++n)
            if (contains(set, wanted[n])) times = std::max(times, static_cast<double>(priorities[n].times));
        for (const ColumnNumber column : set)
            weights[column] += times;
    });
    std::vector<Candidate> answer;
    std::vector<double> sums;
    for (std::size_t size = 1; size <= longest; ++size)
        each_set(columns, size, [&](const Columns& set) {
            double sum = 0;
            for (const ColumnNumber column : set)
                sum += weights[column];
            answer.push_back({.columns = set});
            sums.push_back(sum);
        });
    const double most = sums.empty() ? 1 : *std::max_element(sums.begin(), sums.end());
    for (std::size_t n = 0; n < answer.size(); ++n)
        answer[n].weight =
            std::max<std::int64_t>(1, std::llround(sums[n] / most * static_cast<double>(heaviest)));
    return answer;
}

Sizes::Sizes(const Shape& shape, const std::vector<Candidate>& candidates)
    : shape_(shape), candidates_(candidates), known_(candidates.size(), 0.0)
{
}

/// Breadth first from the cliques that have a column.
void Sizes::find_ways(const JunctionTree& tree)
{
    std::vector<std::vector<std::size_t>> beside(tree.size());
    for (std::size_t clique = 1; clique < tree.size(); ++clique) {
        beside[clique].push_back(tree[clique].parent);
        beside[tree[clique].parent].push_back(clique);
    }
    next_.assign(shape_.size(), std::vector<std::size_t>(tree.size(), tree.size()));
    for (std::size_t column = 0; column < shape_.size(); ++column) {
        auto& next = next_[column];
        std::vector<std::size_t> found;
        for (std::size_t clique = 0; clique < tree.size(); ++clique) {
            if (!contains(tree[clique].columns, {static_cast<ColumnNumber>(column)})) continue;
            next[clique] = clique;
            found.push_back(clique);
        }
        for (std::size_t n = 0; n < found.size(); ++n)
            for (const std::size_t other : beside[found[n]]) {
                if (next[other] < tree.size()) continue;
                next[other] = found[n];
                found.push_back(other);
            }
    }
}

/// Cells of the tree when the columns are put into every clique on the way from one clique to theirs, for the
/// best such clique: never less than what a new tree would need.
double Sizes::bound(const JunctionTree& tree, const Columns& columns) const
{
    double best = std::numeric_limits<double>::infinity();
    std::vector<std::pair<std::size_t, double>> grown;
    for (std::size_t clique = 0; clique < tree.size(); ++clique) {
        const auto own =
            static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), [&](ColumnNumber column) {
                return next_[column][clique] == clique;
            }));
        if (own == 0) continue;
        grown.clear();
        for (const ColumnNumber column : columns)
            for (std::size_t at = clique; next_[column][at] != at; at = next_[column][at]) {
                auto known =
                    std::find_if(grown.begin(), grown.end(), [&](auto& one) { return one.first == at; });
                if (known == grown.end()) known = grown.insert(grown.end(), {at, 1.0});
                known->second *= static_cast<double>(shape_[column]);
            }
        double cells = tree_cells_;
        for (const auto& [at, times] : grown)
            cells += clique_cells_[at] * (times - 1);
        best = std::min(best, cells);
    }
    return best;
}

std::vector<bool> Sizes::allowed(const Graph& graph, const JunctionTree& tree, double most_cells)
{
    find_ways(tree);
    tree_cells_ = tree_cells(shape_, tree);
    clique_cells_.clear();
    for (const Clique& clique : tree)
        clique_cells_.push_back(cells_of(shape_, clique.columns));
    std::map<Columns, double> by_edge;
    std::vector<bool> answer(candidates_.size(), false);
    for (std::size_t n = 0; n < candidates_.size(); ++n) {
        const Columns& columns = candidates_[n].columns;
        if (graph.all_joined(columns)) {
            answer[n] = true;
            continue;
        }
        if (known_[n] > most_cells) continue;
        answer[n] = bound(tree, columns) <= most_cells;
        if (answer[n]) continue;
        Columns edges; // the ends of the pairs that are new: what the new size depends on
        for (std::size_t a = 0; a < columns.size(); ++a)
            for (std::size_t b = a + 1; b < columns.size(); ++b)
                if (!graph.joined(columns[a], columns[b]))
                    edges.insert(edges.end(), {columns[a], columns[b]});
        const auto [known, fresh] = by_edge.try_emplace(std::move(edges), 0.0);
        if (fresh) {
            Graph larger = graph;
            larger.join(columns);
            known->second = tree_cells(shape_, larger);
        }
        known_[n] = known->second;
        answer[n] = known_[n] <= most_cells;
    }
    return answer;
}

} // namespace panoh::synthesis

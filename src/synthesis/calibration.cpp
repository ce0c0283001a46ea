#include "synthesis/calibration.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace panoh::synthesis {
namespace {

/// The smallest clique that has all columns of a set.
std::size_t home_of(const Shape& shape, const JunctionTree& tree, const Columns& set)
{
    std::size_t best = tree.size();
    double fewest = std::numeric_limits<double>::infinity();
    for (std::size_t n = 0; n < tree.size(); ++n) {
        const double cells = cells_of(shape, tree[n].columns);
        if (cells >= fewest || !contains(tree[n].columns, set)) continue;
        fewest = cells;
        best = n;
    }
    if (best == tree.size()) std::abort(); // a bug: the tree was not made for this set
    return best;
}

} // namespace

Calibration::Calibration(Shape shape, JunctionTree tree, std::span<const Columns> sets)
    : shape_(std::move(shape)), tree_(std::move(tree)), places_(sets.size())
{
    for (const Clique& clique : tree_)
        parents_.push_back(clique.parent);
    std::vector<std::size_t> home;
    for (const Columns& set : sets) {
        home.push_back(home_of(shape_, tree_, set));
        factors_.emplace_back(table_size(shape_, set), 0.0F);
    }
    parts_.reserve(tree_.size());
    for (std::size_t clique = 0; clique < tree_.size(); ++clique)
        plan_clique(clique, sets, home);
    for (std::size_t clique = 1; clique < tree_.size(); ++clique) {
        auto& tables = parts_[tree_[clique].parent].inner;
        const auto found = std::find_if(tables.begin(), tables.end(), [&](const Inner& inner) {
            return inner.columns == tree_[clique].separator;
        });
        parts_[clique].in_parent = static_cast<std::size_t>(found - tables.begin());
        found->children.push_back(clique);
    }
}

void Calibration::plan_clique(std::size_t clique, std::span<const Columns> sets,
                              std::span<const std::size_t> home)
{
    const Clique& self = tree_[clique];
    std::vector<Columns> tables;
    for (std::size_t set = 0; set < sets.size(); ++set)
        if (home[set] == clique) tables.push_back(sets[set]);
    for (std::size_t child = clique + 1; child < tree_.size(); ++child)
        if (tree_[child].parent == clique) tables.push_back(tree_[child].separator);
    std::sort(tables.begin(), tables.end(), [&](const Columns& a, const Columns& b) {
        return std::make_tuple(a.size(), cells_of(shape_, a), a) >
               std::make_tuple(b.size(), cells_of(shape_, b), b);
    });
    tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
    if (tables.empty() || tables.front() != self.columns) tables.insert(tables.begin(), self.columns);

    Part part{.inner = {},
              .cells = std::vector<float>(table_size(shape_, self.columns)),
              .up = Way(shape_, self.columns, self.separator),
              .largest = {},
              .total = {},
              .message = {}};
    part.largest.resize(part.up.to_cells());
    part.total.resize(part.up.to_cells());
    part.message.resize(part.up.to_cells());
    room_ = std::max(room_, part.up.room());
    for (const Columns& columns : tables) {
        std::size_t under = 0;
        for (std::size_t n = 1; n < part.inner.size(); ++n)
            if (contains(part.inner[n].columns, columns) &&
                cells_of(shape_, part.inner[n].columns) < cells_of(shape_, part.inner[under].columns))
                under = n;
        const Columns& from = part.inner.empty() ? columns : part.inner[under].columns;
        Inner inner{.columns = columns,
                    .under = under,
                    .way = Way(shape_, from, columns),
                    .sets = {},
                    .children = {},
                    .logs = {},
                    .mass = {}};
        room_ = std::max(room_, inner.way.room());
        for (std::size_t set = 0; set < sets.size(); ++set) {
            if (home[set] != clique || sets[set] != columns) continue;
            inner.sets.push_back(set);
            places_[set] = {clique, part.inner.size()};
        }
        if (!part.inner.empty()) {
            inner.logs.resize(inner.way.to_cells());
            inner.mass.resize(inner.way.to_cells());
        }
        part.inner.push_back(std::move(inner));
    }
    parts_.push_back(std::move(part));
}

/// The clique's own potential and the messages of its children, as logarithms.
void Calibration::gather(Part& part, float* room)
{
    for (std::size_t n = 0; n < part.inner.size(); ++n) {
        Inner& inner = part.inner[n];
        auto& logs = n == 0 ? part.cells : inner.logs;
        std::fill(logs.begin(), logs.end(), 0.0F);
        for (const std::size_t set : inner.sets)
            synthesis::add(factors_[set].data(), logs.data(), logs.size());
        for (const std::size_t child : inner.children)
            synthesis::add(parts_[child].message.data(), logs.data(), logs.size());
    }
    for (std::size_t n = part.inner.size(); n-- > 1;) {
        const Inner& inner = part.inner[n];
        auto& above = inner.under == 0 ? part.cells : part.inner[inner.under].logs;
        inner.way.add(inner.logs.data(), above.data(), room);
    }
}

void Calibration::walk_up(std::size_t clique, float* room)
{
    Part& part = parts_[clique];
    gather(part, room);
    // Below the largest of each separator state, so that no state loses all its digits: what stays in the
    // cells is the distribution given the separator.
    part.up.largest(part.cells.data(), part.largest.data(), room);
    part.up.exp_below(part.largest.data(), part.cells.data(), room);
    part.up.sum(part.cells.data(), part.total.data(), room);
    part.message = part.largest;
    add_log(part.total.data(), part.message.data(), part.message.size());
}

void Calibration::walk_down(std::size_t clique, float* room)
{
    Part& part = parts_[clique];
    if (clique == 0) {
        scale(1.0F / part.total[0], part.cells.data(), part.cells.size());
    } else {
        const Part& parent = parts_[tree_[clique].parent];
        const auto& given = part.in_parent == 0 ? parent.cells : parent.inner[part.in_parent].mass;
        std::vector<float>& ratio = part.largest;
        ratio = given;
        divide(part.total.data(), ratio.data(), ratio.size());
        part.up.multiply(ratio.data(), part.cells.data(), room);
    }
    for (std::size_t n = 1; n < part.inner.size(); ++n) {
        Inner& inner = part.inner[n];
        const auto& above = inner.under == 0 ? part.cells : part.inner[inner.under].mass;
        inner.way.sum(above.data(), inner.mass.data(), room);
    }
}

double Calibration::run(core::Crew& crew)
{
    std::vector<std::vector<float>> rooms(crew.threads(), std::vector<float>(room_));
    crew.children_first(parents_,
                        [&](std::size_t clique, unsigned thread) { walk_up(clique, rooms[thread].data()); });
    crew.parents_first(parents_,
                       [&](std::size_t clique, unsigned thread) { walk_down(clique, rooms[thread].data()); });
    return static_cast<double>(parts_[0].message[0]);
}

std::span<const float> Calibration::of_set(std::size_t set) const
{
    const auto [clique, table] = places_[set];
    return table == 0 ? parts_[clique].cells : parts_[clique].inner[table].mass;
}

} // namespace panoh::synthesis

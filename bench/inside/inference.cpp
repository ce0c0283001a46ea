// The slow parts of the reference AIM and MST, so that they take minutes instead of days: fitting a tree of
// cliques to noisy tables by mirror descent with a line search, step by step as dpmm does it in Python, exact
// marginals of many sets of columns, and the size that a model would have. models.py calls it and
// checks it against the original before each run. Built by itself: g++ -O3 -march=native -ffast-math
// -fno-finite-math-only -shared.

#include <bit>
#include <map>
#include <memory>
#include <tuple>

#include "fit.h"

namespace {

using namespace release_bench;

struct Table {
    Set columns = 0;
    Numbers cells;
};
using Shared = std::shared_ptr<const Table>;

/// The sums over `keep` of the products, or quotients, of two tables in all cells of both.
template <class Of>
Shared combine(const Domain& domain, const Table& one, const Table& other, Set keep, Of of)
{
    const Set all = one.columns | other.columns;
    auto out = std::make_shared<Table>(Table{keep & all, Numbers(domain.cells(keep & all))});
    const auto lengths = domain.lengths(all);
    const auto first = domain.strides(all, one.columns);
    const auto second = domain.strides(all, other.columns);
    const auto to = domain.strides(all, keep & all);
    const auto walk = [&](auto&& self, std::size_t depth, std::size_t at, std::size_t by,
                          std::size_t into) -> void {
        if (depth == lengths.size()) {
            out->cells[into] += of(one.cells[at], other.cells[by]);
            return;
        }
        if (depth + 1 < lengths.size()) {
            for (std::size_t state = 0; state < lengths[depth]; ++state)
                self(self, depth + 1, at + state * first[depth], by + state * second[depth],
                     into + state * to[depth]);
            return;
        }
        for (std::size_t state = 0; state < lengths[depth]; ++state)
            out->cells[into + state * to[depth]] +=
                of(one.cells[at + state * first[depth]], other.cells[by + state * second[depth]]);
    };
    walk(walk, 0, 0, 0, 0);
    return out;
}

/// Exact marginals out of calibrated cliques: what lies behind a clique is asked for once and kept.
class Marginals {
public:
    Marginals(Tree tree, std::span<const double* const> mu) : tree_(std::move(tree))
    {
        for (std::size_t clique = 0; clique < tree_.cliques.size(); ++clique)
            tables_.push_back({tree_.cliques[clique],
                               Numbers(mu[clique], mu[clique] + tree_.domain.cells(tree_.cliques[clique]))});
    }

    Shared of(Set wanted)
    {
        int best = 0;
        for (int clique = 1; clique < static_cast<int>(tables_.size()); ++clique) {
            const auto rank = [&](int of) {
                return std::tuple(-std::popcount(tree_.cliques[of] & wanted), tables_[of].cells.size());
            };
            if (rank(clique) < rank(best)) best = clique;
        }
        return from(best, -1, wanted);
    }

private:
    [[nodiscard]] Set behind(int clique, int before) const
    {
        Set columns = tree_.cliques[clique];
        for (const int next : tree_.neighbours[clique])
            if (next != before) columns |= behind(next, clique);
        return columns;
    }
    Shared sums(int clique, Set columns)
    {
        Shared& kept = sums_[{clique, columns}];
        if (!kept)
            kept = combine(tree_.domain, tables_[clique], nothing_, columns,
                           [](double cell, double) { return cell; });
        return kept;
    }
    /// The distribution of `wanted` on this side of `before`, given what the two cliques share.
    Shared from(int clique, int before, Set wanted)
    {
        const std::tuple key(clique, before, wanted);
        if (const auto found = known_.find(key); found != known_.end()) return found->second;
        const Set shared = before < 0 ? 0 : tree_.cliques[clique] & tree_.cliques[before];
        std::vector<std::pair<int, Set>> branches;
        Set needed = shared | (wanted & tree_.cliques[clique]);
        for (const int next : tree_.neighbours[clique]) {
            const Set there = next == before ? 0 : wanted & behind(next, clique) & ~tree_.cliques[clique];
            if (there == 0) continue;
            branches.emplace_back(next, there);
            needed |= tree_.cliques[clique] & tree_.cliques[next];
        }
        Shared made = sums(clique, needed);
        if (before >= 0)
            made = combine(tree_.domain, *made, *sums(clique, shared), needed,
                           [](double cell, double by) { return by > 0 ? cell / by : 0; });
        for (std::size_t place = 0; place < branches.size(); ++place) {
            Set keep = shared | wanted;
            for (std::size_t later = place + 1; later < branches.size(); ++later)
                keep |= tree_.cliques[clique] & tree_.cliques[branches[later].first];
            made = combine(tree_.domain, *made, *from(branches[place].first, clique, branches[place].second),
                           keep, [](double cell, double by) { return cell * by; });
        }
        return known_[key] = made;
    }

    Tree tree_;
    std::vector<Table> tables_;
    Table nothing_ = {0, {1.0}};
    std::map<std::pair<int, Set>, Shared> sums_;
    std::map<std::tuple<int, int, Set>, Shared> known_;
};

/// Cells of the cliques that arise when columns are eliminated, the one that makes the smallest table first.
std::size_t size_with(const Domain& domain, std::vector<Set> sets)
{
    std::size_t all = 0;
    std::vector<Set> made;
    for (Set left = static_cast<Set>((std::uint64_t{1} << domain.states.size()) - 1); left != 0;) {
        std::size_t best = 0;
        std::size_t fewest = std::numeric_limits<std::size_t>::max();
        Set joined = 0;
        for (std::size_t column = 0; column < domain.states.size(); ++column) {
            if (!domain.has(left, column)) continue;
            Set together = 0;
            for (const Set set : sets)
                if (domain.has(set, column)) together |= set;
            if (domain.cells(together) < fewest)
                std::tie(best, fewest, joined) = std::tuple(column, domain.cells(together), together);
        }
        left &= ~(Set{1} << best);
        std::erase_if(sets, [&](Set set) { return domain.has(set, best); });
        sets.push_back(joined & ~(Set{1} << best));
        if (std::none_of(made.begin(), made.end(), [&](Set before) { return (joined & ~before) == 0; }))
            made.push_back(joined);
    }
    for (const Set set : made)
        all += domain.cells(set);
    return all;
}

} // namespace

extern "C" {

/// `edges` are pairs of cliques; the measured tables lie one after the other in `noisy`.
double release_fit(int columns, const std::int64_t* states, int cliques, const Set* sets, int edge_cells,
                   const int* edges, int measured, const int* of, const Set* measured_sets,
                   const double* const* noisy, const double* deviations, double total, int iterations,
                   double* theta, double* mu)
{
    std::vector<Measured> all(static_cast<std::size_t>(measured));
    for (std::size_t place = 0; place < all.size(); ++place) {
        all[place].clique = of[place];
        all[place].columns = measured_sets[place];
        all[place].noisy = noisy[place];
        all[place].weight = 1 / deviations[place];
    }
    const Domain domain{{states, static_cast<std::size_t>(columns)}};
    Fit fit(Tree(domain, {sets, static_cast<std::size_t>(cliques)},
                 {edges, static_cast<std::size_t>(edge_cells)}),
            std::move(all), total);
    return fit.run(theta, mu, iterations);
}

void release_marginals(int columns, const std::int64_t* states, int cliques, const Set* sets, int edge_cells,
                       const int* edges, const double* const* mu, int wanted, const Set* wanted_sets,
                       double* const* out)
{
    const Domain domain{{states, static_cast<std::size_t>(columns)}};
    Marginals marginals(Tree(domain, {sets, static_cast<std::size_t>(cliques)},
                             {edges, static_cast<std::size_t>(edge_cells)}),
                        {mu, static_cast<std::size_t>(cliques)});
    for (int place = 0; place < wanted; ++place) {
        const Shared found = marginals.of(wanted_sets[place]);
        std::copy(found->cells.begin(), found->cells.end(), out[place]);
    }
}

void release_sizes(int columns, const std::int64_t* states, int cliques, const Set* sets, int wanted,
                   const Set* wanted_sets, std::int64_t* out)
{
    const Domain domain{{states, static_cast<std::size_t>(columns)}};
    for (int place = 0; place < wanted; ++place) {
        std::vector<Set> all(sets, sets + cliques);
        all.push_back(wanted_sets[place]);
        out[place] = static_cast<std::int64_t>(size_with(domain, std::move(all)));
    }
}
}

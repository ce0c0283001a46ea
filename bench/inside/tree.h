#pragma once

// Columns, tables over some of them, and trees of cliques, for inference.cpp.

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace release_bench {

/// Columns of the domain, one bit each; a table over some of them lies row by row, the highest runs fastest.
using Set = std::uint32_t;
using Numbers = std::vector<double>;

struct Domain {
    std::span<const std::int64_t> states;

    [[nodiscard]] bool has(Set set, std::size_t column) const { return (set >> column & 1U) != 0; }
    [[nodiscard]] std::size_t cells(Set set) const
    {
        std::size_t product = 1;
        for (std::size_t column = 0; column < states.size(); ++column)
            if (has(set, column)) product *= static_cast<std::size_t>(states[column]);
        return product;
    }
    /// How far apart two neighbours of each column of `over` lie in a table over `set`; 0 for what it lacks.
    [[nodiscard]] std::vector<std::size_t> strides(Set over, Set set) const
    {
        std::vector<std::size_t> found;
        std::size_t stride = 1;
        for (std::size_t column = states.size(); column-- > 0;) {
            if (has(over, column)) found.push_back(has(set, column) ? stride : 0);
            if (has(set, column)) stride *= static_cast<std::size_t>(states[column]);
        }
        std::reverse(found.begin(), found.end());
        return found;
    }
    [[nodiscard]] std::vector<std::size_t> lengths(Set set) const
    {
        std::vector<std::size_t> found;
        for (std::size_t column = 0; column < states.size(); ++column)
            if (has(set, column)) found.push_back(static_cast<std::size_t>(states[column]));
        return found;
    }
};

/// How a table lies over one of its subsets: rows of cells that all go to one cell of it, or to as many in a
/// row.
struct Lie {
    std::size_t run = 1;
    bool within = true;
    std::vector<std::uint32_t> starts;
    std::size_t cells = 1;

    Lie() = default;
    Lie(const Domain& domain, Set table, Set subset) : cells(domain.cells(subset))
    {
        auto lengths = domain.lengths(table);
        auto strides = domain.strides(table, subset);
        if (!lengths.empty()) within = strides.back() > 0;
        while (!lengths.empty() && (strides.back() > 0) == within) {
            run *= lengths.back();
            lengths.pop_back();
            strides.pop_back();
        }
        starts.push_back(0);
        for (std::size_t place = 0; place < lengths.size(); ++place) {
            std::vector<std::uint32_t> more;
            for (const std::uint32_t start : starts)
                for (std::size_t state = 0; state < lengths[place]; ++state)
                    more.push_back(start + static_cast<std::uint32_t>(state * strides[place]));
            starts = std::move(more);
        }
    }

    void project(const double* table, Numbers& out) const
    {
        std::fill(out.begin(), out.end(), 0.0);
        for (const std::uint32_t start : starts) {
            double* to = out.data() + start;
            double sum = 0;
            if (within)
                for (std::size_t cell = 0; cell < run; ++cell)
                    to[cell] += table[cell];
            else
                for (std::size_t cell = 0; cell < run; ++cell)
                    sum += table[cell];
            if (!within) *to += sum;
            table += run;
        }
    }
    void multiply(double* table, const Numbers& by) const
    {
        for (const std::uint32_t start : starts) {
            const double* from = by.data() + start;
            if (within)
                for (std::size_t cell = 0; cell < run; ++cell)
                    table[cell] *= from[cell];
            else
                for (std::size_t cell = 0; cell < run; ++cell)
                    table[cell] *= *from;
            table += run;
        }
    }
    void add(double* table, const Numbers& what) const
    {
        for (const std::uint32_t start : starts) {
            const double* from = what.data() + start;
            if (within)
                for (std::size_t cell = 0; cell < run; ++cell)
                    table[cell] += from[cell];
            else
                for (std::size_t cell = 0; cell < run; ++cell)
                    table[cell] += *from;
            table += run;
        }
    }
};

/// Cliques with their neighbours, and each one's place below the first.
struct Tree {
    Domain domain;
    std::vector<Set> cliques;
    std::vector<std::vector<int>> neighbours;
    std::vector<int> order, above;

    Tree(Domain of, std::span<const Set> sets, std::span<const int> edges)
        : domain(of), cliques(sets.begin(), sets.end()), neighbours(sets.size()), above(sets.size(), -1)
    {
        for (std::size_t edge = 0; edge + 1 < edges.size(); edge += 2) {
            neighbours[edges[edge]].push_back(edges[edge + 1]);
            neighbours[edges[edge + 1]].push_back(edges[edge]);
        }
        order.push_back(0);
        for (std::size_t place = 0; place < order.size(); ++place)
            for (const int next : neighbours[order[place]])
                if (next != above[order[place]]) {
                    above[next] = order[place];
                    order.push_back(next);
                }
    }
};

} // namespace release_bench

#pragma once

// Exact inference in a junction tree: one walk up, one walk down.

#include <cstddef>
#include <span>
#include <vector>

#include "core/crew.h"
#include "synthesis/junction_tree.h"

namespace panoh::synthesis {

/// A distribution over all columns, proportional to the product of factors on small sets of columns. Factors
/// are kept as logarithms; what a clique holds is the sum of those that were put into it.
class Calibration {
public:
    /// Each of `sets` is part of a clique of `tree`; the same set may come twice. All factors start at 0.
    Calibration(Shape shape, JunctionTree tree, std::span<const Columns> sets);

    [[nodiscard]] const Shape& shape() const { return shape_; }
    [[nodiscard]] const JunctionTree& tree() const { return tree_; }
    /// The logarithms of one factor, row by row; to be set by the caller.
    [[nodiscard]] std::span<float> factor(std::size_t set) { return factors_[set]; }
    [[nodiscard]] std::span<const float> factor(std::size_t set) const { return factors_[set]; }

    /// Makes the distribution follow the factors. Returns the logarithm of what they add up to.
    double run(core::Crew& crew);

    /// After `run`: probabilities of one set's states, and of one clique's.
    [[nodiscard]] std::span<const float> of_set(std::size_t set) const;
    [[nodiscard]] std::span<const float> of_clique(std::size_t clique) const { return parts_[clique].cells; }

private:
    /// A table inside a clique: a factor, or what it shares with a child. Tables hang under the smallest one
    /// that has all of their columns, so that few walks over the clique itself are needed.
    struct Inner {
        Columns columns;
        std::size_t under = 0;
        Way way;
        std::vector<std::size_t> sets;
        std::vector<std::size_t> children;
        std::vector<float> logs;
        std::vector<float> mass;
    };
    struct Part {
        std::vector<Inner> inner; ///< the first is the clique itself, whose tables are `cells`
        std::vector<float> cells; ///< logarithms on the way up, then probabilities
        Way up;                   ///< to the separator
        std::vector<float> largest;
        std::vector<float> total;
        std::vector<float> message;
        std::size_t in_parent = 0; ///< which inner table of the parent has the separator
    };

    void plan_clique(std::size_t clique, std::span<const Columns> sets, std::span<const std::size_t> home);
    void gather(Part& part, float* room);
    void walk_up(std::size_t clique, float* room);
    void walk_down(std::size_t clique, float* room);

    Shape shape_;
    JunctionTree tree_;
    std::vector<std::size_t> parents_;
    std::vector<Part> parts_;
    std::vector<std::vector<float>> factors_;
    /// Of each set its clique and the table in it.
    std::vector<std::pair<std::size_t, std::size_t>> places_;
    std::size_t room_ = 0;
};

} // namespace panoh::synthesis

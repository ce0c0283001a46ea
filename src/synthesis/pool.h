#pragma once

// What all noisy tables together say, as tables that agree with each other.

#include <map>
#include <vector>

#include "synthesis/shape.h"

namespace panoh::synthesis {

/// A table of noisy counts.
struct Measurement {
    Columns columns;
    std::vector<double> counts;
    /// Of the noise of one count.
    double variance = 1;
    /// How many counts each cell was added up from; empty: one each.
    std::vector<double> added = {};

    [[nodiscard]] double variance_of(std::size_t cell) const
    {
        return added.empty() ? variance : variance * added[cell];
    }
};

/// A table is the sum of effects, one for each subset of its columns: the total, each column by itself, each
/// pair beyond its columns, and so on. Effects of one table have independent noise, so that the same effect
/// of several tables is met by its weighted mean: together they say exactly what the tables say, and no
/// longer contradict each other (residual queries: Xiao et al. 2023, arXiv 2305.08175).
class Pool {
public:
    explicit Pool(Shape shape) : shape_(std::move(shape)) {}

    void add(const Measurement& measurement);

    /// Every subset, but the empty one, of a table that was added; smaller ones first.
    [[nodiscard]] std::vector<Columns> sets() const;
    [[nodiscard]] double total() const;
    [[nodiscard]] double total_variance() const;
    /// The best table of counts over one of `sets()` that all measurements together give; cells may be
    /// negative. Tables of different sets agree where they overlap.
    [[nodiscard]] std::vector<double> table(const Columns& columns) const;
    /// The variance of the noise in a cell of one effect, as if it were a table of its own.
    [[nodiscard]] double variance(const Columns& columns) const;

private:
    struct Effect {
        std::vector<double> values;  ///< as counts of the table over these columns
        std::vector<double> weights; ///< inverse variances
    };
    Shape shape_;
    std::map<Columns, Effect> effects_;
};

} // namespace panoh::synthesis

#pragma once

// From noisy tables to one distribution that agrees with them as well as they allow.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "synthesis/distribution.h"

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
    [[nodiscard]] double total() const;
    [[nodiscard]] double total_variance() const;
};

/// Two columns and which of their states no person can have together (true), row by row.
struct Exclusion {
    Columns columns;
    std::vector<bool> excluded;
};

/// The logarithms that stand for them.
[[nodiscard]] std::vector<float> logs_of(const std::vector<double>& probabilities);
[[nodiscard]] std::vector<float> logs_of(const Exclusion& exclusion);

/// How long to look for the best distribution.
struct Effort {
    std::size_t iterations = 60;
    /// In nats of all people together: ends when an iteration promises less.
    double tolerance = 1.0;
};

/// The most likely table of people, given noisy tables of it. Minimises
///
///     sum over measured tables of |total * p - counts|^2 / (2 variance)  +  prior * total * KL(p |
///     independence)
///
/// over all distributions p on the columns. The first term alone is the estimate of McKenna, Miklau and
/// Sheldon (2021, arXiv 2108.04978); the second says that people differ from independence no more than the
/// noisy counts give reason for, which takes noise out of cells that nearly nobody is in and makes the
/// problem strictly convex. Solved in the space of the factors, one factor for each measured table, by L-BFGS
/// with the counts as its scale; every step is one exact walk through a tree of cliques.
class Estimator {
public:
    /// `independence`: for each column the probabilities of its states, all above 0.
    Estimator(std::vector<std::vector<double>> independence, std::vector<Exclusion> exclusions, double prior);

    /// Adds what was measured; measured twice counts as one of less noise. What was fitted before stays as
    /// the start of the next fit.
    void measure(Measurement measurement);
    /// The number of people, by all measurements, each by the inverse of its variance.
    [[nodiscard]] double total() const { return total_; }
    [[nodiscard]] double total_variance() const;
    [[nodiscard]] const Graph& graph() const { return graph_; }
    [[nodiscard]] const Shape& shape() const { return shape_; }
    [[nodiscard]] const std::vector<Measurement>& measurements() const { return measurements_; }
    [[nodiscard]] const std::vector<std::vector<double>>& independence() const { return independence_; }
    [[nodiscard]] const std::vector<Exclusion>& exclusions() const { return exclusions_; }
    /// The logarithms of a measurement's factor, as fitted last.
    [[nodiscard]] std::span<const float> factor(std::size_t measurement) const
    {
        return {factors_.data() + starts_[measurement], measurements_[measurement].counts.size()};
    }

    /// Returns how many walks it took.
    std::size_t fit(const Effort& effort, Crew& crew);
    /// After `fit`.
    [[nodiscard]] const Distribution& distribution() const { return *distribution_; }
    /// Expected counts of a set that is part of a clique; nothing if it is in none.
    [[nodiscard]] std::optional<std::vector<double>> expected(const Columns& columns) const;

private:
    void rebuild();
    void slopes_of(const Measurement& measurement, std::span<const float> mass, std::span<const float> factor,
                   std::span<float> slopes) const;
    /// What belongs to one measurement, of numbers that stand one behind the other.
    [[nodiscard]] std::span<float> part_of(std::vector<float>& all, std::size_t measurement) const
    {
        return {all.data() + starts_[measurement], measurements_[measurement].counts.size()};
    }

    Shape shape_;
    std::vector<std::vector<double>> independence_;
    std::vector<Exclusion> exclusions_;
    double prior_;
    double total_ = 0;
    double total_weight_ = 0;
    Graph graph_;
    std::vector<Measurement> measurements_;
    /// Of all measurements, one behind the other.
    std::vector<float> factors_;
    std::vector<std::size_t> starts_;
    std::optional<Distribution> distribution_;
    bool stale_ = true;
};

} // namespace panoh::synthesis

#pragma once

// From noisy tables to one distribution that agrees with them as well as they allow.

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "synthesis/distribution.h"
#include "synthesis/pool.h"

namespace panoh::synthesis {

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

/// How strongly an estimate leans to independence where noise leaves it open: each unit of a factor's
/// logarithm, which makes a cell e times as frequent, may leave so many standard deviations of the noise
/// unexplained; in cells that independence expects nearly nobody in, and in cells of many people.
struct Lean {
    double of_small = 0.3;
    double of_large = 0.05;
};

/// The most likely table of people, given noisy tables of it: the distribution in the exponential family with
/// one factor for each measured table and each of its parts whose tables are nearest to the pooled ones
/// (`Pool`), less what keeps factors small (`Lean`), which takes noise out of cells that nearly nobody is in.
/// Without `Lean` it is the estimate of McKenna, Miklau and Sheldon (2021, arXiv 2108.04978). Solved by
/// L-BFGS in the factors with the counts as its scale; every step is one exact walk through a tree of
/// cliques.
class Estimator {
public:
    /// `independence`: for each column the probabilities of its states, all above 0.
    Estimator(std::vector<std::vector<double>> independence, std::vector<Exclusion> exclusions,
              const Lean& lean = {});

    /// Adds what was measured; measured twice counts as one of less noise. What was fitted before stays as
    /// the start of the next fit.
    void measure(const Measurement& measurement);
    /// The number of people, by all measurements, each by the inverse of its variance.
    [[nodiscard]] double total() const { return pool_.total(); }
    [[nodiscard]] double total_variance() const { return pool_.total_variance(); }
    [[nodiscard]] const Graph& graph() const { return graph_; }
    [[nodiscard]] const Shape& shape() const { return shape_; }
    [[nodiscard]] const std::vector<std::vector<double>>& independence() const { return independence_; }
    [[nodiscard]] const std::vector<Exclusion>& exclusions() const { return exclusions_; }
    /// The logarithms of all factors, as fitted last.
    [[nodiscard]] const std::map<Columns, std::vector<float>>& factors() const { return factors_; }

    /// Returns how many walks it took.
    std::size_t fit(const Effort& effort, core::Crew& crew);
    /// After `fit`.
    [[nodiscard]] const Distribution& distribution() const { return *distribution_; }
    /// Expected counts of a set that is part of a clique; nothing if it is in none.
    [[nodiscard]] std::optional<std::vector<double>> expected(const Columns& columns) const;

private:
    /// A factor while it is fitted: where its cells stand among all, what they should count, and how they
    /// lean.
    struct Target {
        Columns columns;
        std::size_t start = 0;
        std::vector<float> counts;
        std::vector<float> lean;
        std::vector<float> expected; ///< by independence; 0 where nobody can be
    };
    void rebuild();
    [[nodiscard]] Target target(const Columns& columns, std::size_t start) const;
    void exclude(const Columns& columns, std::vector<double>& table) const;
    void straighten(const Target& target, const float* mass, float* way, std::vector<float>& room) const;

    Shape shape_;
    std::vector<std::vector<double>> independence_;
    std::vector<Exclusion> exclusions_;
    Lean lean_;
    Graph graph_;
    Pool pool_;
    std::map<Columns, std::vector<float>> factors_;
    std::vector<Target> targets_;
    std::optional<Distribution> distribution_;
    bool stale_ = true;
};

} // namespace panoh::synthesis

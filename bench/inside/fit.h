#pragma once

// Fitting a tree of cliques to noisy tables by mirror descent with a line search, step by step as dpmm does
// it.

#include <cmath>
#include <limits>

#include "tree.h"

namespace release_bench {

/// What was measured of the people: a noisy table over columns of one clique.
struct Measured {
    int clique = 0;
    Set columns = 0;
    const double* noisy = nullptr;
    double weight = 1; ///< one by the deviation of its noise
    std::size_t widest = 0;
    Lie lie; ///< over the widest measured table that holds it
    Numbers now, slope, next, next_slope;
};

/// A measured set that no other of its clique holds: what is asked of the clique itself.
struct Widest {
    int clique = 0;
    Set columns = 0;
    Lie lie;
    Numbers sums, slope;
};

class Fit {
public:
    Fit(Tree tree, std::vector<Measured> measured, double total)
        : tree_(std::move(tree)), measured_(std::move(measured)), total_(total)
    {
        const auto count = tree_.cliques.size();
        starts_.push_back(0);
        for (std::size_t clique = 0; clique < count; ++clique) {
            starts_.push_back(starts_.back() + tree_.domain.cells(tree_.cliques[clique]));
            const int over = tree_.above[clique];
            const Set shared = over < 0 ? 0 : tree_.cliques[clique] & tree_.cliques[over];
            own_.emplace_back(tree_.domain, tree_.cliques[clique], shared);
            over_.emplace_back(tree_.domain, tree_.cliques[over < 0 ? clique : over], shared);
            up_.emplace_back(own_.back().cells);
            down_.emplace_back(own_.back().cells);
        }
        for (Measured& one : measured_)
            place(one);
    }

    /// Leaves the logarithms of the factors in `theta` and the marginals of the cliques in `mu`; the loss.
    double run(double* theta, double* mu, int iterations)
    {
        const std::size_t cells = starts_.back();
        Numbers tried(cells);
        Numbers gradient(cells);
        marginals(theta, mu);
        double loss = loss_of(mu);
        accept();
        double step = 1 / (total_ * total_);
        for (int iteration = 0; loss > 0 && iteration < iterations; ++iteration) {
            slope_into(gradient);
            step *= 2;
            double reached = loss;
            for (int halving = 0; halving < 25; ++halving, step /= 2) {
                for (std::size_t cell = 0; cell < cells; ++cell)
                    tried[cell] = theta[cell] - step * gradient[cell];
                marginals(tried.data(), mu);
                reached = loss_of(mu);
                if (loss - reached >= 0.5 * step * promised()) break;
            }
            std::copy(tried.begin(), tried.end(), theta);
            accept();
            loss = reached;
        }
        return loss;
    }

private:
    void place(Measured& one)
    {
        one.now.resize(tree_.domain.cells(one.columns));
        one.slope = one.next = one.next_slope = one.now;
        Set widest = one.columns;
        for (const Measured& other : measured_)
            if (other.clique == one.clique && (widest & ~other.columns) == 0) widest = other.columns;
        const auto same = [&](const Widest& has) {
            return has.clique == one.clique && has.columns == widest;
        };
        auto found = std::find_if(widest_.begin(), widest_.end(), same);
        if (found == widest_.end()) {
            Lie lie(tree_.domain, tree_.cliques[one.clique], widest);
            Numbers empty(lie.cells);
            widest_.push_back({one.clique, widest, std::move(lie), empty, empty});
            found = widest_.end() - 1;
        }
        one.widest = static_cast<std::size_t>(found - widest_.begin());
        one.lie = Lie(tree_.domain, widest, one.columns);
    }

    /// Messages to the first clique and back, not in logarithms: each is scaled by its largest.
    void marginals(const double* theta, double* mu)
    {
        for (std::size_t clique = 0; clique < tree_.cliques.size(); ++clique) {
            double highest = -std::numeric_limits<double>::infinity();
            for (std::size_t cell = starts_[clique]; cell < starts_[clique + 1]; ++cell)
                highest = std::max(highest, theta[cell]);
            for (std::size_t cell = starts_[clique]; cell < starts_[clique + 1]; ++cell)
                mu[cell] = std::exp(theta[cell] - highest);
        }
        for (std::size_t place = tree_.order.size(); place-- > 0;) {
            const int clique = tree_.order[place];
            for (const int below : tree_.neighbours[clique])
                if (below != tree_.above[clique]) over_[below].multiply(mu + starts_[clique], up_[below]);
            own_[clique].project(mu + starts_[clique], up_[clique]);
            const double largest = *std::max_element(up_[clique].begin(), up_[clique].end());
            const double scale = tree_.above[clique] < 0 ? total_ / largest : 1 / largest;
            for (double& sum : up_[clique])
                sum *= scale;
            for (std::size_t cell = starts_[clique]; cell < starts_[clique + 1]; ++cell)
                mu[cell] *= scale;
        }
        for (const int clique : tree_.order) {
            if (tree_.above[clique] < 0) continue;
            over_[clique].project(mu + starts_[tree_.above[clique]], down_[clique]);
            for (std::size_t cell = 0; cell < down_[clique].size(); ++cell)
                down_[clique][cell] = up_[clique][cell] > 0 ? down_[clique][cell] / up_[clique][cell] : 0;
            own_[clique].multiply(mu + starts_[clique], down_[clique]);
        }
    }

    double loss_of(const double* mu)
    {
        for (Widest& one : widest_)
            one.lie.project(mu + starts_[one.clique], one.sums);
        double loss = 0;
        for (Measured& one : measured_) {
            one.lie.project(widest_[one.widest].sums.data(), one.next);
            for (std::size_t cell = 0; cell < one.next.size(); ++cell) {
                const double off = one.weight * (one.next[cell] - one.noisy[cell]);
                loss += 0.5 * off * off;
                one.next_slope[cell] = one.weight * off;
            }
        }
        return loss;
    }

    void accept()
    {
        for (Measured& one : measured_) {
            one.now.swap(one.next);
            one.slope.swap(one.next_slope);
        }
    }

    void slope_into(Numbers& gradient)
    {
        for (Widest& one : widest_)
            std::fill(one.slope.begin(), one.slope.end(), 0.0);
        for (const Measured& one : measured_)
            one.lie.add(widest_[one.widest].slope.data(), one.slope);
        std::fill(gradient.begin(), gradient.end(), 0.0);
        for (const Widest& one : widest_)
            one.lie.add(gradient.data() + starts_[one.clique], one.slope);
    }

    /// What the slope says of the way from the accepted marginals to those tried.
    [[nodiscard]] double promised() const
    {
        double sum = 0;
        for (const Measured& one : measured_)
            for (std::size_t cell = 0; cell < one.now.size(); ++cell)
                sum += one.slope[cell] * (one.now[cell] - one.next[cell]);
        return sum;
    }

    Tree tree_;
    std::vector<Measured> measured_;
    double total_;
    std::vector<std::size_t> starts_;
    std::vector<Lie> own_,
        over_; ///< of what a clique shares with the one above: over its own table, over that one's
    std::vector<Numbers> up_, down_;
    std::vector<Widest> widest_;
};

} // namespace release_bench

#include "synthesis/latent_classes.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "synthesis/clones.h"

namespace panoh::synthesis {
namespace {

constexpr std::size_t lanes = 16;
typedef float Lanes __attribute__((vector_size(lanes * sizeof(float))));

/// Rows of cells are worked on in so many groups, each with sums of its own, whoever does them.
constexpr std::size_t groups = 8;
constexpr double least_share = 1.0e-12;

std::size_t padded(std::size_t cells)
{
    return (cells + lanes - 1) / lanes * lanes;
}

/// For each cell the first of the next column.
std::vector<std::size_t> ends_of_columns(const Shape& shape)
{
    std::vector<std::size_t> ends;
    std::size_t end = 0;
    for (const std::size_t cells : shape) {
        end += cells;
        ends.insert(ends.end(), cells, end);
    }
    return ends;
}

PANOH_INLINE void load(Lanes& into, const float* from)
{
    std::memcpy(&into, from, sizeof into);
}

/// One row of pairs: what the classes make of it less what is known, and what that says of each kind's cells.
/// Kinds stand `stride` cells after each other; `weights` are those of the row's cell, times the kind's
/// share.
PANOH_CLONES
void add_row(const float* known, const float* cells, const float* weights, std::size_t kinds,
             std::size_t stride, std::size_t row, std::size_t begin, float* slopes)
{
    for (std::size_t at = begin / lanes * lanes; at < stride; at += lanes) {
        Lanes off;
        load(off, known + at);
        off = -off;
        Lanes own;
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            load(own, cells + kind * stride + at);
            off += weights[kind] * own;
        }
        for (std::size_t lane = at; lane < begin; ++lane)
            off[lane - at] = 0;
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            load(own, cells + kind * stride + at);
            own *= off;
            float sum = 0;
            for (std::size_t lane = 0; lane < lanes; ++lane)
                sum += own[lane];
            float* const slope = slopes + kind * stride;
            slope[row] += sum;
            load(own, slope + at);
            own += cells[kind * stride + row] * off;
            std::memcpy(slope + at, &own, sizeof own);
        }
    }
}

/// Numbers that are looked for, with what Adam remembers of their slopes.
class Looked {
public:
    explicit Looked(std::size_t count) : at(count), means_(count), squares_(count) {}

    void step(const std::vector<double>& slopes, std::size_t number, double rate)
    {
        constexpr double keeps_mean = 0.9;
        constexpr double keeps_square = 0.99;
        const double mean_seen = 1 - std::pow(keeps_mean, static_cast<double>(number));
        const double square_seen = 1 - std::pow(keeps_square, static_cast<double>(number));
        for (std::size_t n = 0; n < at.size(); ++n) {
            means_[n] += (1 - keeps_mean) * (slopes[n] - means_[n]);
            squares_[n] += (1 - keeps_square) * (slopes[n] * slopes[n] - squares_[n]);
            at[n] -= rate * (means_[n] / mean_seen) / (std::sqrt(squares_[n] / square_seen) + 1e-12);
        }
    }

    std::vector<double> at; // NOLINT(misc-non-private-member-variables-in-classes): what is looked for

private:
    std::vector<double> means_;
    std::vector<double> squares_;
};

/// Probabilities whose logarithms, but for a number added to all, are these.
template <typename Number>
void take_softmax(const double* logs, std::size_t count, Number* into)
{
    const double most = *std::max_element(logs, logs + count);
    double sum = 0;
    for (std::size_t n = 0; n < count; ++n)
        sum += std::exp(logs[n] - most);
    for (std::size_t n = 0; n < count; ++n)
        into[n] = static_cast<Number>(std::exp(logs[n] - most) / sum);
}

class Search {
public:
    Search(const KnownPairs& known, std::size_t kinds)
        : known_(known), kinds_(kinds), stride_(padded(known.cells())), ends_(ends_of_columns(known.shape)),
          logs_(kinds * known.cells()), share_logs_(kinds), shares_(kinds), cells_(kinds * stride_),
          weights_(known.cells() * kinds), rows_(known.cells() * stride_),
          slopes_(groups, std::vector<float>(kinds * stride_))
    {
        ScatteredNumbers normal;
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            for (std::size_t cell = 0; cell < known.cells(); ++cell)
                logs_.at[kind * known.cells() + cell] =
                    std::log(std::max(static_cast<double>(known.singles[cell]), 1e-5)) + 0.5 * normal.next();
            share_logs_.at[kind] = 0.1 * normal.next();
        }
        for (std::size_t cell = 0; cell < known.cells(); ++cell)
            std::copy_n(known.pairs.begin() + static_cast<std::ptrdiff_t>(cell * known.cells()),
                        known.cells(), rows_.begin() + static_cast<std::ptrdiff_t>(cell * stride_));
    }

    void run(std::size_t steps, core::Crew& crew)
    {
        for (std::size_t step = 1; step <= steps; ++step) {
            const double done = static_cast<double>(step) / static_cast<double>(steps);
            work_out();
            find_slopes(crew);
            follow(step, done < 0.6 ? 0.1 : done < 0.85 ? 0.03 : 0.01);
        }
        work_out();
    }

    [[nodiscard]] LatentClasses found() const
    {
        LatentClasses answer{.shares = shares_, .cells = {}};
        for (double& share : answer.shares)
            share = std::max(share, least_share);
        for (std::size_t kind = 0; kind < kinds_; ++kind) {
            const auto begin = cells_.begin() + static_cast<std::ptrdiff_t>(kind * stride_);
            auto& own = answer.cells.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(known_.cells()));
            for (double& cell : own)
                cell = std::max(cell, least_share);
        }
        return answer;
    }

private:
    /// Probabilities out of their logarithms.
    void work_out()
    {
        take_softmax(share_logs_.at.data(), kinds_, shares_.data());
        for (std::size_t kind = 0; kind < kinds_; ++kind)
            for (std::size_t cell = 0; cell < known_.cells(); cell = ends_[cell])
                take_softmax(logs_.at.data() + kind * known_.cells() + cell, ends_[cell] - cell,
                             cells_.data() + kind * stride_ + cell);
        for (std::size_t cell = 0; cell < known_.cells(); ++cell)
            for (std::size_t kind = 0; kind < kinds_; ++kind)
                weights_[cell * kinds_ + kind] =
                    static_cast<float>(shares_[kind]) * cells_[kind * stride_ + cell];
    }

    void find_slopes(core::Crew& crew)
    {
        crew.each(groups, [&](std::size_t group, unsigned) {
            auto& own = slopes_[group];
            std::fill(own.begin(), own.end(), 0.0F);
            for (std::size_t row = group; row < known_.cells(); row += groups)
                if (ends_[row] < known_.cells())
                    add_row(rows_.data() + row * stride_, cells_.data(), weights_.data() + row * kinds_,
                            kinds_, stride_, row, ends_[row], own.data());
        });
        for (std::size_t group = 1; group < groups; ++group)
            for (std::size_t n = 0; n < slopes_[0].size(); ++n)
                slopes_[0][n] += slopes_[group][n];
    }

    /// By the chain rule from probabilities to their logarithms, and a step that way.
    void follow(std::size_t step, double rate)
    {
        const std::size_t count = known_.cells();
        std::vector<double> off(count, 0.0); // of the singles
        for (std::size_t cell = 0; cell < count; ++cell) {
            for (std::size_t kind = 0; kind < kinds_; ++kind)
                off[cell] += static_cast<double>(weights_[cell * kinds_ + kind]);
            off[cell] =
                static_cast<double>(known_.weight) * (off[cell] - static_cast<double>(known_.singles[cell]));
        }
        std::vector<double> of_logs(kinds_ * count);
        std::vector<double> of_shares(kinds_);
        for (std::size_t kind = 0; kind < kinds_; ++kind) {
            for (std::size_t begin = 0; begin < count; begin = ends_[begin]) {
                double all = 0;
                for (std::size_t cell = begin; cell < ends_[begin]; ++cell) {
                    const auto own = static_cast<double>(cells_[kind * stride_ + cell]);
                    const auto pairs = static_cast<double>(slopes_[0][kind * stride_ + cell]);
                    of_shares[kind] += own * (pairs / 2 + off[cell]);
                    of_logs[kind * count + cell] = shares_[kind] * own * (pairs + off[cell]);
                    all += of_logs[kind * count + cell];
                }
                for (std::size_t cell = begin; cell < ends_[begin]; ++cell)
                    of_logs[kind * count + cell] -= static_cast<double>(cells_[kind * stride_ + cell]) * all;
            }
        }
        double all = 0;
        for (std::size_t kind = 0; kind < kinds_; ++kind)
            all += shares_[kind] * of_shares[kind];
        for (std::size_t kind = 0; kind < kinds_; ++kind)
            of_shares[kind] = shares_[kind] * (of_shares[kind] - all);
        logs_.step(of_logs, step, rate);
        share_logs_.step(of_shares, step, rate);
    }

    const KnownPairs& known_;
    std::size_t kinds_;
    std::size_t stride_; ///< cells of a kind, filled up to whole registers with cells that nobody is in
    std::vector<std::size_t> ends_;
    Looked logs_; ///< kind by kind, cell by cell
    Looked share_logs_;
    std::vector<double> shares_;
    std::vector<float> cells_;
    std::vector<float> weights_;             ///< cell by cell: of each kind, times its share
    std::vector<float> rows_;                ///< of the pairs, filled up as well
    std::vector<std::vector<float>> slopes_; ///< by group
};

} // namespace

double ScatteredNumbers::share()
{
    return (static_cast<double>(numbers_.next() >> 11U) + 1) * 0x1p-53;
}

double ScatteredNumbers::next()
{
    // Box and Muller 1958; the second of each pair is not needed often enough to be kept.
    const double length = std::sqrt(-2 * std::log(share()));
    return length * std::cos(2 * std::numbers::pi * share());
}

LatentClasses nearest_classes(const KnownPairs& known, std::size_t kinds, std::size_t steps, core::Crew& crew)
{
    Search search(known, kinds);
    search.run(steps, crew);
    return search.found();
}

double distance_of_pairs(const KnownPairs& known, const LatentClasses& classes)
{
    const auto ends = ends_of_columns(known.shape);
    const std::size_t cells = known.cells();
    double sum = 0;
    std::vector<double> expected(cells);
    for (std::size_t row = 0; row < cells; ++row) {
        std::fill(expected.begin(), expected.end(), 0.0);
        for (std::size_t kind = 0; kind < classes.shares.size(); ++kind) {
            const auto& own = classes.cells[kind];
            const double weight = classes.shares[kind] * own[row];
            for (std::size_t cell = ends[row]; cell < cells; ++cell)
                expected[cell] += weight * own[cell];
        }
        for (std::size_t cell = ends[row]; cell < cells; ++cell) {
            const double off = expected[cell] - static_cast<double>(known.pairs[row * cells + cell]);
            sum += off * off;
        }
    }
    return sum;
}

} // namespace panoh::synthesis

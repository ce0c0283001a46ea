#include "synthesis/pool.h"

#include <algorithm>
#include <numeric>

namespace panoh::synthesis {
namespace {

template <typename Do>
void each_line(const Fold& fold, Do&& act)
{
    for (std::size_t o = 0; o < fold.outer; ++o)
        for (std::size_t i = 0; i < fold.inner; ++i)
            act(o * fold.middle * fold.inner + i, o * fold.inner + i);
}

std::vector<double> summed(const std::vector<double>& table, const Fold& fold)
{
    std::vector<double> answer(fold.outer * fold.inner, 0.0);
    each_line(fold, [&](std::size_t start, std::size_t to) {
        for (std::size_t m = 0; m < fold.middle; ++m)
            answer[to] += table[start + m * fold.inner];
    });
    return answer;
}

/// Takes out what does not depend on one column.
void centre(std::vector<double>& table, const Fold& fold)
{
    each_line(fold, [&](std::size_t start, std::size_t) {
        double sum = 0;
        for (std::size_t m = 0; m < fold.middle; ++m)
            sum += table[start + m * fold.inner];
        sum /= static_cast<double>(fold.middle);
        for (std::size_t m = 0; m < fold.middle; ++m)
            table[start + m * fold.inner] -= sum;
    });
}

/// The table over a subset of its columns, `kept` as bits.
std::vector<double> marginal(const Shape& shape, Columns columns, std::vector<double> table, std::size_t kept)
{
    for (std::size_t n = columns.size(); n-- > 0;) {
        if ((kept >> n) & 1U) continue;
        table = summed(table, fold_of(shape, columns, n));
        columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(n));
    }
    return table;
}

Columns subset(const Columns& columns, std::size_t kept)
{
    Columns answer;
    for (std::size_t n = 0; n < columns.size(); ++n)
        if ((kept >> n) & 1U) answer.push_back(columns[n]);
    return answer;
}

/// large[...] += small spread evenly over the columns that it does not have.
void add_spread(const Shape& shape, const Columns& columns, const std::vector<double>& small,
                std::size_t kept, std::vector<double>& large)
{
    std::vector<std::size_t> stride(columns.size(), 0);
    std::size_t step = 1;
    for (std::size_t n = columns.size(); n-- > 0;) {
        if (!((kept >> n) & 1U)) continue;
        stride[n] = step;
        step *= shape[columns[n]];
    }
    const double share = static_cast<double>(small.size()) / static_cast<double>(large.size());
    std::vector<std::size_t> at(columns.size(), 0);
    std::size_t place = 0;
    for (double& cell : large) {
        cell += small[place] * share;
        for (std::size_t n = columns.size(); n-- > 0;) {
            place += stride[n];
            if (++at[n] < shape[columns[n]]) break;
            place -= stride[n] * shape[columns[n]];
            at[n] = 0;
        }
    }
}

} // namespace

void Pool::add(const Measurement& measurement)
{
    const Columns& columns = measurement.columns;
    std::vector<double> variances(measurement.counts.size());
    for (std::size_t cell = 0; cell < variances.size(); ++cell)
        variances[cell] = measurement.variance_of(cell);
    for (std::size_t kept = 0; kept < (std::size_t{1} << columns.size()); ++kept) {
        const Columns own = subset(columns, kept);
        auto values = marginal(shape_, columns, measurement.counts, kept);
        const auto noise = marginal(shape_, columns, variances, kept);
        for (std::size_t n = 0; n < own.size(); ++n)
            centre(values, fold_of(shape_, own, n));
        Effect& effect = effects_[own];
        effect.values.resize(values.size(), 0.0);
        effect.weights.resize(values.size(), 0.0);
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
            const double weight = 1 / noise[cell];
            effect.weights[cell] += weight;
            effect.values[cell] += (values[cell] - effect.values[cell]) * weight / effect.weights[cell];
        }
        // Cells of unequal weight leave a rest that belongs to smaller effects.
        for (std::size_t n = 0; n < own.size(); ++n)
            centre(effect.values, fold_of(shape_, own, n));
    }
}

std::vector<Columns> Pool::sets() const
{
    std::vector<Columns> answer;
    for (const auto& [columns, effect] : effects_)
        if (!columns.empty()) answer.push_back(columns);
    std::stable_sort(answer.begin(), answer.end(),
                     [](const Columns& a, const Columns& b) { return a.size() < b.size(); });
    return answer;
}

double Pool::total() const
{
    const auto found = effects_.find({});
    return found == effects_.end() ? 0 : found->second.values[0];
}

double Pool::total_variance() const
{
    return 1 / effects_.at({}).weights[0];
}

std::vector<double> Pool::table(const Columns& columns) const
{
    std::vector<double> answer(table_size(shape_, columns), 0.0);
    for (std::size_t kept = 0; kept < (std::size_t{1} << columns.size()); ++kept)
        add_spread(shape_, columns, effects_.at(subset(columns, kept)).values, kept, answer);
    return answer;
}

double Pool::variance(const Columns& columns) const
{
    const auto& weights = effects_.at(columns).weights;
    return static_cast<double>(weights.size()) / std::accumulate(weights.begin(), weights.end(), 0.0);
}

} // namespace panoh::synthesis

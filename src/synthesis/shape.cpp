#include "synthesis/shape.h"

#include <algorithm>

namespace panoh::synthesis {
namespace {

/// Above this a fold is cut in two, so that no sum of many small numbers loses digits.
constexpr std::size_t longest_middle = 4096;

struct Axis {
    std::size_t states;
    bool stays;
};

/// Neighbours that share their fate become one axis.
std::vector<Axis> joined(const std::vector<Axis>& axes)
{
    std::vector<Axis> runs;
    for (const Axis& axis : axes) {
        if (axis.states == 1) continue;
        const bool same = !runs.empty() && runs.back().stays == axis.stays;
        if (same && (axis.stays || runs.back().states * axis.states <= longest_middle))
            runs.back().states *= axis.states;
        else
            runs.push_back(axis);
    }
    return runs;
}

Fold fold_at(const std::vector<Axis>& runs, std::size_t place)
{
    Fold fold{.outer = 1, .middle = runs[place].states, .inner = 1};
    for (std::size_t n = 0; n < place; ++n)
        fold.outer *= runs[n].states;
    for (std::size_t n = place + 1; n < runs.size(); ++n)
        fold.inner *= runs[n].states;
    return fold;
}

/// Work a cell of this fold, against what is left to do after it.
double work(const Fold& fold)
{
    const std::size_t run = fold.inner > 1 ? fold.inner : fold.middle;
    const double per_cell = run >= 16 ? 1.0 : 16.0 / static_cast<double>(run + 2);
    return per_cell + 2.0 / static_cast<double>(fold.middle);
}

} // namespace

double cells_of(const Shape& shape, std::span<const ColumnNumber> columns)
{
    double cells = 1;
    for (const ColumnNumber column : columns)
        cells *= static_cast<double>(shape[column]);
    return cells;
}

std::size_t table_size(const Shape& shape, std::span<const ColumnNumber> columns)
{
    std::size_t cells = 1;
    for (const ColumnNumber column : columns)
        cells *= shape[column];
    return cells;
}

Fold fold_of(const Shape& shape, const Columns& columns, std::size_t place)
{
    Fold fold;
    for (std::size_t n = 0; n < columns.size(); ++n) {
        const std::size_t states = shape[columns[n]];
        if (n < place) fold.outer *= states;
        if (n == place) fold.middle = states;
        if (n > place) fold.inner *= states;
    }
    return fold;
}

bool contains(const Columns& larger, const Columns& smaller)
{
    return std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end());
}

Columns both(const Columns& a, const Columns& b)
{
    Columns answer;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(answer));
    return answer;
}

Columns united(const Columns& a, const Columns& b)
{
    Columns answer;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(answer));
    return answer;
}

Columns without(const Columns& a, const Columns& b)
{
    Columns answer;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(answer));
    return answer;
}

Way::Way(const Shape& shape, const Columns& from, const Columns& to)
    : from_cells_(table_size(shape, from)), to_cells_(table_size(shape, to))
{
    std::vector<Axis> axes;
    for (const ColumnNumber column : from)
        axes.push_back({shape[column], std::binary_search(to.begin(), to.end(), column)});
    axes = joined(axes);
    while (std::any_of(axes.begin(), axes.end(), [](const Axis& axis) { return !axis.stays; })) {
        std::size_t best = axes.size();
        for (std::size_t n = 0; n < axes.size(); ++n)
            if (!axes[n].stays && (best == axes.size() || work(fold_at(axes, n)) < work(fold_at(axes, best))))
                best = n;
        folds_.push_back(fold_at(axes, best));
        axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(best));
        axes = joined(axes);
    }
    if (folds_.empty()) folds_.push_back({.outer = from_cells_, .middle = 1, .inner = 1});
    for (std::size_t n = 0; n + 1 < folds_.size(); ++n)
        room_ += folds_[n].outer * folds_[n].inner;
}

void Way::fold(Folding folding, const float* from, float* to, float* room) const
{
    for (std::size_t n = 0; n + 1 < folds_.size(); ++n) {
        folding(folds_[n], from, room);
        from = room;
        room += folds_[n].outer * folds_[n].inner;
    }
    folding(folds_.back(), from, to);
}

void Way::unfold(Folding last, const float* to, float* from, float* room) const
{
    for (std::size_t n = folds_.size() - 1; n > 0; --n) {
        spread(folds_[n], to, room);
        to = room;
        room += folds_[n].outer * folds_[n].middle * folds_[n].inner;
    }
    last(folds_.front(), to, from);
}

void Way::sum(const float* from, float* to, float* room) const
{
    fold(fold_sum, from, to, room);
}
void Way::largest(const float* from, float* to, float* room) const
{
    fold(fold_largest, from, to, room);
}
void Way::put(const float* to, float* from, float* room) const
{
    unfold(spread, to, from, room);
}
void Way::add(const float* to, float* from, float* room) const
{
    unfold(spread_add, to, from, room);
}
void Way::multiply(const float* to, float* from, float* room) const
{
    unfold(spread_multiply, to, from, room);
}
void Way::exp_below(const float* to, float* from, float* room) const
{
    unfold(synthesis::exp_below, to, from, room);
}

} // namespace panoh::synthesis

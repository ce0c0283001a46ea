#pragma once

// Sets of columns, and how a table over some columns is folded to a table over fewer.

#include <cstddef>
#include <span>
#include <vector>

#include "microdata/counter.h"
#include "synthesis/loops.h"

namespace panoh::synthesis {

using microdata::ColumnNumber;
using microdata::Columns;

/// States of each column, 1 or more each.
using Shape = std::vector<std::size_t>;

/// Cells of a table over `columns`, as a number that does not overflow.
[[nodiscard]] double cells_of(const Shape& shape, std::span<const ColumnNumber> columns);
/// The same as a whole number; only for tables that are held in memory.
[[nodiscard]] std::size_t table_size(const Shape& shape, std::span<const ColumnNumber> columns);
[[nodiscard]] bool contains(const Columns& larger, const Columns& smaller);
[[nodiscard]] Columns both(const Columns& a, const Columns& b);
[[nodiscard]] Columns united(const Columns& a, const Columns& b);
[[nodiscard]] Columns without(const Columns& a, const Columns& b);

/// A table over `columns` as a fold of the column at `place`.
[[nodiscard]] Fold fold_of(const Shape& shape, const Columns& columns, std::size_t place);

/// The way from a table over `from` to a table over its subset `to`, a run of neighbouring columns at a time,
/// those first whose going shrinks the table most for the work.
class Way {
public:
    Way(const Shape& shape, const Columns& from, const Columns& to);

    [[nodiscard]] std::size_t from_cells() const { return from_cells_; }
    [[nodiscard]] std::size_t to_cells() const { return to_cells_; }
    /// Numbers of room that each of the calls below needs.
    [[nodiscard]] std::size_t room() const { return room_; }

    void sum(const float* from, float* to, float* room) const;
    void largest(const float* from, float* to, float* room) const;
    /// Spreads the small table over the large one.
    void put(const float* to, float* from, float* room) const;
    void add(const float* to, float* from, float* room) const;
    void multiply(const float* to, float* from, float* room) const;
    /// `from` = exp(`from` - `to` spread).
    void exp_below(const float* to, float* from, float* room) const;

private:
    using Folding = void (*)(const Fold&, const float*, float*);
    void fold(Folding folding, const float* from, float* to, float* room) const;
    void unfold(Folding last, const float* to, float* from, float* room) const;

    std::vector<Fold> folds_;
    std::size_t from_cells_ = 1;
    std::size_t to_cells_ = 1;
    std::size_t room_ = 0;
};

} // namespace panoh::synthesis

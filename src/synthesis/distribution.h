#pragma once

// A distribution on all columns, in the numbering of its user. Inside, columns are numbered so that what a
// clique does not share with its parent comes first: folding a clique to its separator then adds up long
// rows.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/result.h"
#include "privacy/noise.h"
#include "synthesis/calibration.h"

namespace panoh::synthesis {

class Distribution {
public:
    /// Every one of `sets` is joined in `graph`. All factors start at 0.
    Distribution(const Shape& shape, const Graph& graph, std::span<const Columns> sets);

    /// In the user's numbering.
    [[nodiscard]] const Shape& shape() const { return shape_; }
    [[nodiscard]] const JunctionTree& tree() const { return tree_; }
    /// Sets the logarithms of one factor, row by row.
    void put_factor(std::size_t set, std::span<const float> logs);
    /// Makes the distribution follow the factors. Returns the logarithm of what they add up to.
    double run(core::Crew& crew) { return calibration_->run(crew); }

    // After `run`:

    /// Probabilities of one set, row by row.
    void take_set(std::size_t set, std::span<float> into) const;
    /// The same of any columns that one clique has; nothing if none has.
    [[nodiscard]] std::optional<std::vector<float>> within_clique(const Columns& columns) const;
    /// The same of any columns at all. "synthesis/table_too_large" when a table on the way has more than 64
    /// million cells.
    [[nodiscard]] core::Result<std::vector<float>> joint(const Columns& columns) const;
    /// See `draw_rows`: one list of states a column.
    [[nodiscard]] std::vector<std::vector<std::uint8_t>> draw(std::size_t rows,
                                                              privacy::RandomBits& bits) const;

private:
    [[nodiscard]] Columns inside(const Columns& columns) const;
    /// Of each cell of a table inside its place in the user's; empty where they are the same.
    [[nodiscard]] std::vector<std::uint32_t> turned(const Columns& columns) const;
    [[nodiscard]] std::vector<float> outside(std::vector<float> table, const Columns& columns) const;

    Shape shape_;
    JunctionTree tree_;
    std::vector<ColumnNumber> number_; ///< inside, by the user's
    Shape inner_shape_;
    std::vector<std::vector<std::uint32_t>> turns_; ///< of each set
    std::optional<Calibration> calibration_;
};

} // namespace panoh::synthesis

#pragma once

// How the states of a schema become the cells of a model: rare ones together, columns of few cells first.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "microdata/microdata.h"
#include "privacy/noise.h"
#include "synthesis/estimator.h"

namespace panoh::synthesis {

/// States of a column that a model takes; more are to be grouped by a person beforehand.
constexpr std::size_t most_model_states = 64;

/// One column of a model.
struct CodedColumn {
    /// Number of the column in the schema.
    ColumnNumber source = 0;
    std::size_t cells = 0;
    /// By state of the schema.
    std::vector<std::uint8_t> cell_of;
    /// The share of each state in its cell; those of one cell add up to 1.
    std::vector<double> share;
};

/// In the order of the model: columns of fewer cells come first, so that the largest lie side by side.
using Coding = std::vector<CodedColumn>;

/// Noisy counts of the states of one column, and which of them are to stay cells of their own.
struct NoisyColumn {
    std::vector<double> counts;
    std::vector<bool> kept;
};

/// A cell for each state whose noisy count reaches `threshold` or that is kept, one for all others together
/// if that reaches it; else they share the cell of the most frequent state, to which a few more mean nothing.
/// Never less than two cells.
[[nodiscard]] CodedColumn code_column(ColumnNumber source, const NoisyColumn& column, double threshold);
/// The columns in the order of the model.
[[nodiscard]] Coding ordered(std::vector<CodedColumn> columns);
/// The same numbers moved by one amount, and none below 0, so that they add up to `total` (the nearest such
/// list in squares); all 0 where `total` is.
[[nodiscard]] std::vector<double> onto_simplex(std::vector<double> counts, double total);

/// People as the model sees them: cells in place of states. Their schema is a stand-in that has so many
/// states.
[[nodiscard]] microdata::Microdata coded(const microdata::Microdata& people, const Coding& coding);
[[nodiscard]] microdata::Microdata coded(std::vector<std::vector<std::uint8_t>> cells, const Coding& coding);
/// Cells back to states, columns in the schema's order; states of one cell by their shares, spread evenly.
[[nodiscard]] std::vector<std::vector<std::uint8_t>>
decoded(const std::vector<std::vector<std::uint8_t>>& cells, const Coding& coding, privacy::RandomBits& bits);

/// Which states the schema's impossible pairs name, by column.
[[nodiscard]] std::vector<std::vector<bool>> named_impossible(const microdata::Schema& schema);
/// The impossible pairs in cells; each pair of columns once. Every state they name has a cell of its own.
[[nodiscard]] std::vector<Exclusion> exclusions(const microdata::Schema& schema, const Coding& coding);

} // namespace panoh::synthesis

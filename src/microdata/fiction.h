#pragma once

// Tables of people who do not exist, in the shapes that coded cases have: for tests, measurements and a
// demonstration.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "microdata/schema.h"

namespace panoh::microdata {

enum class Shape {
    sparse, ///< 6 columns of 4 to 60 values, 24 of ticks, 35 % of them missing; about 8.9 counted values a
            ///< row
    dense,  ///< the same 30 columns, nothing missing and everything counted: 30 counted values a row
    wide,   ///< 60 columns like `sparse`: about 17.8 counted values a row
};

/// The lineage of every such table, by which its publications know that nobody is in them.
constexpr std::string_view fictional_lineage = "fiction";

struct FictionalTable {
    std::string csv;
    Schema schema;
};

/// Rows of twelve hidden kinds of people, each with its own distribution in every column and its own share of
/// missing cells. 222,000 of them have about 440,000 combinations of up to three counted values (sparse; most
/// that there can be are had by somebody) and 11 million of up to four that ten or more have (dense). Some
/// values are rare; a minor's household is never an adult's (`Schema::impossible`). The same bytes for the
/// same arguments, on every machine. Codes of countries mean none.
[[nodiscard]] FictionalTable fictional_table(Shape shape, std::size_t rows, std::uint64_t seed);

} // namespace panoh::microdata

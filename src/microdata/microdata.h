#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "microdata/schema.h"

namespace panoh::microdata {

/// Number of a column in its schema.
using ColumnNumber = std::uint16_t;

/// Coded people: one row a person, one state a column. Column by column in memory, one byte a cell.
class Microdata {
public:
    /// `states` has one list of equal length for each column of the schema, each entry below
    /// `states_of(column)`; anything else is a bug.
    Microdata(Schema schema, std::vector<std::vector<std::uint8_t>> states);

    [[nodiscard]] const Schema& schema() const { return *schema_; }
    [[nodiscard]] std::size_t people() const { return people_; }
    [[nodiscard]] std::size_t columns() const { return states_.size(); }
    [[nodiscard]] std::span<const std::uint8_t> states(ColumnNumber column) const { return states_[column]; }

private:
    std::shared_ptr<const Schema> schema_;
    std::vector<std::vector<std::uint8_t>> states_;
    std::size_t people_ = 0;
};

} // namespace panoh::microdata

#pragma once

// How many people have what: exact, on all processors, with the same bits for any number of threads.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "microdata/microdata.h"
#include "microdata/processor.h"

namespace panoh::microdata {

/// Columns in ascending order, without repetition.
using Columns = std::vector<ColumnNumber>;

/// A counted value: `state` of `column`, where `is_counted`. Attributes are numbered column by column.
struct Attribute {
    ColumnNumber column = 0;
    std::uint8_t state = 0;
    bool operator==(const Attribute&) const = default;
};

/// Combinations of one length, each of attributes of different columns, with the number of people who have
/// all of them. Sorted by their attribute numbers.
class Combinations {
public:
    Combinations(std::size_t length, std::vector<std::uint16_t> attributes,
                 std::vector<std::uint32_t> counts);
    [[nodiscard]] std::size_t length() const { return length_; }
    [[nodiscard]] std::size_t size() const { return counts_.size(); }
    /// The attribute numbers of one combination, ascending.
    [[nodiscard]] std::span<const std::uint16_t> attributes(std::size_t place) const
    {
        return {attributes_.data() + place * length_, length_};
    }
    [[nodiscard]] std::uint32_t count(std::size_t place) const { return counts_[place]; }
    [[nodiscard]] std::span<const std::uint32_t> counts() const { return counts_; }
    /// Its count, 0 when it is not among them.
    [[nodiscard]] std::uint32_t find(std::span<const std::uint16_t> attributes) const;

private:
    std::size_t length_;
    std::vector<std::uint16_t> attributes_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::size_t> begins_; ///< where the combinations with each first number begin, and the end
};

/// Number of cells of a contingency table: the product of the columns' states.
[[nodiscard]] std::size_t cells_of(const Schema& schema, std::span<const ColumnNumber> columns);

class Counter {
public:
    /// `people` stays alive as long as the counter. `threads`: 0 for one a processor.
    explicit Counter(const Microdata& people, unsigned threads = 0, Processor processor = best_processor());
    ~Counter();
    Counter(Counter&&) noexcept;
    Counter& operator=(Counter&&) noexcept;
    Counter(const Counter&) = delete;
    Counter& operator=(const Counter&) = delete;

    [[nodiscard]] const Microdata& people() const;
    [[nodiscard]] std::span<const Attribute> attributes() const;

    /// The contingency table of these columns over all their states, "other" and "missing" among them: row by
    /// row, the last column's state runs fastest. No columns: one cell, all people.
    [[nodiscard]] std::vector<std::uint32_t> marginal(std::span<const ColumnNumber> columns) const;
    /// The same of many at once, in the order asked.
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> marginals(std::span<const Columns> wanted) const;

    /// Every combination of attributes of 1, 2, ... up to `length` (at most 4) different columns that at
    /// least `at_least` (1 or more) people have; the place in the answer is the length less one.
    [[nodiscard]] std::vector<Combinations> combinations(std::size_t length,
                                                         std::uint32_t at_least = 1) const;

private:
    struct Content;
    std::unique_ptr<Content> content_;
};

} // namespace panoh::microdata

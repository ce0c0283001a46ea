#pragma once

// What people hold together: counts of up to three attributes looked up, more by their rows.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "anonymity/row_set.h"
#include "microdata/counter.h"

namespace panoh::anonymity {

class Held {
public:
    /// Counts below `k` are of no interest and may come as 0.
    Held(const microdata::Microdata& people, std::uint32_t k, unsigned threads);

    [[nodiscard]] std::size_t people() const { return ends_.size(); }
    [[nodiscard]] std::size_t attributes() const { return of_.size(); }
    [[nodiscard]] microdata::ColumnNumber column(std::uint16_t attribute) const
    {
        return of_[attribute].column;
    }
    [[nodiscard]] std::uint8_t state(std::uint16_t attribute) const { return of_[attribute].state; }
    [[nodiscard]] std::span<const std::uint16_t> attributes_of(std::size_t person) const
    {
        const std::size_t first = person == 0 ? 0 : ends_[person - 1];
        return {rows_.data() + first, ends_[person] - first};
    }
    [[nodiscard]] std::size_t most_attributes() const { return most_attributes_; }
    [[nodiscard]] const AttributeBits& bits() const { return bits_; }

    [[nodiscard]] std::uint32_t count(std::uint16_t a) const { return ones_[a]; }
    [[nodiscard]] std::uint32_t count(std::uint16_t a, std::uint16_t b) const
    {
        return pairs_[a * of_.size() + b];
    }
    [[nodiscard]] std::uint32_t count(std::uint16_t a, std::uint16_t b, std::uint16_t c) const;

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t count = 0;
    };
    void keep_triples(const microdata::Combinations& triples);
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const;

    std::vector<microdata::Attribute> of_;
    std::vector<std::uint16_t> rows_;
    std::vector<std::size_t> ends_;
    std::size_t most_attributes_ = 0;
    AttributeBits bits_;
    std::vector<std::uint32_t> ones_;
    std::vector<std::uint32_t> pairs_;
    std::vector<Slot> triples_; ///< open addressing; its size is a power of two
};

} // namespace panoh::anonymity

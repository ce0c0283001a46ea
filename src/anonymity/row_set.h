#pragma once

// Which people have an attribute, as bits, and how many of a set of people have one more.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "microdata/counter.h"

namespace panoh::anonymity {

/// For each attribute a bit for each person.
class AttributeBits {
public:
    AttributeBits(const microdata::Microdata& people, std::span<const microdata::Attribute> attributes);
    [[nodiscard]] std::size_t words() const { return words_; }
    [[nodiscard]] std::span<const std::uint64_t> of(std::uint16_t attribute) const
    {
        return {bits_.data() + attribute * words_, words_};
    }

private:
    std::size_t words_;
    std::vector<std::uint64_t> bits_;
};

/// A set of people: the words of their bits that are not empty, and where those stand.
class RowSet {
public:
    /// Everybody who has the attributes.
    void assign(const AttributeBits& bits, std::span<const std::uint16_t> attributes);
    /// Leaves those who have one more.
    void narrow(const AttributeBits& bits, std::uint16_t attribute);
    /// How many would be left.
    [[nodiscard]] std::uint32_t count_with(const AttributeBits& bits, std::uint16_t attribute) const;
    [[nodiscard]] std::uint32_t count() const { return count_; }
    /// Calls `use` with each of them, in order.
    template <typename Use>
    void each(const Use& use) const
    {
        for (std::size_t place = 0; place < places_.size(); ++place)
            for (std::uint64_t word = words_[place]; word != 0; word &= word - 1)
                use(places_[place] * 64 + static_cast<std::uint32_t>(std::countr_zero(word)));
    }
    /// The person at a place among the set, in order.
    [[nodiscard]] std::uint32_t person(std::uint32_t place) const;

private:
    void shrink(std::size_t words, std::uint32_t count);
    std::vector<std::uint32_t> places_;
    std::vector<std::uint64_t> words_;
    std::uint32_t count_ = 0;
};

} // namespace panoh::anonymity

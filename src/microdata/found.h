#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "microdata/counter.h"

namespace panoh::microdata {

/// Combinations in the order in which one thread came upon them.
class Found {
public:
    /// Up to four attribute numbers side by side, the first (and smallest) in the highest of the bits used.
    using Key = std::uint64_t;
    static constexpr unsigned number_bits = 16;

    void add(std::size_t length, Key key, std::uint32_t count)
    {
        List& list = lists_[length - 1];
        if (list.left == 0) grow(list);
        --list.left;
        *list.next++ = {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U), count};
    }

private:
    friend class FoundOrder;
    struct Entry {
        std::uint32_t low;
        std::uint32_t high;
        std::uint32_t count;
        [[nodiscard]] Key key() const { return low | Key{high} << 32U; }
    };
    /// In pieces, so that nothing is copied as it grows.
    struct List {
        std::vector<std::unique_ptr<Entry[]>> pieces = {};
        Entry* next = nullptr;
        std::size_t left = 0;
    };
    static constexpr std::size_t piece_size = 1U << 14U;
    static void grow(List& list);

    std::array<List, 4> lists_ = {};
};

/// All that the threads found of one length, in order; they have none of it any more. `attributes`: how many
/// there are in all.
[[nodiscard]] Combinations in_order(std::span<Found> found, std::size_t length, std::size_t attributes,
                                    unsigned threads);

} // namespace panoh::microdata

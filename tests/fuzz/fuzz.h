#pragma once

// What the fuzz targets share.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace panoh::fuzz {

using Random = std::minstd_rand;

/// Stops the program when a promise does not hold, and says where; libFuzzer then keeps the input.
inline void must(bool holds, std::source_location at = std::source_location::current())
{
    if (holds) return;
    std::fprintf(stderr, "A promise does not hold: %s:%u\n", at.file_name(),
                 static_cast<unsigned>(at.line()));
    std::abort();
}

/// A refusal has a stable code, "slice/word", and so has each of its faults.
inline void must_be_code(std::string_view code, std::source_location at = std::source_location::current())
{
    const std::size_t slash = code.find('/');
    must(slash != std::string_view::npos && slash > 0 && slash + 1 < code.size(), at);
    must(code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_/") == std::string_view::npos, at);
}
inline void must_be_refusal(const core::Error& error,
                            std::source_location at = std::source_location::current())
{
    must_be_code(error.code, at);
    for (const auto& fault : error.faults)
        must_be_code(fault.code, at);
}

/// Takes an input apart, from its beginning; what is taken beyond the end is zero or empty.
class Input {
public:
    Input(const std::uint8_t* bytes, std::size_t size) : rest_(reinterpret_cast<const char*>(bytes), size) {}
    explicit Input(std::string_view rest) : rest_(rest) {}

    [[nodiscard]] bool empty() const { return rest_.empty(); }
    std::uint8_t byte()
    {
        if (rest_.empty()) return 0;
        const auto taken = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return taken;
    }
    /// Eight bytes, least significant first.
    std::int64_t number()
    {
        std::uint64_t taken = 0;
        for (unsigned shift = 0; shift < 64; shift += 8)
            taken |= std::uint64_t{byte()} << shift;
        return static_cast<std::int64_t>(taken);
    }
    std::string_view up_to(char end)
    {
        const std::string_view taken = rest_.substr(0, rest_.find(end));
        rest_.remove_prefix(std::min(rest_.size(), taken.size() + 1));
        return taken;
    }
    std::string_view first(std::size_t most)
    {
        const std::string_view taken = rest_.substr(0, most);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    std::string_view rest() { return first(rest_.size()); }

private:
    std::string_view rest_;
};

} // namespace panoh::fuzz

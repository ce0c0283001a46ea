#include <algorithm>
#include <array>
#include <bit>

#include "microdata/bit_kernels.h"

namespace panoh::microdata {

namespace {

void set_bits(const std::uint8_t* codes, std::size_t size, std::size_t words, std::uint64_t* bits,
              std::size_t place)
{
    const auto at = [&](std::size_t code, std::size_t word) -> std::uint64_t& {
        const std::size_t p = place + code;
        return bits[(p / group_size * words + word) * group_size + p % group_size];
    };
    for (std::size_t word = 0; word < words; ++word) {
        for (std::size_t code = 0; code < size; ++code)
            at(code, word) = 0;
        for (std::size_t bit = 0; bit < word_bits; ++bit)
            if (const std::uint8_t code = codes[word * word_bits + bit]; code < size)
                at(code, word) |= std::uint64_t{1} << bit;
    }
}

/// The numbers of set bits of each byte.
std::uint64_t byte_counts(std::uint64_t x)
{
    x -= (x >> 1U) & 0x5555'5555'5555'5555U;
    x = (x & 0x3333'3333'3333'3333U) + ((x >> 2U) & 0x3333'3333'3333'3333U);
    return (x + (x >> 4U)) & 0x0F0F'0F0F'0F0F'0F0FU;
}

void count_pairs(const std::uint64_t* rows, const std::uint64_t* columns, std::size_t groups,
                 std::size_t words, std::uint32_t* counts, std::size_t stride)
{
    constexpr std::size_t most = 31; // words whose counts a byte holds
    for (std::size_t group = 0; group < groups; ++group, columns += words * group_size) {
        for (std::size_t row = 0; row < group_size; ++row) {
            std::array<std::uint64_t, group_size> sums = {};
            for (std::size_t from = 0; from < words; from += most) {
                std::array<std::uint64_t, group_size> bytes = {};
                for (std::size_t word = from; word < std::min(words, from + most); ++word)
                    for (std::size_t column = 0; column < group_size; ++column)
                        bytes[column] +=
                            byte_counts(rows[word * group_size + row] & columns[word * group_size + column]);
                for (std::size_t column = 0; column < group_size; ++column) {
                    const std::uint64_t pairs = (bytes[column] & 0x00FF'00FF'00FF'00FFU) +
                                                ((bytes[column] >> 8U) & 0x00FF'00FF'00FF'00FFU);
                    sums[column] += (pairs * 0x0001'0001'0001'0001U) >> 48U;
                }
            }
            for (std::size_t column = 0; column < group_size; ++column)
                counts[row * stride + group * group_size + column] = static_cast<std::uint32_t>(sums[column]);
        }
    }
}

std::size_t find(const std::uint8_t* codes, std::size_t words, std::uint8_t code, std::uint64_t* masks)
{
    std::size_t found = 0;
    for (std::size_t word = 0; word < words; ++word) {
        std::uint64_t mask = 0;
        for (std::size_t bit = 0; bit < word_bits; ++bit)
            mask |= std::uint64_t{codes[word * word_bits + bit] == code} << bit;
        masks[word] = mask;
        found += static_cast<std::size_t>(std::popcount(mask));
    }
    return found;
}

std::size_t places_at_least(const std::uint32_t* counts, std::size_t from, std::size_t to,
                            std::uint32_t at_least, std::uint32_t* places)
{
    std::size_t found = 0;
    for (std::size_t place = from; place < to; ++place) {
        places[found] = static_cast<std::uint32_t>(place);
        found += counts[place] >= at_least ? 1 : 0;
    }
    return found;
}

} // namespace

const BitKernels& plain_kernels()
{
    static constexpr BitKernels kernels = {.set_bits = set_bits,
                                           .count_pairs = count_pairs,
                                           .find = find,
                                           .compress = nullptr,
                                           .at_least = places_at_least,
                                           .word_cost = 100,
                                           .row_cost = 150};
    return kernels;
}

const BitKernels& bit_kernels(Processor processor)
{
#ifdef __x86_64__
    if (processor == Processor::avx512 && has(Processor::avx512)) return avx512_kernels();
    if (processor != Processor::plain && has(Processor::avx2)) return avx2_kernels();
#else
    (void)processor;
#endif
    return plain_kernels();
}

} // namespace panoh::microdata

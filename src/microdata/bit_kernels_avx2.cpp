#ifdef __x86_64__

#include <bit>

#include <immintrin.h>

#include "microdata/bit_kernels.h"

// Instructions are allowed function by function, not for the file: what the compiler makes of an inline
// function of the library must run on every machine.
#define PANOH_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

namespace panoh::microdata {

namespace {

PANOH_AVX2 inline __m256i load(const void* from)
{
    return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

PANOH_AVX2 inline std::uint64_t equal_mask(__m256i low, __m256i high, __m256i code)
{
    const auto first = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, code)));
    const auto second = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, code)));
    return first | std::uint64_t{second} << 32U;
}

PANOH_AVX2 void set_bits(const std::uint8_t* codes, std::size_t size, std::size_t words, std::uint64_t* bits,
                         std::size_t place)
{
    for (std::size_t code = 0; code < size; ++code) {
        const std::size_t p = place + code;
        std::uint64_t* out = bits + p / group_size * words * group_size + p % group_size;
        const __m256i wanted = _mm256_set1_epi8(static_cast<char>(code));
        for (std::size_t word = 0; word < words; ++word)
            out[word * group_size] =
                equal_mask(load(codes + word * word_bits), load(codes + word * word_bits + 32), wanted);
    }
}

/// Set bits of each byte, by halves of it (Mula 2016, arXiv 1611.07612).
PANOH_AVX2 inline __m256i byte_counts(__m256i x)
{
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2,
                                           2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i half = _mm256_set1_epi8(0x0F);
    return _mm256_add_epi8(_mm256_shuffle_epi8(table, _mm256_and_si256(x, half)),
                           _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(x, 4), half)));
}

/// Four rows and eight columns: eight sums stay in registers.
struct Tile {
    __m256i sums[4][2];
};

PANOH_AVX2 inline void add_words(Tile& bytes, const std::uint64_t* rows, const std::uint64_t* columns,
                                 std::size_t from, std::size_t to)
{
    for (auto& row : bytes.sums)
        row[0] = row[1] = _mm256_setzero_si256();
    for (std::size_t word = from; word < to; ++word) {
        const __m256i low = load(columns + word * group_size);
        const __m256i high = load(columns + word * group_size + 4);
        for (std::size_t row = 0; row < 4; ++row) {
            const __m256i x = _mm256_set1_epi64x(static_cast<std::int64_t>(rows[word * group_size + row]));
            bytes.sums[row][0] = _mm256_add_epi8(bytes.sums[row][0], byte_counts(_mm256_and_si256(x, low)));
            bytes.sums[row][1] = _mm256_add_epi8(bytes.sums[row][1], byte_counts(_mm256_and_si256(x, high)));
        }
    }
}

PANOH_AVX2 inline void store(__m256i sums, std::uint32_t* counts)
{
    const __m256i packed = _mm256_permutevar8x32_epi32(sums, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(counts), _mm256_castsi256_si128(packed));
}

PANOH_AVX2 void count_tile(const std::uint64_t* rows, const std::uint64_t* columns, std::size_t words,
                           std::uint32_t* counts, std::size_t stride)
{
    constexpr std::size_t most = 31; // words whose counts a byte holds
    const __m256i zero = _mm256_setzero_si256();
    Tile all;
    for (auto& row : all.sums)
        row[0] = row[1] = zero;
    for (std::size_t from = 0; from < words; from += most) {
        Tile bytes;
        add_words(bytes, rows, columns, from, from + most < words ? from + most : words);
        for (std::size_t row = 0; row < 4; ++row)
            for (std::size_t half = 0; half < 2; ++half)
                all.sums[row][half] =
                    _mm256_add_epi64(all.sums[row][half], _mm256_sad_epu8(bytes.sums[row][half], zero));
    }
    for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t half = 0; half < 2; ++half)
            store(all.sums[row][half], counts + row * stride + half * 4);
}

PANOH_AVX2 void count_pairs(const std::uint64_t* rows, const std::uint64_t* columns, std::size_t groups,
                            std::size_t words, std::uint32_t* counts, std::size_t stride)
{
    for (std::size_t group = 0; group < groups; ++group, columns += words * group_size, counts += group_size)
        for (std::size_t row = 0; row < group_size; row += 4)
            count_tile(rows + row, columns, words, counts + row * stride, stride);
}

PANOH_AVX2 std::size_t find(const std::uint8_t* codes, std::size_t words, std::uint8_t code,
                            std::uint64_t* masks)
{
    std::size_t found = 0;
    const __m256i wanted = _mm256_set1_epi8(static_cast<char>(code));
    for (std::size_t word = 0; word < words; ++word) {
        masks[word] = equal_mask(load(codes + word * word_bits), load(codes + word * word_bits + 32), wanted);
        found += static_cast<std::size_t>(std::popcount(masks[word]));
    }
    return found;
}

PANOH_AVX2 std::size_t places_at_least(const std::uint32_t* counts, std::size_t from, std::size_t to,
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

const BitKernels& avx2_kernels()
{
    static constexpr BitKernels kernels = {.set_bits = set_bits,
                                           .count_pairs = count_pairs,
                                           .find = find,
                                           .compress = nullptr,
                                           .at_least = places_at_least,
                                           .word_cost = 25,
                                           .row_cost = 150};
    return kernels;
}

} // namespace panoh::microdata

#endif

#ifdef __x86_64__

#include <bit>

#include <immintrin.h>

#include "microdata/bit_kernels.h"

// As in bit_kernels_avx2.cpp.
#define PANOH_AVX512                                                                                         \
    __attribute__((target("avx2,bmi,bmi2,popcnt,avx512f,avx512bw,avx512vl,avx512vbmi2,avx512vpopcntdq")))

namespace panoh::microdata {

namespace {

PANOH_AVX512 void set_bits(const std::uint8_t* codes, std::size_t size, std::size_t words,
                           std::uint64_t* bits, std::size_t place)
{
    for (std::size_t code = 0; code < size; ++code) {
        const std::size_t p = place + code;
        std::uint64_t* out = bits + p / group_size * words * group_size + p % group_size;
        const __m512i wanted = _mm512_set1_epi8(static_cast<char>(code));
        for (std::size_t word = 0; word < words; ++word)
            out[word * group_size] =
                _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(codes + word * word_bits), wanted);
    }
}

/// Eight rows and eight or sixteen columns: all sums stay in registers.
template <std::size_t Groups>
PANOH_AVX512 inline void count_tile(const std::uint64_t* rows, const std::uint64_t* columns,
                                    std::size_t words, std::uint32_t* counts, std::size_t stride)
{
    __m512i sums[group_size][Groups];
    for (auto& row : sums)
        for (auto& sum : row)
            sum = _mm512_setzero_si512();
    for (std::size_t word = 0; word < words; ++word) {
        __m512i column[Groups];
        for (std::size_t group = 0; group < Groups; ++group)
            column[group] = _mm512_loadu_si512(columns + (group * words + word) * group_size);
        for (std::size_t row = 0; row < group_size; ++row) {
            const __m512i x = _mm512_set1_epi64(static_cast<std::int64_t>(rows[word * group_size + row]));
            for (std::size_t group = 0; group < Groups; ++group)
                sums[row][group] = _mm512_add_epi64(sums[row][group],
                                                    _mm512_popcnt_epi64(_mm512_and_si512(x, column[group])));
        }
    }
    for (std::size_t row = 0; row < group_size; ++row)
        for (std::size_t group = 0; group < Groups; ++group)
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(counts + row * stride + group * group_size),
                                _mm512_maskz_cvtepi64_epi32(0xFF, sums[row][group]));
}

PANOH_AVX512 void count_pairs(const std::uint64_t* rows, const std::uint64_t* columns, std::size_t groups,
                              std::size_t words, std::uint32_t* counts, std::size_t stride)
{
    std::size_t group = 0;
    for (; group + 2 <= groups; group += 2)
        count_tile<2>(rows, columns + group * words * group_size, words, counts + group * group_size, stride);
    if (group < groups)
        count_tile<1>(rows, columns + group * words * group_size, words, counts + group * group_size, stride);
}

PANOH_AVX512 std::size_t find(const std::uint8_t* codes, std::size_t words, std::uint8_t code,
                              std::uint64_t* masks)
{
    std::size_t found = 0;
    const __m512i wanted = _mm512_set1_epi8(static_cast<char>(code));
    for (std::size_t word = 0; word < words; ++word) {
        masks[word] = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(codes + word * word_bits), wanted);
        found += static_cast<std::size_t>(std::popcount(masks[word]));
    }
    return found;
}

PANOH_AVX512 void compress(const std::uint8_t* codes, std::size_t words, const std::uint64_t* masks,
                           std::uint8_t* out)
{
    for (std::size_t word = 0; word < words; ++word) {
        // In the register first: some processors are slow to compress into memory.
        const __m512i taken =
            _mm512_maskz_compress_epi8(masks[word], _mm512_loadu_si512(codes + word * word_bits));
        _mm512_storeu_si512(out, taken);
        out += std::popcount(masks[word]);
    }
}

PANOH_AVX512 std::size_t places_at_least(const std::uint32_t* counts, std::size_t from, std::size_t to,
                                         std::uint32_t at_least, std::uint32_t* places)
{
    std::size_t found = 0;
    const __m512i wanted = _mm512_set1_epi32(static_cast<int>(at_least));
    __m512i numbers =
        _mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(from)),
                         _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    for (std::size_t place = from; place < to; place += 16) {
        const std::size_t left = to - place;
        const auto inside = static_cast<__mmask16>(left < 16 ? (1U << left) - 1 : 0xFFFFU);
        const __m512i x = _mm512_maskz_loadu_epi32(inside, counts + place);
        const __mmask16 enough = _mm512_mask_cmpge_epu32_mask(inside, x, wanted);
        _mm512_storeu_si512(places + found, _mm512_maskz_compress_epi32(enough, numbers));
        found += static_cast<std::size_t>(std::popcount(static_cast<unsigned>(enough)));
        numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(16));
    }
    return found;
}

} // namespace

const BitKernels& avx512_kernels()
{
    static constexpr BitKernels kernels = {.set_bits = set_bits,
                                           .count_pairs = count_pairs,
                                           .find = find,
                                           .compress = compress,
                                           .at_least = places_at_least,
                                           .word_cost = 10,
                                           .row_cost = 150};
    return kernels;
}

} // namespace panoh::microdata

#endif

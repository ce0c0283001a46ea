#include <doctest/doctest.h>

#include <bit>
#include <string>

#include "microdata/bit_kernels.h"
#include "microdata/testing.h"

namespace panoh::microdata {

using namespace testing;

namespace {

/// Runs a check for each processor that this machine has.
template <typename Check>
void on_each(const Check& check)
{
    for (const auto& [processor, name] : core::Names<Processor>::all) {
        if (!has(processor)) continue;
        CAPTURE(std::string(name));
        check(bit_kernels(processor));
    }
}

/// Codes of some words of rows; `common` of ten are the first.
std::vector<std::uint8_t> random_codes(Random& random, std::size_t words, std::size_t size,
                                       std::size_t common)
{
    std::vector<std::uint8_t> codes(words * word_bits);
    for (std::uint8_t& code : codes) {
        const std::size_t any = below(random, size + 1);
        code = below(random, 10) < common ? 0 : any == size ? no_code : static_cast<std::uint8_t>(any);
    }
    return codes;
}

bool bit(const std::vector<std::uint64_t>& bits, std::size_t words, std::size_t place, std::size_t row)
{
    const std::uint64_t word =
        bits[(place / group_size * words + row / word_bits) * group_size + place % group_size];
    return ((word >> (row % word_bits)) & 1U) != 0;
}

} // namespace

TEST_CASE("each code gets a bit for each row that has it, and no other place is touched")
{
    on_each([](const BitKernels& kernels) {
        Random random(1);
        for (int i = 0; i < 20; ++i) {
            const std::size_t words = 1 + below(random, 5);
            const std::size_t size = 1 + below(random, 20);
            const std::size_t place = below(random, 9);
            const auto codes = random_codes(random, words, size, 3);
            std::vector<std::uint64_t> bits(words * group_size * 4, 0xABCD);
            kernels.set_bits(codes.data(), size, words, bits.data(), place);
            bool right = true;
            for (std::size_t p = 0; p < group_size * 4; ++p) {
                const bool is_ours = p >= place && p < place + size;
                for (std::size_t row = 0; row < words * word_bits; ++row)
                    right =
                        right && bit(bits, words, p, row) ==
                                     (is_ours ? codes[row] == p - place
                                              : ((std::uint64_t{0xABCD} >> (row % word_bits)) & 1U) != 0 &&
                                                    row % word_bits < 16);
            }
            CHECK(right);
        }
    });
}

TEST_CASE("pairs of places are counted for any number of words and groups, and where all bits are set")
{
    on_each([](const BitKernels& kernels) {
        Random random(2);
        for (const std::size_t words : std::initializer_list<std::size_t>{1, 2, 3, 31, 32, 33, 62, 63, 200}) {
            const std::size_t groups = 1 + below(random, 4);
            const bool all_set = words == 33 || words == 200;
            std::vector<std::uint64_t> bits(words * group_size * (groups + 1));
            for (std::uint64_t& word : bits)
                word = all_set ? ~std::uint64_t{0} : std::uint64_t{random()} * 0x9E37'79B9'7F4A'7C15U;
            const std::size_t stride = groups * group_size + 3;
            std::vector<std::uint32_t> counts(stride * group_size, 7);
            kernels.count_pairs(bits.data(), bits.data() + words * group_size, groups, words, counts.data(),
                                stride);
            bool right = true;
            for (std::size_t row = 0; row < group_size; ++row) {
                for (std::size_t column = 0; column < groups * group_size; ++column) {
                    std::uint32_t both = 0;
                    for (std::size_t word = 0; word < words; ++word)
                        both += static_cast<std::uint32_t>(
                            std::popcount(bits[word * group_size + row] &
                                          bits[((column / group_size + 1) * words + word) * group_size +
                                               column % group_size]));
                    right = right && counts[row * stride + column] == both;
                }
                right = right && (row + 1 == group_size || counts[row * stride + groups * group_size] == 7);
            }
            CHECK(right);
        }
    });
}

TEST_CASE("the rows of a code are found, and the codes of those rows put side by side")
{
    on_each([](const BitKernels& kernels) {
        Random random(3);
        for (int i = 0; i < 30; ++i) {
            const std::size_t words = 1 + below(random, 6);
            const auto codes = random_codes(random, words, 4, below(random, 11));
            const auto others = random_codes(random, words, 200, 0);
            std::vector<std::uint64_t> masks(words);
            const std::size_t found = kernels.find(codes.data(), words, 0, masks.data());
            std::vector<std::uint8_t> expected;
            for (std::size_t row = 0; row < codes.size(); ++row) {
                REQUIRE((codes[row] == 0) == (((masks[row / word_bits] >> (row % word_bits)) & 1U) != 0));
                if (codes[row] == 0) expected.push_back(others[row]);
            }
            CHECK(found == expected.size());
            if (kernels.compress == nullptr) continue;
            std::vector<std::uint8_t> taken(found + word_bits);
            kernels.compress(others.data(), words, masks.data(), taken.data());
            taken.resize(found);
            CHECK(taken == expected);
        }
    });
}

TEST_CASE("the places of counts that are large enough are found, of any range")
{
    on_each([](const BitKernels& kernels) {
        Random random(4);
        std::vector<std::uint32_t> counts(100);
        for (std::uint32_t& count : counts)
            count = below(random, 3) == 0 ? 0xFFFF'FFFF : static_cast<std::uint32_t>(below(random, 20));
        for (std::size_t from = 0; from < 40; ++from) {
            for (std::size_t to = from; to <= counts.size(); to += 7) {
                std::vector<std::uint32_t> places(to - from + 64);
                places.resize(kernels.at_least(counts.data(), from, to, 10, places.data()));
                std::vector<std::uint32_t> expected;
                for (std::size_t place = from; place < to; ++place)
                    if (counts[place] >= 10) expected.push_back(static_cast<std::uint32_t>(place));
                CHECK(places == expected);
            }
        }
    });
}

} // namespace panoh::microdata

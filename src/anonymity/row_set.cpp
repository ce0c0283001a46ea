#include "anonymity/row_set.h"

#include <algorithm>
#include <array>
#include <bit>

namespace panoh::anonymity {

AttributeBits::AttributeBits(const microdata::Microdata& people,
                             std::span<const microdata::Attribute> attributes)
    : words_((people.people() + 63) / 64), bits_(words_ * attributes.size())
{
    std::vector<std::uint16_t> number;
    constexpr std::uint16_t none = 0xffff;
    for (std::size_t column = 0; column < people.columns(); ++column) {
        number.assign(256, none);
        for (std::size_t place = 0; place < attributes.size(); ++place)
            if (attributes[place].column == column)
                number[attributes[place].state] = static_cast<std::uint16_t>(place);
        const auto states = people.states(static_cast<microdata::ColumnNumber>(column));
        for (std::size_t person = 0; person < states.size(); ++person)
            if (const std::uint16_t attribute = number[states[person]]; attribute != none)
                bits_[attribute * words_ + person / 64] |= std::uint64_t{1} << (person % 64);
    }
}

namespace {

// Bits are counted by an instruction where the processor has one.
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define PANOH_QUICK __attribute__((target_clones("default", "avx2")))
#else
#define PANOH_QUICK
#endif

/// Words of a set that are not empty, one behind the other, with their places; and how many bits they have.
struct Kept {
    std::size_t words = 0;
    std::uint32_t count = 0;
};

PANOH_QUICK Kept keep_common(std::span<const std::uint64_t* const> sets, std::size_t words,
                             std::uint32_t* places, std::uint64_t* kept)
{
    Kept result;
    for (std::size_t place = 0; place < words; ++place) {
        std::uint64_t word = ~std::uint64_t{0};
        for (const std::uint64_t* set : sets)
            word &= set[place];
        places[result.words] = static_cast<std::uint32_t>(place);
        kept[result.words] = word;
        result.words += word != 0 ? 1 : 0;
        result.count += static_cast<std::uint32_t>(std::popcount(word));
    }
    return result;
}

PANOH_QUICK Kept keep_those(const std::uint64_t* set, std::size_t words, std::uint32_t* places,
                            std::uint64_t* kept)
{
    Kept result;
    for (std::size_t place = 0; place < words; ++place) {
        const std::uint64_t word = kept[place] & set[places[place]];
        places[result.words] = places[place];
        kept[result.words] = word;
        result.words += word != 0 ? 1 : 0;
        result.count += static_cast<std::uint32_t>(std::popcount(word));
    }
    return result;
}

PANOH_QUICK std::uint32_t count_common(const std::uint64_t* set, std::span<const std::uint32_t> places,
                                       const std::uint64_t* words)
{
    std::uint32_t count = 0;
    for (std::size_t place = 0; place < places.size(); ++place)
        count += static_cast<std::uint32_t>(std::popcount(words[place] & set[places[place]]));
    return count;
}

} // namespace

void RowSet::assign(const AttributeBits& bits, std::span<const std::uint16_t> attributes)
{
    std::array<const std::uint64_t*, 8> sets = {};
    const std::size_t first = std::min(attributes.size(), sets.size());
    for (std::size_t number = 0; number < first; ++number)
        sets[number] = bits.of(attributes[number]).data();
    // Room for every word; what was there is written over.
    places_.resize(bits.words());
    words_.resize(bits.words());
    const Kept kept = keep_common(std::span(sets).first(first), bits.words(), places_.data(), words_.data());
    shrink(kept.words, kept.count);
    for (const std::uint16_t attribute : attributes.subspan(first))
        narrow(bits, attribute);
}

void RowSet::shrink(std::size_t words, std::uint32_t count)
{
    places_.resize(words);
    words_.resize(words);
    count_ = count;
}

void RowSet::narrow(const AttributeBits& bits, std::uint16_t attribute)
{
    const Kept kept = keep_those(bits.of(attribute).data(), places_.size(), places_.data(), words_.data());
    shrink(kept.words, kept.count);
}

std::uint32_t RowSet::count_with(const AttributeBits& bits, std::uint16_t attribute) const
{
    return count_common(bits.of(attribute).data(), places_, words_.data());
}

std::uint32_t RowSet::person(std::uint32_t place) const
{
    std::size_t word = 0;
    std::uint32_t before = 0;
    for (auto here = static_cast<std::uint32_t>(std::popcount(words_[0])); before + here <= place;
         here = static_cast<std::uint32_t>(std::popcount(words_[word]))) {
        before += here;
        ++word;
    }
    std::uint64_t bits = words_[word];
    for (; before < place; ++before)
        bits &= bits - 1;
    return places_[word] * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
}

} // namespace panoh::anonymity

#include "anonymity/row_set.h"

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

void RowSet::assign(const AttributeBits& bits, std::span<const std::uint16_t> attributes)
{
    places_.clear();
    words_.clear();
    count_ = 0;
    for (std::size_t place = 0; place < bits.words(); ++place) {
        std::uint64_t word = ~std::uint64_t{0};
        for (const std::uint16_t attribute : attributes)
            word &= bits.of(attribute)[place];
        if (word == 0) continue;
        places_.push_back(static_cast<std::uint32_t>(place));
        words_.push_back(word);
        count_ += static_cast<std::uint32_t>(std::popcount(word));
    }
}

void RowSet::narrow(const AttributeBits& bits, std::uint16_t attribute)
{
    const auto of = bits.of(attribute);
    std::size_t kept = 0;
    count_ = 0;
    for (std::size_t place = 0; place < places_.size(); ++place) {
        const std::uint64_t word = words_[place] & of[places_[place]];
        places_[kept] = places_[place];
        words_[kept] = word;
        kept += word != 0 ? 1 : 0;
        count_ += static_cast<std::uint32_t>(std::popcount(word));
    }
    places_.resize(kept);
    words_.resize(kept);
}

std::uint32_t RowSet::count_with(const AttributeBits& bits, std::uint16_t attribute) const
{
    const std::uint64_t* of = bits.of(attribute).data();
    std::uint32_t count = 0;
    for (std::size_t place = 0; place < places_.size(); ++place)
        count += static_cast<std::uint32_t>(std::popcount(words_[place] & of[places_[place]]));
    return count;
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

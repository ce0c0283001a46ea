#include "anonymity/held.h"

#include <algorithm>
#include <bit>

namespace panoh::anonymity {

namespace {

std::vector<microdata::Attribute> attributes_of_people(const microdata::Microdata& people)
{
    std::vector<microdata::Attribute> all;
    for (std::size_t column = 0; column < people.columns(); ++column) {
        const auto& of = people.schema().columns[column];
        for (std::size_t state = 0; state < of.values.size(); ++state)
            if (microdata::is_counted(of, static_cast<std::uint8_t>(state)))
                all.push_back(
                    {static_cast<microdata::ColumnNumber>(column), static_cast<std::uint8_t>(state)});
    }
    return all;
}

std::uint64_t key_of(std::uint16_t a, std::uint16_t b, std::uint16_t c)
{
    if (a > b) std::swap(a, b);
    if (b > c) std::swap(b, c);
    if (a > b) std::swap(a, b);
    // Never 0, which stands for an empty slot: three different numbers are not all 0.
    return std::uint64_t{a} << 32U | std::uint64_t{b} << 16U | c;
}

} // namespace

Held::Held(const microdata::Microdata& people, std::uint32_t k, unsigned threads)
    : of_(attributes_of_people(people)), bits_(people, of_), ones_(of_.size()),
      pairs_(of_.size() * of_.size())
{
    std::vector<std::vector<std::uint16_t>> number(people.columns(), std::vector<std::uint16_t>(256, 0xffff));
    for (std::size_t attribute = 0; attribute < of_.size(); ++attribute)
        number[of_[attribute].column][of_[attribute].state] = static_cast<std::uint16_t>(attribute);
    for (std::size_t person = 0; person < people.people(); ++person) {
        const std::size_t before = rows_.size();
        for (std::size_t column = 0; column < people.columns(); ++column) {
            const auto state = people.states(static_cast<microdata::ColumnNumber>(column))[person];
            if (number[column][state] != 0xffff) rows_.push_back(number[column][state]);
        }
        ends_.push_back(rows_.size());
        most_attributes_ = std::max(most_attributes_, rows_.size() - before);
    }
    const microdata::Counter counter(people, threads);
    const auto found = counter.combinations(std::min<std::size_t>(3, people.columns()), k);
    for (std::size_t place = 0; place < found[0].size(); ++place)
        ones_[found[0].attributes(place)[0]] = found[0].count(place);
    if (found.size() > 1)
        for (std::size_t place = 0; place < found[1].size(); ++place) {
            const auto two = found[1].attributes(place);
            pairs_[two[0] * of_.size() + two[1]] = found[1].count(place);
            pairs_[two[1] * of_.size() + two[0]] = found[1].count(place);
        }
    if (found.size() > 2) keep_triples(found[2]);
}

void Held::keep_triples(const microdata::Combinations& triples)
{
    triples_.resize(std::bit_ceil(triples.size() * 2 + 1));
    for (std::size_t place = 0; place < triples.size(); ++place) {
        const auto three = triples.attributes(place);
        const std::uint64_t key = key_of(three[0], three[1], three[2]);
        triples_[slot_of(key)] = {key, triples.count(place)};
    }
}

std::size_t Held::slot_of(std::uint64_t key) const
{
    std::size_t slot = (key * 0x9e3779b97f4a7c15ULL) >> 20U;
    for (slot &= triples_.size() - 1; triples_[slot].key != 0 && triples_[slot].key != key;)
        slot = (slot + 1) & (triples_.size() - 1);
    return slot;
}

std::uint32_t Held::count(std::uint16_t a, std::uint16_t b, std::uint16_t c) const
{
    return triples_.empty() ? 0 : triples_[slot_of(key_of(a, b, c))].count;
}

} // namespace panoh::anonymity

#include "release/exposure.h"

#include <algorithm>
#include <array>

#include "core/crew.h"

namespace panoh::release {

namespace {

using microdata::Combinations;

constexpr std::size_t longest = 4;
enum Seldom : std::uint8_t { many = 0, few = 1, one = 2 };

/// The number of a combination among all of its length (the combinatorial number system): the sum of "n over
/// place" of its attributes.
class Numbering {
public:
    explicit Numbering(std::size_t attributes)
    {
        over_[0].resize(attributes + 1, 1);
        for (std::size_t place = 1; place <= longest; ++place) {
            over_[place].resize(attributes + 1);
            for (std::size_t n = 1; n <= attributes; ++n)
                over_[place][n] = over_[place][n - 1] + over_[place - 1][n - 1];
        }
    }
    /// What an attribute adds as the `place`-th of a combination, from 1 on.
    [[nodiscard]] std::uint64_t part(std::uint16_t attribute, std::size_t place) const
    {
        return over_[place][attribute];
    }
    [[nodiscard]] std::uint64_t combinations(std::size_t length) const { return over_[length].back(); }

private:
    std::array<std::vector<std::uint64_t>, longest + 1> over_;
};

/// How seldom each combination of one length is, two bits each. Where there are too many for that, several
/// share their bits and a look into the list decides.
class Rarity {
public:
    Rarity(const Combinations& all, const Numbering& numbering, std::uint32_t k)
        : all_(&all), k_(k), numbers_(std::min(numbering.combinations(all.length()), most_numbers)),
          exact_(numbering.combinations(all.length()) <= most_numbers), bits_(numbers_ / 4 + 1)
    {
        for (std::size_t place = 0; place < all.size(); ++place) {
            if (all.count(place) >= k) continue;
            std::uint64_t number = 0;
            for (std::size_t axis = 0; axis < all.length(); ++axis)
                number += numbering.part(all.attributes(place)[axis], axis + 1);
            const std::uint64_t at = number % numbers_;
            bits_[at / 4] |= static_cast<std::uint8_t>(seldom(all.count(place)) << (at % 4 * 2));
        }
    }
    [[nodiscard]] Seldom of(std::uint64_t number, std::span<const std::uint16_t> attributes) const
    {
        const std::uint64_t at = exact_ ? number : number % numbers_;
        const unsigned bits = bits_[at / 4] >> (at % 4 * 2) & 3U;
        if (bits == 0) return many;
        if (exact_) return static_cast<Seldom>(bits);
        return seldom(all_->find(attributes));
    }

private:
    static constexpr std::uint64_t most_numbers = std::uint64_t{1} << 28;
    [[nodiscard]] Seldom seldom(std::uint32_t count) const
    {
        return count == 1 ? one : count < k_ ? few : many;
    }
    const Combinations* all_;
    std::uint32_t k_;
    std::uint64_t numbers_;
    bool exact_;
    std::vector<std::uint8_t> bits_;
};

/// One person's attributes, and the rarest combination of them.
class Person {
public:
    Person(const Numbering& numbering, std::span<const std::uint16_t> attributes)
        : numbering_(numbering), attributes_(attributes)
    {
    }
    [[nodiscard]] Seldom rarest(const Rarity& rarity, std::size_t length)
    {
        found_ = many;
        look(rarity, length, 1, 0, 0);
        return found_;
    }

private:
    void look(const Rarity& rarity, std::size_t length, std::size_t place, std::size_t from,
              std::uint64_t number)
    {
        for (std::size_t at = from; at < attributes_.size() && found_ != one; ++at) {
            chosen_[place - 1] = attributes_[at];
            const std::uint64_t next = number + numbering_.part(attributes_[at], place);
            if (place == length)
                found_ = std::max(found_, rarity.of(next, {chosen_.data(), length}));
            else
                look(rarity, length, place + 1, at + 1, next);
        }
    }
    const Numbering& numbering_;
    std::span<const std::uint16_t> attributes_;
    std::array<std::uint16_t, longest> chosen_ = {};
    Seldom found_ = many;
};

/// Attribute numbers by column and state; -1 where a state is not counted.
std::vector<std::vector<std::int32_t>> numbers_of(const microdata::Counter& counter)
{
    std::vector<std::vector<std::int32_t>> numbers;
    for (const auto& column : counter.people().schema().columns)
        numbers.emplace_back(microdata::states_of(column), -1);
    for (std::size_t number = 0; number < counter.attributes().size(); ++number) {
        const auto& attribute = counter.attributes()[number];
        numbers[attribute.column][attribute.state] = static_cast<std::int32_t>(number);
    }
    return numbers;
}

} // namespace

std::vector<Exposure> exposure_of(const microdata::Counter& counter,
                                  const std::vector<Combinations>& combinations, std::uint32_t k,
                                  unsigned threads)
{
    const Numbering numbering(counter.attributes().size());
    std::vector<Rarity> rarities;
    for (const Combinations& all : combinations)
        rarities.emplace_back(all, numbering, k);
    const auto numbers = numbers_of(counter);
    const microdata::Microdata& people = counter.people();
    constexpr std::size_t chunk = 4096;
    const std::size_t parts = (people.people() + chunk - 1) / chunk;
    std::vector<std::vector<Exposure>> found(parts, std::vector<Exposure>(combinations.size()));
    core::share_work(parts, core::threads_of(threads), [&](std::size_t part, unsigned) {
        std::vector<std::uint16_t> has;
        for (std::size_t row = part * chunk; row < std::min((part + 1) * chunk, people.people()); ++row) {
            has.clear();
            for (std::size_t column = 0; column < numbers.size(); ++column)
                if (const auto number =
                        numbers[column][people.states(static_cast<microdata::ColumnNumber>(column))[row]];
                    number >= 0)
                    has.push_back(static_cast<std::uint16_t>(number));
            Person person(numbering, has);
            Seldom worst = many;
            for (std::size_t place = 0; place < rarities.size(); ++place) {
                if (worst != one) worst = std::max(worst, person.rarest(rarities[place], place + 1));
                found[part][place].rare += worst != many ? 1 : 0;
                found[part][place].unique += worst == one ? 1 : 0;
            }
        }
    });
    std::vector<Exposure> all(combinations.size());
    for (std::size_t place = 0; place < all.size(); ++place) {
        all[place].length = static_cast<std::int64_t>(place) + 1;
        for (const auto& part : found) {
            all[place].unique += part[place].unique;
            all[place].rare += part[place].rare;
        }
    }
    return all;
}

} // namespace panoh::release

#include "attacks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "microdata/counter.h"

namespace panoh::release_audit {

namespace {

std::size_t distance(const Row& a, const Row& b)
{
    std::size_t differ = 0;
    for (std::size_t column = 0; column < a.size(); ++column)
        differ += a[column] != b[column] ? 1 : 0;
    return differ;
}

/// Of two rows that differ in a column less, the nearer counts so many times as much.
constexpr double falls_by = 0.2;

double density(const Row& person, const Rows& rows)
{
    std::vector<std::size_t> at(person.size() + 1, 0);
    for (const Row& row : rows)
        ++at[distance(person, row)];
    double sum = 0;
    double weight = 1;
    for (const std::size_t count : at) {
        sum += weight * static_cast<double>(count);
        weight *= falls_by;
    }
    return sum / std::max(1.0, static_cast<double>(rows.size()));
}

/// The number of each counted state among attributes; none where it is not counted.
std::vector<std::vector<std::int32_t>> numbers_of(const microdata::Schema& schema,
                                                  std::span<const microdata::Attribute> attributes)
{
    std::vector<std::vector<std::int32_t>> numbers;
    for (const auto& column : schema.columns)
        numbers.emplace_back(microdata::states_of(column), -1);
    for (std::size_t number = 0; number < attributes.size(); ++number)
        numbers[attributes[number].column][attributes[number].state] = static_cast<std::int32_t>(number);
    return numbers;
}

using Key = std::array<std::uint16_t, 3>;

/// Calls `use` with each combination of one to three attributes that a person has.
template <typename Use>
void each_combination(const std::vector<std::uint16_t>& held, std::size_t longest, const Use& use)
{
    constexpr std::uint16_t none = 0xffff;
    for (std::size_t a = 0; a < held.size(); ++a) {
        use(Key{held[a], none, none});
        for (std::size_t b = a + 1; longest > 1 && b < held.size(); ++b) {
            use(Key{held[a], held[b], none});
            for (std::size_t c = b + 1; longest > 2 && c < held.size(); ++c)
                use(Key{held[a], held[b], held[c]});
        }
    }
}

std::vector<std::uint16_t> held_by(const Row& person, const std::vector<std::vector<std::int32_t>>& numbers)
{
    std::vector<std::uint16_t> held;
    for (std::size_t column = 0; column < person.size(); ++column)
        if (numbers[column][person[column]] >= 0)
            held.push_back(static_cast<std::uint16_t>(numbers[column][person[column]]));
    return held;
}

/// How much likelier an exact count is with one person more than others would have it (Poisson). Nobody is
/// among none.
double likelier(double told, double expected)
{
    if (told == 0) return -1'000;
    const double around = expected + 0.3;
    return told * std::log1p(1 / around) - 1;
}

} // namespace

Scores nearness(const Rows& people, const Rows& published)
{
    Scores scores;
    for (const Row& person : people) {
        std::size_t least = person.size() + 1;
        for (const Row& row : published)
            least = std::min(least, distance(person, row));
        scores.push_back(-static_cast<double>(least));
    }
    return scores;
}

Scores density_ratio(const Rows& people, const Rows& published, const Rows& others)
{
    Scores scores;
    for (const Row& person : people)
        scores.push_back(std::log(density(person, published) + 1e-9) -
                         std::log(density(person, others) + 1e-9));
    return scores;
}

Scores table_excess(const Rows& people, const tabulation::Tables& published, const Crowd& crowd)
{
    const auto numbers = numbers_of(crowd.schema, published.attributes);
    struct Count {
        double told = 0;
        double deviation = 1;
        double others = 0;
    };
    std::map<Key, Count> counts;
    for (const auto& of : published.lengths)
        for (std::size_t place = 0; place < of.size(); ++place) {
            Key key{0xffff, 0xffff, 0xffff};
            std::ranges::copy(of.attributes_of(place), key.begin());
            counts[key] = {.told = static_cast<double>(of.counts[place]),
                           .deviation = static_cast<double>(of.deviations[place]),
                           .others = 0};
        }
    const std::size_t longest = published.lengths.size();
    const double scale = static_cast<double>(published.people) / static_cast<double>(crowd.others.size());
    for (const Row& person : crowd.others)
        each_combination(held_by(person, numbers), longest,
                         [&](const Key& key) { counts[key].others += scale; });
    double least = 1e9;
    for (const auto& of : published.lengths)
        for (const float deviation : of.deviations)
            least = std::min(least, static_cast<double>(deviation));
    const bool exact = least < 1;
    Scores scores;
    for (const Row& person : people) {
        double sum = 0;
        each_combination(held_by(person, numbers), longest, [&](const Key& key) {
            const auto found = counts.find(key);
            const Count count = found == counts.end() ? Count{} : found->second;
            sum += exact ? likelier(count.told, count.others)
                         : (count.told - count.others) /
                               (1 + count.deviation * count.deviation + 2 * count.others);
        });
        scores.push_back(sum);
    }
    return scores;
}

std::vector<std::uint8_t> guessed(const Rows& people, std::size_t column, const Rows& known,
                                  std::uint8_t missing)
{
    std::vector<std::uint8_t> guesses;
    for (const Row& person : people) {
        std::array<double, 256> votes = {};
        for (const Row& row : known) {
            const std::size_t apart = distance(person, row) - (person[column] != row[column] ? 1 : 0);
            if (row[column] != missing) votes[row[column]] += std::pow(falls_by, static_cast<double>(apart));
        }
        guesses.push_back(static_cast<std::uint8_t>(std::ranges::max_element(votes) - votes.begin()));
    }
    return guesses;
}

double right(const Rows& people, std::size_t column, const std::vector<std::uint8_t>& guesses)
{
    std::size_t hits = 0;
    for (std::size_t person = 0; person < people.size(); ++person)
        hits += people[person][column] == guesses[person] ? 1 : 0;
    return static_cast<double>(hits) / static_cast<double>(people.size());
}

std::vector<double> reconstructed(std::size_t people, std::span<const Told> told)
{
    // Steps against the gradient, no longer than the largest curvature allows, held between 0 and 1.
    std::vector<double> curvature(people, 1e-9);
    for (const Told& one : told)
        for (const std::size_t person : one.people)
            curvature[person] += one.weight * static_cast<double>(one.people.size());
    std::vector<double> values(people, 0.5);
    std::vector<double> gradient(people);
    for (int round = 0; round < 3'000; ++round) {
        std::ranges::fill(gradient, 0.0);
        for (const Told& one : told) {
            double off = -one.count;
            for (const std::size_t person : one.people)
                off += values[person];
            for (const std::size_t person : one.people)
                gradient[person] += one.weight * off;
        }
        for (std::size_t person = 0; person < people; ++person)
            values[person] = std::clamp(values[person] - gradient[person] / curvature[person], 0.0, 1.0);
    }
    return values;
}

} // namespace panoh::release_audit

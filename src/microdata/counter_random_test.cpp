#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "microdata/testing.h"

namespace panoh::microdata {

using namespace testing;

namespace {

std::vector<Processor> processors()
{
    std::vector<Processor> all;
    for (const auto& [processor, name] : core::Names<Processor>::all)
        if (has(processor)) all.push_back(processor);
    return all;
}

bool same(const std::vector<Combinations>& a, const std::vector<Combinations>& b)
{
    return std::ranges::equal(a, b, [](const Combinations& x, const Combinations& y) {
        if (x.length() != y.length() || !std::ranges::equal(x.counts(), y.counts())) return false;
        for (std::size_t i = 0; i < x.size(); ++i)
            if (!std::ranges::equal(x.attributes(i), y.attributes(i))) return false;
        return true;
    });
}

bool in_order(const std::vector<Combinations>& all)
{
    for (const Combinations& combinations : all)
        for (std::size_t i = 1; i < combinations.size(); ++i)
            if (!std::ranges::lexicographical_compare(combinations.attributes(i - 1),
                                                      combinations.attributes(i)))
                return false;
    return true;
}

/// The marginal out of the states, cell by cell.
std::vector<std::uint32_t> naive_marginal(const Microdata& people, const Columns& columns)
{
    std::vector<std::uint32_t> counts(cells_of(people.schema(), columns));
    for (std::size_t person = 0; person < people.people(); ++person) {
        std::size_t cell = 0;
        for (const ColumnNumber column : columns)
            cell = cell * states_of(people.schema().columns[column]) + people.states(column)[person];
        ++counts[cell];
    }
    return counts;
}

/// Some sets of columns, in no order, some of them twice.
std::vector<Columns> random_sets(Random& random, std::size_t columns, std::size_t longest)
{
    std::vector<Columns> sets;
    for (std::size_t i = below(random, 30) + 1; i > 0; --i) {
        Columns& set = sets.emplace_back();
        const std::size_t length = below(random, longest + 1);
        for (std::size_t k = 0; k < length; ++k)
            set.push_back(static_cast<ColumnNumber>(below(random, columns)));
        std::ranges::sort(set);
        set.erase(std::unique(set.begin(), set.end()), set.end());
    }
    return sets;
}

} // namespace

TEST_CASE("every combination of ten thousand random tables is counted as by hand, whatever the processor")
{
    Random random(20'260'101);
    const int tables = is_soak() ? 10'000 : 700;
    for (int i = 0; i < tables; ++i) {
        const Microdata people =
            random_table(random, i % 10 == 0  ? Sizes{.people = 1500, .columns = 3, .values = 60}
                                 : i % 2 == 0 ? Sizes{.people = 90, .columns = 5, .values = 40}
                                              : Sizes{.people = 30, .columns = 7, .values = 5});
        const std::size_t length = 1 + below(random, 4);
        const auto at_least = static_cast<std::uint32_t>(1 + below(random, 3));
        const Counter first(people, 1, Processor::plain);
        const auto found = first.combinations(length, at_least);
        REQUIRE(found.size() == length);
        REQUIRE(counts_of(found) == naive_counts(first, length, at_least));
        REQUIRE(in_order(found));
        for (const Processor processor : processors())
            REQUIRE(same(
                Counter(people, 1 + static_cast<unsigned>(i) % 3, processor).combinations(length, at_least),
                found));
    }
}

TEST_CASE("every marginal of random tables is counted as by hand, whatever the processor")
{
    Random random(20'260'102);
    const int tables = is_soak() ? 10'000 : 400;
    for (int i = 0; i < tables; ++i) {
        const Microdata people =
            random_table(random, i % 10 == 0 ? Sizes{.people = 1500, .columns = 6, .values = 40}
                                             : Sizes{.people = 150, .columns = 9, .values = 8});
        const auto wanted = random_sets(random, people.columns(), 5);
        std::vector<std::vector<std::uint32_t>> expected;
        for (const Columns& columns : wanted)
            expected.push_back(naive_marginal(people, columns));
        for (const Processor processor : processors()) {
            const Counter counter(people, 1 + static_cast<unsigned>(i) % 3, processor);
            REQUIRE(counter.marginals(wanted) == expected);
            REQUIRE(counter.marginal(wanted.front()) == expected.front());
        }
    }
}

TEST_CASE("the answer has the same bits for any number of threads")
{
    // Enough of them that threads are used.
    Random random(3);
    Microdata people = random_table(random, {.people = 4000, .columns = 40, .values = 30});
    while (people.people() * people.columns() < 60'000)
        people = random_table(random, {.people = 4000, .columns = 40, .values = 30});
    std::vector<Columns> wanted;
    const auto columns = static_cast<ColumnNumber>(people.columns());
    for (ColumnNumber a = 0; a < columns; ++a)
        for (ColumnNumber b = a; b < columns; ++b)
            wanted.push_back(a == b ? Columns{a} : Columns{a, b});
    for (ColumnNumber a = 2; a < columns; ++a)
        wanted.push_back({static_cast<ColumnNumber>(a - 2), static_cast<ColumnNumber>(a - 1), a});
    const Counter one(people, 1);
    const auto combinations = one.combinations(3);
    const auto marginals = one.marginals(wanted);
    for (unsigned threads = 2; threads <= 8; ++threads) {
        const Counter counter(people, threads);
        CHECK(same(counter.combinations(3), combinations));
        CHECK(counter.marginals(wanted) == marginals);
    }
}

TEST_CASE("the order of people does not matter, and everybody twice has every count twice")
{
    Random random(4);
    for (int i = 0; i < 20; ++i) {
        const Microdata people = random_table(random, {.people = 300, .columns = 8, .values = 10});
        std::vector<std::size_t> rows(people.people());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        const auto before = Counter(people).combinations(3);
        std::ranges::shuffle(rows, random);
        CHECK(same(Counter(with_rows(people, rows)).combinations(3), before));
        rows.insert(rows.end(), rows.begin(), rows.end());
        auto twice = counts_of(before);
        for (auto& [numbers, count] : twice)
            count *= 2;
        CHECK(counts_of(Counter(with_rows(people, rows)).combinations(3)) == twice);
    }
}

TEST_CASE("the order of columns does not matter, and without a column the rest is counted as with it")
{
    Random random(5);
    for (int i = 0; i < 20; ++i) {
        const Microdata people = random_table(random, {.people = 300, .columns = 8, .values = 10});
        std::vector<std::size_t> columns(people.columns());
        std::iota(columns.begin(), columns.end(), std::size_t{0});
        std::ranges::shuffle(columns, random);
        if (i % 2 == 0 && columns.size() > 1) columns.pop_back();
        const Microdata other = with_columns(people, columns);
        const Counter counter(people);
        const Counter other_counter(other);
        // In the numbers of the first table.
        std::map<std::pair<ColumnNumber, std::uint8_t>, std::uint16_t> numbers;
        for (std::uint16_t number = 0; number < counter.attributes().size(); ++number)
            numbers[{counter.attributes()[number].column, counter.attributes()[number].state}] = number;
        Counts renamed;
        for (const auto& [combination, count] : counts_of(other_counter.combinations(3))) {
            std::vector<std::uint16_t> key;
            for (const std::uint16_t number : combination) {
                const Attribute& attribute = other_counter.attributes()[number];
                key.push_back(
                    numbers.at({static_cast<ColumnNumber>(columns[attribute.column]), attribute.state}));
            }
            std::ranges::sort(key);
            renamed[key] = count;
        }
        auto expected = counts_of(counter.combinations(3));
        std::erase_if(expected, [&](const auto& item) {
            return std::ranges::any_of(item.first, [&](std::uint16_t number) {
                return std::ranges::find(columns, counter.attributes()[number].column) == columns.end();
            });
        });
        CHECK(renamed == expected);
    }
}

} // namespace panoh::microdata

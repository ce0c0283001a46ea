#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <set>

#include "anonymity/suppression.h"

namespace panoh::anonymity {

namespace {

/// A table with a published total: nodes 0 and 1, one edge a row.
CountNetwork one_table(const std::vector<std::int64_t>& values)
{
    CountNetwork network;
    const int from = network.add_node();
    const int to = network.add_node();
    std::int64_t total = 0;
    for (const std::int64_t value : values) {
        total += value;
        network.add({.from = from, .to = to, .value = value, .least = 1});
    }
    network.add({.from = to, .to = from, .kind = CountKind::known, .value = total});
    return network;
}

std::vector<std::int64_t> hidden_of(const CountNetwork& network, int counts)
{
    std::vector<std::int64_t> values;
    for (int i = 0; i < counts; ++i)
        if (network.at(i).hidden) values.push_back(network.at(i).value);
    std::sort(values.begin(), values.end());
    return values;
}

std::vector<std::int64_t> hidden_in(const std::vector<std::int64_t>& values)
{
    CountNetwork network = one_table(values);
    REQUIRE(network.protect(Rule{}));
    return hidden_of(network, static_cast<int>(values.size()));
}

using Values = std::vector<std::int64_t>;

/// Everything a reader must allow for in one table: by trying every way to share out what is missing of the
/// total. Knows nothing of networks.
std::vector<std::set<std::int64_t>> possible(const Values& values, const std::vector<bool>& hidden)
{
    std::int64_t missing = 0;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (hidden[i]) {
            missing += values[i];
            places.push_back(i);
        }
    std::vector<std::set<std::int64_t>> seen(values.size());
    std::vector<std::int64_t> guess(places.size());
    const std::function<void(std::size_t, std::int64_t)> share = [&](std::size_t at, std::int64_t left) {
        if (at == places.size()) {
            if (left != 0) return;
            for (std::size_t i = 0; i < places.size(); ++i)
                seen[places[i]].insert(guess[i]);
            return;
        }
        for (std::int64_t one = 1; one <= left; ++one) {
            guess[at] = one;
            share(at + 1, left - one);
        }
    };
    share(0, missing);
    return seen;
}

} // namespace

TEST_CASE("a table without small counts is printed whole")
{
    CHECK(hidden_in({11, 12, 500}).empty());
    CHECK(hidden_in({}).empty());
}

TEST_CASE("a single small count takes the next smallest with it")
{
    CHECK(hidden_in({3, 500, 17, 40}) == Values{3, 17});
    CHECK(hidden_in({10, 11, 12}) == Values{10, 11});
}

TEST_CASE("two small counts suffice only if a reader must allow for eleven in each")
{
    CHECK(hidden_in({6, 7, 500}) == Values{6, 7});
    CHECK(hidden_in({3, 4, 500, 20}) == Values{3, 4, 20});
    // Together 11, but each has at least one, so neither could be more than 10.
    CHECK(hidden_in({5, 6, 30}) == Values{5, 6, 30});
}

TEST_CASE("a table too small to hide anything in cannot be printed")
{
    CHECK(!one_table({5}).protect(Rule{}));
    CHECK(!one_table({3, 3, 3}).protect(Rule{}));
    CHECK(!one_table({1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}).protect(Rule{}));
}

TEST_CASE("zero is no small count")
{
    CountNetwork network;
    const int from = network.add_node();
    const int to = network.add_node();
    const int none = network.add({.from = from, .to = to, .value = 0});
    network.add({.from = from, .to = to, .value = 40});
    network.add({.from = to, .to = from, .kind = CountKind::known, .value = 40});
    REQUIRE(network.protect(Rule{}));
    CHECK(!network.at(none).hidden);
}

TEST_CASE("a difference of two tables that nobody prints is protected as well")
{
    // World 40 = Central Asia 34 + rest 6: printing both would print the rest.
    CountNetwork network;
    const int top = network.add_node();
    const int area = network.add_node();
    const int rest = network.add_node();
    std::vector<int> central;
    for (const auto& [world, of_area] : {std::pair(40, 34), std::pair(300, 100), std::pair(80, 20)}) {
        const int key = network.add_node();
        central.push_back(network.add({.from = area, .to = key, .value = of_area, .least = 1}));
        network.add({.from = rest, .to = key, .kind = CountKind::derived, .value = world - of_area});
        network.add({.from = key, .to = top, .value = world, .least = 1});
    }
    network.add({.from = top, .to = area, .kind = CountKind::known, .value = 154});
    network.add({.from = top, .to = rest, .kind = CountKind::known, .value = 266});
    REQUIRE(network.balanced());
    REQUIRE(network.protect(Rule{}));
    CHECK(network.at(central[0]).hidden);
    CHECK(network.at(central[2]).hidden);
    CHECK(!network.at(central[1]).hidden);
    CHECK(network.range(central[0] + 1).most >= 11);
}

TEST_CASE("for random tables no hidden count can be told, and none can be told to be small")
{
    CHECK(rc::check([] {
        const Rule rule{.smallest = *rc::gen::inRange(2, 7)};
        const Values values =
            *rc::gen::resize(6, rc::gen::container<Values>(rc::gen::inRange<std::int64_t>(1, 12)));
        CountNetwork network = one_table(values);
        const bool done = network.protect(rule);
        const auto size = static_cast<int>(values.size());
        if (!done) {
            // Refusing is right only when hiding every row would still not do.
            const auto all = possible(values, std::vector<bool>(values.size(), true));
            bool every = true;
            for (std::size_t i = 0; i < values.size(); ++i)
                if (rule.sensitive(values[i])) every = every && *all[i].rbegin() >= rule.smallest;
            RC_ASSERT(!every);
            return;
        }
        std::vector<bool> hidden(values.size());
        for (int i = 0; i < size; ++i)
            hidden[static_cast<std::size_t>(i)] = network.at(i).hidden;
        const auto seen = possible(values, hidden);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!hidden[i]) {
                RC_ASSERT(!rule.sensitive(values[i]));
                continue;
            }
            RC_ASSERT(seen[i].size() > 1);
            RC_ASSERT(*seen[i].rbegin() >= rule.smallest);
            const Range range = network.range(static_cast<int>(i));
            RC_ASSERT(range.least == *seen[i].begin());
            RC_ASSERT(range.most == *seen[i].rbegin());
        }
    }));
}

} // namespace panoh::anonymity

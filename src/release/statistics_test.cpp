#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <functional>
#include <ostream>
#include <set>

#include "release/statistics.h"

// The oracle below knows nothing of networks: it writes down everything a reader knows, tries every
// population that fits, and looks at what the reader can conclude.

namespace panoh::release {

/// How a failing population is written down.
static void showValue(const CtdcCodes& codes, std::ostream& out)
{
    out << codes.citizenship << ">" << codes.country_of_exploitation << " " << codes.gender << " "
        << codes.exploitation.yes;
}

namespace {

using People = std::vector<CtdcCodes>;
using Possible = std::set<std::int64_t>;

const Table& table(const std::vector<Table>& tables, std::string_view id)
{
    const auto place =
        std::find_if(tables.begin(), tables.end(), [&](const Table& one) { return one.id == id; });
    REQUIRE(place != tables.end());
    return *place;
}

const TableRow* row(const Table& of, const std::vector<std::string>& key)
{
    const auto place =
        std::find_if(of.rows.begin(), of.rows.end(), [&](const TableRow& one) { return one.key == key; });
    return place == of.rows.end() ? nullptr : &*place;
}

/// Whether a count could be what a reader sees: of a row, or of the absence of one.
bool fits(const Table& of, const std::vector<std::string>& key, std::int64_t count)
{
    if (of.withheld) return true;
    const TableRow* const found = row(of, key);
    if (found == nullptr) return count == 0;
    return found->people ? *found->people == count : count >= 1;
}

bool total_fits(const Table& of, std::int64_t count)
{
    return !of.total || *of.total == count;
}

/// A sensitive count was not printed, and a reader must allow for it being large; a hidden one is not told at
/// all.
void judge(const Table& of, const std::vector<std::string>& key, std::int64_t truly, const Possible& possible,
           Rule rule)
{
    RC_ASSERT(possible.contains(truly));
    const TableRow* const found = row(of, key);
    const bool hidden = found != nullptr && !found->people;
    if (hidden) RC_ASSERT(possible.size() > 1);
    if (hidden || rule.sensitive(truly)) RC_ASSERT(*possible.rbegin() >= rule.smallest);
}

struct Split {
    std::int64_t area = 0;
    std::int64_t rest = 0;
};

Split& operator+=(Split& sum, Split one)
{
    sum.area += one.area;
    sum.rest += one.rest;
    return sum;
}

using Splits = std::vector<Split>;

/// Every way to put `left` people into `cells`, each cell in the area or not.
void share(std::vector<std::int64_t>& cells, std::size_t at, std::int64_t left,
           const std::function<void()>& use)
{
    if (at + 1 == cells.size()) {
        cells[at] = left;
        use();
        return;
    }
    for (cells[at] = 0; cells[at] <= left; ++cells[at]) {
        const std::int64_t now = cells[at];
        share(cells, at + 1, left - now, use);
        cells[at] = now;
    }
}

/// A table in which everybody has one key.
void judge_partition(const Table& world, const Table& area, const std::vector<std::string>& keys,
                     const Splits& truth, Rule rule)
{
    std::int64_t people = 0;
    for (const Split& one : truth)
        people += one.area + one.rest;
    std::vector<Possible> of_world(keys.size());
    std::vector<Possible> of_area(keys.size());
    std::vector<Possible> of_rest(keys.size());
    std::vector<std::int64_t> cells(keys.size() * 2);
    share(cells, 0, people, [&] {
        std::int64_t in_area = 0;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            in_area += cells[2 * i];
            if (!fits(world, {keys[i]}, cells[2 * i] + cells[2 * i + 1]) ||
                !fits(area, {keys[i]}, cells[2 * i]))
                return;
        }
        if (!total_fits(area, in_area)) return;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            of_world[i].insert(cells[2 * i] + cells[2 * i + 1]);
            of_area[i].insert(cells[2 * i]);
            of_rest[i].insert(cells[2 * i + 1]);
        }
    });
    for (std::size_t i = 0; i < keys.size(); ++i) {
        judge(world, {keys[i]}, truth[i].area + truth[i].rest, of_world[i], rule);
        judge(area, {keys[i]}, truth[i].area, of_area[i], rule);
        judge({}, {keys[i]}, truth[i].rest, of_rest[i], rule);
    }
}

bool touches(const CtdcCodes& codes)
{
    return in_central_asia(codes.citizenship) || in_central_asia(codes.country_of_exploitation);
}

Statistics statistics_of(const People& people, Rule rule)
{
    Tally tally;
    for (const CtdcCodes& one : people)
        tally.add(one);
    return publish(tally, rule);
}

CtdcCodes person(std::string_view citizenship, std::string_view country, std::string_view gender = "Feminine")
{
    CtdcCodes codes;
    codes.year = 2015;
    codes.gender = gender;
    codes.citizenship = citizenship;
    codes.country_of_exploitation = country;
    codes.exploitation.yes = 1;
    return codes;
}

void add(People& people, int count, const CtdcCodes& one)
{
    people.insert(people.end(), static_cast<std::size_t>(count), one);
}

std::string key_of(std::string_view code)
{
    return std::string(code.empty() ? not_recorded : code);
}

rc::Gen<People> people_of(std::vector<std::string_view> citizenships, std::vector<std::string_view> countries,
                          std::size_t most)
{
    const auto one = rc::gen::map(
        rc::gen::tuple(rc::gen::elementOf(citizenships), rc::gen::elementOf(countries),
                       rc::gen::elementOf(std::vector<std::string_view>{"Feminine", "Masculine", ""}),
                       rc::gen::inRange<std::uint32_t>(0, 4)),
        [](const auto& parts) {
            CtdcCodes codes = person(std::get<0>(parts), std::get<1>(parts), std::get<2>(parts));
            codes.exploitation.yes = std::get<3>(parts);
            return codes;
        });
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, most + 1),
                           [one](std::size_t size) { return rc::gen::container<People>(size, one); });
}

} // namespace

TEST_CASE("people are counted in both views, and what is not recorded is its own row")
{
    People people;
    add(people, 20, person("KG", "RU"));
    add(people, 30, person("US", "US", "Masculine"));
    add(people, 15, person("", "KZ", ""));
    const Statistics made = statistics_of(people, Rule{});
    CHECK(table(made.world, "sex").total == 65);
    CHECK(table(made.central_asia, "sex").total == 35);
    CHECK(table(made.world, "sex").rows ==
          std::vector<TableRow>{{{"Feminine"}, 20}, {{"Masculine"}, 30}, {{"~not_recorded"}, 15}});
    CHECK(table(made.central_asia, "citizenship").rows ==
          std::vector<TableRow>{{{"KG"}, 20}, {{"~not_recorded"}, 15}});
    CHECK(table(made.world, "corridor").rows ==
          std::vector<TableRow>{{{"US", "US"}, 30}, {{"KG", "RU"}, 20}, {{"~not_recorded", "KZ"}, 15}});
    CHECK(table(made.world, "age_band").rows == std::vector<TableRow>{{{"~not_recorded"}, 65}});
    CHECK(table(made.world, "exploitation").people_can_repeat);
}

TEST_CASE("a small group is hidden in every table that would give it away")
{
    People people;
    add(people, 40, person("KG", "RU"));
    add(people, 4, person("KG", "KZ"));
    add(people, 60, person("KG", "KG"));
    add(people, 90, person("US", "US"));
    const Statistics made = statistics_of(people, Rule{});
    const Table& corridors = table(made.world, "corridor");
    CHECK(!row(corridors, {"KG", "KZ"})->people);
    CHECK(!row(corridors, {"KG", "RU"})->people);
    CHECK(row(corridors, {"KG", "KG"})->people == 60);
    CHECK(!row(table(made.central_asia, "corridor"), {"KG", "KZ"})->people);
    CHECK(row(table(made.world, "citizenship"), {"KG"})->people == 104);
}

TEST_CASE("a view of too few people is withheld, its total too, and so is one that would tell the rest")
{
    People few;
    add(few, 8, person("KG", "RU"));
    add(few, 90, person("US", "US"));
    const Table few_sex = table(statistics_of(few, Rule{}).central_asia, "sex");
    CHECK(few_sex.withheld);
    CHECK(!few_sex.total);
    CHECK(few_sex.rows.empty());
    People rest;
    add(rest, 90, person("KG", "RU"));
    add(rest, 8, person("US", "US"));
    CHECK(table(statistics_of(rest, Rule{}).central_asia, "sex").withheld);
    CHECK(table(statistics_of(rest, Rule{}).world, "sex").total == 98);
    People tiny;
    add(tiny, 10, person("KG", "RU"));
    CHECK(table(statistics_of(tiny, Rule{}).world, "sex").withheld);
    CHECK(!table(statistics_of(tiny, Rule{}).world, "sex").total);
}

TEST_CASE("from the tables of both views, no small count of a view or of the rest can be told")
{
    CHECK(rc::check([] {
        const Rule rule{.smallest = *rc::gen::inRange(2, 5)};
        const People people = *people_of({"KG", "US", ""}, {"KZ", "RU"}, 16);
        const Statistics made = statistics_of(people, rule);
        const std::vector<std::string> keys = {"Feminine", "Masculine", std::string(not_recorded)};
        Splits truth(keys.size());
        for (const CtdcCodes& one : people) {
            const auto place = std::find(keys.begin(), keys.end(), key_of(one.gender)) - keys.begin();
            truth[static_cast<std::size_t>(place)] += touches(one) ? Split{1, 0} : Split{0, 1};
        }
        const Table& world = table(made.world, "sex");
        RC_PRE(world.total.has_value());
        judge_partition(world, table(made.central_asia, "sex"), keys, truth, rule);
    }));
}

TEST_CASE("from citizenships and corridors together, no small count can be told")
{
    CHECK(rc::check([] {
        const Rule rule{.smallest = *rc::gen::inRange(2, 5)};
        const std::vector<std::string_view> from = {"KG", "US", ""};
        const std::vector<std::string_view> to = {"KZ", "RU", ""};
        const People people = *people_of(from, to, 16);
        const Statistics made = statistics_of(people, rule);
        const Table& world = table(made.world, "corridor");
        const Table& area = table(made.central_asia, "corridor");
        const Table& citizens = table(made.world, "citizenship");
        const Table& area_citizens = table(made.central_asia, "citizenship");
        RC_PRE(world.total.has_value() && !world.withheld);
        std::vector<std::vector<std::string>> keys;
        std::vector<bool> in_area;
        for (const TableRow& one : world.rows) {
            keys.push_back(one.key);
            in_area.push_back(in_central_asia(one.key[0]) || in_central_asia(one.key[1]));
        }
        // Per citizenship: all of it, in the area, in the rest.
        const auto sums = [&](const std::vector<std::int64_t>& cells, std::string_view citizenship) {
            Split sum;
            for (std::size_t i = 0; i < keys.size(); ++i)
                if (keys[i][0] == citizenship) sum += in_area[i] ? Split{cells[i], 0} : Split{0, cells[i]};
            return sum;
        };
        std::vector<Possible> of_cell(keys.size());
        std::vector<std::array<Possible, 3>> of_citizens(from.size());
        std::vector<std::int64_t> cells(keys.size());
        share(cells, 0, static_cast<std::int64_t>(people.size()), [&] {
            std::int64_t area_total = 0;
            for (std::size_t i = 0; i < keys.size(); ++i) {
                area_total += in_area[i] ? cells[i] : 0;
                if (!fits(world, keys[i], cells[i]) || !fits(area, keys[i], in_area[i] ? cells[i] : 0))
                    return;
            }
            if (!total_fits(area, area_total)) return;
            for (const std::string_view code : from) {
                const Split sum = sums(cells, key_of(code));
                if (!fits(citizens, {key_of(code)}, sum.area + sum.rest)) return;
                if (!fits(area_citizens, {key_of(code)}, sum.area)) return;
            }
            for (std::size_t i = 0; i < keys.size(); ++i)
                of_cell[i].insert(cells[i]);
            for (std::size_t i = 0; i < from.size(); ++i) {
                const Split sum = sums(cells, key_of(from[i]));
                of_citizens[i][0].insert(sum.area + sum.rest);
                of_citizens[i][1].insert(sum.area);
                of_citizens[i][2].insert(sum.rest);
            }
        });
        std::vector<std::int64_t> truth(keys.size());
        for (const CtdcCodes& one : people) {
            const std::vector<std::string> key = {key_of(one.citizenship),
                                                  key_of(one.country_of_exploitation)};
            ++truth[static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin())];
        }
        for (std::size_t i = 0; i < keys.size(); ++i)
            judge(world, keys[i], truth[i], of_cell[i], rule);
        for (std::size_t i = 0; i < from.size(); ++i) {
            const std::vector<std::string> key = {key_of(from[i])};
            const Split sum = sums(truth, key[0]);
            judge(citizens, key, sum.area + sum.rest, of_citizens[i][0], rule);
            judge(area_citizens, key, sum.area, of_citizens[i][1], rule);
            judge({}, key, sum.rest, of_citizens[i][2], rule);
        }
    }));
}

TEST_CASE("from forms of exploitation, where one person can be in two rows, no small count can be told")
{
    CHECK(rc::check([] {
        const Rule rule{.smallest = *rc::gen::inRange(2, 5)};
        const People people = *people_of({"KG", "US"}, {"RU"}, 12);
        const Statistics made = statistics_of(people, rule);
        const Table& world = table(made.world, "exploitation");
        const Table& area = table(made.central_asia, "exploitation");
        RC_PRE(world.total.has_value() && !world.withheld);
        const auto forms = ctdc_codes(CodeSet::exploitation);
        const std::vector<std::string> keys = {std::string(forms[0]), std::string(forms[1]),
                                               std::string(not_recorded)};
        // A cell is a kind of person: the area or the rest, and which of the two forms.
        const auto count = [&](const std::vector<std::int64_t>& cells) {
            Splits sums(keys.size());
            for (std::size_t kind = 0; kind < cells.size(); ++kind) {
                const Split one = kind < 4 ? Split{cells[kind], 0} : Split{0, cells[kind]};
                if ((kind & 1U) != 0) sums[0] += one;
                if ((kind & 2U) != 0) sums[1] += one;
                if ((kind & 3U) == 0) sums[2] += one;
            }
            return sums;
        };
        std::vector<std::array<Possible, 3>> possible(keys.size());
        std::vector<std::int64_t> cells(8);
        share(cells, 0, static_cast<std::int64_t>(people.size()), [&] {
            if (!total_fits(area, cells[0] + cells[1] + cells[2] + cells[3])) return;
            const Splits sums = count(cells);
            for (std::size_t i = 0; i < keys.size(); ++i)
                if (!fits(world, {keys[i]}, sums[i].area + sums[i].rest) ||
                    !fits(area, {keys[i]}, sums[i].area))
                    return;
            for (std::size_t i = 0; i < keys.size(); ++i) {
                possible[i][0].insert(sums[i].area + sums[i].rest);
                possible[i][1].insert(sums[i].area);
                possible[i][2].insert(sums[i].rest);
            }
        });
        std::vector<std::int64_t> truth(8);
        for (const CtdcCodes& one : people)
            ++truth[(touches(one) ? 0U : 4U) + one.exploitation.yes];
        const Splits sums = count(truth);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            judge(world, {keys[i]}, sums[i].area + sums[i].rest, possible[i][0], rule);
            judge(area, {keys[i]}, sums[i].area, possible[i][1], rule);
            judge({}, {keys[i]}, sums[i].rest, possible[i][2], rule);
        }
    }));
}

} // namespace panoh::release

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "core/json.h"
#include "privacy/testing.h"
#include "release/distances.h"
#include "release/evaluation.h"
#include "release/reference_tables.h"

namespace panoh::release {

namespace {

using microdata::Microdata;
using microdata::Schema;
using Key = std::vector<std::pair<std::size_t, std::size_t>>; ///< column and state
using Counts = std::map<Key, double>;

Schema schema_of(const std::vector<std::size_t>& sizes)
{
    Schema schema{.lineage = "fiction", .people = 100, .person = {.each_row = true}};
    for (std::size_t column = 0; column < sizes.size(); ++column) {
        microdata::Column of{.name = "c" + std::to_string(column)};
        for (std::size_t value = 0; value < sizes[column]; ++value)
            of.values.push_back({.name = "v" + std::to_string(value)});
        if (sizes[column] == 2) of.uncounted = {"v0"};
        schema.columns.push_back(std::move(of));
    }
    return schema;
}

/// Rows whose columns follow a hidden kind, more or less; some states are other or missing.
Microdata fictional_people(std::size_t people, std::uint64_t seed, std::uint64_t chaos = 40)
{
    const std::vector<std::size_t> sizes = {3, 4, 2, 6, 2};
    privacy::RandomBits bits(seed);
    std::vector<std::vector<std::uint8_t>> states(sizes.size(), std::vector<std::uint8_t>(people));
    for (std::size_t person = 0; person < people; ++person) {
        const std::uint64_t kind = bits.below(3);
        for (std::size_t column = 0; column < sizes.size(); ++column) {
            const bool random = bits.below(100) < chaos;
            states[column][person] = static_cast<std::uint8_t>(random ? bits.below(sizes[column] + 2)
                                                                      : (kind + column) % sizes[column]);
        }
    }
    return {schema_of(sizes), std::move(states)};
}

privacy::Sensitive<Microdata> sensitive(const Microdata& people)
{
    return privacy::Sensitive<Microdata>(people);
}

/// All combinations of a length, the long way.
Counts counts_of(const Microdata& people, std::size_t length)
{
    Counts counts;
    for (std::size_t person = 0; person < people.people(); ++person) {
        Key has;
        for (std::size_t column = 0; column < people.columns(); ++column) {
            const auto state = people.states(static_cast<microdata::ColumnNumber>(column))[person];
            if (microdata::is_counted(people.schema().columns[column], state))
                has.emplace_back(column, state);
        }
        for (std::size_t mask = 0; mask < (std::size_t{1} << has.size()); ++mask) {
            Key key;
            for (std::size_t bit = 0; bit < has.size(); ++bit)
                if ((mask >> bit & 1U) != 0) key.push_back(has[bit]);
            if (key.size() == length) counts[key] += 1;
        }
    }
    return counts;
}

double at(const Counts& counts, const Key& key)
{
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
}

std::set<Key> keys_of_both(const Counts& one, const Counts& other)
{
    std::set<Key> keys;
    for (const auto& [key, count] : one)
        keys.insert(key);
    for (const auto& [key, count] : other)
        keys.insert(key);
    return keys;
}

double mean(double sum, double of)
{
    return of == 0 ? 0 : sum / of;
}

LengthErrors errors_the_long_way(const Counts& is, const Counts& seems)
{
    LengthErrors errors;
    double mass = 0;
    double off = 0;
    double off_kept = 0;
    double ten = 0;
    double lost_ten = 0;
    const auto keys = keys_of_both(is, seems);
    for (const auto& [from, to] : std::vector<std::pair<double, double>>{
             {1, 9}, {10, 19}, {20, 39}, {40, 99}, {100, 999}, {1000, 0}}) {
        CountBucket bucket{.from = static_cast<std::int64_t>(from), .to = static_cast<std::int64_t>(to)};
        double error = 0;
        double preserved = 0;
        for (const auto& [key, count] : is) {
            if (count < from || (to > 0 && count > to)) continue;
            ++bucket.combinations;
            error += std::abs(at(seems, key) - count) / count;
            preserved += std::min(at(seems, key) / count, 1.0);
        }
        bucket.proportional_error = mean(error, static_cast<double>(bucket.combinations));
        bucket.preserved = mean(preserved, static_cast<double>(bucket.combinations));
        errors.buckets.push_back(bucket);
    }
    double lost = 0;
    double invented = 0;
    for (const Key& key : keys) {
        const double count = at(is, key);
        const double said = at(seems, key);
        mass += count;
        off += std::abs(count - said);
        if (count > 0 && said > 0) off_kept += std::abs(count - said);
        errors.kept += count > 0 && said > 0 ? 1 : 0;
        lost += said == 0 ? 1 : 0;
        invented += count == 0 ? 1 : 0;
        ten += count >= 10 ? 1 : 0;
        lost_ten += count >= 10 && said == 0 ? 1 : 0;
    }
    errors.combinations = static_cast<std::int64_t>(is.size());
    errors.published = static_cast<std::int64_t>(seems.size());
    errors.mean_count = mean(mass, static_cast<double>(is.size()));
    errors.mean_error = mean(off, static_cast<double>(keys.size()));
    errors.mean_error_of_kept = mean(off_kept, static_cast<double>(errors.kept));
    errors.suppressed = mean(lost, static_cast<double>(is.size()));
    errors.suppressed_of_ten = mean(lost_ten, ten);
    errors.fabricated = mean(invented, static_cast<double>(seems.size()));
    errors.error_of_mass = mean(off, mass);
    return errors;
}

void check_same(const LengthErrors& one, const LengthErrors& other)
{
    CHECK(one.combinations == other.combinations);
    CHECK(one.published == other.published);
    CHECK(one.kept == other.kept);
    CHECK(one.mean_count == doctest::Approx(other.mean_count));
    CHECK(one.mean_error == doctest::Approx(other.mean_error));
    CHECK(one.mean_error_of_kept == doctest::Approx(other.mean_error_of_kept));
    CHECK(one.suppressed == doctest::Approx(other.suppressed));
    CHECK(one.suppressed_of_ten == doctest::Approx(other.suppressed_of_ten));
    CHECK(one.fabricated == doctest::Approx(other.fabricated));
    CHECK(one.error_of_mass == doctest::Approx(other.error_of_mass));
    REQUIRE(one.buckets.size() == other.buckets.size());
    for (std::size_t place = 0; place < one.buckets.size(); ++place) {
        CHECK(one.buckets[place].from == other.buckets[place].from);
        CHECK(one.buckets[place].to == other.buckets[place].to);
        CHECK(one.buckets[place].combinations == other.buckets[place].combinations);
        CHECK(one.buckets[place].proportional_error ==
              doctest::Approx(other.buckets[place].proportional_error));
        CHECK(one.buckets[place].preserved == doctest::Approx(other.buckets[place].preserved));
    }
}

/// Rows with a combination of at most `length` values that fewer than k have, the long way.
std::pair<std::int64_t, std::int64_t> exposed_the_long_way(const Microdata& rows, std::size_t length,
                                                           double k)
{
    std::pair<std::int64_t, std::int64_t> found;
    std::vector<Counts> counts;
    for (std::size_t each = 1; each <= length; ++each)
        counts.push_back(counts_of(rows, each));
    for (std::size_t row = 0; row < rows.people(); ++row) {
        std::vector<std::vector<std::uint8_t>> alone(rows.columns());
        for (std::size_t column = 0; column < rows.columns(); ++column)
            alone[column] = {rows.states(static_cast<microdata::ColumnNumber>(column))[row]};
        double least = 1e9;
        for (std::size_t each = 1; each <= length; ++each)
            for (const auto& [key, count] : counts_of(Microdata(rows.schema(), alone), each))
                least = std::min(least, counts[each - 1][key]);
        found.first += least == 1 ? 1 : 0;
        found.second += least < k ? 1 : 0;
    }
    return found;
}

double distance_the_long_way(const Microdata& one, const Microdata& other, std::size_t length)
{
    double sum = 0;
    double sets = 0;
    for (std::size_t mask = 0; mask < (std::size_t{1} << one.columns()); ++mask) {
        if (static_cast<std::size_t>(__builtin_popcountll(mask)) != length) continue;
        std::map<std::vector<std::uint8_t>, double> differences;
        const auto add = [&](const Microdata& rows, double sign) {
            for (std::size_t row = 0; row < rows.people(); ++row) {
                std::vector<std::uint8_t> key;
                for (std::size_t column = 0; column < rows.columns(); ++column)
                    if ((mask >> column & 1U) != 0)
                        key.push_back(rows.states(static_cast<microdata::ColumnNumber>(column))[row]);
                differences[key] += sign / static_cast<double>(rows.people());
            }
        };
        add(one, 1);
        add(other, -1);
        double distance = 0;
        for (const auto& [key, difference] : differences)
            distance += std::abs(difference) / 2;
        sum += distance;
        ++sets;
    }
    return sum / sets;
}

} // namespace

TEST_CASE("every figure of an evaluation of rows is what counting the long way gives")
{
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const Microdata people = fictional_people(30 + 40 * seed, seed);
        const Microdata rows = fictional_people(25 + 41 * seed, seed + 100, 60);
        const auto made = evaluate_rows(sensitive(people), privacy::exact_for_test(), rows,
                                        {.length = 4, .k = 5, .groups = {"c1", "c4"}, .threads = 2});
        REQUIRE(made);
        CHECK(made->people == static_cast<std::int64_t>(people.people()));
        REQUIRE(made->lengths.size() == 4);
        for (std::size_t length = 1; length <= 4; ++length) {
            const Counts is = counts_of(people, length);
            const Counts seems = counts_of(rows, length);
            CHECK(made->lengths[length - 1].length == static_cast<std::int64_t>(length));
            check_same(made->lengths[length - 1], errors_the_long_way(is, seems));
            const auto before = exposed_the_long_way(people, length, 5);
            CHECK(made->exposed[length - 1].unique == before.first);
            CHECK(made->exposed[length - 1].rare == before.second);
            const auto after = exposed_the_long_way(rows, length, 5);
            CHECK(made->exposed_in_rows[length - 1].unique == after.first);
            CHECK(made->exposed_in_rows[length - 1].rare == after.second);
            std::int64_t rare = 0;
            std::int64_t among_people = 0;
            std::int64_t nobody = 0;
            for (const auto& [key, count] : seems) {
                if (count >= 5) continue;
                ++rare;
                among_people += at(is, key) > 0 && at(is, key) < 5 ? 1 : 0;
                nobody += at(is, key) == 0 ? 1 : 0;
            }
            CHECK(made->rare_in_rows[length - 1].combinations == rare);
            CHECK(made->rare_in_rows[length - 1].rare_among_people == among_people);
            CHECK(made->rare_in_rows[length - 1].nobody == nobody);
        }
        REQUIRE(made->distances);
        CHECK(made->distances->pairs == doctest::Approx(distance_the_long_way(people, rows, 2)));
        CHECK(made->distances->triples == doctest::Approx(distance_the_long_way(people, rows, 3)));
        CHECK(made->distances->sets == 10);
        CHECK(made->distances->score_of_triples ==
              doctest::Approx(1000 * (1 - distance_the_long_way(people, rows, 3))));
    }
}

TEST_CASE("errors of sets of columns and of groups are those of their combinations")
{
    const Microdata people = fictional_people(300, 3);
    const Microdata rows = fictional_people(280, 103, 70);
    const auto made = evaluate_rows(sensitive(people), privacy::exact_for_test(), rows,
                                    {.length = 2, .k = 5, .groups = {"c1"}});
    REQUIRE(made);
    const Counts is = counts_of(people, 2);
    const Counts seems = counts_of(rows, 2);
    std::map<std::pair<std::size_t, std::size_t>, std::pair<double, double>> sets;
    std::map<std::size_t, std::pair<double, double>> groups;
    for (const Key& key : keys_of_both(is, seems)) {
        const double off = std::abs(at(is, key) - at(seems, key));
        auto& set = sets[{key[0].first, key[1].first}];
        set.first += off;
        set.second += at(is, key);
        for (const auto& [column, state] : key) {
            if (column != 1) continue;
            groups[state].first += off;
            groups[state].second += at(is, key);
        }
    }
    std::vector<std::int64_t> histogram(SetErrors::bins);
    double worst = 0;
    std::int64_t thin = 0;
    for (const auto& [columns, of] : sets) {
        const double error = of.first / of.second;
        if (of.second < 100) {
            ++thin;
            continue;
        }
        worst = std::max(worst, error);
        ++histogram[std::min<std::size_t>(static_cast<std::size_t>(std::round(error * 1000) / 50), 40)];
    }
    CHECK(made->sets.histogram == histogram);
    CHECK(made->sets.thin == thin);
    CHECK(thin > 0);
    REQUIRE(!made->sets.worst.empty());
    CHECK(made->sets.worst[0].error_of_mass == doctest::Approx(worst));
    CHECK(made->sets.worst[0].columns.size() == 2);
    REQUIRE(made->groups.size() == 4);
    for (std::size_t state = 0; state < 4; ++state) {
        CHECK(made->groups[state].column == "c1");
        CHECK(made->groups[state].value == "v" + std::to_string(state));
        CHECK(made->groups[state].people == at(counts_of(people, 1), {{1, state}}));
        CHECK(made->groups[state].error_of_mass ==
              doctest::Approx(groups[state].first / groups[state].second));
    }
}

TEST_CASE("a perfect copy has no errors, and its rows have the people's own risks")
{
    const Microdata people = fictional_people(400, 9);
    const auto made =
        evaluate_rows(sensitive(people), privacy::exact_for_test(), people, {.groups = {"c0", "c3"}});
    REQUIRE(made);
    for (const LengthErrors& errors : made->lengths) {
        CHECK(errors.mean_error == 0);
        CHECK(errors.mean_error_of_kept == 0);
        CHECK(errors.suppressed == 0);
        CHECK(errors.fabricated == 0);
        CHECK(errors.error_of_mass == 0);
        CHECK(errors.kept == errors.combinations);
        for (const CountBucket& bucket : errors.buckets) {
            CHECK(bucket.proportional_error == 0);
            CHECK(bucket.preserved == (bucket.combinations > 0 ? 1 : 0));
        }
    }
    for (const GroupErrors& group : made->groups)
        CHECK(group.error_of_mass == 0);
    CHECK(made->sets.histogram[0] + made->sets.thin == 10);
    CHECK(made->sets.histogram[0] > 0);
    CHECK(made->sets.worst.empty());
    CHECK(made->distances->triples == 0);
    CHECK(made->distances->score_of_pairs == 1000);
    for (std::size_t place = 0; place < 3; ++place)
        CHECK(made->exposed[place].rare == made->exposed_in_rows[place].rare);
    CHECK(made->rare_in_rows[2].nobody == 0);
    CHECK(made->rare_in_rows[2].rare_among_people == made->rare_in_rows[2].combinations);
}

TEST_CASE("shuffled columns lie on the line of independence, a resample on that of chance")
{
    const Microdata people = fictional_people(2000, 21);
    const auto of_shuffled =
        evaluate_rows(sensitive(people), privacy::exact_for_test(), shuffled(people), {});
    REQUIRE(of_shuffled);
    CHECK(of_shuffled->lengths[0].error_of_mass == 0);
    for (std::size_t place = 0; place < 3; ++place)
        CHECK(of_shuffled->lengths[place].error_of_mass == of_shuffled->independence.error_of_mass[place]);
    CHECK(of_shuffled->distances->triples == of_shuffled->independence.distances->triples);
    const auto drawn = evaluate_rows(sensitive(people), privacy::exact_for_test(), resampled(people), {});
    REQUIRE(drawn);
    CHECK(drawn->lengths[2].mean_error == drawn->bootstrap.mean_error[2]);
    CHECK(drawn->distances->pairs == drawn->bootstrap.distances->pairs);
    // What hangs together is lost by shuffling and kept by drawing.
    CHECK(drawn->bootstrap.error_of_mass[2] < drawn->independence.error_of_mass[2] / 2);
    CHECK(drawn->bootstrap.distances->triples < drawn->independence.distances->triples / 2);
}

TEST_CASE("the order of people and the number of threads change no figure")
{
    const Microdata people = fictional_people(9000, 5);
    std::vector<std::vector<std::uint8_t>> turned;
    for (microdata::ColumnNumber column = 0; column < static_cast<microdata::ColumnNumber>(people.columns());
         ++column) {
        const auto states = people.states(column);
        turned.emplace_back(states.rbegin(), states.rend());
    }
    const Microdata rows = fictional_people(9100, 6);
    const auto one = evaluate_rows(sensitive(people), privacy::exact_for_test(), rows, {.threads = 1});
    const auto three = evaluate_rows(sensitive(people), privacy::exact_for_test(), rows, {.threads = 3});
    REQUIRE(one);
    REQUIRE(three);
    CHECK(core::write_json(*one) == core::write_json(*three));
    const auto other = evaluate_rows(sensitive(Microdata(people.schema(), turned)), privacy::exact_for_test(),
                                     rows, {.threads = 3});
    REQUIRE(other);
    CHECK(core::write_json(one->lengths) == core::write_json(other->lengths));
    CHECK(core::write_json(one->exposed) == core::write_json(other->exposed));
    CHECK(core::write_json(*one->distances) == core::write_json(*other->distances));
}

TEST_CASE("counts are evaluated as they are published, without risks of rows")
{
    const Microdata people = fictional_people(500, 2);
    const microdata::Counter counter(people);
    const auto published = rounded_down(counter.combinations(3), 10);
    const auto made = evaluate_counts(sensitive(people), privacy::exact_for_test(), published, {});
    REQUIRE(made);
    CHECK_FALSE(made->distances);
    CHECK(made->exposed_in_rows.empty());
    for (std::size_t length = 1; length <= 3; ++length) {
        const Counts is = counts_of(people, length);
        Counts rounded;
        for (const auto& [key, count] : is)
            if (count >= 10) rounded[key] = std::floor(count / 10) * 10;
        check_same(made->lengths[length - 1], errors_the_long_way(is, rounded));
        CHECK(made->lengths[length - 1].suppressed_of_ten == 0);
        CHECK(made->lengths[length - 1].fabricated == 0);
    }
}

TEST_CASE("rows that stand for two people each are counted twice")
{
    const Microdata people = fictional_people(600, 12);
    std::vector<std::vector<std::uint8_t>> twice;
    for (microdata::ColumnNumber column = 0; column < static_cast<microdata::ColumnNumber>(people.columns());
         ++column) {
        twice.emplace_back(people.states(column).begin(), people.states(column).end());
        twice.back().insert(twice.back().end(), people.states(column).begin(), people.states(column).end());
    }
    const auto made = evaluate_rows(sensitive(Microdata(people.schema(), twice)), privacy::exact_for_test(),
                                    people, {.groups = {"c0"}, .people_per_row = 2});
    REQUIRE(made);
    CHECK(made->lengths[2].error_of_mass == 0);
    CHECK(made->distances->triples == doctest::Approx(0));
    CHECK(made->groups[0].error_of_mass == 0);
    CHECK(made->sets.worst.empty());
}

TEST_CASE("people are looked at through the joined values of what was published")
{
    const Microdata people = fictional_people(400, 4);
    Schema coarse = people.schema();
    coarse.columns[3].values = {{.name = "v0 / v2", .from = {"v0", "v1", "v2"}},
                                {.name = "v3 / v5", .from = {"v3", "v4", "v5"}}};
    const auto seen = seen_through(coarse, people);
    REQUIRE(seen);
    for (std::size_t person = 0; person < people.people(); ++person) {
        const unsigned before = people.states(3)[person];
        CHECK(seen->states(3)[person] == (before < 6 ? before / 3 : before - 4));
    }
    const auto made = evaluate_rows(sensitive(people), privacy::exact_for_test(), *seen, {});
    REQUIRE(made);
    CHECK(made->lengths[2].error_of_mass == 0);

    coarse.columns[3].values[1].from.pop_back();
    const auto refused = evaluate_rows(sensitive(people), privacy::exact_for_test(),
                                       Microdata(coarse, std::vector<std::vector<std::uint8_t>>(5)), {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "release/other_columns");
    CHECK(refused.error().field == "c3");
}

TEST_CASE("nothing published is all suppressed and nothing else")
{
    const Microdata people = fictional_people(200, 8);
    const Microdata none(people.schema(), std::vector<std::vector<std::uint8_t>>(5));
    const auto made = evaluate_rows(sensitive(people), privacy::exact_for_test(), none, {.groups = {"c2"}});
    REQUIRE(made);
    CHECK(made->lengths[0].suppressed == 1);
    CHECK(made->lengths[0].error_of_mass == 1);
    CHECK(made->lengths[0].fabricated == 0);
    CHECK(made->distances->pairs == 1);
    CHECK(made->distances->score_of_pairs == 0);
    const auto empty = evaluate_rows(sensitive(none), privacy::exact_for_test(), people, {});
    REQUIRE(empty);
    CHECK(empty->lengths[0].fabricated == 1);
    CHECK(core::write_json(*empty).find("null") == std::string::npos);
}

TEST_CASE("what cannot be evaluated is refused by name")
{
    const Microdata people = fictional_people(50, 8);
    const auto code = [&](const EvaluationPlan& plan) {
        const auto made = evaluate_rows(sensitive(people), privacy::exact_for_test(), people, plan);
        return made ? std::string() : made.error().code + " " + made.error().field;
    };
    CHECK(code({.length = 0}) == "release/length_invalid length");
    CHECK(code({.length = 5}) == "release/length_invalid length");
    CHECK(code({.k = 1}) == "release/too_few k");
    CHECK(code({.groups = {"c0", "nobody"}}) == "release/group_unknown groups/1");
    CHECK(code({.groups = {"c0", "c1", "c2", "c3"}}) == "release/too_many_groups groups");
    const auto short_list =
        evaluate_counts(sensitive(people), privacy::exact_for_test(), {}, EvaluationPlan{});
    REQUIRE_FALSE(short_list);
    CHECK(short_list.error().code == "release/length_invalid");
}

TEST_CASE("sets of columns are all there are, or as many as are wanted, each once and ascending")
{
    CHECK(column_sets(5, 3, 100).size() == 10);
    CHECK(column_sets(2, 3, 100).empty());
    CHECK(column_sets(4, 1, 100) == std::vector<microdata::Columns>{{0}, {1}, {2}, {3}});
    const auto some = column_sets(60, 3, 5000);
    CHECK(some.size() == 5000);
    CHECK(std::set<microdata::Columns>(some.begin(), some.end()).size() == 5000);
    std::vector<int> seen(60);
    for (const auto& set : some) {
        CHECK(set.size() == 3);
        CHECK(set[0] < set[1]);
        CHECK(set[1] < set[2]);
        for (const auto column : set)
            ++seen[column];
    }
    // Each column is in a twentieth of all sets.
    for (const int times : seen)
        CHECK(std::abs(times - 250) < 60);
}

TEST_CASE("Cramer's V is 1 where a column tells the other, near 0 where it tells nothing")
{
    CHECK(cramers_v(std::vector<double>{50, 0, 0, 50}, 2, 2) == doctest::Approx(1).epsilon(0.02));
    CHECK(cramers_v(std::vector<double>{25, 25, 25, 25}, 2, 2) == 0);
    CHECK(cramers_v(std::vector<double>{100, 0, 0, 0}, 2, 2) == 0);
    CHECK(cramers_v(std::vector<double>{}, 0, 0) == 0);
    // 2 by 2, by hand: chi squared is 4 of 100 people, phi squared 0.04 - 1/99, both sides 2 - 1/99.
    CHECK(cramers_v(std::vector<double>{30, 20, 20, 30}, 2, 2) ==
          doctest::Approx(std::sqrt((0.04 - 1.0 / 99) / (1 - 1.0 / 99))));
    const Microdata people = fictional_people(2000, 21);
    const Association own = association_of(microdata::Counter(people));
    const Microdata mixed = shuffled(people);
    const Association none = association_of(microdata::Counter(mixed));
    REQUIRE(own.below.size() == 5);
    CHECK(own.below[0].empty());
    CHECK(own.below[3][1] > 0.2);
    CHECK(none.below[3][1] < 0.1);
}

TEST_CASE("the associations of published tables are those of the people where all is published")
{
    const Microdata people = fictional_people(1500, 30);
    const microdata::Counter counter(people);
    tabulation::Tables tables{.people = 1500, .attributes = {}, .lengths = {}};
    tables.attributes.assign(counter.attributes().begin(), counter.attributes().end());
    for (const auto& one : counter.combinations(2)) {
        tabulation::Estimates list{.length = one.length(), .attributes = {}, .counts = {}, .deviations = {}};
        for (std::size_t place = 0; place < one.size(); ++place) {
            list.attributes.insert(list.attributes.end(), one.attributes(place).begin(),
                                   one.attributes(place).end());
            list.counts.push_back(one.count(place));
            list.deviations.push_back(0);
        }
        tables.lengths.push_back(std::move(list));
    }
    // The long way: what is not counted becomes one state.
    const Association made = association_of(people.schema(), tables);
    for (std::size_t second = 1; second < 5; ++second)
        for (std::size_t first = 0; first < second; ++first) {
            const auto& columns = people.schema().columns;
            const std::size_t wide = columns[second].values.size() + 1;
            std::vector<double> cells((columns[first].values.size() + 1) * wide);
            for (std::size_t person = 0; person < people.people(); ++person) {
                const auto place = [&](std::size_t column) -> std::size_t {
                    const auto state = people.states(static_cast<microdata::ColumnNumber>(column))[person];
                    return microdata::is_counted(columns[column], state) ? state
                                                                         : columns[column].values.size();
                };
                ++cells[place(first) * wide + place(second)];
            }
            CHECK(made.below[second][first] ==
                  doctest::Approx(cramers_v(cells, columns[first].values.size() + 1, wide)).epsilon(0.01));
        }
    // Column set by column set, as tables stand, and back in the order of combinations.
    tabulation::Estimates turned{.length = 2, .attributes = {}, .counts = {}, .deviations = {}};
    for (std::size_t place = tables.lengths[1].size(); place-- > 0;) {
        const auto pair = tables.lengths[1].attributes_of(place);
        turned.attributes.insert(turned.attributes.end(), pair.begin(), pair.end());
        turned.counts.push_back(tables.lengths[1].counts[place]);
        turned.deviations.push_back(0);
    }
    tables.lengths[1] = turned;
    const auto evaluated =
        evaluate_counts(sensitive(people), privacy::exact_for_test(), published_in(tables), {.length = 2});
    REQUIRE(evaluated);
    CHECK(evaluated->lengths[1].error_of_mass == 0);
    CHECK(association_of(people.schema(), tables) == made);
    tables.lengths.pop_back();
    CHECK(association_of(people.schema(), tables).below.empty());
}

} // namespace panoh::release

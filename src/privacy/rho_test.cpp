#include "privacy/rho.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <charconv>
#include <fstream>
#include <string>
#include <vector>

#include "privacy/noise.h"

using namespace panoh;
using namespace panoh::privacy;

namespace {

struct Known {
    Epsilon epsilon;
    Delta delta;
    std::int64_t units = 0;
};

std::int64_t number(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    REQUIRE((error == std::errc{} && end == text.data() + text.size()));
    return value;
}

/// tests/vectors/privacy/conversion.tsv, made by the script beside it with 90 digits.
std::vector<Known> known_conversions()
{
    std::ifstream file(PANOH_ROOT "/tests/vectors/privacy/conversion.tsv");
    std::string line;
    std::vector<Known> all;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::vector<std::string> cells(1);
        for (const char c : line)
            if (c == '\t')
                cells.emplace_back();
            else
                cells.back() += c;
        REQUIRE(cells.size() == 4);
        all.push_back({{number(cells[0])}, {number(cells[1])}, number(cells[3])});
    }
    return all;
}

Epsilon any_epsilon()
{
    return {*rc::gen::inRange<std::int64_t>(1, 100'001)};
}
Delta any_delta()
{
    return {*rc::gen::inRange<std::int64_t>(100'000, 10'000'000'000)};
}
/// Of every size alike.
Rho any_rho()
{
    const auto bits = *rc::gen::inRange(1, 46);
    return {*rc::gen::inRange<std::int64_t>(1, std::int64_t{1} << bits)};
}

} // namespace

TEST_CASE("what an epsilon allows is what 90 digits say, never more and at most one unit less")
{
    const auto all = known_conversions();
    CHECK(all.size() == 108);
    for (const auto& known : all) {
        const auto ours = rho_for(known.epsilon, known.delta).units;
        CAPTURE(known.epsilon.thousandths);
        CAPTURE(known.delta.one_in);
        CHECK(ours <= known.units);
        CHECK(ours >= known.units - 1);
    }
}

TEST_CASE("for 222,000 people the amounts are those that were computed before the program was written")
{
    const Delta delta = delta_for(222'000);
    CHECK(delta.one_in == 2'732'917);
    CHECK(to_double(rho_for({1000}, delta)) == doctest::Approx(0.0223).epsilon(0.005));
    CHECK(to_double(rho_for({2000}, delta)) == doctest::Approx(0.0815).epsilon(0.005));
    CHECK(to_double(rho_for({4000}, delta)) == doctest::Approx(0.290).epsilon(0.005));
    CHECK(to_double(rho_for({12000}, delta)) == doctest::Approx(1.98).epsilon(0.005));
}

TEST_CASE("epsilon and rho are each other's inverse, rounded to the safe side")
{
    CHECK(rc::check([] {
        const Rho rho = any_rho();
        const Delta delta = any_delta();
        const Epsilon epsilon = epsilon_for(rho, delta);
        RC_ASSERT(rho_for(epsilon, delta) >= rho);
        RC_ASSERT(epsilon.thousandths == 1 || rho_for({epsilon.thousandths - 1}, delta) < rho);
    }));
    CHECK(rc::check([] {
        const Epsilon epsilon = any_epsilon();
        const Delta delta = any_delta();
        RC_ASSERT(epsilon_for(rho_for(epsilon, delta), delta) == epsilon);
    }));
    CHECK(epsilon_for({0}, {1'000'000}).thousandths == 0);
    CHECK(rho_for({0}, {1'000'000}).units == 0);
}

TEST_CASE("more epsilon allows more, and so does a larger delta")
{
    CHECK(rc::check([] {
        const Epsilon epsilon = any_epsilon();
        const Delta delta = any_delta();
        const Rho rho = rho_for(epsilon, delta);
        RC_ASSERT(rho.units > 0);
        RC_ASSERT(rho_for({epsilon.thousandths + 1}, delta) > rho);
        RC_ASSERT(rho_for(epsilon, {delta.one_in / 2}) >= rho);
    }));
}

TEST_CASE("delta is at most one in a million and at most 1 / (n ln n)")
{
    CHECK(delta_for(0).one_in == 1'000'000);
    CHECK(delta_for(1).one_in == 1'000'000);
    CHECK(delta_for(87'000).one_in == 1'000'000);
    CHECK(delta_for(88'000).one_in == 1'001'889);
    CHECK(delta_for(1'000'000).one_in == 13'815'511); // 1e6 * 13.8155105579...
    CHECK(delta_for(std::int64_t{1} << 62).one_in == std::int64_t{1} << 62);
}

TEST_CASE("an epsilon has one to three digits before the point and up to three behind it")
{
    for (const auto& [text, thousandths] : std::vector<std::pair<std::string, std::int64_t>>{
             {"4", 4000}, {"0.5", 500}, {"1.25", 1250}, {"0.001", 1}, {"100", 100'000}, {"12.0", 12'000}}) {
        const auto read = parse_epsilon(text);
        REQUIRE(read);
        CHECK(read->thousandths == thousandths);
    }
    for (const auto* wrong :
         {"",     "0",   "0.000", "00.5", "04", "-1",  "+1",  "1.",   ".5",   "1.2345", "100.001",
          "1000", "1e1", "1,5",   " 1",   "1 ", "nan", "0x1", "1.-2", "1..2", "1.2.3"}) {
        CAPTURE(wrong);
        const auto read = parse_epsilon(wrong);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == "privacy/epsilon_invalid");
    }
    CHECK(rc::check([] {
        const Epsilon epsilon = any_epsilon();
        RC_ASSERT(parse_epsilon(to_text(epsilon)).value() == epsilon);
    }));
    CHECK(to_text({4000}) == "4");
    CHECK(to_text({500}) == "0.5");
    CHECK(to_text({0}) == "0");
    CHECK(to_text({100'000}) == "100");
}

TEST_CASE("shares of an amount together are never more than the amount")
{
    CHECK(rc::check([] {
        const Rho rho = any_rho();
        const auto parts = *rc::gen::inRange<std::int64_t>(1, 1000);
        const auto first = *rc::gen::inRange<std::int64_t>(0, parts + 1);
        const Rho together = share(rho, first, parts) + share(rho, parts - first, parts);
        RC_ASSERT(together <= rho);
        RC_ASSERT(rho.units - together.units <= 1);
    }));
    CHECK(share({1000}, 1, 3).units == 333);
    CHECK(share({std::int64_t{1} << 45}, std::int64_t{1} << 40, std::int64_t{1} << 41).units ==
          std::int64_t{1} << 44);
}

TEST_CASE("a variance is the smallest that an amount pays for")
{
    // 1 / (2 sigma^2) with sigma = 10 is 0.005.
    CHECK(variance_for({(std::int64_t{1} << rho_unit_bits) / 200}, 1).sixteenths == 1601);
    CHECK(cost_of({1600}, 1).units == 5'497'558'139); // 0.005 * 2^40 = 5497558138.88
    CHECK(standard_deviation({1600}) == doctest::Approx(10));
    CHECK(rc::check([] {
        const Rho rho = any_rho();
        const auto most = std::min<std::int64_t>(5000, 32 * rho.units);
        const auto squared = *rc::gen::inRange<std::int64_t>(1, most + 1);
        const Variance variance = variance_for(rho, squared);
        RC_ASSERT(cost_of(variance, squared) <= rho);
        RC_ASSERT(variance.sixteenths == 1 || cost_of({variance.sixteenths - 1}, squared) > rho);
    }));
}

#include "privacy/noise.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "privacy/sampling.h"

using namespace panoh;
using namespace panoh::privacy;

namespace {

/// Draws every chance there is instead of one: `run` is called once for each way that it can go, and what it
/// returns is added up with the probability of that way. Ways less likely than `least` are left undecided.
class Tape {
public:
    bool ratio(std::uint64_t a, std::uint64_t b) { return ratio(Wide{a}, Wide{b}); }
    bool ratio(Wide a, Wide b)
    {
        const long double chance = static_cast<long double>(a) / static_cast<long double>(b);
        return choose({1 - chance, chance}) == 1;
    }
    std::uint64_t below(std::uint64_t bound)
    {
        return choose(std::vector<long double>(bound, 1 / static_cast<long double>(bound)));
    }

    std::uint64_t bits(unsigned count) { return below(1ULL << count); }
    bool exp_of_one() { return choose({1 - std::exp(-1.0L), std::exp(-1.0L)}) == 1; }

    template <typename Result, typename Run>
    static std::map<Result, long double> all(Run&& run, long double least, long double& undecided)
    {
        std::map<Result, long double> found;
        std::vector<std::vector<std::size_t>> open = {{}};
        undecided = 0;
        while (!open.empty()) {
            Tape tape;
            tape.taken_ = open.back();
            open.pop_back();
            try {
                const Result result = run(tape);
                found[result] += tape.weight_;
            } catch (const Fork& fork) {
                for (std::size_t way = 0; way < fork.chances.size(); ++way) {
                    if (fork.chances[way] <= 0) continue;
                    if (tape.weight_ * fork.chances[way] < least) {
                        undecided += tape.weight_ * fork.chances[way];
                        continue;
                    }
                    open.push_back(tape.taken_);
                    open.back().push_back(way);
                }
            }
        }
        return found;
    }

private:
    struct Fork {
        std::vector<long double> chances;
    };
    std::size_t choose(const std::vector<long double>& chances)
    {
        if (at_ == taken_.size()) throw Fork{chances};
        const std::size_t way = taken_[at_++];
        weight_ *= chances[way];
        return way;
    }
    std::vector<std::size_t> taken_;
    std::size_t at_ = 0;
    long double weight_ = 1;
};

/// Bits as they are written down; asking for more than there are ends the draw.
struct Script {
    struct Over {};
    std::vector<std::uint32_t> words;
    std::size_t at = 0;
    std::uint32_t next_half()
    {
        if (at == words.size()) throw Over();
        return words[at++];
    }
    std::uint64_t next()
    {
        const std::uint64_t high = next_half();
        return high << 32U | next_half();
    }
};
template <typename Draw>
std::string said(std::vector<std::uint32_t> words, Draw&& draw)
{
    Script script{std::move(words)};
    ChancesOf<Script> chances(script);
    try {
        return draw(chances) ? "true" : "false";
    } catch (const Script::Over&) {
        return "more";
    }
}

double expected_tail(double sigma, std::int64_t from)
{
    double tail = 0;
    double all = 0;
    const auto most = static_cast<std::int64_t>(40 * sigma + 40);
    for (std::int64_t x = -most; x <= most; ++x) {
        const double weight =
            std::exp(-static_cast<double>(x) * static_cast<double>(x) / (2 * sigma * sigma));
        all += weight;
        if (x >= from) tail += weight;
    }
    return tail / all;
}

/// How far chi-square lies from what is expected, in deviations (Wilson and Hilferty 1931); cells that expect
/// less than 10 are joined with their neighbour.
double deviations(const std::map<std::int64_t, std::int64_t>& seen,
                  const std::map<std::int64_t, long double>& chances, std::int64_t draws)
{
    double chi = 0;
    double cells = 0;
    double expected = 0;
    double found = 0;
    double seen_in_all = 0;
    double expected_in_all = 0;
    const auto close = [&](double expects, double finds) {
        chi += (finds - expects) * (finds - expects) / expects;
        ++cells;
    };
    for (const auto& [x, chance] : chances) {
        expected += static_cast<double>(chance) * static_cast<double>(draws);
        const auto place = seen.find(x);
        if (place != seen.end()) found += static_cast<double>(place->second);
        if (expected < 10) continue;
        close(expected, found);
        expected_in_all += expected;
        seen_in_all += found;
        expected = found = 0;
    }
    const double rest = static_cast<double>(draws) - expected_in_all;
    if (rest > 1e-9 * static_cast<double>(draws)) close(rest, static_cast<double>(draws) - seen_in_all);
    const double freedom = cells - 1;
    if (freedom < 1) return 0;
    return (std::cbrt(chi / freedom) - (1 - 2 / (9 * freedom))) / std::sqrt(2 / (9 * freedom));
}

std::map<std::int64_t, long double> gaussian_chances(double variance)
{
    const auto most = static_cast<std::int64_t>(12 * std::sqrt(variance) + 12);
    std::map<std::int64_t, long double> chances;
    long double all = 0;
    for (std::int64_t x = -most; x <= most; ++x) {
        const auto real = static_cast<long double>(x);
        all += chances[x] = std::exp(-real * real / (2 * static_cast<long double>(variance)));
    }
    for (auto& [x, chance] : chances)
        chance /= all;
    return chances;
}

constexpr double six_nines = 4.75; // one in a million lies beyond

void check_gaussian(RandomBits& bits, Variance variance, std::int64_t draws)
{
    CAPTURE(variance.sixteenths);
    const auto most = static_cast<std::int64_t>(4 * std::sqrt(static_cast<double>(variance.sixteenths))) + 50;
    std::vector<std::int64_t> counts(static_cast<std::size_t>(2 * most + 1));
    double sum = 0;
    double squares = 0;
    for (std::int64_t draw = 0; draw < draws; ++draw) {
        const auto x = discrete_gaussian(bits, variance);
        if (std::abs(x) > most) FAIL("beyond 16 deviations");
        ++counts[static_cast<std::size_t>(x + most)];
        sum += static_cast<double>(x);
        squares += static_cast<double>(x) * static_cast<double>(x);
    }
    std::map<std::int64_t, std::int64_t> seen;
    for (std::int64_t x = -most; x <= most; ++x)
        if (const auto times = counts[static_cast<std::size_t>(x + most)]; times > 0) seen[x] = times;
    const double exact = static_cast<double>(variance.sixteenths) / 16;
    const auto expected = gaussian_chances(exact);
    CHECK(std::abs(deviations(seen, expected, draws)) < six_nines);

    double second = 0;
    double fourth = 0;
    for (const auto& [x, chance] : expected) {
        const double square = static_cast<double>(x) * static_cast<double>(x);
        second += static_cast<double>(chance) * square;
        fourth += static_cast<double>(chance) * square * square;
    }
    const auto count = static_cast<double>(draws);
    CHECK(std::abs(sum / count) < six_nines * std::sqrt(second / count));
    CHECK(std::abs(squares / count - second) <
          six_nines * std::sqrt((fourth - second * second) / count) + 1e-12);
    for (const double far : {1.0, 2.0, 3.0, 4.0}) {
        const auto from = static_cast<std::int64_t>(std::ceil(far * std::sqrt(exact)));
        const double tail = 2 * expected_tail(std::sqrt(exact), from);
        if (from < 1 || tail * count < 50) continue;
        double found = 0;
        for (const auto& [x, times] : seen)
            if (x >= from || x <= -from) found += static_cast<double>(times);
        CHECK(std::abs(found - tail * count) < six_nines * std::sqrt(tail * (1 - tail) * count));
    }
}

} // namespace

TEST_CASE("exp(-a/b) is won with exactly that probability, for every b up to 50")
{
    for (std::uint64_t b = 1; b <= 50; ++b)
        for (std::uint64_t a = 0; a <= b; ++a) {
            long double undecided = 0;
            const auto found =
                Tape::all<bool>([&](Tape& tape) { return play_exp(tape, [&] { return tape.ratio(a, b); }); },
                                1e-20L, undecided);
            const long double won = found.contains(true) ? found.at(true) : 0;
            const long double wanted = std::exp(-static_cast<long double>(a) / static_cast<long double>(b));
            CAPTURE(a);
            CAPTURE(b);
            REQUIRE(std::abs(won - wanted) <= undecided + 1e-17L);
            REQUIRE(undecided < 1e-17L);
        }
}

TEST_CASE("exp(-a/b) is exact above one too")
{
    for (std::uint64_t b = 1; b <= 10; ++b)
        for (std::uint64_t a = b; a <= 12 * b; ++a) {
            long double undecided = 0;
            const auto found = Tape::all<bool>([&](Tape& tape) { return bernoulli_exp_from(tape, a, b); },
                                               1e-20L, undecided);
            const long double won = found.contains(true) ? found.at(true) : 0;
            const long double wanted = std::exp(-static_cast<long double>(a) / static_cast<long double>(b));
            CHECK(std::abs(won - wanted) <= undecided + 1e-17L);
            CHECK(undecided < 1e-16L);
        }
}

TEST_CASE("a ratio is drawn digit by digit: each word decides, but for the one in which the ratio lies")
{
    const auto agrees = [](auto a, auto b) {
        // Of 2^32 first words those below a / b are true, those above false; a word in between asks for the
        // next.
        const auto edge = static_cast<std::uint32_t>((Wide{a} << 32U) / b);
        const Wide rest = (Wide{a} << 32U) % b;
        RC_ASSERT(edge == 0 || said({0}, [&](auto& chances) { return chances.ratio(a, b); }) == "true");
        RC_ASSERT(edge == 0 ||
                  said({edge - 1}, [&](auto& chances) { return chances.ratio(a, b); }) == "true");
        RC_ASSERT(edge == ~0U ||
                  said({edge + 1}, [&](auto& chances) { return chances.ratio(a, b); }) == "false");
        RC_ASSERT(said({edge}, [&](auto& chances) { return chances.ratio(a, b); }) ==
                  (rest == 0 ? "false" : "more"));
        if (rest == 0) return;
        // The second word decides along the digits that follow.
        const Wide second = (rest << 32U) / b;
        const auto then = [&](Wide word) {
            return said({edge, static_cast<std::uint32_t>(word)},
                        [&](auto& chances) { return chances.ratio(a, b); });
        };
        RC_ASSERT(second == 0 || then(second - 1) == "true");
        RC_ASSERT(second == 0xffffffffU || then(second + 1) == "false");
        RC_ASSERT(then(second) == ((rest << 32U) % b == 0 ? "false" : "more"));
    };
    CHECK(rc::check([&] {
        const auto b = *rc::gen::inRange<std::uint64_t>(2, std::uint64_t{1} << *rc::gen::inRange(2, 63));
        agrees(*rc::gen::inRange<std::uint64_t>(0, b), b);
    }));
    CHECK(said({0xffffffffU},
               [](auto& chances) { return chances.ratio(std::uint64_t{7}, std::uint64_t{7}); }) == "true");
    CHECK(said({0}, [](auto& chances) { return chances.ratio(std::uint64_t{0}, std::uint64_t{7}); }) ==
          "false");
}

TEST_CASE("a ratio of 128 bits is drawn with as many digits as there is room for")
{
    CHECK(rc::check([] {
        const auto high = *rc::gen::inRange<std::uint64_t>(1, std::uint64_t{1} << *rc::gen::inRange(1, 63));
        const Wide b = (Wide{high} << 64U) + *rc::gen::arbitrary<std::uint64_t>();
        const Wide a =
            b / *rc::gen::inRange<std::uint64_t>(2, 1000) + *rc::gen::inRange<std::uint64_t>(0, 1000);
        const auto digits = static_cast<unsigned>(std::countl_zero(high));
        const auto edge = static_cast<std::uint64_t>((a << digits) / b);
        const Wide rest = (a << digits) % b;
        const auto first = [&](std::uint64_t digit) {
            const std::uint64_t word = digit << (64U - digits);
            return said({static_cast<std::uint32_t>(word >> 32U), static_cast<std::uint32_t>(word)},
                        [&](auto& chances) { return chances.ratio(a, b); });
        };
        RC_ASSERT(edge == 0 || first(edge - 1) == "true");
        RC_ASSERT(edge + 1 >= (std::uint64_t{1} << digits) || first(edge + 1) == "false");
        RC_ASSERT(first(edge) == (rest == 0 ? "false" : "more"));
    }));
}

TEST_CASE("exp(-1) in one word has the words of the series, and parts the one that is left over")
{
    constexpr std::uint64_t all = std::uint64_t{1} << 32U;
    constexpr std::uint64_t even = all / 2 + all / 8; // first lost in round 2 or 4
    constexpr std::uint64_t odd = 11 * all / 30;      // in 3 or 5: 1/3 + 1/30
    constexpr std::uint64_t later = all / 120;
    static_assert(even + odd + later + 1 == all);
    static_assert(11 * all % 30 == 26 && all % 120 == 16); // 13/15 and 2/15 of a word
    const auto one = [](std::vector<std::uint32_t> words) {
        return said(std::move(words), [](auto& chances) { return chances.exp_of_one(); });
    };
    for (const std::uint64_t word : {std::uint64_t{0}, even - 1})
        CHECK(one({static_cast<std::uint32_t>(word)}) == "false");
    for (const std::uint64_t word : {even, even + odd - 1})
        CHECK(one({static_cast<std::uint32_t>(word)}) == "true");
    for (const std::uint64_t word : {even + odd, even + odd + later - 1}) {
        // Round 6 is lost with five words of six, then 7 with six of seven: even, then odd.
        CHECK(one({static_cast<std::uint32_t>(word)}) == "more");
        CHECK(one({static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(all / 6 + 1)}) == "false");
        CHECK(one({static_cast<std::uint32_t>(word), 0, static_cast<std::uint32_t>(all / 7 + 1)}) == "true");
        CHECK(one({static_cast<std::uint32_t>(word), 0, 0, static_cast<std::uint32_t>(all / 8)}) == "false");
    }
    CHECK(one({0xffffffffU}) == "more");
    CHECK(one({0xffffffffU, static_cast<std::uint32_t>(13 * all / 15 - 1)}) == "true");
    CHECK(one({0xffffffffU, static_cast<std::uint32_t>(13 * all / 15 + 1)}) == "more");
}

TEST_CASE("a discrete Laplace has exactly the weights it should have, and so has a discrete Gaussian")
{
    using Found = std::map<std::optional<std::int64_t>, long double>;
    const auto is_right = [](const Found& found, long double undecided, auto&& weight) {
        for (std::int64_t x = -5; x <= 5; ++x) {
            const long double weighs = found.contains(x) ? found.at(x) / found.at(0) : 0;
            CHECK(std::abs(weighs - weight(static_cast<long double>(x))) <= 10 * undecided + 1e-15L);
        }
    };
    for (std::int64_t numerator = 1; numerator <= 4; ++numerator)
        for (std::int64_t denominator = 1; denominator <= 4; ++denominator) {
            long double undecided = 0;
            const auto found = Tape::all<std::optional<std::int64_t>>(
                [&](Tape& tape) { return try_laplace(tape, numerator, denominator); }, 1e-15L, undecided);
            const auto rate = static_cast<long double>(numerator) / static_cast<long double>(denominator);
            is_right(found, undecided, [&](long double x) { return std::exp(-rate * std::abs(x)); });
            CHECK(undecided < 1e-12L);
        }
    for (const std::int64_t sixteenths : {3, 16, 40, 41, 200}) {
        const GaussianSampler sampler({sixteenths});
        long double undecided = 0;
        const auto found = Tape::all<std::optional<std::int64_t>>(
            [&](Tape& tape) { return sampler.try_from(tape); }, 1e-10L, undecided);
        const auto twice = static_cast<long double>(sixteenths) / 8;
        is_right(found, undecided, [&](long double x) { return std::exp(-x * x / twice); });
        CHECK(undecided < 1e-5L);
    }
}

TEST_CASE("a discrete Gaussian is drawn as its formula says, from tiny to wide")
{
    RandomBits bits(20'261'126);
    for (const std::int64_t sixteenths : {1, 5, 16, 160, 1600, 40'000, 1'440'000, 160'000'000})
        check_gaussian(bits, {sixteenths}, 200'000);
}

TEST_CASE("ten million draws of each of fifty deviations are as the formula says" *
          doctest::skip(std::getenv("PANOH_SOAK") == nullptr))
{
    RandomBits bits;
    double sixteenths = 1;
    for (int deviation = 0; deviation < 50; ++deviation, sixteenths *= 1.5) // up to sigma = 5000
        check_gaussian(bits, {static_cast<std::int64_t>(sixteenths)}, 10'000'000);
}

TEST_CASE("a seed gives the noise that it gave when this was written, on every machine")
{
    RandomBits bits(1, 2);
    CHECK(bits.next() == 9'822'805'920'478'799'308U);
    std::string drawn;
    for (int draw = 0; draw < 12; ++draw)
        drawn += std::to_string(discrete_gaussian(bits, {1600})) + " ";
    for (int draw = 0; draw < 6; ++draw)
        drawn += std::to_string(discrete_laplace(bits, 1, 10)) + " ";
    CHECK(drawn == "4 -5 10 18 -6 7 -6 -2 -5 10 0 13 -2 -8 5 0 -4 -4 ");
    CHECK(bits.below(1'000'000) == 892'376);
    CHECK(bits.split().next() == 5'556'727'070'688'959'918U);
}

TEST_CASE("a discrete Laplace is drawn as its formula says")
{
    RandomBits bits(7);
    for (const auto& [numerator, denominator] :
         std::vector<std::pair<std::int64_t, std::int64_t>>{{1, 1}, {7, 3}, {1, 10}, {3, 1000}}) {
        std::map<std::int64_t, std::int64_t> seen;
        for (int draw = 0; draw < 200'000; ++draw)
            ++seen[discrete_laplace(bits, numerator, denominator)];
        std::map<std::int64_t, long double> chances;
        const auto rate = static_cast<long double>(numerator) / static_cast<long double>(denominator);
        long double all = 0;
        for (std::int64_t x = -20'000; x <= 20'000; ++x)
            all += chances[x] = std::exp(-rate * std::abs(static_cast<long double>(x)));
        for (auto& [x, chance] : chances)
            chance /= all;
        CHECK(std::abs(deviations(seen, chances, 200'000)) < six_nines);
    }
}

TEST_CASE("random bits are the same for one seed and stream, and others for another")
{
    const auto first = [](RandomBits bits) {
        std::vector<std::uint64_t> words(20'000);
        for (auto& word : words)
            word = bits.next();
        return words;
    };
    CHECK(first(RandomBits(1)) == first(RandomBits(1)));
    CHECK(first(RandomBits(1)) != first(RandomBits(2)));
    CHECK(first(RandomBits(1)) != first(RandomBits(1, 1)));
    CHECK(first(RandomBits()) != first(RandomBits()));
    RandomBits parent(1);
    auto child = parent.split();
    auto other = parent.split();
    const auto words = first(std::move(child));
    CHECK(words != first(std::move(other)));
    CHECK(words != first(std::move(parent)));
    RandomBits again(1);
    CHECK(words == first(again.split()));
    // No word comes back within a stream of several refills, nor does a part of it.
    auto some = first(RandomBits());
    CHECK(std::set<std::uint64_t>(some.begin(), some.end()).size() == some.size());
}

TEST_CASE("each number below a bound is as likely as any other")
{
    RandomBits bits(3);
    for (const std::uint64_t bound : {1U, 2U, 3U, 7U, 100U}) {
        std::map<std::int64_t, std::int64_t> seen;
        std::map<std::int64_t, long double> chances;
        for (std::uint64_t x = 0; x < bound; ++x)
            chances[static_cast<std::int64_t>(x)] = 1 / static_cast<long double>(bound);
        for (int draw = 0; draw < 100'000; ++draw)
            ++seen[static_cast<std::int64_t>(bits.below(bound))];
        CHECK(std::abs(deviations(seen, chances, 100'000)) < six_nines);
        CHECK(seen.rbegin()->first < static_cast<std::int64_t>(bound));
    }
    // With a bound of three quarters of all words two of four would make a multiple of three, if none were
    // left out.
    int multiples = 0;
    for (int draw = 0; draw < 100'000; ++draw)
        multiples += bits.below(3ULL << 62U) % 3 == 0 ? 1 : 0;
    CHECK(std::abs(multiples - 33'333) < 750); // five deviations
}

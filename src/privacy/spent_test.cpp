#include "privacy/spent.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <numeric>
#include <type_traits>

#include <sys/wait.h>
#include <unistd.h>

#include "privacy/testing.h"

using namespace panoh;
using namespace panoh::privacy;

namespace {

constexpr Rho whole = {std::int64_t{1} << rho_unit_bits};

// Proofs are made by `Ledger` alone and are never doubled; a sensitive value is read with one of them only.
template <typename T>
constexpr bool is_a_proof = !std::is_default_constructible_v<T> && !std::is_copy_constructible_v<T> &&
                            !std::is_copy_assignable_v<T> && !std::is_aggregate_v<T> &&
                            std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>;
static_assert(is_a_proof<Spent>);
static_assert(is_a_proof<Exact>);
static_assert(!std::is_constructible_v<Spent, Rho>);
static_assert(!std::is_constructible_v<Spent, Rho, RandomBits, bool>);
static_assert(!std::is_convertible_v<Exact, Spent> && !std::is_convertible_v<Spent, Exact>);
template <typename Value, typename... Proof>
concept Opens = requires(const Value& value, const Proof&... proof) { value.open(proof...); };
static_assert(Opens<Sensitive<int>, Spent> && Opens<Sensitive<int>, Exact>);
static_assert(!Opens<Sensitive<int>> && !Opens<Sensitive<int>, Rho> && !Opens<Sensitive<int>, RandomBits>);
static_assert(!std::is_copy_constructible_v<Sensitive<int>> && !std::is_convertible_v<Sensitive<int>, int>);
static_assert(!std::is_copy_constructible_v<RandomBits> && !std::is_copy_assignable_v<RandomBits>);

std::vector<std::uint32_t> answers_of(std::size_t size)
{
    std::vector<std::uint32_t> answers(size);
    std::iota(answers.begin(), answers.end(), 0U);
    return answers;
}

/// Whether `work` ends its process.
template <typename Work>
bool ends(Work&& work)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::signal(SIGABRT, SIG_DFL); // the test runner would tell of it
        work();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

} // namespace

TEST_CASE("what a mechanism costs is taken from what was paid")
{
    Spent spent = spend_for_test(whole, 1);
    CHECK(spent.paid() == whole);
    CHECK(spent.left() == whole);
    const Variance variance = variance_for(share(whole, 1, 4), 3);
    const auto noisy = spent.gaussian(answers_of(10), variance, 3);
    CHECK(noisy.size() == 10);
    CHECK(spent.left() == whole - cost_of(variance, 3));
    CHECK(spent.choose(std::vector<std::int64_t>{5}, 1, share(whole, 1, 4)) == 0);
    CHECK(spent.left() == whole - cost_of(variance, 3) - share(whole, 1, 4));
    CHECK(spent.paid() == whole);
    CHECK(spent.insecure());
    CHECK_FALSE(spend_for_test(whole).insecure());
}

TEST_CASE("whoever would take more than is left, once or again, ends the process instead")
{
    const Rho half = share(whole, 1, 2);
    CHECK_FALSE(ends([&] {
        Spent spent = spend_for_test(whole, 1);
        (void)spent.choose(std::vector<std::int64_t>{1}, 1, half);
        (void)spent.choose(std::vector<std::int64_t>{1}, 1, half);
    }));
    CHECK(ends([&] {
        Spent spent = spend_for_test(whole, 1);
        (void)spent.choose(std::vector<std::int64_t>{1}, 1, half);
        (void)spent.choose(std::vector<std::int64_t>{1}, 1, half + Rho{1});
    }));
    CHECK(ends([&] {
        Spent spent = spend_for_test(half, 1);
        (void)spent.gaussian(answers_of(1), {1}, 1);
    }));
    CHECK(ends([] { (void)spend_for_test(whole, 1).choose(std::vector<std::int64_t>{1}, 1, {-1}); }));
    CHECK(ends([] { (void)spend_for_test(whole, 1).choose({}, 1, {1}); }));
    CHECK(ends([] {
        RandomBits bits(1);
        const RandomBits moved = std::move(bits);
        (void)bits.next(); // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move): asked
    }));
}

TEST_CASE("a chosen seed gives the same noise for any number of threads")
{
    for (const std::size_t size : {10U, 4096U, 4097U, 50'000U}) {
        const auto answers = answers_of(size);
        const auto noisy = [&](unsigned threads) {
            Spent spent = spend_for_test(whole, 5);
            auto first = spent.gaussian(answers, {1600}, 1, threads);
            const auto second = spent.gaussian(answers, {1600}, 1, threads);
            first.insert(first.end(), second.begin(), second.end());
            return first;
        };
        const auto alone = noisy(1);
        CHECK(noisy(2) == alone);
        CHECK(noisy(3) == alone);
        CHECK(noisy(16) == alone);
        CHECK(noisy(0) == alone);
    }
}

TEST_CASE("noise lies around the answers, is never twice the same, and has the variance that was asked for")
{
    Spent spent = spend_for_test(whole);
    const auto answers = answers_of(100'000);
    const auto one = spent.gaussian(answers, {1600}, 1);
    const auto two = spent.gaussian(answers, {1600}, 1);
    CHECK(one != two);
    double sum = 0;
    double squares = 0;
    double together = 0;
    for (std::size_t place = 0; place < answers.size(); ++place) {
        const auto first = static_cast<double>(one[place] - answers[place]);
        const auto second = static_cast<double>(two[place] - answers[place]);
        sum += first;
        squares += first * first;
        together += first * second;
    }
    // Seven deviations of each: once in 10^11 runs.
    const double count = 100'000;
    CHECK(std::abs(sum / count) < 7 * 10 / std::sqrt(count));
    CHECK(std::abs(squares / count - 100) < 7 * 100 * std::sqrt(2 / count));
    CHECK(std::abs(together / count) < 7 * 100 / std::sqrt(count));
}

TEST_CASE("each block has noise of its own")
{
    Spent spent = spend_for_test(whole, 9);
    const std::vector<std::uint32_t> zeros(3 * 4096, 0);
    const auto noisy = spent.gaussian(zeros, {160'000}, 1);
    const auto block = [&](std::ptrdiff_t number) {
        return std::vector<std::int64_t>(noisy.begin() + 4096 * number, noisy.begin() + 4096 * (number + 1));
    };
    CHECK(block(0) != block(1));
    CHECK(block(1) != block(2));
    CHECK(block(0) != block(2));
}

TEST_CASE("one of several is chosen with the odds of the exponential mechanism")
{
    // e^2 / 8 = 0.5 is e = 2: odds exp(score) for a sensitivity of 1.
    const Rho each = share(whole, 1, 2);
    const std::vector<std::int64_t> scores = {3, 1, 0, 3, -4};
    constexpr int draws = 40'000;
    Spent spent = spend_for_test({draws * each.units}, 11);
    std::vector<double> seen(scores.size());
    for (int draw = 0; draw < draws; ++draw)
        ++seen[spent.choose(scores, 1, each)];
    double all = 0;
    for (const auto score : scores)
        all += std::exp(static_cast<double>(score));
    for (std::size_t place = 0; place < scores.size(); ++place) {
        const double chance = std::exp(static_cast<double>(scores[place])) / all;
        CHECK(std::abs(seen[place] - chance * draws) < 5 * std::sqrt(chance * (1 - chance) * draws) + 1);
    }
    CHECK(spent.left().units == 0);
}

TEST_CASE("a sensitivity divides the scores")
{
    const Rho each = share(whole, 1, 2);
    constexpr int draws = 40'000;
    Spent spent = spend_for_test({draws * each.units}, 12);
    int first = 0;
    for (int draw = 0; draw < draws; ++draw)
        first += spent.choose(std::vector<std::int64_t>{1'000'000, 0}, 1'000'000, each) == 0 ? 1 : 0;
    const double chance = 1 / (1 + std::exp(-1));
    CHECK(std::abs(first - chance * draws) < 5 * std::sqrt(chance * (1 - chance) * draws));
}

TEST_CASE("scores may lie as far apart as 64 bits reach")
{
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    Spent spent = spend_for_test({std::int64_t{1} << 50}, 13);
    for (int draw = 0; draw < 100; ++draw)
        CHECK(spent.choose(std::vector<std::int64_t>{least, most, least, 0}, 1, whole) == 1);
    int first = 0;
    for (int draw = 0; draw < 1000; ++draw)
        first += spent.choose(std::vector<std::int64_t>{least, most}, most, {1}) == 0 ? 1 : 0;
    CHECK(first > 400); // nothing was paid for the difference
    CHECK(first < 600);
}

TEST_CASE("the best of thousands is found although all others are hopeless")
{
    std::vector<std::int64_t> scores(5000, 0);
    scores[4321] = 1'000'000;
    Spent spent = spend_for_test({std::int64_t{1} << 50}, 14);
    for (int draw = 0; draw < 50; ++draw)
        CHECK(spent.choose(scores, 1, whole) == 4321);
}

TEST_CASE("a sensitive value is read with a proof")
{
    const Sensitive<int> count(17);
    CHECK(count.open(spend_for_test(whole, 1)) == 17);
    CHECK(count.open(exact_for_test()) == 17);
}

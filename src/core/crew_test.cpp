#include "core/crew.h"

#include <doctest/doctest.h>

#include <atomic>
#include <random>
#include <stdexcept>
#include <vector>

using namespace panoh::core;

TEST_CASE("each task is done once, by threads whose numbers are below what was asked")
{
    for (unsigned threads = 1; threads <= 8; ++threads)
        for (const std::size_t tasks : std::initializer_list<std::size_t>{0, 1, 3, 1000}) {
            std::vector<std::atomic<int>> done(tasks);
            std::atomic<bool> within = true;
            share_work(tasks, threads, [&](std::size_t task, unsigned thread) {
                ++done[task];
                if (thread >= threads) within = false;
            });
            CHECK(within);
            for (const auto& times : done)
                REQUIRE(times == 1);
        }
}

TEST_CASE("a crew works again and again, and each of its threads is one at a time")
{
    Crew crew(3);
    CHECK(crew.threads() <= 3);
    std::vector<std::atomic<int>> inside(crew.threads());
    std::atomic<bool> alone = true;
    std::atomic<std::size_t> sum = 0;
    for (std::size_t again = 0; again < 200; ++again)
        crew.each(again, [&](std::size_t task, unsigned thread) {
            if (++inside[thread] != 1) alone = false;
            sum += task;
            --inside[thread];
        });
    CHECK(alone);
    std::size_t wanted = 0;
    for (std::size_t again = 0; again < 200; ++again)
        wanted += again * (again - (again > 0 ? 1 : 0)) / 2;
    CHECK(sum == wanted);
}

TEST_CASE("of a forest every task comes after those it waits for")
{
    std::mt19937 random(7);
    for (unsigned threads = 1; threads <= 4; ++threads) {
        Crew crew(threads);
        for (std::size_t tasks : std::initializer_list<std::size_t>{0, 1, 2, 300}) {
            std::vector<std::size_t> parents(tasks);
            for (std::size_t n = 0; n < tasks; ++n)
                parents[n] = n == 0 || random() % 10 == 0 ? n : random() % n;
            std::vector<std::atomic<int>> done(tasks);
            std::atomic<bool> ordered = true;
            crew.parents_first(parents, [&](std::size_t n, unsigned) {
                if (parents[n] != n && done[parents[n]] != 1) ordered = false;
                ++done[n];
            });
            crew.children_first(parents, [&](std::size_t n, unsigned) {
                for (std::size_t child = n + 1; child < tasks; ++child)
                    if (parents[child] == n && done[child] != 2) ordered = false;
                ++done[n];
            });
            CHECK(ordered);
            for (const auto& times : done)
                REQUIRE(times == 2);
        }
    }
}

TEST_CASE(
    "what breaks one task is thrown where it was asked for, no further task begins, and the crew goes on")
{
    const auto breaks = [](std::atomic<int>& begun) {
        return [&](std::size_t, unsigned) {
            ++begun;
            throw std::runtime_error("broken");
        };
    };
    for (unsigned threads = 1; threads <= 3; ++threads) {
        std::atomic<int> begun = 0;
        CHECK_THROWS_AS(share_work(100'000, threads, breaks(begun)), std::runtime_error);
        CHECK(begun <= 3);
        Crew crew(threads);
        begun = 0;
        CHECK_THROWS_AS(crew.each(100'000, breaks(begun)), std::runtime_error);
        CHECK(begun <= 3);
        begun = 0;
        const std::vector<std::size_t> parents = {0, 0, 1, 2, 3};
        CHECK_THROWS_AS(crew.children_first(parents, breaks(begun)), std::runtime_error);
        CHECK(begun == 1);
        std::atomic<int> done = 0;
        crew.parents_first(parents, [&](std::size_t, unsigned) { ++done; });
        crew.each(50, [&](std::size_t, unsigned) { ++done; });
        CHECK(done == 55);
    }
}

TEST_CASE("none asked for is one a processor, and nobody gets more than 64")
{
    CHECK(threads_of(0) >= 1);
    CHECK(threads_of(0) <= 64);
    CHECK(threads_of(3) == 3);
    CHECK(threads_of(1000) == 64);
}

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

#include "microdata/in_parallel.h"

namespace panoh::microdata {

TEST_CASE("each task is done once, by threads whose numbers are below what was asked")
{
    for (unsigned threads = 1; threads <= 8; ++threads) {
        for (const std::size_t tasks : std::initializer_list<std::size_t>{0, 1, 3, 1000}) {
            std::vector<std::atomic<int>> done(tasks);
            std::atomic<bool> within = true;
            in_parallel(tasks, threads, [&](std::size_t task, unsigned thread) {
                ++done[task];
                if (thread >= threads) within = false;
            });
            CHECK(within);
            for (const auto& times : done)
                REQUIRE(times == 1);
        }
    }
}

TEST_CASE("what breaks one task is thrown where it was asked for, and no further task begins")
{
    for (unsigned threads = 1; threads <= 3; ++threads) {
        std::atomic<int> begun = 0;
        CHECK_THROWS_AS(in_parallel(1'000'000, threads,
                                    [&](std::size_t, unsigned) {
                                        ++begun;
                                        throw std::runtime_error("broken");
                                    }),
                        std::runtime_error);
        CHECK(begun <= 3);
    }
}

} // namespace panoh::microdata

#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace panoh::core {

/// The number of threads that is meant: 0 is one a processor.
[[nodiscard]] inline unsigned threads_of(unsigned wanted)
{
    return wanted != 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

/// Calls `act(part)` once for each part below `parts`, on the calling thread and up to `threads - 1` others,
/// and returns when all are done. Which thread does which part is chance: `act` writes where its part alone
/// writes. It does not throw.
template <typename Act>
void share_work(std::size_t parts, unsigned threads, const Act& act)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t part = next++; part < parts; part = next++)
            act(part);
    };
    std::vector<std::jthread> others;
    const std::size_t wanted = std::min<std::size_t>(threads, parts);
    for (std::size_t other = 1; other < wanted; ++other)
        others.emplace_back(work);
    work();
}

} // namespace panoh::core

#include "microdata/in_parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace panoh::microdata {

unsigned threads_of(unsigned asked)
{
    return std::clamp(asked == 0 ? std::thread::hardware_concurrency() : asked, 1U, 64U);
}

void in_parallel(std::size_t tasks, unsigned threads, const std::function<void(std::size_t, unsigned)>& work)
{
    std::atomic<std::size_t> next = 0;
    std::exception_ptr broken;
    std::mutex lock;
    const auto run = [&](unsigned thread) {
        try {
            for (std::size_t task = next++; task < tasks; task = next++)
                work(task, thread);
        } catch (...) {
            next = tasks;
            const std::scoped_lock held(lock);
            if (!broken) broken = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;
        const auto wanted = std::min<std::size_t>(threads_of(threads), tasks);
        for (unsigned thread = 1; thread < wanted; ++thread)
            others.emplace_back(run, thread);
        run(0);
    }
    if (broken) std::rethrow_exception(broken);
}

} // namespace panoh::microdata

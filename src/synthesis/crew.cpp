#include "synthesis/crew.h"

#include <algorithm>
#include <numeric>

namespace panoh::synthesis {

Crew::Crew(unsigned threads)
{
    const unsigned wanted = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    for (unsigned thread = 1; thread < wanted; ++thread)
        helpers_.emplace_back([this, thread] { help(thread); });
}

Crew::~Crew()
{
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    changed_.notify_all();
}

void Crew::children_first(std::span<const std::size_t> parents, const Task& task)
{
    if (!helpers_.empty()) return run(parents, true, task);
    for (std::size_t n = parents.size(); n-- > 0;)
        task(n, 0);
}

void Crew::parents_first(std::span<const std::size_t> parents, const Task& task)
{
    if (!helpers_.empty()) return run(parents, false, task);
    for (std::size_t n = 0; n < parents.size(); ++n)
        task(n, 0);
}

void Crew::each(std::size_t tasks, const Task& task)
{
    std::vector<std::size_t> parents(tasks);
    std::iota(parents.begin(), parents.end(), std::size_t{0});
    parents_first(parents, task);
}

void Crew::run(std::span<const std::size_t> parents, bool children_first, const Task& task)
{
    std::unique_lock lock(mutex_);
    const std::size_t count = parents.size();
    waits_for_.assign(count, 0);
    frees_.assign(count, {});
    for (std::size_t n = 0; n < count; ++n) {
        if (parents[n] == n) continue;
        const std::size_t first = children_first ? n : parents[n];
        const std::size_t then = children_first ? parents[n] : n;
        ++waits_for_[then];
        frees_[first].push_back(then);
    }
    for (std::size_t n = 0; n < count; ++n)
        if (waits_for_[n] == 0) ready_.push_back(n);
    task_ = &task;
    left_ = count;
    changed_.notify_all();
    while (left_ > 0) {
        if (ready_.empty())
            changed_.wait(lock);
        else
            work(0, lock);
    }
}

/// Does one of the ready tasks; the lock is open meanwhile.
void Crew::work(unsigned thread, std::unique_lock<std::mutex>& lock)
{
    const std::size_t number = ready_.back();
    ready_.pop_back();
    const Task& task = *task_;
    lock.unlock();
    task(number, thread);
    lock.lock();
    --left_;
    bool more = left_ == 0;
    for (const std::size_t freed : frees_[number]) {
        if (--waits_for_[freed] > 0) continue;
        ready_.push_back(freed);
        more = true;
    }
    if (more) changed_.notify_all();
}

void Crew::help(unsigned thread)
{
    std::unique_lock lock(mutex_);
    while (!over_) {
        if (ready_.empty())
            changed_.wait(lock);
        else
            work(thread, lock);
    }
}

} // namespace panoh::synthesis

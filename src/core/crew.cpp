#include "core/crew.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace panoh::core {

unsigned threads_of(unsigned asked)
{
    return std::clamp(asked == 0 ? std::thread::hardware_concurrency() : asked, 1U, 64U);
}

Crew::Crew(unsigned threads)
{
    const unsigned wanted = threads_of(threads);
    helpers_.reserve(wanted - 1);
    try {
        for (unsigned thread = 1; thread < wanted; ++thread)
            helpers_.emplace_back([this, thread] { help(thread); });
    } catch (const std::system_error&) {
        // Those that there are do it all.
    }
}

Crew::~Crew()
{
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    changed_.notify_all();
}

void Crew::each(std::size_t tasks, const Task& task)
{
    run_each(tasks, task, false);
}

/// After the `last` the helpers go by themselves, which saves waking them once more.
void Crew::run_each(std::size_t tasks, const Task& task, bool last)
{
    if (helpers_.empty() || tasks < 2) {
        for (std::size_t n = 0; n < tasks; ++n)
            task(n, 0);
        return;
    }
    std::unique_lock lock(mutex_);
    frees_.clear();
    for (std::size_t n = tasks; n-- > 0;)
        ready_.push_back(n);
    over_ = last;
    run_ready(task, lock);
}

void Crew::children_first(std::span<const std::size_t> parents, const Task& task)
{
    if (!helpers_.empty() && parents.size() > 1) return run_forest(parents, true, task);
    for (std::size_t n = parents.size(); n-- > 0;)
        task(n, 0);
}

void Crew::parents_first(std::span<const std::size_t> parents, const Task& task)
{
    if (!helpers_.empty() && parents.size() > 1) return run_forest(parents, false, task);
    for (std::size_t n = 0; n < parents.size(); ++n)
        task(n, 0);
}

void Crew::run_forest(std::span<const std::size_t> parents, bool children_first, const Task& task)
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
    run_ready(task, lock);
}

void Crew::run_ready(const Task& task, std::unique_lock<std::mutex>& lock)
{
    task_ = &task;
    changed_.notify_all();
    while (!ready_.empty() || busy_ > 0) {
        if (ready_.empty())
            changed_.wait(lock);
        else
            work(0, lock);
    }
    if (broken_) std::rethrow_exception(std::exchange(broken_, nullptr));
}

/// Does one of the ready tasks; the lock is open meanwhile.
void Crew::work(unsigned thread, std::unique_lock<std::mutex>& lock)
{
    const std::size_t number = ready_.back();
    ready_.pop_back();
    ++busy_;
    const Task& task = *task_;
    lock.unlock();
    std::exception_ptr thrown;
    try {
        task(number, thread);
    } catch (...) {
        thrown = std::current_exception();
    }
    lock.lock();
    --busy_;
    if (thrown && !broken_) broken_ = thrown;
    bool more = false;
    if (broken_)
        ready_.clear();
    else if (!frees_.empty())
        for (const std::size_t freed : frees_[number]) {
            if (--waits_for_[freed] > 0) continue;
            ready_.push_back(freed);
            more = true;
        }
    if (more || (ready_.empty() && busy_ == 0)) changed_.notify_all();
}

void Crew::help(unsigned thread)
{
    std::unique_lock lock(mutex_);
    for (;;) {
        if (!ready_.empty())
            work(thread, lock);
        else if (over_)
            return;
        else
            changed_.wait(lock);
    }
}

void share_work(std::size_t tasks, unsigned threads, const Crew::Task& task)
{
    Crew crew(static_cast<unsigned>(std::clamp<std::size_t>(tasks, 1, threads_of(threads))));
    crew.run_each(tasks, task, true);
}

} // namespace panoh::core

#include "http/worker_pool.h"

#include <algorithm>

namespace panoh::http {

WorkerPool::WorkerPool(int threads, int max_waiting)
    : max_waiting_(static_cast<std::size_t>(std::max(max_waiting, 1)))
{
    for (int i = 0; i < std::max(threads, 1); ++i)
        threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

void WorkerPool::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ready_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
    // What the dropped jobs hold may need things that go before this pool does.
    const std::lock_guard lock(mutex_);
    jobs_.clear();
}

bool WorkerPool::try_run(std::function<void()> job)
{
    std::unique_lock lock(mutex_);
    if (jobs_.size() >= max_waiting_) return false;
    push(lock, std::move(job));
    return true;
}

void WorkerPool::run(std::function<void()> job)
{
    std::unique_lock lock(mutex_);
    push(lock, std::move(job));
}

void WorkerPool::push(std::unique_lock<std::mutex>& lock, std::function<void()> job)
{
    jobs_.push_back(std::move(job));
    waiting_ = static_cast<int>(jobs_.size());
    wake_one(lock);
}

void WorkerPool::wake_one(std::unique_lock<std::mutex>& lock)
{
    // One thread at a time is called, and calls the next one when there is more to do: with short jobs a
    // thread that is awake anyway takes most of them, and sleeping and waking costs more than they do.
    const bool call = !jobs_.empty() && idle_ > 0 && !waking_;
    if (call) waking_ = true;
    lock.unlock();
    if (call) ready_.notify_one();
}

void WorkerPool::work()
{
    for (;;) {
        std::unique_lock lock(mutex_);
        while (jobs_.empty() && !stopping_) {
            ++idle_;
            ready_.wait(lock);
            --idle_;
            waking_ = false;
        }
        if (stopping_) return;
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        waiting_ = static_cast<int>(jobs_.size());
        wake_one(lock);
        job();
    }
}

} // namespace panoh::http

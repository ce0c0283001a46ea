#include "http/worker_pool.h"

#include <algorithm>

namespace panoh::http {

WorkerPool::WorkerPool(int threads, int max_waiting)
    : max_waiting_(static_cast<std::size_t>(std::max(max_waiting, 1)))
{
    for (int i = 0; i < std::max(threads, 1); ++i)
        threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

WorkerPool::~WorkerPool()
{
    stop();
}

void WorkerPool::stop()
{
    for (auto& thread : threads_)
        thread.request_stop();
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
    lock.unlock();
    ready_.notify_one();
}

void WorkerPool::work(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::unique_lock lock(mutex_);
        if (!ready_.wait(lock, stop, [&] { return !jobs_.empty(); })) return;
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        waiting_ = static_cast<int>(jobs_.size());
        lock.unlock();
        job();
    }
}

} // namespace panoh::http

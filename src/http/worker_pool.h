#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace panoh::http {

/// Threads that run handlers, so that a handler may wait for a disk or a key without holding up any socket.
class WorkerPool {
public:
    /// At most `max_waiting` jobs wait; `try_run` refuses more.
    WorkerPool(int threads, int max_waiting);
    /// Ends the running jobs, drops the waiting ones.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False when too many wait already. Jobs must not throw.
    [[nodiscard]] bool try_run(std::function<void()> job);
    /// For the next piece of an answer already begun: never refused, there is one for a connection at the
    /// most.
    void run(std::function<void()> job);
    [[nodiscard]] int waiting() const { return waiting_; }
    /// Returns when no job runs any more. Not from a job.
    void stop();

private:
    void push(std::unique_lock<std::mutex>& lock, std::function<void()> job);
    void wake_one(std::unique_lock<std::mutex>& lock);
    void work();

    std::size_t max_waiting_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<std::function<void()>> jobs_;
    std::atomic<int> waiting_ = 0;
    int idle_ = 0;        ///< threads that sleep
    bool waking_ = false; ///< one of them was called and is not up yet
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

} // namespace panoh::http

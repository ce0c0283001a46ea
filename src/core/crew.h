#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace panoh::core {

/// As many threads as were asked for, 0 for one a processor; 1 to 64.
[[nodiscard]] unsigned threads_of(unsigned asked);

/// A few threads that do tasks together, again and again. Who does which task, and when, is chance: each
/// writes where it alone writes, or into what belongs to its thread, and so what comes out is the same, bit
/// by bit, for any number of threads. What a task throws is thrown once all that had begun have ended; no
/// other begins after it. The crew belongs to one thread at a time, the first of it.
class Crew {
public:
    /// Gets the task's number and that of the thread which does it, both from 0.
    using Task = std::function<void(std::size_t, unsigned)>;

    /// As `threads_of` says, or fewer where the machine gives no more.
    explicit Crew(unsigned threads);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    [[nodiscard]] unsigned threads() const { return static_cast<unsigned>(helpers_.size()) + 1; }

    /// Tasks that wait for nobody; the first ones begin first.
    void each(std::size_t tasks, const Task& task);
    /// Does every task of a forest given by parents (a root is its own parent, and each parent has a smaller
    /// number than its children): children first, or parents first.
    void children_first(std::span<const std::size_t> parents, const Task& task);
    void parents_first(std::span<const std::size_t> parents, const Task& task);

private:
    friend void share_work(std::size_t tasks, unsigned threads, const Task& task);
    void run_each(std::size_t tasks, const Task& task, bool last);
    void run_forest(std::span<const std::size_t> parents, bool children_first, const Task& task);
    void run_ready(const Task& task, std::unique_lock<std::mutex>& lock);
    void work(unsigned thread, std::unique_lock<std::mutex>& lock);
    void help(unsigned thread);

    std::mutex mutex_;
    std::condition_variable changed_;
    const Task* task_ = nullptr;
    std::vector<std::size_t> waits_for_;
    std::vector<std::vector<std::size_t>> frees_; ///< empty where no task waits for another
    std::vector<std::size_t> ready_;              ///< the last one is next
    std::size_t busy_ = 0;
    std::exception_ptr broken_;
    bool over_ = false;
    std::vector<std::jthread> helpers_;
};

/// `Crew::each` of a crew for this once, 0 threads being one a processor.
void share_work(std::size_t tasks, unsigned threads, const Crew::Task& task);

} // namespace panoh::core

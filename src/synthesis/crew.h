#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace panoh::synthesis {

/// A few threads that walk trees together: a task starts when those it waits for are done. What a task
/// computes does not depend on who does it or when.
class Crew {
public:
    /// Gets the task's number and the number of the thread that does it.
    using Task = std::function<void(std::size_t, unsigned)>;

    /// 0: one thread a processor.
    explicit Crew(unsigned threads);
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    [[nodiscard]] unsigned threads() const { return static_cast<unsigned>(helpers_.size()) + 1; }

    /// Does every task of a forest given by parents (a root is its own parent, and each parent has a smaller
    /// number than its children): children first, or parents first.
    void children_first(std::span<const std::size_t> parents, const Task& task);
    void parents_first(std::span<const std::size_t> parents, const Task& task);
    /// The same for tasks that wait for nobody.
    void each(std::size_t tasks, const Task& task);

private:
    void run(std::span<const std::size_t> parents, bool children_first, const Task& task);
    void work(unsigned thread, std::unique_lock<std::mutex>& lock);
    void help(unsigned thread);

    std::mutex mutex_;
    std::condition_variable changed_;
    const Task* task_ = nullptr;
    std::vector<std::size_t> waits_for_;
    std::vector<std::vector<std::size_t>> frees_;
    std::vector<std::size_t> ready_;
    std::size_t left_ = 0;
    bool over_ = false;
    std::vector<std::jthread> helpers_;
};

} // namespace panoh::synthesis

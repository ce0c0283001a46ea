#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/engine.h"

namespace panoh::store {

/// The writer: one queue, one job at a time. Jobs that wait together share one transaction and one durable
/// commit; each can still fail alone. Callers return after the commit. Who comes while nobody writes does it
/// on the own thread, which spares a lone save two changes of thread; what queues up meanwhile is the writer
/// thread's.
class GroupCommit {
public:
    using Job = std::function<bool(Transaction&)>;

    /// `group`: the most jobs of one commit.
    GroupCommit(std::unique_ptr<WriterConnection> connection, int group);
    /// Finishes what is queued.
    ~GroupCommit();
    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;

    /// Runs `job` alone or in a group and returns once its group is durable. Rethrows what the job threw;
    /// throws BrokenStore when the group could not be committed.
    void run(const Job& job);
    /// Runs `statements(connection)` as a job, for migrations.
    void run_on_connection(const std::function<void(WriterConnection&)>& statements);
    /// Whether the newest group broke, or a job of it did.
    [[nodiscard]] bool last_failed() const { return last_failed_; }

private:
    struct Entry {
        const Job* job;
        std::promise<std::exception_ptr> done; ///< given once the group is settled; null when all is well
        std::exception_ptr error;              ///< what its caller will see instead of a result
        bool given_up = false;                 ///< is not run again when the group is
    };
    using Group = std::vector<Entry>;

    void loop();
    bool begin_alone(const Job& job, Group& group, std::future<std::exception_ptr>& done);
    void end_alone();
    bool take(Group& group);
    void serve(Group& group);
    bool attempt(Group& group, bool may_repeat);
    bool run_all(Group& group, bool may_repeat);
    bool run_one(Entry& entry, bool may_repeat);
    bool take_back(Entry& entry);

    std::unique_ptr<WriterConnection> connection_;
    const std::size_t group_;
    std::atomic<bool> last_failed_ = false;
    /// A job of this group failed behind another: the group is run again, each job within a savepoint.
    bool careful_ = false;
    bool nothing_kept_ = true; ///< no job of this transaction has writes to keep yet

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Entry> queue_;
    bool stopping_ = false;
    bool writing_ = false;                ///< somebody is within a group
    std::atomic<std::thread::id> writer_; ///< who that is
    std::thread thread_;
};

} // namespace panoh::store

#include "store/group_commit.h"

#include <algorithm>
#include <utility>

namespace panoh::store {

namespace {
/// How often a whole group is run again before the job that asks for it is given up.
constexpr int most_repeats = 5;

/// The store broke, and not just this job: a refusal of a job, or its own exception, says nothing of the
/// store.
bool tells_of_store(const std::exception_ptr& error)
{
    if (!error) return false;
    try {
        std::rethrow_exception(error);
    } catch (const ConstraintFailed&) {
        return false;
    } catch (const BrokenStore&) {
        return true;
    } catch (...) {
        return false;
    }
}
} // namespace

GroupCommit::GroupCommit(std::unique_ptr<WriterConnection> connection, int group)
    : connection_(std::move(connection)), group_(static_cast<std::size_t>(std::max(1, group))),
      thread_([this] { loop(); })
{
}

GroupCommit::~GroupCommit()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void GroupCommit::run(const Job& job)
{
    if (std::this_thread::get_id() == writer_)
        throw std::logic_error("store: a write job cannot wait for another write job");
    Group group;
    std::future<std::exception_ptr> done;
    if (begin_alone(job, group, done)) {
        serve(group);
        end_alone();
    }
    if (const auto error = done.get()) std::rethrow_exception(error);
}

/// Takes the writing when nobody has it, and queues the job otherwise.
bool GroupCommit::begin_alone(const Job& job, Group& group, std::future<std::exception_ptr>& done)
{
    Entry entry{&job, {}, nullptr, false};
    done = entry.done.get_future();
    const std::lock_guard lock(mutex_);
    if (writing_ || !queue_.empty()) {
        queue_.push_back(std::move(entry));
        return false;
    }
    writing_ = true;
    group.push_back(std::move(entry));
    return true;
}

void GroupCommit::end_alone()
{
    bool more = false;
    {
        const std::lock_guard lock(mutex_);
        writing_ = false;
        more = !queue_.empty();
    }
    if (more) wake_.notify_one();
}

void GroupCommit::run_on_connection(const std::function<void(WriterConnection&)>& statements)
{
    run([&](Transaction& transaction) {
        statements(static_cast<WriterConnection&>(transaction));
        return true;
    });
}

void GroupCommit::loop()
{
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return !writing_ && (stopping_ || !queue_.empty()); });
        if (queue_.empty()) return;
        writing_ = true;
        while (!queue_.empty()) {
            lock.unlock();
            Group group;
            serve(group);
            lock.lock();
        }
        writing_ = false;
    }
}

bool GroupCommit::take(Group& group)
{
    if (group.size() >= group_) return false;
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return false;
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
    return true;
}

void GroupCommit::serve(Group& group)
{
    writer_ = std::this_thread::get_id();
    careful_ = false;
    std::exception_ptr broken;
    try {
        for (int repeats = 0; !attempt(group, repeats < most_repeats); ++repeats) {
        }
    } catch (...) {
        broken = std::current_exception();
        connection_->rollback();
        // When `begin` itself failed, nothing was taken yet, and those who wait must hear of it.
        while (group.empty() && take(group)) {
        }
    }
    for (auto& entry : group)
        if (!entry.error) entry.error = broken;
    last_failed_ = std::ranges::any_of(group, [](const Entry& entry) { return tells_of_store(entry.error); });
    writer_ = std::thread::id();
    // From here on the exceptions belong to the callers, who may already be throwing them.
    broken = nullptr;
    for (auto& entry : group)
        entry.done.set_value(std::move(entry.error));
}

/// One transaction over the whole group. False: it is lost and has to be run again.
bool GroupCommit::attempt(Group& group, bool may_repeat)
{
    try {
        connection_->begin();
        connection_->memo().reset();
        nothing_kept_ = true;
        if (run_all(group, may_repeat)) {
            connection_->commit();
            return true;
        }
    } catch (const Restart&) {
        if (!may_repeat) throw;
    } catch (const ConstraintFailed&) {
        // What a job put is refused as late as this: whose it was is found out by one after the other.
        if (careful_) throw;
        careful_ = true;
    }
    connection_->rollback();
    return false;
}

bool GroupCommit::run_all(Group& group, bool may_repeat)
{
    for (std::size_t next = 0; next < group.size() || take(group); ++next) {
        auto& entry = group[next];
        if (!entry.given_up && !run_one(entry, may_repeat)) return false;
    }
    return true;
}

/// Runs one job so that it fails alone. False: the transaction is lost.
bool GroupCommit::run_one(Entry& entry, bool may_repeat)
{
    // What nobody has written to yet can be rolled back whole: the first job needs no savepoint. Nor do the
    // others as long as all goes well, which is nearly always.
    const bool apart = careful_ && !nothing_kept_;
    if (apart) connection_->savepoint();
    entry.error = nullptr;
    bool keep = false;
    try {
        keep = (*entry.job)(*connection_);
        if (keep && careful_) connection_->finish_job();
        if (keep && connection_->failed()) throw BrokenStore("a job ignored that its statement failed");
    } catch (const Restart&) {
        if (may_repeat) return false;
        entry.error = std::current_exception();
        entry.given_up = true;
        return false;
    } catch (...) {
        keep = false;
        entry.error = std::current_exception();
    }
    if (!keep) return take_back(entry);
    if (apart) connection_->release();
    nothing_kept_ = false;
    return true;
}

bool GroupCommit::take_back(Entry& entry)
{
    connection_->memo().reset();
    if (nothing_kept_) {
        connection_->rollback();
        connection_->begin();
        return true;
    }
    if (!careful_) {
        careful_ = true;
        return false;
    }
    if (connection_->in_transaction()) {
        connection_->undo();
        return true;
    }
    // Its error (a full disk, say) ended the transaction of all: the others are run again without it.
    entry.given_up = true;
    return false;
}

} // namespace panoh::store

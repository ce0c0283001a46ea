#include "records/import_jobs.h"

#include <algorithm>
#include <exception>

#include "core/log.h"

namespace panoh::records {
namespace {

constexpr std::size_t remembered = 16;

} // namespace

core::Done ImportJobs::start(core::ImportId import, JobKind kind, std::int64_t of,
                             const std::optional<JobOnce>& once, Work work)
{
    const std::lock_guard lock(mutex_);
    if (!begun_.empty() && begun_.back().progress.state == JobState::running)
        return core::fail(core::ErrorKind::conflict, "records/busy");
    if (begun_.size() == remembered) begun_.erase(begun_.begin());
    const auto number = ++last_number_;
    begun_.push_back(
        {.number = number, .import = import, .once = once, .progress = {.kind = kind, .of = of}});
    try {
        // The thread before has set its last state and is at its end.
        thread_ = std::jthread([this, number, work = std::move(work)](const std::stop_token& stop) mutable {
            run(number, work, stop);
            work = {}; // names and keys go with it
        });
    } catch (const std::exception&) {
        begun_.pop_back();
        return core::fail({.kind = core::ErrorKind::busy, .code = "http/busy", .retry_after = 5});
    }
    return {};
}

core::Result<std::optional<core::ImportId>> ImportJobs::begun_by(const JobOnce& once) const
{
    const std::lock_guard lock(mutex_);
    const auto found =
        std::ranges::find_if(begun_, [&](const Begun& one) { return one.once && one.once->key == once.key; });
    if (found == begun_.end()) return std::optional<core::ImportId>();
    if (*found->once != once) return core::fail(core::ErrorKind::conflict, "http/idempotency_key_reused");
    return std::optional(found->import);
}

std::map<core::ImportId, JobProgress> ImportJobs::progress() const
{
    const std::lock_guard lock(mutex_);
    std::map<core::ImportId, JobProgress> newest;
    for (const auto& one : begun_)
        newest.insert_or_assign(one.import, one.progress);
    return newest;
}

void ImportJobs::run(std::int64_t number, const Work& work, const std::stop_token& stop)
{
    const auto on_progress = [&](std::int64_t done, std::int64_t of) {
        set(number, [&](JobProgress& progress) {
            progress.done = done;
            progress.of = of;
        });
        return !stop.stop_requested();
    };
    JobState end = JobState::failed;
    std::string code;
    try {
        const auto done = work(on_progress);
        if (done)
            end = JobState::done;
        else
            code = done.error().code;
    } catch (const std::exception&) {
        // Its text may hold anything; the store has said in the log what it may say.
        core::log(core::LogLevel::error, "records_job_failed");
    }
    set(number, [&](JobProgress& progress) {
        progress.state = end;
        progress.code = code;
    });
}

void ImportJobs::set(std::int64_t number, const std::function<void(JobProgress&)>& change)
{
    const std::lock_guard lock(mutex_);
    for (auto& one : begun_)
        if (one.number == number) change(one.progress);
}

} // namespace panoh::records

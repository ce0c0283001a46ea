#pragma once

// Imports, and their taking back, that run beside the requests that asked for them.

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/ids.h"
#include "crypto/crypto.h"
#include "records/bring_in.h"

namespace panoh::records {

enum class JobKind { bring_in, take_back };
enum class JobState { running, done, failed };

/// How far a job has come.
struct JobProgress {
    JobKind kind = JobKind::bring_in;
    JobState state = JobState::running;
    std::int64_t done = 0;
    std::int64_t of = 0;
    std::string code = {}; ///< why it failed; empty when the machine broke
};

/// What an `Idempotency-Key` came with.
struct JobOnce {
    crypto::Hash key = {};
    crypto::Hash request = {};
    bool operator==(const JobOnce&) const = default;
};

/// Runs one at a time on a thread of its own. How the last ones went is kept in memory; what they did is in
/// the database. Safe to use from every thread.
class ImportJobs {
public:
    /// Tells of its progress and stops when it hears false.
    using Work = std::function<core::Done(const OnBroughtIn& progress)>;
    ImportJobs() = default;
    /// Stops what runs after its present portion.
    ~ImportJobs() = default;
    ImportJobs(const ImportJobs&) = delete;
    ImportJobs& operator=(const ImportJobs&) = delete;

    /// "records/busy" (409) while another runs, "http/busy" (503) when the machine has no thread for it.
    [[nodiscard]] core::Done start(core::ImportId import, JobKind kind, std::int64_t of,
                                   const std::optional<JobOnce>& once, Work work);
    /// The import that this key started before; "http/idempotency_key_reused".
    [[nodiscard]] core::Result<std::optional<core::ImportId>> begun_by(const JobOnce& once) const;
    /// The newest job of each import that is remembered. Ask before the database is read: a job that had
    /// ended by then has left there what it did, and one that ended between would look as if it had not.
    [[nodiscard]] std::map<core::ImportId, JobProgress> progress() const;

private:
    struct Begun {
        std::int64_t number = 0;
        core::ImportId import = {};
        std::optional<JobOnce> once = {};
        JobProgress progress = {};
    };
    void run(std::int64_t number, const Work& work, const std::stop_token& stop);
    void set(std::int64_t number, const std::function<void(JobProgress&)>& change);

    mutable std::mutex mutex_;
    std::vector<Begun> begun_; ///< the newest last
    std::int64_t last_number_ = 0;
    std::jthread thread_;
};

} // namespace panoh::records

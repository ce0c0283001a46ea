#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "audit/checkpoint.h"
#include "core/clock.h"
#include "store/store.h"

namespace panoh::app {

/// Checkpoints of the audit chain in three places that a writer of the database does not all reach: a table,
/// a file that is only added to, and the log. Nothing here refuses anything: what does not fit is told, and
/// the node goes on. One thread at a time, but for `state()`.
class Checkpoints {
public:
    /// `file` lies in the data folder. Everything outlives it.
    Checkpoints(store::Database& database, const core::Clock& clock,
                std::shared_ptr<const crypto::SignKeyPair> keys, std::string file);
    /// Compares the chain with what the file says of it, and notes where the next one begins. At the start.
    void look_back();
    /// Makes one when it is time. `head` is the newest row.
    void keep_up(std::int64_t head);
    /// Makes one now if any row came since the last. At the start, and when everything else has ended.
    void make();

    struct State {
        std::optional<audit::Checkpoint> newest = {};
        std::optional<audit::Alarm> alarm = {}; ///< stays until the node is started again
        std::int64_t alarm_rows = 0;            ///< of the checkpoint that does not fit
    };
    [[nodiscard]] State state() const;
    [[nodiscard]] const crypto::SignPublicKey& public_key() const { return keys_->public_key; }

private:
    void raise(audit::Alarm alarm, std::int64_t rows);
    void compare_newest();
    void begin_file_again();
    void add_to_file();
    store::Database& database_;
    const core::Clock& clock_;
    std::shared_ptr<const crypto::SignKeyPair> keys_;
    std::string file_;
    core::Instant last_at_ = {};
    std::string unsaved_ = {}; ///< notes that the file did not take yet
    mutable std::mutex mutex_;
    State state_; ///< under the mutex
};

/// The name of that file in the data folder.
inline constexpr const char* checkpoint_file = "audit-checkpoints.txt";

} // namespace panoh::app

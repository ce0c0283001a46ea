#pragma once

// New epochs of teams' keys after somebody left, made by the hands of whoever works next and holds the key:
// vault/rotation.h says what and why. This adds what stands beside the texts of cases, the finding key's
// texts, the record of it, and the thread that does it. The same hands put team keys into escrow
// (vault/escrow.h) and seal to a group what it reads along with (vault/standing.h), which nobody else can.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "access/subject.h"
#include "audit/audit.h"
#include "core/clock.h"
#include "core/permit.h"
#include "store/store.h"
#include "vault/rotation.h"

namespace panoh::cases {

/// By whose hands.
struct Rotator {
    access::Subject subject = {};
    audit::Act act = {};
    std::shared_ptr<vault::KeyRing> keys = {};
};

using RotatePermit = core::Permit<core::Action::team_rotate_keys, core::TeamId>;
/// Rotates one key, a portion in each transaction, so that nobody's save waits long. What was begun and broke
/// off is gone on with. `go_on` is asked between portions. False when it said no, or when something is left.
[[nodiscard]] core::Result<bool> rotate_key(store::Database& database, const core::Clock& clock,
                                            const RotatePermit& permit, const Rotator& by,
                                            const vault::DueRotation& due,
                                            const std::function<bool()>& go_on);

/// Waits for rotations, deposits and sharing that are due and for somebody who can do them. Safe from every
/// thread.
class KeyRotation {
public:
    KeyRotation(store::Database& database, const core::Clock& clock);
    ~KeyRotation();
    KeyRotation(const KeyRotation&) = delete;
    KeyRotation& operator=(const KeyRotation&) = delete;

    /// The keys of somebody who works right now. Costs nothing while nothing is due; the keys are kept until
    /// what they can rotate is done, and not at all when that is nothing.
    void offer(const access::Subject& subject, const audit::Act& act, const vault::KeyRing& keys);

private:
    void run(const std::stop_token& stop);
    void rotate_all(const Rotator& by, const std::stop_token& stop);
    void deposit_all(const Rotator& by);
    void share_all(const Rotator& by, const std::stop_token& stop);
    store::Database& database_;
    const core::Clock& clock_;
    std::atomic<bool> due_ = true;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<Rotator> offered_;
    std::map<core::UserId, core::Instant> tried_; ///< who could do nothing, or is done, and when
    std::jthread thread_;
};

} // namespace panoh::cases

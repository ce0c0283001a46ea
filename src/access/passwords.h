#pragma once

#include <condition_variable>
#include <mutex>
#include <string_view>

#include "access/node_secret.h"
#include "core/result.h"
#include "crypto/crypto.h"

namespace panoh::access {

/// What a password gives: one part is stored to recognise it, the other unlocks the person's keys and is
/// never stored.
struct PasswordKeys {
    crypto::Hash verifier = {};
    crypto::Key unlock;
};

/// Runs Argon2id for the whole program: so many at once, so many waiting, the rest is sent away. Memory stays
/// bounded (64 MiB a run) however many people sign in. Safe to use from every thread.
class Passwords {
public:
    struct Limits {
        int at_once = 2;
        int waiting = 32;
    };
    Passwords(const NodeSecret& secret, Limits limits);

    /// "access/busy" when too many wait already; otherwise waits its turn.
    [[nodiscard]] core::Result<PasswordKeys> keys_of(std::string_view password, const crypto::Salt& salt,
                                                     const crypto::PasswordCost& cost = {});
    /// The most that ever ran at one time, for the test of the promise.
    [[nodiscard]] int most_at_once() const;

private:
    class Turn;
    crypto::Key pepper_;
    Limits limits_;
    mutable std::mutex mutex_;
    std::condition_variable free_;
    int running_ = 0;
    int waiting_ = 0;
    int most_ = 0;
};

} // namespace panoh::access

#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "crypto/crypto.h"

namespace panoh::access {

/// Where a try to sign in comes from. A device that signed in before counts for itself, so that nobody
/// outside can lock its owner out (OWASP ASVS 5.0, 6.1.1).
struct Source {
    std::string account = {}; ///< folded; also names that do not exist
    std::optional<crypto::Hash> known_device = {};
    std::string network = {};
};

/// Slows guessing down: some free tries, then a wait that doubles up to 15 minutes. In memory only; keys are
/// hashed with a secret that dies with the program. Safe to use from every thread.
class Throttle {
public:
    Throttle();
    /// Counts one try before the password work begins, so that parallel guesses count too.
    /// "access/too_many_tries" with `retry_after` while a wait runs.
    [[nodiscard]] core::Done begin(const Source& source, std::string_view kind, core::Instant now);
    /// The try was right: the account's bucket is forgotten, and the others get this try back.
    void succeeded(const Source& source, std::string_view kind);
    /// The try was never made (the machine was busy): everything gets it back.
    void undo(const Source& source, std::string_view kind);

private:
    struct Bucket {
        int tries = 0;
        core::Instant wait_until = {};
        core::Instant leaked_at = {};
    };
    struct Counted {
        std::string key;
        int free;
        std::int64_t leak_ms;
        std::int64_t longest_ms;
    };
    [[nodiscard]] std::vector<Counted> buckets_of(const Source& source, std::string_view kind) const;
    void give_back(const std::string& key);
    static void turn_back(Bucket& bucket, std::int64_t longest_ms, core::Instant now);
    static void leak(Bucket& bucket, std::int64_t leak_ms, core::Instant now);
    void forget_old(core::Instant now);

    crypto::Key key_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

} // namespace panoh::access

#include "access/throttle.h"

#include <algorithm>

namespace panoh::access {

namespace {

constexpr int free_per_account = 5;
/// Whole offices share one address.
constexpr int free_per_network = 60;
constexpr int free_on_node = 2000;
constexpr std::int64_t account_longest_ms = 15 * core::minute_ms;
/// Shared buckets slow down and do not shut: somebody at the next desk, or on the other side of the world,
/// must not keep the others out.
constexpr std::int64_t network_longest_ms = core::minute_ms;
constexpr std::int64_t node_longest_ms = 2 * core::second_ms;
/// One try is forgotten in this time.
constexpr std::int64_t account_leak_ms = 15 * core::minute_ms;
constexpr std::int64_t network_leak_ms = core::minute_ms;
constexpr std::int64_t node_leak_ms = 5 * core::second_ms;
constexpr std::size_t most_buckets = 100'000;

std::int64_t wait_after(int tries, int free, std::int64_t longest_ms)
{
    if (tries <= free) return 0;
    const int doublings = std::min(tries - free, 10);
    return std::min((core::second_ms << doublings), longest_ms);
}

} // namespace

Throttle::Throttle() : key_(crypto::random_key()) {}

std::vector<Throttle::Counted> Throttle::buckets_of(const Source& source, std::string_view kind) const
{
    const auto keyed = [&](std::string_view what, std::string_view value) {
        const std::string text = std::string(kind) + '\n' + std::string(what) + '\n' + std::string(value);
        const auto hash = crypto::keyed_hash(key_, core::as_bytes(text));
        return std::string(core::as_text(hash));
    };
    if (source.known_device) {
        const auto device = std::string(core::as_text(*source.known_device));
        return {{keyed("device", source.account + '\n' + device), free_per_account, account_leak_ms,
                 account_longest_ms}};
    }
    return {{keyed("unknown devices", source.account), free_per_account, account_leak_ms, account_longest_ms},
            {keyed("network", source.network), free_per_network, network_leak_ms, network_longest_ms},
            {keyed("node", ""), free_on_node, node_leak_ms, node_longest_ms}};
}

core::Done Throttle::begin(const Source& source, std::string_view kind, core::Instant now)
{
    const std::lock_guard lock(mutex_);
    forget_old(now);
    const auto counted = buckets_of(source, kind);
    std::int64_t wait = 0;
    for (const auto& [key, free, leak_ms, longest_ms] : counted) {
        auto& bucket = buckets_[key];
        turn_back(bucket, longest_ms, now);
        leak(bucket, leak_ms, now);
        wait = std::max(wait, bucket.wait_until.milliseconds - now.milliseconds);
    }
    if (wait > 0) {
        const auto seconds = static_cast<int>((wait + core::second_ms - 1) / core::second_ms);
        return core::fail(
            {.kind = core::ErrorKind::throttled, .code = "access/too_many_tries", .retry_after = seconds});
    }
    for (const auto& [key, free, leak_ms, longest_ms] : counted) {
        auto& bucket = buckets_[key];
        ++bucket.tries;
        bucket.wait_until = now + wait_after(bucket.tries, free, longest_ms);
    }
    return {};
}

/// The clock was turned back: nobody waits longer for it than the longest wait.
void Throttle::turn_back(Bucket& bucket, std::int64_t longest_ms, core::Instant now)
{
    bucket.wait_until = std::min(bucket.wait_until, now + longest_ms);
    bucket.leaked_at = std::min(bucket.leaked_at, now);
}

void Throttle::leak(Bucket& bucket, std::int64_t leak_ms, core::Instant now)
{
    const auto gone = std::max<std::int64_t>(0, (now.milliseconds - bucket.leaked_at.milliseconds) / leak_ms);
    bucket.tries = static_cast<int>(std::max<std::int64_t>(0, bucket.tries - gone));
    bucket.leaked_at = bucket.tries == 0 ? now : bucket.leaked_at + gone * leak_ms;
}

void Throttle::succeeded(const Source& source, std::string_view kind)
{
    const std::lock_guard lock(mutex_);
    const auto counted = buckets_of(source, kind);
    buckets_.erase(counted.front().key);
    for (std::size_t i = 1; i < counted.size(); ++i)
        give_back(counted[i].key);
}

void Throttle::undo(const Source& source, std::string_view kind)
{
    const std::lock_guard lock(mutex_);
    for (const auto& counted : buckets_of(source, kind))
        give_back(counted.key);
}

void Throttle::give_back(const std::string& key)
{
    const auto found = buckets_.find(key);
    if (found == buckets_.end()) return;
    found->second.tries = std::max(0, found->second.tries - 1);
    found->second.wait_until = {};
}

void Throttle::forget_old(core::Instant now)
{
    if (buckets_.size() < most_buckets) return;
    std::erase_if(buckets_, [&](const auto& item) {
        return now.milliseconds - item.second.leaked_at.milliseconds > account_leak_ms;
    });
    // Still full: somebody makes up account names by the thousand. The node-wide bucket keeps counting them.
    if (buckets_.size() >= most_buckets)
        std::erase_if(buckets_, [](const auto& item) { return item.second.tries < free_per_account; });
}

} // namespace panoh::access

#include "access/throttle.h"

#include <algorithm>

namespace panoh::access {

namespace {

constexpr int free_per_account = 5;
/// Whole offices share one address.
constexpr int free_per_network = 60;
constexpr int free_on_node = 2000;
constexpr std::int64_t longest_wait_ms = 15 * core::minute_ms;
constexpr std::int64_t forgotten_after_ms = core::hour_ms;
constexpr std::size_t most_buckets = 100'000;

std::int64_t wait_after(int tries, int free)
{
    if (tries <= free) return 0;
    const int doublings = std::min(tries - free, 10);
    return std::min((core::second_ms << doublings), longest_wait_ms);
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
        return {{keyed("device", source.account + '\n' + device), free_per_account}};
    }
    return {{keyed("unknown devices", source.account), free_per_account},
            {keyed("network", source.network), free_per_network},
            {keyed("node", ""), free_on_node}};
}

core::Done Throttle::begin(const Source& source, std::string_view kind, core::Instant now)
{
    const std::lock_guard lock(mutex_);
    forget_old(now);
    const auto counted = buckets_of(source, kind);
    std::int64_t wait = 0;
    for (const auto& [key, free] : counted) {
        auto& bucket = buckets_[key];
        if (now.milliseconds - bucket.last.milliseconds > forgotten_after_ms) bucket = {};
        wait = std::max(wait, bucket.wait_until.milliseconds - now.milliseconds);
    }
    if (wait > 0) {
        const auto seconds = static_cast<int>((wait + core::second_ms - 1) / core::second_ms);
        return core::fail(
            {.kind = core::ErrorKind::throttled, .code = "access/too_many_tries", .retry_after = seconds});
    }
    for (const auto& [key, free] : counted) {
        auto& bucket = buckets_[key];
        ++bucket.tries;
        bucket.last = now;
        bucket.wait_until = now + wait_after(bucket.tries, free);
    }
    return {};
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
        return now.milliseconds - item.second.last.milliseconds > longest_wait_ms;
    });
    // Still full: somebody makes up account names by the thousand. The node-wide bucket keeps counting them.
    if (buckets_.size() >= most_buckets)
        std::erase_if(buckets_, [](const auto& item) { return item.second.tries < free_per_account; });
}

} // namespace panoh::access

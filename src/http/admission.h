#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>

#include "http/limits.h"

namespace panoh::http {

/// The /24 of an IPv4 address (4 bytes; also when mapped into IPv6) or the /64 of an IPv6 address (16 bytes),
/// as opaque text. Lives in memory only, is never stored or logged.
[[nodiscard]] std::string network_of(std::span<const unsigned char> address);

/// Counts connections, in all and by network, so that one network cannot take every place.
class Admission {
public:
    explicit Admission(const Limits& limits) : limits_(limits) {}
    /// False when this connection is one too many; otherwise `leave` must follow.
    [[nodiscard]] bool enter(const std::string& network);
    void leave(const std::string& network);
    [[nodiscard]] int connections() const { return total_; }

private:
    const Limits& limits_;
    std::mutex mutex_;
    std::unordered_map<std::string, int> by_network_;
    std::atomic<int> total_ = 0;
};

/// Memory that all request bodies being received may take together.
class BodyMemory {
public:
    explicit BodyMemory(std::size_t bytes) : limit_(bytes) {}
    /// False when the bytes do not fit; then nothing was taken.
    [[nodiscard]] bool take(std::size_t bytes);
    void give_back(std::size_t bytes) { used_ -= bytes; }

private:
    std::size_t limit_;
    std::atomic<std::size_t> used_ = 0;
};

} // namespace panoh::http

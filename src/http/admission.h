#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "http/limits.h"

namespace panoh::http {

/// The /24 of an IPv4 address (4 bytes; also when mapped into IPv6) or the /64 of an IPv6 address (16 bytes),
/// as opaque text. Lives in memory only, is never stored or logged.
[[nodiscard]] std::string network_of(std::span<const unsigned char> address);

/// Counts connections, in all and by network, so that one network cannot take every place.
class Admission {
public:
    /// One connection's place, given back at its end however it ends.
    class Place {
    public:
        Place(Place&& other) noexcept
            : of_(std::exchange(other.of_, nullptr)), network_(std::move(other.network_))
        {
        }
        Place& operator=(Place&&) = delete;
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place()
        {
            if (of_ != nullptr) of_->leave(network_);
        }
        [[nodiscard]] const std::string& network() const { return network_; }

    private:
        friend class Admission;
        Place(Admission& of, std::string network) : of_(&of), network_(std::move(network)) {}
        Admission* of_;
        std::string network_;
    };

    explicit Admission(const Limits& limits) : limits_(limits) {}
    /// Nothing when this connection is one too many.
    [[nodiscard]] std::optional<Place> enter(std::string network);
    [[nodiscard]] int connections() const { return total_; }

private:
    void leave(const std::string& network);

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

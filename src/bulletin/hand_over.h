#pragma once

// What confirming letters and editions do alike.

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin/post.h"

namespace panoh::bulletin {

/// Lets a letter that is under way come to its end for some seconds after the node was told to stop.
class GiveUp {
public:
    explicit GiveUp(std::stop_token stop) : stop_(std::move(stop)) {}
    [[nodiscard]] bool operator()()
    {
        if (!stop_.stop_requested()) return false;
        const auto now = std::chrono::steady_clock::now();
        if (!since_) since_ = now;
        return now - *since_ > std::chrono::seconds(5);
    }

private:
    std::stop_token stop_;
    std::optional<std::chrono::steady_clock::time_point> since_;
};

/// One letter of this node, to one address.
struct Outgoing {
    std::string_view to;
    const Letter& letter;
    std::string message_name; ///< left of the `@`
    std::vector<std::pair<std::string, std::string>> headers = {};
};
/// What cannot be written as a letter at all is `letter_refused`.
[[nodiscard]] mail::Handed hand_over(const PostNeeds& needs, mail::Line& line, const Outgoing& outgoing);

/// Waits that grow while nothing gets through: from a quarter of the pause up to ten minutes.
class Waits {
public:
    explicit Waits(std::int64_t pause_ms) : first_(std::max<std::int64_t>(pause_ms / 4, 50)) {}
    [[nodiscard]] std::int64_t next()
    {
        const auto wait = std::min(first_ << std::min(failures_, 12), 10 * core::minute_ms);
        ++failures_;
        return wait;
    }
    void went_well() { failures_ = 0; }

private:
    std::int64_t first_;
    int failures_ = 0;
};

} // namespace panoh::bulletin

#pragma once

#include <stop_token>

#include "bulletin/hand_over.h"

namespace panoh::bulletin {

/// Sends editions, one at a time, each over several connections with one letter in flight. For one thread.
class EditionPost {
public:
    explicit EditionPost(const PostNeeds& needs) : needs_(needs), waits_(needs.options.pause_ms) {}
    /// Sends what can be sent now. Returns after how many milliseconds to look again.
    [[nodiscard]] std::int64_t send(const std::stop_token& stop);

private:
    void end_finished();
    const PostNeeds& needs_;
    Waits waits_;
};

} // namespace panoh::bulletin

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/names.h"

namespace panoh::bulletin {

enum class SendingState {
    running,
    stopped, ///< by somebody; who was not written to yet is in the next sending of the edition
    done,
};

/// One edition on its way to everybody who reads one of the languages.
struct Sending {
    core::SendingId id = {};
    core::EditionId edition = {};
    core::OrganisationId organisation = {};
    std::vector<std::string> languages = {};
    SendingState state = SendingState::running;
    std::int64_t total = 0;
    core::Instant started_at = {};
    core::UserId started_by = {};
    std::optional<core::Instant> ended_at = {};
};

/// How it stands. `total` is the sum of the four others.
struct Progress {
    Sending sending = {};
    std::int64_t done = 0;    ///< the server took it
    std::int64_t refused = 0; ///< for good, or three times for now
    std::int64_t left = 0;    ///< they left before their turn came
    std::int64_t waiting = 0;
};

enum class DeliveryState { waiting, done, refused, left };

/// Tries after a 4xx, all together.
constexpr int most_tries = 3;
/// Editions refused in a row after which an address is not written to any more.
constexpr int most_refusals = 2;

/// How long after its first or second try a letter waits for the next one.
[[nodiscard]] constexpr std::int64_t pause_after(int tries, std::int64_t first_ms)
{
    return tries <= 1 ? first_ms : first_ms * 4;
}

} // namespace panoh::bulletin

/// As stored and as sent.
template <>
struct panoh::core::Names<panoh::bulletin::SendingState> {
    static constexpr std::array<Named<panoh::bulletin::SendingState>, 3> all = {{
        {panoh::bulletin::SendingState::running, "running"},
        {panoh::bulletin::SendingState::stopped, "stopped"},
        {panoh::bulletin::SendingState::done, "done"},
    }};
};
/// As stored.
template <>
struct panoh::core::Names<panoh::bulletin::DeliveryState> {
    static constexpr std::array<Named<panoh::bulletin::DeliveryState>, 4> all = {{
        {panoh::bulletin::DeliveryState::waiting, "waiting"},
        {panoh::bulletin::DeliveryState::done, "done"},
        {panoh::bulletin::DeliveryState::refused, "refused"},
        {panoh::bulletin::DeliveryState::left, "left"},
    }};
};

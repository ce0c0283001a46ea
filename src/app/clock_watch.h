#pragma once

#include <cstdint>
#include <optional>

#include "core/clock.h"

namespace panoh::app {

/// Compares the wall clock, which anybody who runs the machine or its network may set, with one that only
/// runs. Pure: the times are given.
class ClockWatch {
public:
    enum class Turned { no, back, forward };
    /// `alive_at`: when the node was last known to live, by the wall clock of that time.
    ClockWatch(core::Instant wall, std::int64_t steady_ms, std::optional<core::Instant> alive_at);

    /// What was done to the wall clock since it was last told, small steps together: more than a minute back,
    /// more than an hour forward. Of the first look also what was done while the node stood: more than a
    /// minute back, more than ten days forward.
    [[nodiscard]] Turned look(core::Instant wall, std::int64_t steady_ms);
    /// Whether texts that are too old by the wall clock may be deleted: not on the day after it went forward,
    /// in which people see a wrong date and put it right.
    [[nodiscard]] bool may_delete_by_age(std::int64_t steady_ms) const;

private:
    core::Instant wall_;
    std::int64_t steady_ms_;
    std::optional<std::int64_t> forward_at_ = {};
    Turned at_start_ = Turned::no;
};

} // namespace panoh::app

#include "app/clock_watch.h"

#include <utility>

namespace panoh::app {

namespace {
constexpr std::int64_t back_ms = core::minute_ms;
constexpr std::int64_t forward_ms = core::hour_ms;
/// A node may stand for a week of holidays.
constexpr std::int64_t forward_at_start_ms = 10 * core::day_ms;
constexpr std::int64_t doubt_ms = core::day_ms;
} // namespace

ClockWatch::ClockWatch(core::Instant wall, std::int64_t steady_ms, std::optional<core::Instant> alive_at)
    : wall_(wall), steady_ms_(steady_ms)
{
    if (!alive_at) return;
    const auto stood = wall.milliseconds - alive_at->milliseconds;
    if (stood < -back_ms) at_start_ = Turned::back;
    if (stood <= forward_at_start_ms) return;
    at_start_ = Turned::forward;
    forward_at_ = steady_ms;
}

ClockWatch::Turned ClockWatch::look(core::Instant wall, std::int64_t steady_ms)
{
    const auto ahead = (wall.milliseconds - wall_.milliseconds) - (steady_ms - steady_ms_);
    Turned turned = std::exchange(at_start_, Turned::no);
    if (ahead < -back_ms) turned = Turned::back;
    if (ahead > forward_ms) turned = Turned::forward;
    if (ahead < -back_ms || ahead > forward_ms) {
        wall_ = wall;
        steady_ms_ = steady_ms;
    }
    if (turned == Turned::forward) forward_at_ = steady_ms;
    return turned;
}

bool ClockWatch::may_delete_by_age(std::int64_t steady_ms) const
{
    return !forward_at_ || steady_ms - *forward_at_ >= doubt_ms;
}

} // namespace panoh::app

#include "core/clock.h"

#include <chrono>

#include <fmt/format.h>

#include "core/date.h"

namespace panoh::core {

std::string to_string(Instant instant)
{
    const Date day = utc_day(instant);
    const std::int64_t rest = ((instant.milliseconds % day_ms) + day_ms) % day_ms;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(day), rest / hour_ms, rest / minute_ms % 60,
                       rest / second_ms % 60, rest % 1000);
}

Instant SystemClock::now() const
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

} // namespace panoh::core

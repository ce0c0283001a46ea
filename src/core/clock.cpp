#include "core/clock.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "core/date.h"

namespace panoh::core {

Instant within_calendar(Instant instant, std::int64_t more_ms)
{
    constexpr Instant first = {-62'135'596'800'000}; // 0001-01-01
    constexpr Instant last = {253'402'300'799'999};  // 9999-12-31
    return std::clamp(std::clamp(instant, first, last) + more_ms, first, last);
}

std::string to_string(Instant given)
{
    const Instant instant = within_calendar(given);
    const Date day = utc_day(instant);
    const std::int64_t rest = ((instant.milliseconds % day_ms) + day_ms) % day_ms;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(day), rest / hour_ms, rest / minute_ms % 60,
                       rest / second_ms % 60, rest % 1000);
}

std::optional<Instant> parse_instant(std::string_view text)
{
    // 2026-11-23T08:09:10.123Z
    if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' ||
        text[23] != 'Z')
        return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    const auto number = [&](std::size_t at, std::size_t length) {
        int value = -1;
        const auto part = text.substr(at, length);
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        const bool whole = error == std::errc{} && end == part.data() + part.size();
        return whole && part.front() != '-' ? value : -1; // "-0" would be a second text for 0
    };
    const int hour = number(11, 2);
    const int minute = number(14, 2);
    const int second = number(17, 2);
    const int rest = number(20, 3);
    if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || rest < 0)
        return std::nullopt;
    return Instant{days_between({1970, 1, 1}, *day) * day_ms + hour * hour_ms + minute * minute_ms +
                   second * second_ms + rest};
}

Instant SystemClock::now() const
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

} // namespace panoh::core

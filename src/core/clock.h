#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace panoh::core {

/// Milliseconds since 1970-01-01T00:00:00Z. Stored as BIGINT on both engines.
struct Instant {
    std::int64_t milliseconds = 0;
    auto operator<=>(const Instant&) const = default;
};
constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;

[[nodiscard]] constexpr Instant operator+(Instant instant, std::int64_t ms)
{
    return {instant.milliseconds + ms};
}

/// `instant` and so many milliseconds more, held within the years 1 to 9999. What is farther away, as a
/// damaged database may say, has no text and no day, and adding to it would overflow.
[[nodiscard]] Instant within_calendar(Instant instant, std::int64_t more_ms = 0);
/// 2026-11-23T18:04:05.123Z; the nearest one within the calendar.
[[nodiscard]] std::string to_string(Instant instant);
/// Reads that form; nothing for any other.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

/// Where the time comes from; tests bring their own.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant at) : at_(at) {}
    [[nodiscard]] Instant now() const override { return at_; }
    void advance(std::int64_t ms) { at_.milliseconds += ms; }

private:
    Instant at_;
};

} // namespace panoh::core

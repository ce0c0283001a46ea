#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace panoh::core {

/// A day that exists in the proleptic Gregorian calendar. Text form: 2026-11-23.
struct Date {
    int year = 1970;
    int month = 1;
    int day = 1;
    auto operator<=>(const Date&) const = default;
};
[[nodiscard]] bool exists(const Date& date);
[[nodiscard]] std::string to_string(const Date& date);
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] Date add_days(const Date& date, int days);
/// Days from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] int days_between(const Date& from, const Date& to);
/// The day at an instant in UTC.
[[nodiscard]] Date utc_day(Instant instant);
/// The day at an instant in an IANA time zone ("Asia/Bishkek"); UTC when the zone is unknown.
[[nodiscard]] Date local_day(Instant instant, std::string_view time_zone);
/// The first moment of that day, to a quarter of an hour, which every zone of today keeps to.
[[nodiscard]] Instant start_of_day(const Date& date, std::string_view time_zone);
/// "2026-11-23 18:04" on the clocks of that zone.
[[nodiscard]] std::string local_minute(Instant instant, std::string_view time_zone);
[[nodiscard]] bool is_time_zone(std::string_view name);

/// A date of which parts may be unknown: births are often a year only. A day needs its month, a month its
/// year.
struct PartialDate {
    std::optional<int> year = {};
    std::optional<int> month = {};
    std::optional<int> day = {};
    bool operator==(const PartialDate&) const = default;
};
/// "", "1994", "1994-07" or "1994-07-03".
[[nodiscard]] std::string to_string(const PartialDate& date);
/// The name of the first part that cannot be ("year", "month", "day"), or nothing when the date can be.
[[nodiscard]] std::optional<std::string> fault_in(const PartialDate& date);

} // namespace panoh::core

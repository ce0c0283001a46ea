#include "core/date.h"

#include <charconv>
#include <chrono>
#include <memory>

#include <fmt/format.h>
#include <unicode/timezone.h>

namespace panoh::core {

namespace {
std::chrono::year_month_day calendar(const Date& date)
{
    return std::chrono::year{date.year} / date.month / date.day;
}

Date from_days(std::chrono::sys_days days)
{
    const std::chrono::year_month_day ymd{days};
    return {.year = static_cast<int>(ymd.year()),
            .month = static_cast<int>(static_cast<unsigned>(ymd.month())),
            .day = static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
    return value;
}

Date day_after_shift(Instant instant, std::int64_t shift_ms)
{
    const std::chrono::sys_time<std::chrono::milliseconds> time{
        std::chrono::milliseconds{within_calendar(instant, shift_ms).milliseconds}};
    return from_days(std::chrono::floor<std::chrono::days>(time));
}
} // namespace

bool exists(const Date& date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= 31 && calendar(date).ok();
}

std::string to_string(const Date& date)
{
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::optional<Date> parse_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const Date date{.year = *year, .month = *month, .day = *day};
    if (!exists(date)) return std::nullopt;
    return date;
}

Date add_days(const Date& date, int days)
{
    return from_days(std::chrono::sys_days{calendar(date)} + std::chrono::days{days});
}

int days_between(const Date& from, const Date& to)
{
    return static_cast<int>(
        (std::chrono::sys_days{calendar(to)} - std::chrono::sys_days{calendar(from)}).count());
}

Date utc_day(Instant instant)
{
    return day_after_shift(instant, 0);
}

namespace {

/// What the clocks of a zone are ahead of UTC, in milliseconds.
std::int64_t ahead_of_utc(Instant instant, std::string_view time_zone)
{
    // A page asks the same zone for every row, and making one costs more than all the rest of the row.
    thread_local std::string name;
    thread_local std::unique_ptr<icu::TimeZone> zone;
    if (!zone || name != time_zone) {
        name = time_zone;
        zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    }
    std::int32_t raw = 0;
    std::int32_t saving = 0;
    UErrorCode error = U_ZERO_ERROR;
    zone->getOffset(static_cast<UDate>(instant.milliseconds), 0, raw, saving, error);
    return U_SUCCESS(error) ? raw + saving : 0;
}

} // namespace

Date local_day(Instant instant, std::string_view time_zone)
{
    return day_after_shift(instant, ahead_of_utc(instant, time_zone));
}

Instant start_of_day(const Date& date, std::string_view time_zone)
{
    // Clocks may stand still or jump at midnight: the first quarter of an hour that is in the day, wherever.
    constexpr std::int64_t quarter = 15 * minute_ms;
    const std::int64_t utc = days_between({.year = 1970, .month = 1, .day = 1}, date) * day_ms;
    Instant at{utc - 15 * hour_ms};
    while (local_day(at, time_zone) < date)
        at = at + quarter;
    return at;
}

std::string local_minute(Instant instant, std::string_view time_zone)
{
    std::string text = to_string(within_calendar(instant, ahead_of_utc(instant, time_zone)));
    text.resize(text.find('T') + 6);
    text.replace(text.find('T'), 1, " ");
    return text;
}

bool is_time_zone(std::string_view name)
{
    const std::unique_ptr<icu::TimeZone> zone{icu::TimeZone::createTimeZone(
        icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())}))};
    return *zone != icu::TimeZone::getUnknown();
}

std::string to_string(const PartialDate& date)
{
    if (!date.year) return "";
    if (!date.month) return fmt::format("{:04}", *date.year);
    if (!date.day) return fmt::format("{:04}-{:02}", *date.year, *date.month);
    return fmt::format("{:04}-{:02}-{:02}", *date.year, *date.month, *date.day);
}

std::optional<std::string> fault_in(const PartialDate& date)
{
    if (date.year && (*date.year < 1 || *date.year > 9999)) return "year";
    if (date.month && (!date.year || *date.month < 1 || *date.month > 12)) return "month";
    if (date.day && (!date.month || !exists({.year = *date.year, .month = *date.month, .day = *date.day})))
        return "day";
    return std::nullopt;
}

} // namespace panoh::core

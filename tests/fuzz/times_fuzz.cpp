// Days, instants and time zones, as texts and as numbers that a damaged database may hold: never a crash, one
// text for one day, and a day is read as it was written.

#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/date.h"
#include "fuzz.h"
#include "records/leaf.h"
#include "tables/number_text.h"

namespace {

using namespace panoh;
using fuzz::must;

void texts(std::string_view text)
{
    if (const auto day = core::parse_date(text)) {
        must(core::exists(*day) && core::to_string(*day) == text);
        must(core::add_days(core::add_days(*day, 400), -400) == *day);
    }
    if (const auto instant = core::parse_instant(text)) must(core::to_string(*instant) == text);
    if (const auto day = records::parse_day(text)) {
        must(!core::fault_in(*day) && day->year);
        must(records::parse_day(core::to_string(*day)) == day);
    }
    if (core::is_time_zone(text)) {
        const core::Instant now = {1'795'000'000'000};
        const std::string minute = core::local_minute(now, text);
        must(minute.size() == 16 && minute.substr(0, 10) == core::to_string(core::local_day(now, text)));
    }
}

void numbers(std::int64_t number, std::string_view zone)
{
    const core::Instant instant = {number};
    const std::string text = core::to_string(instant);
    const core::Date day = core::utc_day(instant);
    must(core::exists(day) && core::parse_instant(text) == core::within_calendar(instant));
    (void)core::local_minute(instant, zone);
    (void)core::local_day(instant, zone);
    const auto part = [&](unsigned shift) { return static_cast<int>(number >> shift) % 10'000; };
    const core::PartialDate partial{.year = part(0), .month = part(16) % 20, .day = part(32) % 40};
    if (!core::fault_in(partial)) must(core::parse_date(core::to_string(partial)).has_value());
    for (const auto kind : {tables::NumberKind::date, tables::NumberKind::time, tables::NumberKind::date_time,
                            tables::NumberKind::duration})
        if (const auto serial =
                tables::serial_text(static_cast<double>(number) / 65'536, kind, number % 2 == 0))
            must(!serial->empty() && serial->size() < 40);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    texts({reinterpret_cast<const char*>(data), size});
    fuzz::Input input(data, size);
    const std::int64_t number = input.number();
    numbers(number, input.rest());
    return 0;
}

#include "core/log.h"

#include <algorithm>
#include <atomic>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "core/clock.h"

namespace panoh::core {
namespace {
std::atomic<LogLevel> lowest{LogLevel::info};

constexpr std::string_view level_word(LogLevel level)
{
    switch (level) {
    case LogLevel::debug:
        return "debug";
    case LogLevel::info:
        return "info";
    case LogLevel::warning:
        return "warning";
    case LogLevel::error:
        return "error";
    }
    return "";
}
} // namespace

LogValue::LogValue(std::int64_t number) : text_(fmt::format("{}", number)) {}

LogValue LogValue::word(std::string_view compiled_in)
{
    LogValue value;
    value.text_ = compiled_in;
    // A value is one word, so that a line can be taken apart again.
    std::ranges::replace(value.text_, ' ', '_');
    return value;
}

void set_log_level(LogLevel level)
{
    lowest = level;
}

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields)
{
    if (level < lowest) return;
    std::string line = fmt::format("{} {} {}", to_string(SystemClock{}.now()), level_word(level), event);
    for (const auto& field : fields)
        fmt::format_to(std::back_inserter(line), " {}={}", field.name, field.value.text());
    line += '\n';
    // One write per line, so that lines of several threads do not mix. A log that cannot be written has no
    // one to tell.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

} // namespace panoh::core

#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/ids.h"

namespace panoh::core {

/// A value that may stand in a log line: a number, a word written in the source, or an id. There is no way to
/// put run-time text into a log, so no name, path or query can get there.
class LogValue {
public:
    template <std::size_t N>
    LogValue(const char (&word)[N]) : text_(word) // NOLINT(google-explicit-constructor)
    {
    }
    LogValue(std::int64_t number); // NOLINT(google-explicit-constructor)
    LogValue(int number)
        : LogValue(static_cast<std::int64_t>(number)) {} // NOLINT(google-explicit-constructor)
    template <typename Tag>
    LogValue(const Id<Tag>& id) : text_(to_string(id)) // NOLINT(google-explicit-constructor)
    {
    }
    /// For words that are compiled in but reach the log through a variable, such as route patterns and error
    /// codes; a blank among them becomes `_`.
    [[nodiscard]] static LogValue word(std::string_view compiled_in);
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    LogValue() = default;
    std::string text_;
};

struct LogField {
    std::string_view name;
    LogValue value;
};

enum class LogLevel { debug, info, warning, error };

/// Writes one line `2026-11-23T18:04:05.123Z info request route="/api/cases" status=200` to standard error.
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});
void set_log_level(LogLevel level);

} // namespace panoh::core

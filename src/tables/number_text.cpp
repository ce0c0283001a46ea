#include "tables/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "core/date.h"

namespace panoh::tables {

namespace {

/// "1.25e+02" as "125".
std::string without_exponent(std::string_view scientific)
{
    const std::size_t e = scientific.find('e');
    int exponent = 0;
    const std::size_t sign = scientific[e + 1] == '+' ? 2 : 1;
    std::from_chars(scientific.data() + e + sign, scientific.data() + scientific.size(), exponent);
    std::string digits;
    for (const char c : scientific.substr(0, e))
        if (c >= '0' && c <= '9') digits.push_back(c);
    while (digits.size() > 1 && digits.back() == '0')
        digits.pop_back();
    std::string out = scientific.front() == '-' ? "-" : "";
    if (exponent < 0) return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) return out + digits + std::string(whole - digits.size(), '0');
    return out + digits.substr(0, whole) + "." + digits.substr(whole);
}

bool is_whole(std::string_view text)
{
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.empty() || (text.size() > 1 && text.front() == '0')) return false;
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool shown_plain(double number)
{
    return number == 0 || (std::abs(number) < 1e21 && std::abs(number) >= 1e-9);
}

/// The letters of a format code that mean something, upper case left as it is; "E+" stays for exponents.
struct FormatLetters {
    bool date = false;
    bool time = false;
    bool elapsed = false;
    bool month_or_minute = false;
};

void note_letter(FormatLetters& letters, char c)
{
    switch (c) {
    case 'y':
    case 'Y':
    case 'd':
    case 'D':
        letters.date = true;
        break;
    case 'h':
    case 'H':
    case 's':
    case 'S':
        letters.time = true;
        break;
    case 'm':
    case 'M':
        letters.month_or_minute = true;
        break;
    default:
        break;
    }
}

/// What stands in brackets: [h], [mm], [s] count on, all else ([Red], [$-419], [>=10]) says nothing.
bool is_elapsed(std::string_view inside)
{
    return !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos;
}

FormatLetters letters_of(std::string_view code)
{
    FormatLetters letters;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == ';') break; // what follows is for negative numbers, zero and text
        if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '"' || c == '[') {
            const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
            if (end == std::string_view::npos) break;
            if (c == '[' && is_elapsed(code.substr(i + 1, end - i - 1))) letters.elapsed = true;
            i = end;
        } else {
            note_letter(letters, c);
        }
    }
    return letters;
}

std::optional<core::Date> day_of(std::int64_t serial, bool from_1904)
{
    constexpr std::int64_t last = 2'958'465; // 9999-12-31
    if (from_1904) {
        if (serial < 0 || serial > last - 1462) return std::nullopt;
        return core::add_days({1904, 1, 1}, static_cast<int>(serial));
    }
    if (serial < 1 || serial > last) return std::nullopt;
    return core::add_days({1899, 12, serial < 60 ? 31 : 30}, static_cast<int>(serial));
}

std::string clock_text(std::int64_t seconds)
{
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

} // namespace

NumberKind kind_of_format(std::string_view code)
{
    if (code == "General" || code == "GENERAL" || code == "@") return NumberKind::number;
    const FormatLetters letters = letters_of(code);
    if (letters.elapsed) return NumberKind::duration;
    const bool month = letters.month_or_minute && !letters.time;
    const bool date = letters.date || month;
    if (date && letters.time) return NumberKind::date_time;
    if (date) return NumberKind::date;
    return letters.time ? NumberKind::time : NumberKind::number;
}

NumberKind kind_of_built_in(int id)
{
    if (id == 22) return NumberKind::date_time;
    if (id == 46) return NumberKind::duration;
    if ((id >= 18 && id <= 21) || id == 45 || id == 47 || (id >= 32 && id <= 35)) return NumberKind::time;
    const bool date = (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
    return date ? NumberKind::date : NumberKind::number;
}

std::string stored_number_text(std::string_view stored)
{
    if (is_whole(stored)) return std::string(stored);
    double number = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
    if (error != std::errc{} || end != stored.data() + stored.size() || !std::isfinite(number))
        return std::string(stored);
    if (!shown_plain(number)) return number_text(number);
    std::array<char, 40> text{};
    const auto written =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific, 14);
    return without_exponent({text.data(), static_cast<std::size_t>(written.ptr - text.data())});
}

std::string number_text(double number)
{
    if (!std::isfinite(number)) return {};
    std::array<char, 40> text{};
    const auto written =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific);
    const std::string_view shortest(text.data(), static_cast<std::size_t>(written.ptr - text.data()));
    return shown_plain(number) ? without_exponent(shortest) : std::string(shortest);
}

std::optional<std::string> serial_text(double serial, NumberKind kind, bool from_1904)
{
    if (!(serial >= 0) || serial > 3e6) return std::nullopt;
    const auto seconds_in_all = static_cast<std::int64_t>(std::llround(serial * 86'400));
    const std::int64_t day = seconds_in_all / 86'400;
    const std::int64_t seconds = seconds_in_all % 86'400;
    if (kind == NumberKind::duration) return clock_text(seconds_in_all);
    if (day == 0 && (kind == NumberKind::time || (kind == NumberKind::date_time && !from_1904)))
        return clock_text(seconds);
    if (day == 60 && !from_1904) {
        const std::string never = "1900-02-29";
        return seconds == 0 ? never : never + "T" + clock_text(seconds);
    }
    const auto date = day_of(day, from_1904);
    if (!date) return std::nullopt;
    return seconds == 0 ? core::to_string(*date) : core::to_string(*date) + "T" + clock_text(seconds);
}

} // namespace panoh::tables

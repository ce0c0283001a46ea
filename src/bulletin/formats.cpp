#include "bulletin/formats.h"

#include <cmath>

#include <fmt/format.h>

namespace panoh::bulletin {

namespace {

std::string name_of(const Words& words, std::string_view key, std::string_view language)
{
    return words ? words(key, language) : std::string();
}

std::string grouped(const std::string& whole, std::string_view sign)
{
    if (sign.empty() || (whole.size() < 5 && sign != ",")) return whole;
    std::string text;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) text += sign;
        text += whole[i];
    }
    return text;
}

/// A day in a pattern of languages/names: d, dd, M to MMMM, y, and words in quotes. `day` is a text so that
/// it may be "26–30".
std::string filled(std::string_view pattern, core::Date date, const std::string& day, const Words& words,
                   std::string_view language)
{
    std::string text;
    for (std::size_t at = 0; at < pattern.size();) {
        const char c = pattern[at];
        if (c == '\'') {
            const auto end = std::min(pattern.find('\'', at + 1), pattern.size());
            text += pattern.substr(at + 1, end - at - 1);
            at = std::min(end + 1, pattern.size());
            continue;
        }
        if (c != 'd' && c != 'M' && c != 'y') {
            text += c;
            ++at;
            continue;
        }
        const auto end = std::min(pattern.find_first_not_of(c, at), pattern.size());
        const auto width = end - at;
        if (c == 'd') text += day;
        if (c == 'y') text += std::to_string(date.year);
        if (c == 'M')
            text += width >= 3 ? name_of(words, "names.months." + std::to_string(date.month), language)
                               : fmt::format("{:0{}}", date.month, width);
        at = end;
    }
    return text;
}

} // namespace

std::string number_in(double value, const Words& words, std::string_view language)
{
    const std::string text = fmt::format("{:.2f}", std::abs(value));
    const auto point = text.find('.');
    std::string part = text.substr(point + 1);
    while (!part.empty() && part.back() == '0')
        part.pop_back();
    std::string number = grouped(text.substr(0, point), name_of(words, "names.group", language));
    if (!part.empty()) {
        const auto sign = name_of(words, "names.decimal", language);
        number += (sign.empty() ? "." : sign) + part;
    }
    return number;
}

std::string day_in(core::Date day, const Words& words, std::string_view language)
{
    const auto pattern = name_of(words, "names.dateLong", language);
    if (pattern.empty()) return core::to_string(day);
    return filled(pattern, day, std::to_string(day.day), words, language);
}

std::string days_in(const Days& days, const Words& words, std::string_view language)
{
    if (!days.to || *days.to == days.from) return day_in(days.from, words, language);
    const auto pattern = name_of(words, "names.dateLong", language);
    const bool same_month = days.from.year == days.to->year && days.from.month == days.to->month;
    if (pattern.empty() || !same_month)
        return day_in(days.from, words, language) + " – " + day_in(*days.to, words, language);
    return filled(pattern, days.from, fmt::format("{}–{}", days.from.day, days.to->day), words, language);
}

} // namespace panoh::bulletin

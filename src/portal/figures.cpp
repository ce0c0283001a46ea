#include "portal/figures.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace panoh::portal {
namespace {

constexpr std::string_view none = "–";

} // namespace

Figures::Figures(const Words& words)
    : language_(words.language()), group_(program_words("names.group", language_)),
      point_(program_words("names.decimal", language_))
{
    if (point_.empty()) point_ = ".";
}

std::string Figures::whole(std::int64_t number) const
{
    std::string text = fmt::format("{}", number);
    const std::string sign = text.starts_with('-') ? "−" : "";
    if (!sign.empty()) text.erase(0, 1);
    const std::size_t least = group_ == "," ? 4 : 5;
    if (text.size() < least) return sign + text;
    std::string grouped;
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (place > 0 && (text.size() - place) % 3 == 0) grouped += group_;
        grouped += text[place];
    }
    return sign + grouped;
}

std::string Figures::decimal(double number, int digits) const
{
    return written(number, digits, false);
}

std::string Figures::fixed(double number, int digits) const
{
    return written(number, digits, true);
}

std::string Figures::written(double number, int digits, bool all) const
{
    if (!std::isfinite(number) || std::abs(number) > 9e15) return std::string(none);
    const std::string text = fmt::format("{:.{}f}", std::abs(number), std::clamp(digits, 0, 9));
    const std::size_t point = std::min(text.find('.'), text.size());
    std::int64_t before = 0;
    for (const char digit : text.substr(0, point))
        before = before * 10 + (digit - '0');
    std::string behind = point < text.size() ? text.substr(point + 1) : std::string();
    const bool nothing = before == 0 && behind.find_first_not_of('0') == std::string::npos;
    while (!all && !behind.empty() && behind.back() == '0')
        behind.pop_back();
    std::string made = whole(before);
    if (!behind.empty()) made += point_ + behind;
    return number < 0 && !nothing ? "−" + made : made;
}

std::string Figures::short_decimal(double number) const
{
    const double size = std::abs(number);
    if (size >= 100) return decimal(number, 0);
    if (size >= 10) return decimal(number, 1);
    if (size >= 1 || size == 0) return decimal(number, 2);
    return decimal(number, size >= 0.1 ? 3 : 4);
}

std::string Figures::percent(double share) const
{
    const double hundredths = share * 100;
    const double size = std::abs(hundredths);
    const bool tiny = size > 0 && size < 0.005;
    const std::string number = tiny ? "<" + decimal(0.01, 2)
                                    : decimal(hundredths, size >= 99.95 || size < 1 ? 2
                                                          : size < 10               ? 1
                                                          : size > 99               ? 1
                                                                                    : 0);
    std::string text = program_words("bulletin.percent", language_);
    constexpr std::string_view place = "{number}";
    const std::size_t at = text.find(place);
    return at == std::string::npos ? number : text.replace(at, place.size(), number);
}

std::string Figures::range(std::int64_t low, std::int64_t high) const
{
    return whole(low) + "–" + whole(high);
}

} // namespace panoh::portal

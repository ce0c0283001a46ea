#include "core/json_write.h"

#include <array>
#include <charconv>
#include <cmath>

namespace panoh::core {
namespace {
constexpr std::string_view hex = "0123456789abcdef";

template <typename Number>
void append_number(std::string& out, Number value)
{
    std::array<char, 32> text = {};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{}) out.append(text.data(), end);
}
} // namespace

void JsonWriter::write(std::int64_t value)
{
    append_number(out_, value);
}

void JsonWriter::write(double value)
{
    if (std::isfinite(value))
        append_number(out_, value);
    else
        out_ += "null";
}

void JsonWriter::write(std::string_view text)
{
    out_ += '"';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out_.append(text.substr(begin, i - begin));
        begin = i + 1;
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += static_cast<char>(c);
        } else {
            out_ += "\\u00";
            out_ += hex[c >> 4U];
            out_ += hex[c & 15U];
        }
    }
    out_.append(text.substr(begin));
    out_ += '"';
}

void JsonWriter::write(const PartialDate& date)
{
    const auto part = [this](std::string_view name, const std::optional<int>& value, char end) {
        out_ += '"';
        out_ += name;
        out_ += "\":";
        write(value);
        out_ += end;
    };
    out_ += '{';
    part("year", date.year, ',');
    part("month", date.month, ',');
    part("day", date.day, '}');
}

} // namespace panoh::core

#include "http/fields.h"

#include <algorithm>

namespace panoh::http {

namespace {

char lower_letter(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

} // namespace

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower_letter);
    return result;
}

bool same_word(std::string_view one, std::string_view other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lower_letter(a) == lower_letter(b); });
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view value_of(const Fields& fields, std::string_view name)
{
    for (const auto& [field, value] : fields)
        if (field == name) return value;
    return {};
}

std::size_t count_of(const Fields& fields, std::string_view name)
{
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; }));
}

bool list_has(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto element = list.substr(0, comma);
        if (same_word(trimmed(element.substr(0, element.find(';'))), word)) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

std::string media_type(std::string_view content_type)
{
    return lower(trimmed(content_type.substr(0, content_type.find(';'))));
}

} // namespace panoh::http

#include "cases/find_key.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "cases/columns.h"
#include "matching/fold.h"

namespace panoh::cases {
namespace {

constexpr char separator = '\x1f';
constexpr std::size_t part_count = 8;
constexpr std::size_t fewest_parts = 7; // without the patronymic

std::string join(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

void append(std::string& text, std::string_view part)
{
    if (!text.empty()) text += separator;
    text += part;
}

std::optional<std::array<std::string_view, part_count>> split(std::string_view text)
{
    std::array<std::string_view, part_count> parts = {};
    for (std::size_t i = 0; i < part_count; ++i) {
        const std::size_t end = text.find(separator);
        parts.at(i) = text.substr(0, end);
        if (end == std::string_view::npos) return i + 1 < fewest_parts ? std::nullopt : std::optional(parts);
        text.remove_prefix(end + 1);
    }
    return std::nullopt;
}

} // namespace

std::string fold_words(std::string_view text)
{
    return join(matching::fold_name(text));
}

namespace {
/// Each word once: names in two scripts mostly have the same keys.
void add_words(std::vector<std::string>& keys, std::string_view name)
{
    for (auto& word : matching::fold_name(name))
        if (std::ranges::find(keys, word) == keys.end()) keys.push_back(std::move(word));
}
} // namespace

FindKey find_key(const Identity& identity)
{
    FindKey key;
    if (!identity.names.empty()) {
        key.given = identity.names.front().given;
        key.family = identity.names.front().family;
    }
    for (const auto& name : identity.names) {
        add_words(key.folded_given, name.given);
        add_words(key.folded_family, name.family);
        add_words(key.folded_patronymic, name.patronymic.value_or(""));
    }
    key.birth_year = identity.birth.year;
    key.folded_birthplace = fold_words(identity.birthplace.value_or(""));
    key.folded_mother = fold_words(identity.mother_name.value_or(""));
    return key;
}

std::string write_find_key(const FindKey& key)
{
    // Names hold no control characters: check(Identity) refuses them, so no part can look like two.
    std::string text = key.given;
    text += separator;
    text += key.family;
    append(text, key.birth_year ? std::to_string(*key.birth_year) : "");
    append(text, join(key.folded_given));
    append(text, join(key.folded_family));
    append(text, key.folded_birthplace);
    append(text, key.folded_mother);
    append(text, join(key.folded_patronymic));
    return text;
}

std::optional<FindKey> read_find_key(std::string_view text)
{
    const auto parts = split(text);
    if (!parts) return std::nullopt;
    FindKey key;
    key.given = parts->at(0);
    key.family = parts->at(1);
    int year = 0;
    const auto digits = parts->at(2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (!digits.empty() && error == std::errc{} && end == digits.data() + digits.size())
        key.birth_year = year;
    key.folded_given = split_codes(parts->at(3));
    key.folded_family = split_codes(parts->at(4));
    key.folded_birthplace = parts->at(5);
    key.folded_mother = parts->at(6);
    key.folded_patronymic = split_codes(parts->at(7));
    return key;
}

std::optional<std::pair<std::string_view, std::string_view>> read_short_name(std::string_view text)
{
    const std::size_t first = text.find(separator);
    const std::size_t second = text.find(separator, first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    return std::pair(text.substr(0, first), text.substr(first + 1, second - first - 1));
}

} // namespace panoh::cases

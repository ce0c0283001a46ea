#include "cases/find_key.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "cases/columns.h"
#include "matching/fold.h"

namespace panoh::cases {
namespace {

constexpr char separator = '\x1f';
constexpr std::size_t most_parts = 8;
constexpr std::size_t names_first = 2; // readable names: of the text for the own team only

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

struct Parts {
    std::array<std::string_view, most_parts> at = {};
    std::size_t count = 0;
};

/// Nothing when there are more than `most`.
std::optional<Parts> split(std::string_view text, std::size_t most)
{
    Parts parts;
    while (parts.count < most) {
        const std::size_t end = text.find(separator);
        parts.at.at(parts.count++) = text.substr(0, end);
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
    return std::nullopt;
}

std::optional<int> year_of(std::string_view digits)
{
    int year = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return year;
}

/// The parts behind the readable names, of which the last, the patronymic, may be absent.
std::optional<ReadFindKey> read_from(const std::optional<Parts>& parts, std::size_t first)
{
    if (!parts || parts->count < first + 5) return std::nullopt;
    return ReadFindKey{.birth_year = year_of(parts->at.at(first)),
                       .folded_given = parts->at.at(first + 1),
                       .folded_family = parts->at.at(first + 2),
                       .folded_birthplace = parts->at.at(first + 3),
                       .folded_mother = parts->at.at(first + 4),
                       .folded_patronymic = parts->count > first + 5 ? parts->at.at(first + 5) : ""};
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

std::optional<ReadFindKey> read_find_key(std::string_view text)
{
    const auto parts = split(text, most_parts);
    auto key = read_from(parts, names_first);
    if (key) key->given = parts->at[0];
    if (key) key->family = parts->at[1];
    return key;
}

std::string_view without_names(std::string_view text)
{
    for (std::size_t part = 0; part < names_first; ++part)
        text.remove_prefix(std::min(text.find(separator), text.size() - 1) + 1);
    return text;
}

std::optional<ReadFindKey> read_nameless_key(std::string_view text)
{
    return read_from(split(text, most_parts - names_first), 0);
}

std::optional<std::pair<std::string_view, std::string_view>> read_short_name(std::string_view text)
{
    const std::size_t first = text.find(separator);
    const std::size_t second = text.find(separator, first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    return std::pair(text.substr(0, first), text.substr(first + 1, second - first - 1));
}

} // namespace panoh::cases

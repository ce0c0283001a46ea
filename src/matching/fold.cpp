#include "matching/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <unordered_map>

#include "core/text.h"

namespace panoh::matching {
namespace {

struct Letter {
    std::string_view written;
    std::string_view key;
};

// Longer spellings first where one begins another. Letters after case folding. The merging rules (Tajik о =
// Russian а, Kyrgyz ж = Russian дж, ф = п, х = кс) follow the transliterations seen in passports of the
// region.
constexpr std::array letters = std::to_array<Letter>({
    {"дж", "j"}, {"кс", "h"}, {"нг", "n"},   {"а", "A"},   {"ә", "A"},   {"я", "A"},   {"о", "A"},
    {"ө", "A"},  {"у", "A"},  {"ү", "A"},    {"ұ", "A"},   {"ў", "A"},   {"ӯ", "A"},   {"ю", "A"},
    {"ё", "A"},  {"е", "I"},  {"э", "I"},    {"и", "I"},   {"і", "I"},   {"ӣ", "I"},   {"ы", "I"},
    {"й", "I"},  {"к", "k"},  {"қ", "k"},    {"г", "g"},   {"ғ", "g"},   {"х", "h"},   {"ҳ", "h"},
    {"һ", "h"},  {"ж", "j"},  {"җ", "j"},    {"ҷ", "j"},   {"ч", "c"},   {"ш", "w"},   {"щ", "w"},
    {"ц", "s"},  {"в", "v"},  {"ф", "p"},    {"п", "p"},   {"ң", "n"},   {"н", "n"},   {"ъ", ""},
    {"ь", ""},   {"з", "z"},  {"с", "s"},    {"т", "t"},   {"д", "d"},   {"б", "b"},   {"л", "l"},
    {"м", "m"},  {"р", "r"},  {"shch", "w"}, {"sch", "w"}, {"tch", "c"}, {"dzh", "j"}, {"tsh", "c"},
    {"sh", "w"}, {"ch", "c"}, {"zh", "j"},   {"dj", "j"},  {"kh", "h"},  {"gh", "g"},  {"ks", "h"},
    {"ng", "n"}, {"ts", "s"}, {"tz", "s"},   {"ph", "p"},  {"ck", "k"},  {"ya", "A"},  {"yo", "A"},
    {"yu", "A"}, {"ia", "A"}, {"iu", "A"},   {"ye", "I"},  {"oʻ", "A"},  {"gʻ", "g"},  {"a", "A"},
    {"ä", "A"},  {"ə", "A"},  {"o", "A"},    {"ö", "A"},   {"u", "A"},   {"ü", "A"},   {"ū", "A"},
    {"e", "I"},  {"i", "I"},  {"ı", "I"},    {"y", "I"},   {"ý", "I"},   {"ī", "I"},   {"k", "k"},
    {"q", "k"},  {"c", "k"},  {"g", "g"},    {"ğ", "g"},   {"h", "h"},   {"x", "h"},   {"j", "j"},
    {"ž", "j"},  {"ç", "c"},  {"č", "c"},    {"ş", "w"},   {"š", "w"},   {"v", "v"},   {"w", "v"},
    {"f", "p"},  {"p", "p"},  {"ñ", "n"},    {"ň", "n"},   {"n", "n"},   {"z", "z"},   {"s", "s"},
    {"t", "t"},  {"d", "d"},  {"b", "b"},    {"l", "l"},   {"m", "m"},   {"r", "r"},
});

constexpr std::size_t longest = 6; // bytes of the longest spelling above

const std::unordered_map<std::string_view, std::string_view>& table()
{
    static const auto all = [] {
        std::unordered_map<std::string_view, std::string_view> map;
        for (const auto& letter : letters)
            map.emplace(letter.written, letter.key);
        return map;
    }();
    return all;
}

bool is_vowel(char key)
{
    return key == 'A' || key == 'I';
}

void append_key(std::string& keys, std::string_view key)
{
    for (const char c : key) {
        // Doubled letters collapse; a run of vowels keeps its first: Aigul, Aygul and Айгүл are one.
        if (!keys.empty() && (keys.back() == c || (is_vowel(keys.back()) && is_vowel(c)))) continue;
        keys += c;
    }
}

} // namespace

std::string fold_word(std::string_view word)
{
    const std::string folded = core::fold_case(word);
    const std::string_view text = folded;
    std::string keys;
    std::size_t place = 0;
    while (place < text.size()) {
        std::size_t taken = 1;
        for (std::size_t length = std::min(longest, text.size() - place); length > 0; --length) {
            const auto found = table().find(text.substr(place, length));
            if (found == table().end()) continue;
            append_key(keys, found->second);
            taken = length;
            break;
        }
        place += taken;
    }
    return keys;
}

std::vector<std::string> fold_name(std::string_view name)
{
    std::vector<std::string> keys;
    std::size_t begin = 0;
    while (begin < name.size()) {
        const std::size_t end = std::min(name.find_first_of(" -\t", begin), name.size());
        if (auto key = fold_word(name.substr(begin, end - begin)); !key.empty())
            keys.push_back(std::move(key));
        begin = end + 1;
    }
    return keys;
}

Likeness compare_keys(std::string_view a, std::string_view b)
{
    if (a.empty() || b.empty()) return Likeness::different;
    if (a == b) return Likeness::same;
    if (a.size() > b.size()) std::swap(a, b);
    if (a.size() < 3 || b.size() - a.size() > 1) return Likeness::different;
    const auto split = std::ranges::mismatch(a, b);
    const std::string_view rest_a(split.in1, a.end());
    const std::string_view rest_b(split.in2, b.end());
    const bool changed = a.size() == b.size() && rest_a.substr(1) == rest_b.substr(1);
    const bool added = a.size() < b.size() && rest_a == rest_b.substr(1);
    return changed || added ? Likeness::similar : Likeness::different;
}

} // namespace panoh::matching

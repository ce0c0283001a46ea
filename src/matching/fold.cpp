#include "matching/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/text.h"

namespace panoh::matching {
namespace {

struct Letter {
    std::string_view written;
    std::string_view key;
};

// Letters after case folding; the longest spelling that fits is taken. The merging rules (Tajik о = Russian
// а, Kyrgyz ж = Russian дж, ф = п, х = кс) follow the transliterations seen in passports of the region, in
// German and Turkish ones, in ISO 9 and in the Kazakh Latin alphabets of 2018 and 2021.
constexpr std::array letters = std::to_array<Letter>(
    {{"дж", "j"},   {"кс", "h"},  {"қс", "h"},   {"нг", "n"},   {"ңғ", "n"},  {"ңг", "n"},  {"нғ", "n"},
     {"йа", "A"},   {"йо", "A"},  {"йө", "A"},   {"йу", "A"},   {"йү", "A"},  {"йў", "A"},  {"йӯ", "A"},
     {"а", "A"},    {"ә", "A"},   {"я", "A"},    {"о", "A"},    {"ө", "A"},   {"у", "A"},   {"ү", "A"},
     {"ұ", "A"},    {"ў", "A"},   {"ӯ", "A"},    {"ю", "A"},    {"ё", "A"},   {"е", "I"},   {"э", "I"},
     {"и", "I"},    {"і", "I"},   {"ӣ", "I"},    {"ы", "I"},    {"й", "I"},   {"к", "k"},   {"қ", "k"},
     {"г", "g"},    {"ғ", "g"},   {"х", "h"},    {"ҳ", "h"},    {"һ", "h"},   {"ж", "j"},   {"җ", "j"},
     {"ҷ", "j"},    {"ч", "c"},   {"ш", "w"},    {"щ", "w"},    {"ц", "s"},   {"в", "v"},   {"ф", "p"},
     {"п", "p"},    {"ң", "n"},   {"н", "n"},    {"ъ", ""},     {"ь", ""},    {"з", "z"},   {"с", "s"},
     {"т", "t"},    {"д", "d"},   {"б", "b"},    {"л", "l"},    {"м", "m"},   {"р", "r"},   {"schtsch", "w"},
     {"shch", "w"}, {"sch", "w"}, {"dsch", "j"}, {"tsch", "c"}, {"tch", "c"}, {"tsh", "c"}, {"dzh", "j"},
     {"sh", "w"},   {"ch", "c"},  {"zh", "j"},   {"dj", "j"},   {"dž", "j"},  {"kh", "h"},  {"gh", "g"},
     {"ks", "h"},   {"qs", "h"},  {"ng", "n"},   {"ñğ", "n"},   {"ñg", "n"},  {"ňg", "n"},  {"ts", "s"},
     {"tz", "s"},   {"ph", "p"},  {"ck", "k"},   {"ce", "sI"},  {"ci", "sI"}, {"cy", "sI"}, {"ya", "A"},
     {"yä", "A"},   {"yo", "A"},  {"yö", "A"},   {"yu", "A"},   {"yü", "A"},  {"ia", "A"},  {"iu", "A"},
     {"ye", "I"},   {"ýa", "A"},  {"ýä", "A"},   {"ýo", "A"},   {"ýö", "A"},  {"ýu", "A"},  {"ýü", "A"},
     {"oʻ", "A"},   {"gʻ", "g"},  {"a", "A"},    {"á", "A"},    {"ä", "A"},   {"â", "A"},   {"ā", "A"},
     {"ə", "A"},    {"o", "A"},   {"ó", "A"},    {"ö", "A"},    {"ō", "A"},   {"u", "A"},   {"ú", "A"},
     {"ü", "A"},    {"ū", "A"},   {"û", "A"},    {"ë", "A"},    {"e", "I"},   {"é", "I"},   {"è", "I"},
     {"ē", "I"},    {"i", "I"},   {"í", "I"},    {"î", "I"},    {"ï", "I"},   {"ı", "I"},   {"ī", "I"},
     {"y", "I"},    {"ý", "I"},   {"k", "k"},    {"q", "k"},    {"c", "k"},   {"g", "g"},   {"ğ", "g"},
     {"ǵ", "g"},    {"ġ", "g"},   {"h", "h"},    {"ḥ", "h"},    {"x", "h"},   {"j", "j"},   {"ž", "j"},
     {"ç", "c"},    {"č", "c"},   {"ş", "w"},    {"ș", "w"},    {"š", "w"},   {"ŝ", "w"},   {"v", "v"},
     {"w", "v"},    {"f", "p"},   {"p", "p"},    {"ñ", "n"},    {"ň", "n"},   {"ń", "n"},   {"n", "n"},
     {"z", "z"},    {"s", "s"},   {"t", "t"},    {"d", "d"},    {"b", "b"},   {"l", "l"},   {"m", "m"},
     {"r", "r"}});

constexpr std::size_t longest =
    std::ranges::max(letters, {}, [](const Letter& letter) { return letter.written.size(); }).written.size();

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

/// Letters that Arabic and Persian keyboards write differently in one name.
constexpr std::array arabic_letters = std::to_array<std::pair<UChar32, UChar32>>({
    {0x064a, 0x06cc}, // yeh
    {0x0649, 0x06cc}, // alef maksura
    {0x0626, 0x06cc}, // yeh with hamza
    {0x0643, 0x06a9}, // kaf
    {0x0622, 0x0627}, // alef with madda
    {0x0623, 0x0627}, // alef with hamza above
    {0x0625, 0x0627}, // alef with hamza below
    {0x0629, 0x0647}, // teh marbuta
    {0x0624, 0x0648}, // waw with hamza
});

std::string plain_letters(const std::string& folded)
{
    const auto text = icu::UnicodeString::fromUTF8(folded);
    icu::UnicodeString kept;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        UChar32 letter = text.char32At(at);
        const auto type = u_charType(letter);
        if (type != U_LOWERCASE_LETTER && type != U_UPPERCASE_LETTER && type != U_OTHER_LETTER) continue;
        const auto* same = std::ranges::find(arabic_letters, letter, &std::pair<UChar32, UChar32>::first);
        if (same != arabic_letters.end()) letter = same->second;
        kept.append(letter);
    }
    std::string key;
    kept.toUTF8String(key);
    return key;
}

/// "Son of" and "daughter of", after case folding and without apostrophes.
bool names_a_parent(std::string_view word)
{
    static constexpr std::array<std::string_view, 24> all = {
        "кызы", "қызы", "қизи", "гызы", "кизи", "qizi", "qyzy", "kyzy", "kizi", "gyzy", "gizi", "уулу",
        "ұлы",  "улы",  "оглы", "ўғли", "ӯғли", "угли", "uulu", "uly",  "ogly", "oğlu", "ogli", "ugli"};
    std::string plain = core::fold_case(word);
    for (const std::string_view apostrophe : {"ʻ", "ʼ", "‘", "’", "'", "`"})
        for (std::size_t at = plain.find(apostrophe); at != std::string::npos; at = plain.find(apostrophe))
            plain.erase(at, apostrophe.size());
    return std::ranges::find(all, plain) != all.end();
}

template <typename Letters>
Likeness compare_letters(Letters a, Letters b)
{
    if (a.size() > b.size()) std::swap(a, b);
    if (a.size() < 3 || b.size() - a.size() > 1) return Likeness::different;
    const auto split = std::ranges::mismatch(a, b);
    const Letters rest_a(split.in1, a.end());
    const Letters rest_b(split.in2, b.end());
    const bool changed = a.size() == b.size() && rest_a.substr(1) == rest_b.substr(1);
    const bool added = a.size() < b.size() && rest_a == rest_b.substr(1);
    return changed || added ? Likeness::similar : Likeness::different;
}

/// A key of the table is ASCII; any other holds none of it.
bool is_of_the_table(std::string_view key)
{
    return (static_cast<unsigned char>(key.front()) & 0x80U) == 0;
}

std::u32string letters_of(std::string_view key)
{
    const auto text = icu::UnicodeString::fromUTF8({key.data(), static_cast<std::int32_t>(key.size())});
    std::u32string all;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1))
        all += static_cast<char32_t>(text.char32At(at));
    return all;
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
    return keys.empty() ? plain_letters(folded) : keys;
}

std::vector<Folded> fold_words(std::string_view name)
{
    std::vector<Folded> all;
    for (auto& word : core::words(name))
        if (auto key = fold_word(word); !key.empty()) all.push_back({std::move(word), std::move(key)});
    const auto says_little = [](const Folded& folded) { return names_a_parent(folded.word); };
    if (!std::ranges::all_of(all, says_little)) std::erase_if(all, says_little);
    return all;
}

std::vector<std::string> fold_name(std::string_view name)
{
    std::vector<std::string> keys;
    for (auto& folded : fold_words(name))
        keys.push_back(std::move(folded.key));
    return keys;
}

Likeness compare_keys(std::string_view a, std::string_view b)
{
    if (a.empty() || b.empty()) return Likeness::different;
    if (a == b) return Likeness::same;
    if (is_of_the_table(a) != is_of_the_table(b)) return Likeness::different;
    if (is_of_the_table(a)) return compare_letters(a, b);
    const std::u32string letters_a = letters_of(a);
    const std::u32string letters_b = letters_of(b);
    return compare_letters(std::u32string_view(letters_a), std::u32string_view(letters_b));
}

} // namespace panoh::matching

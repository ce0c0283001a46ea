#include "access/password_rules.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

#include "core/text.h"

namespace panoh::access {

namespace {

constexpr std::size_t shortest = 12;
constexpr std::size_t longest = 128;
/// What must be left of a password when the words that others know are taken out of it.
constexpr std::size_t own_part = 6;

constexpr std::array common_texts = {
#include "common_passwords.inc"
};

const std::unordered_set<std::string_view>& common_words()
{
    static const auto words = [] {
        std::unordered_set<std::string_view> found;
        for (std::string_view text : common_texts) {
            while (!text.empty()) {
                const auto end = std::min(text.find('\n'), text.size());
                const auto line = core::trim(text.substr(0, end));
                if (!line.empty() && line.front() != '#') found.insert(line);
                text.remove_prefix(std::min(end + 1, text.size()));
            }
        }
        return found;
    }();
    return words;
}

bool is_padding(char letter)
{
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x80 && !((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'));
}

/// Without the digits and signs that people put at both ends.
std::string_view bare(std::string_view text)
{
    while (!text.empty() && is_padding(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_padding(text.back()))
        text.remove_suffix(1);
    return text;
}

/// "abcabcabcabc", "111111111111": the text is a short piece again and again.
bool repeats(std::string_view text)
{
    for (std::size_t size = 1; size <= 4 && size * 2 <= text.size(); ++size) {
        bool same = true;
        for (std::size_t i = size; i < text.size() && same; ++i)
            same = text[i] == text[i - size];
        if (same) return true;
    }
    return false;
}

/// "123456789012", "abcdefghijkl", "987654321098": each letter next to the one before.
bool counts(std::string_view text)
{
    const auto step = [&](int by) {
        for (std::size_t i = 1; i < text.size(); ++i) {
            const int difference = text[i] - text[i - 1];
            const bool wraps = difference == (by > 0 ? -9 : 9); // 9 -> 0
            if (difference != by && !wraps) return false;
        }
        return true;
    };
    return step(1) || step(-1);
}

/// Made of common words only, with digits and signs around or between them.
bool all_common(std::string_view text)
{
    // reached[i]: the first i bytes are such a row. A table and not recursion: "aaaabaaaab..." must not take
    // for ever.
    std::vector<bool> reached(text.size() + 1, false);
    reached[0] = true;
    for (std::size_t start = 0; start < text.size(); ++start) {
        if (!reached[start]) continue;
        if (is_padding(text[start])) reached[start + 1] = true;
        for (std::size_t size = 3; start + size <= text.size(); ++size)
            if (common_words().contains(text.substr(start, size))) reached[start + size] = true;
    }
    return reached[text.size()];
}

void erase_all(std::string& from, std::string_view word)
{
    for (auto at = from.find(word); at != std::string::npos; at = from.find(word))
        from.erase(at, word.size());
}

std::vector<std::string> words_of(std::span<const std::string> context)
{
    std::vector<std::string> words;
    for (const std::string& text : context) {
        std::string folded = core::fold_case(text);
        std::ranges::replace_if(
            folded, [](char letter) { return is_padding(letter); }, ' ');
        std::size_t start = 0;
        while (start < folded.size()) {
            const auto end = std::min(folded.find(' ', start), folded.size());
            if (end - start >= 3) words.push_back(folded.substr(start, end - start));
            start = end + 1;
        }
    }
    // Longest first, or a word inside another would break it.
    std::ranges::sort(words, [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return words;
}

} // namespace

core::Done check_password(std::string_view password, std::span<const std::string> context,
                          std::string_view field)
{
    const auto refuse = [&](const char* code) {
        return core::fail(core::ErrorKind::invalid, code, std::string(field));
    };
    const std::size_t size = core::letters(password);
    if (!core::is_text(password)) return refuse("access/password_not_text");
    if (size < shortest) return refuse("access/password_too_short");
    if (size > longest) return refuse("access/password_too_long");

    std::string left = core::fold_case(password);
    if (common_words().contains(left) || repeats(left) || counts(left) || all_common(left))
        return refuse("access/password_common");
    const auto words = words_of(context);
    const std::size_t before = left.size();
    for (const std::string& word : words)
        erase_all(left, word);
    if (left.size() == before) return {};
    if (core::letters(bare(left)) < own_part || all_common(left)) return refuse("access/password_common");
    return {};
}

} // namespace panoh::access

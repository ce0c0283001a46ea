#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace panoh::matching {

/// How alike two names are, from the folded forms of their words.
enum class Likeness { same, similar, different };

/// The key under which one word of a name is compared: the same for its spellings in Cyrillic and Latin
/// letters of Kazakh, Kyrgyz, Tajik, Turkmen, Uzbek and Russian. Vowels become A (back) or I (front),
/// consonants one letter each. Empty when the word has no letter that it knows.
[[nodiscard]] std::string fold_word(std::string_view word);

/// The keys of all words of a name, split at spaces and hyphens.
[[nodiscard]] std::vector<std::string> fold_name(std::string_view name);

/// `same`: equal keys; `similar`: one letter changed, left out or added, for keys of three letters and more.
[[nodiscard]] Likeness compare_keys(std::string_view a, std::string_view b);

} // namespace panoh::matching

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace panoh::matching {

/// One word of a name and its key.
struct Folded {
    std::string word;
    std::string key;
};

/// How alike two names are, from the folded forms of their words.
enum class Likeness { same, similar, different };

/// The key under which one word of a name is compared: the same for its spellings in Cyrillic and Latin
/// letters of Kazakh, Kyrgyz, Tajik, Turkmen, Uzbek and Russian. Vowels become A (back) or I (front),
/// consonants one letter each. A word of a script that the table does not know is its own key: its letters
/// after case folding, without marks, those of Arabic keyboards as Persian ones. Empty when it has no letter.
[[nodiscard]] std::string fold_word(std::string_view word);

/// The words of a name with their keys, split at white space and dashes. The words for "son of" and "daughter
/// of" are left out where others stand beside them: nearly everybody has one.
[[nodiscard]] std::vector<Folded> fold_words(std::string_view name);
/// Their keys alone.
[[nodiscard]] std::vector<std::string> fold_name(std::string_view name);

/// `same`: equal keys; `similar`: one letter changed, left out or added, for keys of three letters and more.
[[nodiscard]] Likeness compare_keys(std::string_view a, std::string_view b);

} // namespace panoh::matching

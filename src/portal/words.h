#pragma once

// The words of public pages: the keys `portal.*` of languages/xx.json, built into the program, and the names
// of countries, languages and months beside them.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "bulletin/wording.h"
#include "core/date.h"

namespace panoh::portal {

class Words {
public:
    using Argument = std::pair<std::string_view, std::variant<std::string_view, std::int64_t>>;

    /// Of one of the seven languages; of English for any other tag.
    [[nodiscard]] static const Words& of(std::string_view language);

    /// The sentence of `portal.<key>` (ICU MessageFormat) in this language, else in English; never the key: a
    /// key that English has not stops the program (it is a bug, not an input).
    [[nodiscard]] std::string operator()(std::string_view key,
                                         std::initializer_list<Argument> arguments = {}) const;
    /// Whether the sentence stands in this language, so that a page can say which language it is in.
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] const std::string& language() const { return language_; }
    /// Of an ISO 3166 alpha-2 code; the code itself where there is no name.
    [[nodiscard]] std::string country(std::string_view code) const;
    /// Of a language in itself: "Кыргызча".
    [[nodiscard]] static std::string own_name(std::string_view language);
    /// A day as people of this language write it: "30 July 2026", "2026-ж., 30-июль".
    [[nodiscard]] std::string day(const core::Date& date) const;

private:
    friend std::string program_words(std::string_view key, std::string_view language);
    struct Table;
    explicit Words(std::string_view language, const Table& table, const Table& english)
        : language_(language), table_(&table), english_(&english)
    {
    }
    [[nodiscard]] static const Table& table_of(std::string_view language);
    std::string language_;
    const Table* table_;
    const Table* english_;
};

/// As `bulletin` asks for them (bulletin::Words): a sentence with its {name}s by its whole key, or
/// "names.months.7", "names.dateLong", "names.group", "names.decimal". English where the language has none,
/// empty where English has none.
[[nodiscard]] std::string program_words(std::string_view key, std::string_view language);

} // namespace panoh::portal

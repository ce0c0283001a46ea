#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panoh::core {

/// One versioned list of codes from `data/codes/<name>.json`, built into the program.
struct CodeList {
    std::string name;
    std::string version;
    std::vector<std::string> codes; ///< in the order of the file, which is the order people see
    [[nodiscard]] bool has(std::string_view code) const;
    /// What an export in HTCDS writes for a code: byte-exact, the standard's own misspellings included. Empty
    /// where the standard has no place for it; the code itself in lists that the standard does not have.
    [[nodiscard]] std::string_view htcds(std::string_view code) const;
    /// The code that such an export means: the one of the same name where there is one, else the first that
    /// is written so. Upper and lower case are one. ISO 3166 alpha-3 is known too. Nothing when there is
    /// none.
    [[nodiscard]] std::optional<std::string_view> from_htcds(std::string_view text) const;

    /// The other ISO 3166-1 code of a country; empty where there is none.
    [[nodiscard]] std::string_view alpha3(std::string_view code) const;

private:
    friend const std::vector<CodeList>& code_lists();
    void index();
    std::vector<std::string> sorted_;
    std::vector<std::string> written_;              ///< beside `codes`
    std::vector<std::string> alpha3_;               ///< beside `codes`
    std::map<std::string, std::size_t> by_written_; ///< lower case, to the place in `codes`
    std::map<std::string, std::size_t, std::less<>> places_;
    friend CodeList parse_code_list(std::string_view text);
};
/// The list of that name; a name that no file has stops the program (it is a bug, not an input).
[[nodiscard]] const CodeList& code_list(std::string_view name);
/// All lists, by name.
[[nodiscard]] const std::vector<CodeList>& code_lists();

/// The four kinds of "not known", kept apart and never "no" (docs/glossary.md). The tilde keeps them clear of
/// every standard's codes.
constexpr std::array<std::string_view, 4> missing_reasons = {"~unknown", "~not_asked", "~refused",
                                                             "~withheld"};
[[nodiscard]] bool is_missing_reason(std::string_view code);

/// A text usable as template argument.
template <std::size_t N>
struct FixedText {
    char text[N] = {};
    constexpr FixedText(const char (&source)[N])
    {
        std::copy_n(source, N, text);
    } // NOLINT(google-explicit-constructor)
    [[nodiscard]] constexpr std::string_view view() const { return {text, N - 1}; }
};

/// A code of one list: `Coded<"country"> citizenship;`. Reading JSON refuses any other text with
/// "json/code_unknown".
template <FixedText List>
struct Coded {
    std::string code;
    bool operator==(const Coded&) const = default;
    [[nodiscard]] static const CodeList& list() { return code_list(List.view()); }
};

/// The answer to a question: a code of the list, or one of `missing_reasons`.
template <FixedText List>
struct Answer {
    std::string code;
    bool operator==(const Answer&) const = default;
    [[nodiscard]] static const CodeList& list() { return code_list(List.view()); }
};

} // namespace panoh::core

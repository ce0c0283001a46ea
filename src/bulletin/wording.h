#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/codes.h"
#include "core/json.h"
#include "outreach/faults.h"

namespace panoh::bulletin {

/// What somebody wrote in one language.
struct Wording {
    core::Coded<"language"> language = {};
    std::string text = {};
    bool operator==(const Wording&) const = default;
};
PANOH_JSON(Wording, language, text)

/// That in this language; nothing where nobody wrote it.
[[nodiscard]] const Wording* in_language(const std::vector<Wording>& wordings, std::string_view language);
/// That in this language, else in the other, else the first; null where there is none at all.
[[nodiscard]] const Wording* best(const std::vector<Wording>& wordings, std::string_view language,
                                  std::string_view otherwise);
/// All in this language, else all in the other: for lists of notes, of which one language may have several.
[[nodiscard]] std::vector<std::string> all_in(const std::vector<Wording>& wordings, std::string_view language,
                                              std::string_view otherwise);

/// "outreach/repeated" for a second one in the same language.
void check_once(const std::vector<Wording>& wordings, std::string_view member, outreach::Findings& findings);
/// The same, and each is one line of at most 300 letters: it becomes a title, a subject of a letter.
void check_lines(const std::vector<Wording>& wordings, std::string_view member, outreach::Findings& findings);

/// The program's own words: those of `languages/` by their key, and "names.months.7", "names.dateLong",
/// "names.group", "names.decimal" of `languages/names`. Empty where there are none.
using Words = std::function<std::string(std::string_view key, std::string_view language)>;

struct Filling {
    std::string_view name = {};
    std::string_view text = {};
};
/// The words of a key with its {name}s filled in; `otherwise` where there are no such words.
[[nodiscard]] std::string said(const Words& words, std::string_view key, std::string_view language,
                               std::initializer_list<Filling> fillings, std::string_view otherwise);

} // namespace panoh::bulletin

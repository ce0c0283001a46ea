#pragma once

// What leaves the node on a file or on paper: who took it, when and why, and the words in which that is said.

#include <string>

#include "core/clock.h"
#include "core/codes.h"
#include "core/json.h"
#include "core/result.h"
#include "tables/xlsx_writer.h"

namespace panoh::cases {

/// Why somebody takes something out. The code stands in the audit row; the text, which people write for those
/// who will hold the file, goes into the file alone: a name that slips into it can still be taken away there,
/// and never out of the chain.
struct Why {
    core::Coded<"purpose"> purpose = {};
    std::string text = {};
};
PANOH_JSON(Why, purpose, text)
/// "export/why_missing", "export/why_too_long" (200 letters), "export/why_not_a_line"; all on field why.text.
[[nodiscard]] core::Done check(const Why& why);

/// The words around a table in the reader's language: the server has no sentences.
struct AboutWords {
    std::string sheet = {}; ///< name of the sheet that says who, when and why
    std::string title = {}; ///< of the document
    std::string who = {};
    std::string when = {};
    std::string why = {};
    std::string purpose = {};   ///< the words of the code
    std::string note = {};      ///< how to treat the file
    std::string fictional = {}; ///< said where every person is fictional
};
PANOH_JSON(AboutWords, sheet, title, who, when, why, purpose, note, fictional)
/// Each a line of at most 300 letters and none empty: "export/words_invalid" with its name.
[[nodiscard]] core::Done check(const AboutWords& words);

/// Who takes something out, as it is said to whoever holds the file.
struct Taker {
    std::string name = {}; ///< of the person and their organisation
    core::Instant at = {};
    std::string time_zone = {};
    bool demo = false;
};
/// "Ayana Toktosunova, Shelter".
[[nodiscard]] std::string named(const std::string& person, const std::string& organisation);
[[nodiscard]] tables::About about_of(const AboutWords& words, const Taker& taker, const Why& why);

} // namespace panoh::cases

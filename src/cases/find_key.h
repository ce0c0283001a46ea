#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/identity.h"
#include "core/bytes.h"

namespace panoh::cases {

/// What finding and listing need of an identity, sealed beside it in a short value of its own: a page opens
/// fifty of them and a search opens all.
struct FindKey {
    std::string given = {};
    std::string family = {};
    std::optional<int> birth_year = {};
    std::vector<std::string> folded_given = {}; ///< keys of the words of all given names: matching::fold_name
    std::vector<std::string> folded_family = {};
    std::vector<std::string> folded_patronymic = {};
    std::string folded_birthplace = {};
    std::string folded_mother = {};
};

[[nodiscard]] FindKey find_key(const Identity& identity);
/// The keys of a text's words, one after the other.
[[nodiscard]] std::string fold_words(std::string_view text);

/// The text that is sealed: eight parts with the unit separator (U+001F) between. Not JSON, because reading
/// it is most of the work of a search.
[[nodiscard]] std::string write_find_key(const FindKey& key);
/// What a search reads of that text, in place: nothing is copied, and nothing is left to wipe.
struct ReadFindKey {
    std::string_view given = {};
    std::string_view family = {};
    std::optional<int> birth_year = {};
    std::string_view folded_given = {}; ///< keys with a space between, as all that follow
    std::string_view folded_family = {};
    std::string_view folded_birthplace = {};
    std::string_view folded_mother = {};
    std::string_view folded_patronymic = {};
};
/// Nothing when it is not such a text; the eighth part may be absent.
[[nodiscard]] std::optional<ReadFindKey> read_find_key(std::string_view text);
/// The text without its first two parts, the readable names: what is sealed for finding across teams.
[[nodiscard]] std::string_view without_names(std::string_view text);
/// Reads that, without names.
[[nodiscard]] std::optional<ReadFindKey> read_nameless_key(std::string_view text);
/// That text, sealed, as it stands in the row of its case.
struct ShortRow {
    std::int64_t version = 0; ///< of the identity it was made from
    core::Bytes sealed = {};
    core::Bytes wrap = {}; ///< of its data key (vault::Sealed); empty until a holder wrote or opened it
};

/// The first two parts only, for lists.
[[nodiscard]] std::optional<std::pair<std::string_view, std::string_view>>
read_short_name(std::string_view text);

} // namespace panoh::cases

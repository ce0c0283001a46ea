#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "store/store.h"

namespace panoh::bulletin {

/// Stands in a letter where the reader's own link to leave goes: once in the plain text, in an attribute of
/// the HTML. Nothing else in a letter is different from reader to reader.
inline constexpr std::string_view leave_place = "%%leave%%";
/// The same for the link to confirm by.
inline constexpr std::string_view confirm_place = "%%confirm%%";

/// What a letter says, in one language.
struct Letter {
    std::string subject = {};
    std::string text = {};
    std::string html = {}; ///< empty: the plain text alone
};

/// An edition as a letter, for all who read this language. "bulletin/edition_not_out" when nobody may read it
/// yet, or not in this language. Not from within a job on the database.
using WriteLetter = std::function<core::Result<Letter>(core::EditionId edition, std::string_view language)>;

/// Whose an edition is, and for whom.
struct EditionFacts {
    core::OrganisationId organisation = {};
    std::vector<std::string> countries = {}; ///< empty: for all
};

/// What the sending of editions asks the editions for. Safe to use from every thread.
struct Editions {
    WriteLetter write = {};
    /// Nothing when there is none.
    std::function<std::optional<EditionFacts>(store::Reader&, core::EditionId)> facts = {};
};

/// The letter with one reader's links in their places.
[[nodiscard]] Letter with_link(const Letter& letter, std::string_view place, std::string_view link);
/// "bulletin/letter_without_leave" when a reader could not leave from it.
[[nodiscard]] core::Done check_letter(const Letter& letter);

} // namespace panoh::bulletin

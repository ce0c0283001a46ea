#pragma once

// What everybody may read. No permit: whoever published it decided.

#include "bulletin/compose.h"

namespace panoh::bulletin {

/// An edition that is out.
struct PublishedEdition {
    core::EditionId id = {};
    core::OrganisationId organisation = {};
    std::string slug = {};
    std::int64_t version = 0;
    core::Date day = {};
    std::vector<std::string> countries = {};
    std::vector<std::string> languages = {}; ///< in the order shown
    core::Instant published_at = {};         ///< this version of it
    bool fictional = false;
};

/// Latest day first.
[[nodiscard]] std::vector<PublishedEdition> published_editions(store::Reader& reader);

/// The edition that is out, as it is to be read. "bulletin/edition_not_found", "bulletin/language_unknown".
[[nodiscard]] core::Result<PrintedEdition> print(store::Reader& reader, core::EditionId id,
                                                 const Printing& printing, const Words& words);

/// Another text as soon as anything that is out would be printed otherwise: an edition came out or was taken
/// back, a figure was corrected, a testimony withdrawn. Consents that end do so with the day, so whoever
/// keeps pages asks for them again on another one.
[[nodiscard]] std::string publication_stamp(store::Reader& reader);
/// For whatever else editions are printed with (pictures): changes that text.
void note_publication_change(store::Transaction& transaction);

} // namespace panoh::bulletin

#pragma once

// The parts of an edition that the web page and paper have in common.

#include <functional>
#include <string>

#include "bulletin/printed.h"
#include "portal/html.h"
#include "portal/words.h"

namespace panoh::portal {

/// Where a picture is taken from: an address on a page, the bytes themselves on paper. Nothing: its words
/// stand in its place.
using PictureSource = std::function<std::optional<Attribute>(const bulletin::PrintedPicture&)>;

/// "No. 6, 30 July 2026", or the day alone.
[[nodiscard]] std::string number_and_day(const bulletin::PrintedEdition& edition, const Words& words);
/// "Kyrgyzstan", or the word for the region.
[[nodiscard]] std::string country_or_region(std::string_view country, const Words& words);
/// The host of an address, as people read it; the address itself when it is none.
[[nodiscard]] std::string host_of(std::string_view address);
/// "estimated. Source: ..." is one sentence a reader can take with the figure.
[[nodiscard]] std::string figure_source(const bulletin::PrintedFigure& figure, const Words& words);
/// The signs of an address that a document can name as a place: letters, digits, dashes.
[[nodiscard]] std::string anchor(std::string_view key);

/// What has to be read before anything else: notes, what was taken back.
void write_notes(Html& html, const bulletin::PrintedEdition& edition, const Words& words);
/// All sections with their stories; headings begin at h2.
void write_sections(Html& html, const bulletin::PrintedEdition& edition, const Words& words,
                    const PictureSource& pictures);
/// Nothing when there are none.
void write_contacts(Html& html, const bulletin::PrintedEdition& edition, const Words& words);

} // namespace panoh::portal

#pragma once

#include <string>

#include "bulletin/printed.h"

namespace panoh::portal {

/// The same edition as plain text: UTF-8, lines of at most 72 letters (an address may be longer), for text
/// browsers, for slow lines and for the other half of a letter. `page` is where it can be read; may be empty.
[[nodiscard]] std::string edition_text(const bulletin::PrintedEdition& edition, std::string_view page);

} // namespace panoh::portal

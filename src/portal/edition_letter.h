#pragma once

// An edition as a letter: one column, styles where they are used, nothing loaded from anywhere, so that no
// reader is counted. Pictures are links.

#include <string>
#include <string_view>

#include "bulletin/printed.h"

namespace panoh::portal {

/// What is the same for all readers, cut where each has an address of their own.
struct Letter {
    std::string subject = {};
    std::string html_before = {};
    std::string html_after = {};
    std::string text_before = {};
    std::string text_after = {};

    /// With the address at which one reader ends the letters: https, http or mailto; "" when it is not.
    [[nodiscard]] std::string html(std::string_view unsubscribe) const;
    [[nodiscard]] std::string text(std::string_view unsubscribe) const;
};

/// `site` is "https://panoh.example", without a slash at its end: a letter has no other way to know it.
[[nodiscard]] Letter edition_letter(const bulletin::PrintedEdition& edition, std::string_view site);

} // namespace panoh::portal

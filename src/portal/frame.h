#pragma once

// What stands around every public page: head, bar, languages, foot.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/html.h"
#include "portal/words.h"

namespace panoh::portal {

/// What the frame of every public page needs to know.
struct Frame {
    const Words& words;
    std::string title = {};
    std::string description = {};
    std::string card = {};        ///< address of the picture that social networks show; empty: none
    std::string beside_name = {}; ///< "No. 6, 30 July 2026"
    bool fictional = false;
    std::vector<std::string> languages = {};
    std::function<std::string(std::string_view)> address_in = {};
};

/// `write_main` fills the landmark "main", `write_end` the footer.
[[nodiscard]] std::string document(const Frame& frame, const std::function<void(Html&)>& write_main,
                                   const std::function<void(Html&)>& write_end);
[[nodiscard]] std::vector<std::string> all_languages();

} // namespace panoh::portal

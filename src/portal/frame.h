#pragma once

// What stands around every public page: head, bar, languages, foot.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "portal/html.h"
#include "portal/words.h"

namespace panoh::portal {

/// What there is to read, each with a list of its own.
enum class Shelves { bulletin, releases };

/// What the frame of every public page needs to know.
struct Frame {
    const Words& words;
    std::string title = {};
    std::string description = {};
    std::string card = {};        ///< address of the picture that social networks show; empty: none
    std::string beside_name = {}; ///< "No. 6, 30 July 2026"
    bool fictional = false;
    Shelves of = Shelves::bulletin; ///< where the mark leads
    bool charts = false;            ///< with the sheet of reports; sent with `chart_policy`
    std::vector<std::string> languages = {};
    std::function<std::string(std::string_view)> address_in = {};
};

/// `write_main` fills the landmark "main", `write_end` the footer.
[[nodiscard]] std::string document(const Frame& frame, const std::function<void(Html&)>& write_main,
                                   const std::function<void(Html&)>& write_end);
[[nodiscard]] std::vector<std::string> all_languages();

} // namespace panoh::portal

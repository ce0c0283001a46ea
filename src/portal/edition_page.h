#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin/printed.h"
#include "portal/frame.h"
#include "portal/html.h"
#include "portal/words.h"

namespace panoh::portal {

/// An edition as lists and neighbours name it.
struct ListedEdition {
    core::EditionId id = {};
    std::string slug = {};
    std::string title = {};
    std::string lead = {};
    std::string number = {};
    core::Date day = {};
    std::string updated_at = {}; ///< RFC 3339; when this version came out
    std::vector<std::string> countries = {};
    std::vector<std::string> languages = {};
    bool fictional = false;
};

/// What a page of an edition leads to besides.
struct Around {
    std::optional<ListedEdition> previous = {};
    std::optional<ListedEdition> next = {};
    bool paper = false;    ///< this server can make PDF files
    bool card = false;     ///< and pictures for social networks
    std::string site = {}; ///< "https://panoh.example", without a slash at its end; empty when not known
};

/// The whole document of an edition in its language. Without script, whole in one answer but for pictures.
[[nodiscard]] std::string edition_page(const bulletin::PrintedEdition& edition, const Around& around);
/// All editions in a language, the newest first.
[[nodiscard]] std::string list_page(const std::vector<ListedEdition>& editions, std::string_view language);
/// For an address that leads nowhere.
[[nodiscard]] std::string missing_page(std::string_view language, Shelves of = Shelves::bulletin);

} // namespace panoh::portal

#pragma once

// Where public pages are. One place, so that pages, letters and feeds lead to the same.

#include <string>
#include <string_view>

#include "core/ids.h"

namespace panoh::portal {

inline const std::string list_address = "/bulletins";

[[nodiscard]] inline std::string list_in(std::string_view language)
{
    return list_address + '/' + std::string(language);
}
[[nodiscard]] inline std::string page_of(std::string_view slug, std::string_view language)
{
    return list_address + '/' + std::string(slug) + '/' + std::string(language);
}
[[nodiscard]] inline std::string text_of(std::string_view slug, std::string_view language)
{
    return page_of(slug, language) + "/text";
}
[[nodiscard]] inline std::string paper_of(std::string_view slug, std::string_view language)
{
    return page_of(slug, language) + "/pdf";
}
[[nodiscard]] inline std::string card_of(std::string_view slug, std::string_view language)
{
    return page_of(slug, language) + "/card";
}
[[nodiscard]] inline std::string feed_of(std::string_view language)
{
    return list_address + "/feed/" + std::string(language) + ".xml";
}
[[nodiscard]] inline std::string picture_of(core::PictureId picture)
{
    return list_address + "/pictures/" + core::to_string(picture);
}

[[nodiscard]] inline std::string subscriptions_in(std::string_view language)
{
    return "/subscriptions?language=" + std::string(language);
}

inline const std::string releases_address = "/releases";

[[nodiscard]] inline std::string releases_in(std::string_view language)
{
    return releases_address + '/' + std::string(language);
}
[[nodiscard]] inline std::string release_in(core::ReleaseId release, std::string_view language)
{
    return releases_address + '/' + core::to_string(release) + '/' + std::string(language);
}
/// A file of a release that is out (`release::add_published_routes`).
[[nodiscard]] inline std::string release_file(core::ReleaseId release, std::string_view name)
{
    return "/api/published-releases/" + core::to_string(release) + "/files/" + std::string(name);
}

} // namespace panoh::portal

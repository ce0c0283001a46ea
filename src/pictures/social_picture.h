#pragma once

#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/language.h"
#include "core/result.h"

namespace panoh::pictures {

/// What social networks show beside a link to an edition: its title and a line (the country, the day), 1200
/// by 630 pixels, as PNG. "pictures/no_renderer" where the machine has none; "pictures/text_invalid" for
/// texts that are no single line of valid UTF-8. Too long a text ends in an ellipsis.
[[nodiscard]] core::Result<core::Bytes> social_picture(std::string_view title, std::string_view line,
                                                       std::string_view language,
                                                       const std::string& program = "/proc/self/exe");

/// Whether this machine has what draws it (Debian's librsvg2-bin).
[[nodiscard]] bool social_picture_is_possible();

/// The drawing itself, as SVG.
[[nodiscard]] core::Result<std::string> social_drawing(std::string_view title, std::string_view line,
                                                       std::string_view language);

} // namespace panoh::pictures

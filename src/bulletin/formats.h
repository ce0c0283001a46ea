#pragma once

// Numbers and days as a language writes them; the staff app has the same rules in words/names.ts and
// dates.ts.

#include <string>
#include <string_view>

#include "bulletin/story.h"
#include "bulletin/wording.h"

namespace panoh::bulletin {

/// "7,500", "0.5": at most two places after the point. Four figures are grouped only where the sign of
/// grouping is a comma.
[[nodiscard]] std::string number_in(double value, const Words& words, std::string_view language);
/// "27 July 2021"; 2021-07-27 where the language has no words for days.
[[nodiscard]] std::string day_in(core::Date day, const Words& words, std::string_view language);
/// "26–30 July 2021"
[[nodiscard]] std::string days_in(const Days& days, const Words& words, std::string_view language);

} // namespace panoh::bulletin

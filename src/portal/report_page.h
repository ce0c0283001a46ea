#pragma once

#include <string>
#include <string_view>

#include "release/report.h"

namespace panoh::portal {

/// A report as one page that stands by itself: style inside, no script, nothing loaded from anywhere, below
/// 400 kB for 60 columns. In one of the seven languages (English for any other tag); names of columns and
/// values stay as the schema has them. Long lists are cut with a line that says where the rest is.
///
/// A report with exact figures says so at the top of the page and, printed, across each page; so does one
/// whose random numbers were chosen.
[[nodiscard]] std::string report_page(const release::Report& report, std::string_view language);

} // namespace panoh::portal

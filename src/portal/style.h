#pragma once

#include "portal/html.h"

namespace panoh::portal {

/// Of public pages: one sheet, written into each, so that a page is one request.
[[nodiscard]] Literal page_style();
/// `style-src` for it and nothing else to run, load or send to.
[[nodiscard]] const std::string& page_policy();
/// The same for a page with charts, which has the sheet of reports too.
[[nodiscard]] const std::string& chart_policy();
/// The same for a page whose form comes back here.
[[nodiscard]] const std::string& form_policy();
/// What a report has besides, with its charts.
[[nodiscard]] Literal report_style();
/// Of paper.
[[nodiscard]] Literal paper_style();
/// The arch.
[[nodiscard]] Literal mark();

} // namespace panoh::portal

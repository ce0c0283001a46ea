#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/ids.h"
#include "core/json.h"

namespace panoh::outreach {

/// What is to be reached by a day.
struct Target {
    double value = 0;
    core::Date by = {};
};
PANOH_JSON(Target, value, by)

/// Something a project promises to measure. Its measurements stand by themselves (measurement.h).
struct Indicator {
    using AbsentListsAreEmpty = void;
    std::string title = {};
    std::optional<core::Coded<"programme_indicator">> code = {};
    std::optional<core::ProjectId> project = {};
    std::optional<std::string> summary = {}; ///< what counts and what does not, where the figure comes from
    core::Coded<"unit"> unit = {};
    bool adds_up = true; ///< its measurements are parts of a sum; otherwise the latest counts
    bool less_is_better = false;
    std::optional<double> baseline = {};
    std::optional<core::Date> baseline_on = {};
    std::vector<Target> targets = {};
};
PANOH_JSON(Indicator, title, code, project, summary, unit, adds_up, less_is_better, baseline, baseline_on,
           targets)

} // namespace panoh::outreach

#pragma once

// What the figures of a programme add up to, and what they must never add up to. Pure: values in, figures
// out.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "outreach/event.h"
#include "outreach/indicator.h"
#include "outreach/measurement.h"

namespace panoh::outreach {

/// How near people were. Figures of different nearness are never added.
enum class Reach {
    direct,   ///< somebody spoke with them
    indirect, ///< something was sent towards them
    output,   ///< things made and done
    other,
};
[[nodiscard]] Reach reach_of(std::string_view measure);

/// How many of one sort. A count of 1 to 4 is hidden, but for those of whom nothing is known, and one more of
/// the same row when the hidden one could be told from the whole.
struct Sort {
    std::string code = {}; ///< empty: not known
    std::optional<std::int64_t> count = {};
    bool hidden = false;
};
PANOH_JSON(Sort, code, count, hidden)

constexpr std::int64_t smallest_shown = 5;
/// Hides what must be hidden of a row whose sum is known.
void hide_small(std::vector<Sort>& row);

/// People at events. Each event counts its own people once; who came to two of them is in `people` twice.
struct Participants {
    std::int64_t events = 0;
    std::int64_t events_without_count = 0;
    std::int64_t people = 0;
    std::int64_t attendances = 0; ///< of the events that counted them
    std::vector<Sort> by_gender = {};
    std::vector<Sort> by_age_group = {};
    std::vector<Sort> by_country = {};
    std::vector<Sort> by_sector = {};
};
PANOH_JSON(Participants, events, events_without_count, people, attendances, by_gender, by_age_group,
           by_country, by_sector)
[[nodiscard]] Participants participants_of(const std::vector<Event>& events);

/// One measure on one channel.
struct ReachLine {
    std::string measure = {};
    std::string channel = {}; ///< empty: not said
    double value = 0;
    std::vector<std::string> bases = {}; ///< how the parts of it were got, each once
    std::int64_t measurements = 0;
};
PANOH_JSON(ReachLine, measure, channel, value, bases, measurements)

/// Of one thing and measure: those that do not repeat each other. Where the whole was measured its parts do
/// not count again; of two whose days overlap the later one counts.
[[nodiscard]] std::vector<Measurement> without_repeats(std::vector<Measurement> measurements);

/// Measures of that nearness, by channel; the largest first within a measure.
[[nodiscard]] std::vector<ReachLine> reach_lines(const std::vector<Measurement>& measurements, Reach reach);

/// Mean knowledge before and after, in percent of the highest score, over the tests that have both, weighted
/// by people.
struct Knowledge {
    std::int64_t tests = 0;
    std::int64_t people = 0; ///< who took the second test
    std::optional<double> before = {};
    std::optional<double> after = {};
};
PANOH_JSON(Knowledge, tests, people, before, after)
[[nodiscard]] Knowledge knowledge_of(const std::vector<Event>& events);

/// How far an indicator is.
struct Progress {
    std::optional<double> value = {}; ///< nothing: never measured
    std::optional<core::Date> measured_on = {};
    std::optional<double> target = {}; ///< the next one that is not over, else the last
    std::optional<core::Date> target_by = {};
    std::optional<double> share =
        {}; ///< of the way from baseline to target; 1 is there, may be more or less than none
    std::vector<std::string> bases = {}; ///< how the figures in `value` were got, each once
};
PANOH_JSON(Progress, value, measured_on, target, target_by, share, bases)
[[nodiscard]] Progress progress_of(const Indicator& indicator, const std::vector<Measurement>& measurements,
                                   core::Date today);

} // namespace panoh::outreach

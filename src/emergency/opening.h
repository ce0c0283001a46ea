#pragma once

#include <optional>
#include <string>

#include "core/bytes.h"
#include "core/clock.h"
#include "core/codes.h"
#include "core/ids.h"
#include "core/result.h"

namespace panoh::emergency {

using EmergencyReason = core::Coded<"emergency_reason">;
using EmergencyVerdict = core::Coded<"emergency_verdict">;

/// How long a case is open to the officer.
constexpr std::int64_t opening_lasts_ms = 4 * core::hour_ms;
/// So many that nobody looked at yet, and the officer opens no further one.
constexpr std::int64_t openings_at_most = 3;

/// One case, opened by a duty officer when nobody of its team could be reached.
struct Opening {
    core::EmergencyId id = {};
    core::CaseId case_id = {};
    std::string reference = {}; ///< of the case, as the officer was told it
    core::TeamId team = {};     ///< that held the case then
    core::UserId officer = {};
    std::string reason = {};
    core::Bytes why = {}; ///< in the officer's words, sealed for the team
    core::Instant opened_at = {};
    core::Instant ends_at = {}; ///< earlier when the officer was done, or it was reviewed
    std::optional<core::UserId> reviewed_by = {};
    std::optional<core::Instant> reviewed_at = {};
    std::string verdict = {};
};

/// Whether it still opens the case to this person. One of a time to come does not: the clock was turned back,
/// and nobody knows how long it would last.
[[nodiscard]] bool is_open(const Opening& opening, core::UserId user, core::Instant now);

/// What the officer writes: not empty, at most 1,000 letters. "emergency/why_missing",
/// "emergency/why_too_long", both on field why.
[[nodiscard]] core::Done check_why(std::string_view why);

} // namespace panoh::emergency

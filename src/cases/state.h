#pragma once

#include <array>
#include <span>
#include <string_view>

#include "core/names.h"
#include "core/result.h"

namespace panoh::cases {

/// Where a case stands. Independent of what was decided about trafficking.
enum class State { intake, assessment, active, follow_up, suspended, closed, closed_referred };

/// The states that may follow; empty for none. CLOSED_REFERRED waits for the referrals slice: it needs an
/// accepted referral with its receipt, so no person can choose it yet.
[[nodiscard]] std::span<const State> next_states(State from);
/// "case/state_not_allowed" when `to` does not follow `from`; "case/closure_reason_missing" when closing
/// without one.
[[nodiscard]] core::Done check_move(State from, State to, bool has_closure_reason);
[[nodiscard]] bool is_closed(State state);
/// HTCDS 2.0 `cas_Status`.
[[nodiscard]] std::string_view htcds_status(State state);

} // namespace panoh::cases

template <>
struct panoh::core::Names<panoh::cases::State> {
    using enum panoh::cases::State;
    static constexpr std::array<Named<panoh::cases::State>, 7> all = {{
        {intake, "intake"},
        {assessment, "assessment"},
        {active, "active"},
        {follow_up, "follow_up"},
        {suspended, "suspended"},
        {closed, "closed"},
        {closed_referred, "closed_referred"},
    }};
};

#include "cases/state.h"

#include <algorithm>

namespace panoh::cases {

std::span<const State> next_states(State from)
{
    using enum State;
    static constexpr std::array from_intake = {assessment, active, closed};
    static constexpr std::array from_assessment = {active, closed};
    static constexpr std::array from_active = {follow_up, suspended, closed};
    static constexpr std::array from_follow_up = {active, suspended, closed};
    static constexpr std::array from_suspended = {active, closed};
    static constexpr std::array from_closed = {active};
    switch (from) {
    case intake:
        return from_intake;
    case assessment:
        return from_assessment;
    case active:
        return from_active;
    case follow_up:
        return from_follow_up;
    case suspended:
        return from_suspended;
    case closed:
    case closed_referred:
        return from_closed;
    }
    return {};
}

core::Done check_move(State from, State to, bool has_closure_reason)
{
    if (std::ranges::find(next_states(from), to) == next_states(from).end())
        return core::fail(core::ErrorKind::conflict, "case/state_not_allowed", "to");
    if (to == State::closed && !has_closure_reason)
        return core::fail(core::ErrorKind::invalid, "case/closure_reason_missing", "closure_reason");
    return {};
}

bool is_closed(State state)
{
    return state == State::closed || state == State::closed_referred;
}

std::string_view htcds_status(State state)
{
    switch (state) {
    case State::intake:
    case State::assessment:
    case State::active:
    case State::suspended:
        return "Active";
    case State::follow_up:
        return "FollowUp";
    case State::closed:
        return "Closed";
    case State::closed_referred:
        return "ClosedReferred";
    }
    return "";
}

} // namespace panoh::cases

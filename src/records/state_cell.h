#pragma once

#include "cases/state.h"
#include "records/leaf.h"

namespace panoh::records {

/// Where a case stands, as `cas_Status` of the standard says it; our own word beside it where that says less.
[[nodiscard]] inline CellText cell_of(cases::State state)
{
    CellText cell{.text = std::string(cases::htcds_status(state))};
    if (cell.text.empty() || state == cases::State::intake || state == cases::State::assessment ||
        state == cases::State::suspended)
        cell.exact = std::string(core::to_text(state));
    return cell;
}
[[nodiscard]] inline Fault set_leaf(cases::State& into, std::string_view text)
{
    text = core::trim(text);
    for (const auto& one : core::Names<cases::State>::all)
        if (one.text == text) {
            into = one.value;
            return {};
        }
    for (const auto state :
         {cases::State::active, cases::State::follow_up, cases::State::closed, cases::State::closed_referred})
        if (cases::htcds_status(state) == text) {
            into = state;
            return {};
        }
    return "records/code_unknown";
}

} // namespace panoh::records

#pragma once

#include <string>
#include <vector>

#include "cases/case_list.h"

namespace panoh::cases {

/// A next step that waits, late or within a week.
struct Task {
    core::CaseId id = {};
    std::string reference = {};
    std::string next_step = {}; ///< empty: none was set
    core::Date due_on = {};
    State state = State::intake;
    std::string risk_level = {};
    std::string primary_language = {};
    core::UserId assigned_to = {};
};

/// A change that somebody else made to a case of this person.
struct Recent {
    core::CaseId id = {};
    std::string reference = {};
    State state = State::intake;
    core::UserId by = {};
    core::Instant at = {};
};

/// The steps due up to `until` in the person's list, earliest first, at most 200.
[[nodiscard]] std::vector<Task> tasks_until(store::Reader& reader, const ListPermit& permit,
                                            const core::Date& until);
/// Cases of the list that are assigned to `person` and that somebody else changed last, newest first, at most
/// 10, since `since`.
[[nodiscard]] std::vector<Recent> changed_by_others(store::Reader& reader, const ListPermit& permit,
                                                    core::UserId person, core::Instant since);

} // namespace panoh::cases

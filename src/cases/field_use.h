#pragma once

// In how many cases of a team each question has an answer: so that what nobody uses need not be asked.

#include <string>
#include <vector>

#include "core/action.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/permit.h"
#include "store/store.h"

namespace panoh::cases {

/// Of cases opened since some instant, and of all.
struct CaseCount {
    std::int64_t all = 0;
    std::int64_t since = 0;
    bool operator==(const CaseCount&) const = default;
};

/// One coded question.
struct AnswerUse {
    std::string member = {}; ///< as the API names it
    CaseCount answered = {};
    CaseCount not_known = {}; ///< asked, and the answer is one of core::missing_reasons
};

/// Nothing sealed is opened for it: of a sealed part it tells only whether a case has it.
struct TeamUse {
    CaseCount cases = {};
    CaseCount assigned = {};
    std::vector<AnswerUse> answers = {}; ///< every coded question, in the order of CodedFields
    CaseCount identity = {};
    CaseCount whereabouts = {};
    CaseCount story = {};
    CaseCount notes = {}; ///< at least one that is no medical note
};

using FieldUsePermit = core::Permit<core::Action::case_fields, core::TeamId>;
[[nodiscard]] TeamUse field_use(store::Reader& reader, const FieldUsePermit& permit, core::Instant since);

} // namespace panoh::cases

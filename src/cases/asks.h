#pragma once

// Asks: who found that another team holds a fitting case asks that team to get in touch. Nothing of the case
// goes to the asker, and no text of the asker's to the team: both learn a code.

#include <optional>
#include <string>
#include <vector>

#include "cases/cases.h"

namespace panoh::cases {

using AskPurpose = core::Coded<"ask_purpose">;
using AskAnswer = core::Coded<"ask_answer">;

struct Ask {
    core::AskId id = {};
    core::CaseId case_id = {};
    std::string reference = {}; ///< of the case
    core::TeamId team = {};     ///< that held the case when it was asked
    core::UserId asked_by = {};
    core::Instant asked_at = {};
    std::string purpose = {};
    std::optional<std::string> answer = {};
    core::UserId answered_by = {};
};

/// "case/own_team" for somebody of the team that holds it, "case/asked_already" while the last ask of the
/// same person waits.
[[nodiscard]] core::Result<Ask> ask_about(store::Transaction& transaction,
                                          const CasePermit<Action::case_ask>& permit, const HeldCase& held,
                                          const std::vector<core::TeamId>& own_teams, const audit::Act& act,
                                          const AskPurpose& purpose);
/// "case/ask_not_found", for who may not know of it as well.
[[nodiscard]] core::Result<Ask> find_ask(store::Reader& reader, core::AskId id);
/// "case/ask_answered" when somebody was faster. The permit is for the case of the ask.
[[nodiscard]] core::Result<Ask> answer_ask(store::Transaction& transaction,
                                           const CasePermit<Action::case_answer>& permit,
                                           const audit::Act& act, Ask ask, const AskAnswer& answer);

/// What waits for an answer of these teams, oldest first, at most 50.
[[nodiscard]] std::vector<Ask> waiting_asks(store::Reader& reader, const std::vector<core::TeamId>& teams);
/// What a person asked since then, newest first, at most 20.
[[nodiscard]] std::vector<Ask> asked_by(store::Reader& reader, core::UserId person, core::Instant since);
/// Whether an ask of this person about the case waits.
[[nodiscard]] bool has_asked(store::Reader& reader, core::UserId person, core::CaseId id);

} // namespace panoh::cases

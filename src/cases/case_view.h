#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/gate.h"
#include "cases/case_file.h"
#include "core/action.h"
#include "store/store.h"

namespace panoh::cases {

/// A case as the API shows it: names of colleagues, what this person may do, which states may follow.
struct CaseView : CodedAnswers {
    core::CaseId id;
    std::string reference;
    std::int64_t version;
    State state;
    std::string htcds_status;
    std::string country;
    core::TeamId team;
    std::string team_name;
    std::optional<core::UserId> assigned_to;
    std::optional<std::string> assigned_name;
    core::Instant opened_at;
    core::Date opened_on;
    core::Instant updated_at;
    IntakeBasis consent;
    std::optional<std::string> age_band;
    bool birth_year_known;
    std::optional<Coded<"closure_reason">> closure_reason;
    std::vector<core::Action> may;
    std::vector<State> next_states;
};
PANOH_JSON_DERIVED(CaseView, CodedAnswers, id, reference, version, state, htcds_status, country, team,
                   team_name, assigned_to, assigned_name, opened_at, opened_on, updated_at, consent, age_band,
                   birth_year_known, closure_reason, may, next_states)

[[nodiscard]] CaseView view_of(store::Reader& reader, const access::Caller& caller, const CaseFile& file,
                               const std::string& time_zone);

/// Null ids and empty texts become null in JSON.
[[nodiscard]] std::optional<core::UserId> maybe_user(core::UserId id);
[[nodiscard]] std::optional<std::string> maybe_text(std::string text);

} // namespace panoh::cases

#pragma once

#include <optional>
#include <string>

#include "access/subject.h"
#include "cases/coded_fields.h"
#include "cases/intake_basis.h"
#include "cases/state.h"
#include "core/clock.h"
#include "core/ids.h"

namespace panoh::cases {

/// The workable part of a case: everything that is not sealed.
struct CaseFile {
    core::CaseId id = {};
    std::string reference = {}; ///< "7QF-2MK"; carries no country, sex or date
    std::int64_t version = 1;
    core::OrganisationId organisation = {};
    core::TeamId team = {};
    core::UserId assigned_to = {}; ///< null: nobody yet
    core::UserId opened_by = {};
    core::UserId updated_by = {};
    State state = State::intake;
    std::string country = {};
    core::Instant opened_at = {};
    core::Instant updated_at = {};
    std::string age_band = {}; ///< CTDC band at registration; empty: not known
    bool birth_year_known = false;
    IntakeBasis consent = {};
    /// cas_ReasonForCaseClosure, coded; only where the case is closed.
    std::optional<Coded<"closure_reason">> closure_reason = {};
    CodedAnswers answers = {};
};

/// What authorisation may know of it.
[[nodiscard]] access::CaseFacts facts_of(const CaseFile& file);

/// A random reference: digit, two letters, dash, digit, two letters; none that reads like another.
[[nodiscard]] std::string random_reference();
/// Whether it could be one.
[[nodiscard]] bool is_reference(std::string_view text);

} // namespace panoh::cases

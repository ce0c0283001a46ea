#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/cases.h"
#include "cases/story.h"
#include "directory/organisation.h"

namespace panoh::records {

/// A note as it travels.
struct RecordNote {
    std::string text = {};
    std::string written_at = {}; ///< an instant, RFC 3339
    std::string written_by = {}; ///< user name
};
PANOH_JSON(RecordNote, text, written_at, written_by)

/// Everything of one case as it goes out and comes in. Members are named as the API names them: the columns
/// of a table find them by these names (data/htcds/fields.csv and `own_columns`). What whoever exports may
/// not read is empty here.
struct Record : cases::CodedAnswers {
    std::string reference = {};
    std::optional<core::Date> opened_on = {};
    core::Coded<"country"> country = {};
    cases::State state = cases::State::intake;
    std::optional<core::Coded<"closure_reason">> closure_reason = {};
    std::string assigned_to = {}; ///< user name
    /// As the case shows it without opening anything. It goes out by CTDC's layouts only and never comes in:
    /// it follows from the birth.
    std::string age_band = {};
    cases::IntakeBasis consent = {};
    cases::Identity identity = {};
    cases::Whereabouts whereabouts = {};
    cases::Story story = {};
    std::vector<RecordNote> notes = {};
    directory::Organisation organisation = {};
};
PANOH_JSON_DERIVED(Record, cases::CodedAnswers, reference, opened_on, country, state, closure_reason,
                   assigned_to, consent, identity, whereabouts, story, notes, organisation)

} // namespace panoh::records

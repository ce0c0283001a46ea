#pragma once

// A whole import is taken back: every case of it that is as it came.

#include <functional>
#include <optional>
#include <set>

#include "access/gate.h"
#include "records/bring_in.h"
#include "store/store.h"

namespace panoh::records {

/// Who takes an import back. `being_written` names cases that somebody has an unsaved form of.
struct TakesBack {
    access::Subject subject = {};
    audit::Act act = {};
    std::function<std::set<core::CaseId>(store::Reader&)> being_written = {};
    std::size_t portion = 25; ///< cases of one transaction: other people's saves come in between
};

/// What became of it.
struct TakenBack {
    std::int64_t removed = 0;
    std::int64_t kept = 0; ///< changed since, asked about, being written, or out of this person's reach
};

/// Whether the person may: whoever brought it in, and supervisors of its team. "records/import_not_found" for
/// somebody who is not on the team, "access/not_allowed".
[[nodiscard]] core::Done may_take_back(store::Reader& reader, const access::Subject& subject,
                                       core::ImportId import);

/// Removes the cases of the import for good (`cases::remove_case`), in portions, each with its audit rows.
/// Cases that somebody wrote into since stay and stay in the import. What is removed stays removed when it
/// stops half-way; done again, it goes on. Refusals of `may_take_back`.
[[nodiscard]] core::Result<TakenBack> take_back(store::Database& database, const TakesBack& who,
                                                core::ImportId import, const OnBroughtIn& progress);

} // namespace panoh::records

#pragma once

// A ledger as rows of the database.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/action.h"
#include "privacy/ledger.h"
#include "release/ledger_marks.h"
#include "store/store.h"

namespace panoh::release {

/// What happens in the transaction that adds a line, or refuses it.
using BesideLine = std::function<core::Done(store::Transaction&, const privacy::LedgerLine&)>;

/// Whose ledger, and what stands in the audit chain beside each line: `ledger:KIND:NUMBER`.
struct LedgerUse {
    core::LineageId lineage = {};
    audit::Act act = {};
    core::Action action = core::Action::release_make;
    BesideLine beside = {};
    /// Whoever accepts that lines were forgotten writes in spite of the mark.
    bool despite_mark = false;
};

/// The rows of one lineage. A line, its audit row and what stands beside it commit together; then the mark
/// beside the database is raised, and only then the line counts as written. "ledger/changed_meanwhile",
/// "release/ledger_behind" (the database has forgotten lines), "release/marks_not_readable",
/// "release/marks_not_writable", and what `beside` refuses. Database and marks must outlive it; not within a
/// write of the database.
[[nodiscard]] std::unique_ptr<privacy::LedgerBook> open_ledger_rows(store::Database& database,
                                                                    LedgerMarks& marks, LedgerUse use);

/// Every line as it stands.
[[nodiscard]] std::vector<std::string> ledger_lines(store::Reader& reader, core::LineageId lineage);
/// The same, verified, for whoever only looks; "ledger/broken".
[[nodiscard]] core::Result<privacy::Ledger> read_ledger(store::Reader& reader, core::LineageId lineage,
                                                        const core::Clock& clock);

} // namespace panoh::release

#pragma once

// A case is removed for good: only one that came by mistake, with an import that is taken back.

#include "cases/cases.h"

namespace panoh::cases {

/// How often something was written into a case: its coded part, a sealed part, a note. It only grows, so a
/// case that has as many as when it came is as it came. 0 when there is none.
[[nodiscard]] std::int64_t writings(store::Reader& reader, core::CaseId id);

/// Takes the case away with its sealed parts, what stood there before, its notes, what finds it and its data
/// keys. Rows of the record of who did what stay. Refuses "case/worked_on" when it has another number of
/// writings than `untouched`, or when somebody asked about it. `detail` goes into the audit row.
[[nodiscard]] core::Done remove_case(store::Transaction& transaction,
                                     const CasePermit<Action::case_remove>& permit, const audit::Act& act,
                                     std::int64_t untouched, std::string detail);

} // namespace panoh::cases

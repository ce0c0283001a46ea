#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/state.h"
#include "core/bytes.h"
#include "store/store.h"

// The SQL of searches; private to the slice.
namespace panoh::cases {

/// What a search reads of every case of a team, as it stands in the row: no longer than the call.
struct FindRow {
    core::CaseId id = {};
    std::int64_t version = 0; ///< of the short text
    core::ByteView sealed = {};
    core::ByteView wrap = {}; ///< empty where nobody who holds the key wrote or opened it yet
    std::string_view reference = {};
    State state = State::intake;
    core::UserId assigned_to = {};
};
/// No other statement may run on that reader meanwhile.
void each_find_row(store::Reader& reader, core::TeamId team,
                   const std::function<void(const FindRow&)>& on_row);

/// What is sealed of a case for finding across teams.
struct FindingRow {
    core::CaseId id = {};
    std::int64_t version = 0; ///< of the identity
    std::int64_t epoch = 0;   ///< of the finding key
    core::ByteView sealed = {};
};
/// Those of an epoch; no other statement may run on that reader meanwhile.
void each_finding_row(store::Reader& reader, core::TeamId team, std::int64_t epoch,
                      const std::function<void(const FindingRow&)>& on_row);
void save_finding(store::Transaction& transaction, core::TeamId team, const FindingRow& row);
/// How many cases teams have, and for how many of them such a text of that epoch stands.
[[nodiscard]] std::int64_t count_cases(store::Reader& reader, const std::vector<core::TeamId>& teams);
[[nodiscard]] std::int64_t count_findings(store::Reader& reader, const std::vector<core::TeamId>& teams,
                                          std::int64_t epoch);
/// Cases of a team with a short text for which no such text stands, at most so many.
[[nodiscard]] std::vector<core::CaseId> without_finding(store::Reader& reader, core::TeamId team,
                                                        std::int64_t epoch, std::int64_t most);

/// One such text, copied.
struct KeptFinding {
    core::TeamId team = {};
    std::int64_t version = 0;
    core::Bytes sealed = {};
};
[[nodiscard]] std::optional<KeptFinding> load_finding(store::Reader& reader, core::CaseId id);

/// Texts of any team under an epoch that has to go, or an older one, by case, after one; at most `limit`.
struct OldFinding {
    core::CaseId id = {};
    core::TeamId team = {};
    std::int64_t version = 0;
    std::int64_t epoch = 0;
    core::Bytes sealed = {};
};
[[nodiscard]] std::vector<OldFinding> old_findings(store::Reader& reader, std::int64_t epoch,
                                                   core::CaseId after, std::int64_t limit);
[[nodiscard]] std::int64_t count_old_findings(store::Reader& reader, const std::vector<core::TeamId>& teams,
                                              std::int64_t epoch);

} // namespace panoh::cases

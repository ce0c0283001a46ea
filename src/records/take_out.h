#pragma once

// Cases go out: the whole record of every case of a team that a person may take out, with its sealed parts
// opened.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "access/gate.h"
#include "records/record.h"
#include "store/store.h"

namespace panoh::records {

/// What goes out of each case.
enum class Parts {
    all,   ///< what the person may read and holds a key to
    coded, ///< nothing sealed is opened
};

/// Who takes cases out of which team. `act` carries the purpose.
struct TakesOut {
    access::Subject subject = {};
    audit::Act act = {};
    std::shared_ptr<vault::KeyRing> keys = {}; ///< null where nothing sealed is opened
    core::TeamId team = {};
    std::string time_zone = {};
    Parts parts = Parts::all;
    std::string detail = {}; ///< of the audit rows: a code
};

/// Every case of the team that the person may take out, oldest first, a portion at a time. Parts that the
/// person may not read or holds no key to are left empty.
class TakingOut {
public:
    /// "access/not_allowed" when the person may take out nothing of this team.
    [[nodiscard]] static core::Result<TakingOut> begin(store::Database& database, TakesOut who);
    /// Puts the next records into `records`; false when they are the last. Their audit row is durable before:
    /// what went out is known even if the machine stops. "vault/tampered" stops.
    [[nodiscard]] core::Result<bool> next(std::vector<Record>& records);

private:
    TakingOut(store::Database& database, TakesOut who) : database_(&database), who_(std::move(who)) {}

    store::Database* database_;
    TakesOut who_;
    std::vector<core::CaseId> ids_;
    std::size_t done_ = 0;
};

/// All of them; how many.
[[nodiscard]] core::Result<std::int64_t> take_out(store::Database& database, TakesOut who,
                                                  const std::function<void(const Record&)>& use);

} // namespace panoh::records

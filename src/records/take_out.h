#pragma once

// Cases go out: the whole record of every case of a team that a person may take out, with its sealed parts
// opened.

#include <functional>
#include <string>

#include "access/gate.h"
#include "records/record.h"
#include "store/store.h"

namespace panoh::records {

/// Who takes cases out of which team. `act` carries the purpose.
struct TakesOut {
    access::Subject subject = {};
    audit::Act act = {};
    vault::KeyRing* keys = nullptr;
    core::TeamId team = {};
    std::string time_zone = {};
};

/// Hands out every case of the team that the person may take out, oldest first. Parts that the person may not
/// read or holds no key to are left empty. Before a portion is handed out its audit row is durable: what went
/// out is known even if the machine stops. "access/not_allowed" when the person may take out nothing of this
/// team; "vault/tampered" stops.
[[nodiscard]] core::Result<std::int64_t> take_out(store::Database& database, const TakesOut& who,
                                                  const std::function<void(const Record&)>& use);

} // namespace panoh::records

#pragma once

// Cases come in: opened with their sealed parts, all under one import that can be taken back.

#include <functional>

#include "access/gate.h"
#include "records/incoming.h"
#include "store/store.h"

namespace panoh::records {

/// Who brings cases in, and for which team.
struct BringsIn {
    access::Subject subject = {};
    audit::Act act = {};
    vault::KeyRing* keys = nullptr; ///< never null; it need not hold the team's keys
    core::TeamId team = {};
    std::string time_zone = {};
    /// Cases of one transaction: more are quicker, because each page of an index is written once a
    /// transaction; fewer let other people's saves in between.
    std::size_t portion = 500;
};
/// Told after every portion; false stops, and nothing more is written.
using OnBroughtIn = std::function<bool(std::int64_t done, std::int64_t of)>;

/// Opens the cases in portions, each in one transaction with its audit rows. Refuses "access/not_allowed"
/// when the person may not open cases for this team or not write a part that the table has. `import` is noted
/// with each case, so that the whole can be taken back; how many were opened is returned.
[[nodiscard]] core::Result<std::int64_t> bring_in(store::Database& database, const BringsIn& who,
                                                  core::ImportId import, std::string_view name,
                                                  std::vector<Incoming>& cases, const OnBroughtIn& progress);

} // namespace panoh::records

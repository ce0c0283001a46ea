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

/// Whether the person may bring these in: "access/not_allowed" when they may not open cases for the team,
/// "records/part_not_allowed" (403) when they may not write a part that one of the cases has.
[[nodiscard]] core::Done may_bring_in(store::Reader& reader, const BringsIn& who,
                                      std::span<const Incoming> cases);

/// Opens the cases in portions, each in one transaction with its audit rows. Refusals of `may_bring_in`,
/// before anything is written; "access/not_allowed" later too, when the person lost the account or the team
/// meanwhile: then some are in. `import` is noted with each case, so that the whole can be taken back; how
/// many were opened is returned.
[[nodiscard]] core::Result<std::int64_t> bring_in(store::Database& database, const BringsIn& who,
                                                  core::ImportId import, std::string_view name,
                                                  std::vector<Incoming>& cases, const OnBroughtIn& progress);

} // namespace panoh::records

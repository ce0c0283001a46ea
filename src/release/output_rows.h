#pragma once

#include "core/ids.h"
#include "release/output.h"
#include "store/store.h"

namespace panoh::release {

/// The files of a release as rows, cut into parts, written in several short transactions so that nobody waits
/// long for the writer. Nobody can see them before their release is `made`. What an earlier run left of it is
/// taken away. The database must outlive it.
[[nodiscard]] BeginOutput into_rows(store::Database& database, core::ReleaseId release);

} // namespace panoh::release

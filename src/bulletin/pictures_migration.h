#pragma once

#include "store/store.h"

namespace panoh::bulletin {

/// Tables of pictures: what is said of them, and apart from it their bytes.
extern const store::Migration pictures_migration;

} // namespace panoh::bulletin

#pragma once

#include <span>

#include "store/store.h"

namespace panoh::release {

/// Tables of this slice: datasets, their records, their statistics.
extern const std::span<const store::Migration> migrations;

} // namespace panoh::release

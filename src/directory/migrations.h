#pragma once

#include <span>

#include "store/store.h"

namespace panoh::directory {

/// Tables of this slice: organisations.
extern const std::span<const store::Migration> migrations;

} // namespace panoh::directory

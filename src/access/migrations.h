#pragma once

#include <span>

#include "store/store.h"

namespace panoh::access {

/// Tables of this slice: people, teams, sessions.
extern const std::span<const store::Migration> migrations;

} // namespace panoh::access

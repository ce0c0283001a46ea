#pragma once

#include <span>

#include "store/store.h"

namespace panoh::emergency {

/// The table of openings; see README.md.
extern const std::span<const store::Migration> migrations;

} // namespace panoh::emergency

#pragma once

#include <span>

#include "store/store.h"

namespace panoh::vault {

/// The tables of keys and wraps; see README.md.
extern const std::span<const store::Migration> migrations;

} // namespace panoh::vault

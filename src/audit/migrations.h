#pragma once

#include <span>

#include "store/store.h"

namespace panoh::audit {

/// The tables of the chain; see README.md.
extern const std::span<const store::Migration> migrations;

} // namespace panoh::audit

#pragma once

#include <span>

#include "store/store.h"

namespace panoh::recovery {

extern const std::span<const store::Migration> migrations;

} // namespace panoh::recovery

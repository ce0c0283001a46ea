#pragma once

#include <span>

#include "store/store.h"

namespace panoh::records {

extern const std::span<const store::Migration> migrations;

} // namespace panoh::records

#pragma once

#include <span>

#include "store/store.h"

namespace panoh::cases {

extern const std::span<const store::Migration> migrations;

} // namespace panoh::cases

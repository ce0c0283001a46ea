#pragma once

#include <span>

#include "store/store.h"

namespace panoh::outreach {

/// Tables of this slice: items of the programme, whom they name, what they were.
extern const std::span<const store::Migration> migrations;

} // namespace panoh::outreach

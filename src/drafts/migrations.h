#pragma once

#include <span>

#include "store/store.h"

namespace panoh::drafts {

extern const std::span<const store::Migration> migrations;

} // namespace panoh::drafts

#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "core/date.h"

namespace panoh::tables {

/// One cell to be written. Its type is what it is for a spreadsheet: text is never run and never guessed to
/// be a number ("007" and "+996 555" stay), a number is one even where it begins with a minus, which no guard
/// may then touch.
using Cell = std::variant<std::monostate, std::string_view, std::int64_t, double, core::Date>;

/// Excel keeps 15 digits of a number; one that is longer is written as text, or its end would be lost.
constexpr std::int64_t widest_whole = 999'999'999'999'999;

} // namespace panoh::tables

#pragma once

// Names of columns and of their values in a reader's language, for the layouts that ship (data/schemas). What
// somebody named themselves stays as they named it.

#include <optional>
#include <string>
#include <string_view>

#include "portal/words.h"

namespace panoh::portal {

/// "Methods of control: Keeps documents" of "control_WithholdsDocuments"; the column itself where it is of no
/// layout of ours.
[[nodiscard]] std::string column_name(const Words& words, std::string_view column);

/// What many columns of ticks ask together, "Methods of control" of one that begins with "control_".
[[nodiscard]] std::optional<std::string> question_name(const Words& words, std::string_view column);

/// What the tick says under that question: "Keeps documents".
[[nodiscard]] std::optional<std::string> tick_name(const Words& words, std::string_view column);

/// Of a value of a column: "Woman or girl", "Kyrgyzstan", "Eastern Europe"; the value itself where nothing is
/// known of it.
[[nodiscard]] std::string value_name(const Words& words, std::string_view column, std::string_view value);

} // namespace panoh::portal

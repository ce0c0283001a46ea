#pragma once

#include <array>
#include <string_view>

namespace panoh::core {

/// The seven languages of the interface, by their BCP 47 tags, in the order they are offered.
constexpr std::array<std::string_view, 7> languages = {"kk", "ky", "ru", "tg", "tk", "uz", "en"};

} // namespace panoh::core

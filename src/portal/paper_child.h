#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace panoh::portal {

/// A PDF file of an HTML document, made by a child process that lives for this one document: bounded in time,
/// memory and files, without a socket, without our environment, and with a loader that loads nothing. Nothing
/// when it fails, takes longer than a minute or makes more than 64 MiB.
[[nodiscard]] std::optional<std::string> print(std::string_view html);

} // namespace panoh::portal

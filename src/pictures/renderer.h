#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/result.h"

namespace panoh::pictures {

/// Draws an SVG of ours as PNG, by the rsvg-convert of the machine in a child that is closed in
/// (close_in_before). "pictures/no_renderer" where there is none, or where it did not draw.
[[nodiscard]] core::Result<core::Bytes> render(std::string_view svg,
                                               const std::string& program = "/proc/self/exe");

/// Whether this machine has it.
[[nodiscard]] bool has_renderer();

/// Inside that child: closes itself in and becomes the renderer. Returns only where that did not work.
[[nodiscard]] int become_renderer();

} // namespace panoh::pictures

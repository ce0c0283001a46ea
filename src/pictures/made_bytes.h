#pragma once

#include <optional>

#include "pictures/picture.h"

namespace panoh::pictures {

/// How a child hands over what it made.
[[nodiscard]] core::Bytes bytes_of(const Made& made);
/// What came back is believed no more than the picture was: nothing unless it is two JPEGs by their first
/// bytes, of a size that could have been made, and nothing behind them.
[[nodiscard]] std::optional<Made> read_made(core::ByteView bytes);

} // namespace panoh::pictures

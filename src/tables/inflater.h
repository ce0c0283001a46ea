#pragma once

#include <functional>
#include <string_view>

namespace panoh::tables {

/// Unpacks a raw deflate stream in pieces of at most 64 KiB until `use` returns false. True when the stream
/// ended exactly where `packed` does.
[[nodiscard]] bool inflate_pieces(std::string_view packed, const std::function<bool(std::string_view)>& use);
/// The same for bytes that are not packed.
[[nodiscard]] bool each_piece(std::string_view bytes, const std::function<bool(std::string_view)>& use);

} // namespace panoh::tables

#pragma once

// The inside of a child process. The program executes itself once more, with one of these words and nothing
// else.

#include <functional>
#include <optional>

#include "core/bytes.h"
#include "core/result.h"
#include "pictures/sandbox.h"

namespace panoh::pictures {

/// Remakes one picture: picture.h.
inline constexpr const char* remake_word = "remake-picture";
/// Becomes the renderer of SVG: social_picture.h.
inline constexpr const char* render_word = "render-picture";

/// How a child ends. All other numbers are those of a broken program.
inline constexpr int answered = 0;
inline constexpr int no_walls = 4;    ///< it could not close itself in, and did nothing
inline constexpr int no_renderer = 5; ///< there is none to become

/// First of all in main(): the status to end with, where this is such a child; nothing where it is not.
[[nodiscard]] std::optional<int> run_if_child(int argc, char** argv);

using Work = std::function<core::Result<core::Bytes>(core::ByteView)>;
/// Closes itself in, reads the standard input to its end, works, and writes the answer: one byte (1 made, 0
/// refused), four with the length, and what was made or the code of the refusal. Never more than
/// `most_input` bytes are read.
[[nodiscard]] int answer_closed_in(const Work& work, std::size_t most_input, const Allowance& allowance = {});
/// What such a child wrote; nothing where that is no whole answer. A refusal comes back with its code alone.
[[nodiscard]] std::optional<core::Result<core::Bytes>> read_answer(core::ByteView output);

} // namespace panoh::pictures

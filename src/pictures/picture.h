#pragma once

// A picture of somebody's camera or screen, made anew: two JPEGs in sRGB with nothing in them but pixels.

#include <cstddef>
#include <cstdint>

#include "core/bytes.h"
#include "core/result.h"

namespace panoh::pictures {

/// What may come in.
struct Limits {
    std::size_t bytes = std::size_t{12} * 1024 * 1024;
    std::uint64_t pixels = 50'000'000;
};

/// At most so wide comes out, and at most three times as high; never more than the original has.
inline constexpr int small_width = 480;
inline constexpr int large_width = 1280;
inline constexpr int height_for_width = 3;

/// A progressive JPEG and its size in pixels.
struct Jpeg {
    int width = 0;
    int height = 0;
    core::Bytes bytes = {};
};

struct Made {
    Jpeg small = {};
    Jpeg large = {};
};

/// Reads a JPEG or PNG, turns it as its camera was held, lays what is transparent on white, and writes the
/// two sizes. Whatever else was in the file (place, time, camera, preview) stays behind.
/// "pictures/not_a_picture" (damaged and cut-off ones too), "pictures/too_large", "pictures/too_many_pixels".
/// Other people's bytes meet it in a child process only: workshop.h.
[[nodiscard]] core::Result<Made> remake(core::ByteView original, const Limits& limits = {});

} // namespace panoh::pictures

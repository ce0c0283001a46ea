#pragma once

// The one door to libjpeg-turbo and libpng. Errors: "pictures/not_a_picture", "pictures/too_many_pixels".

#include "core/result.h"
#include "pictures/picture.h"
#include "pictures/raster.h"

namespace panoh::pictures {

/// Pixels, and how many the file has: a JPEG is read at an eighth, a quarter or a half of its size where that
/// is enough for what is to be made of it.
struct Decoded {
    Raster raster = {};
    Size original = {};
};
/// `turned`: its sides will be exchanged.
[[nodiscard]] core::Result<Decoded> decode_jpeg(core::ByteView file, const Limits& limits, bool turned);
/// What is transparent is laid on white.
[[nodiscard]] core::Result<Decoded> decode_png(core::ByteView file, const Limits& limits);

[[nodiscard]] Jpeg encode_jpeg(const Raster& raster);

/// "pictures/too_many_pixels", or "pictures/not_a_picture" for one without.
[[nodiscard]] core::Done check_size(Size size, const Limits& limits);
[[nodiscard]] tl::unexpected<core::Error> not_a_picture();

} // namespace panoh::pictures

#pragma once

// What stands in a picture file beside its pixels and changes how they are to be seen. Nothing of it is
// handed on.

#include <cstddef>
#include <optional>

#include "core/bytes.h"
#include "pictures/raster.h"

namespace panoh::pictures {

struct FileParts {
    Orientation orientation = 1;
    core::Bytes profile = {}; ///< ICC; empty: sRGB
};

enum class Format { jpeg, png };
/// By the first bytes; nothing for all else.
[[nodiscard]] std::optional<Format> format_of(core::ByteView file);

/// Parts that are damaged count for nothing.
[[nodiscard]] FileParts parts_of_jpeg(core::ByteView file);
[[nodiscard]] FileParts parts_of_png(core::ByteView file);

/// The PNG without the parts that are not needed for its pixels: a reader takes room for a part by what the
/// part says of its length, and unpacks some. Nothing where a part is longer than the file, or the end is
/// missing. Of one with a colour profile the gamma is left out too: one of them counts.
[[nodiscard]] std::optional<core::Bytes> pixels_of_png(core::ByteView file);

/// From a TIFF block as EXIF has it; 1 where it says nothing that can be understood.
[[nodiscard]] Orientation orientation_in(core::ByteView tiff);

} // namespace panoh::pictures

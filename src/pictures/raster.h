#pragma once

// Pixels, and what is done with them.

#include "core/bytes.h"

namespace panoh::pictures {

/// Red, green, blue, eight bits each, rows from the top without gaps.
struct Raster {
    int width = 0;
    int height = 0;
    core::Bytes rgb = {};
};

struct Size {
    int width = 0;
    int height = 0;
    bool operator==(const Size&) const = default;
};

/// The size of a picture that is to be at most `widest` wide and `height_for_width` times that high.
[[nodiscard]] Size fitted(Size original, int widest);

/// Each new pixel is the mean, in light and not in code values, of the old ones that it covers. Only
/// downwards: `size` is nowhere above that of the raster.
[[nodiscard]] Raster reduced(Raster raster, Size size);

/// How a camera says it was held: 1 (upright) to 8, as in EXIF 2.32, tag 0x0112.
using Orientation = int;
[[nodiscard]] constexpr bool turns_sides(Orientation orientation)
{
    return orientation >= 5;
}
[[nodiscard]] Raster upright(Raster raster, Orientation orientation);

/// From the colours of an ICC profile to sRGB. Pixels stay as they are where it cannot be understood, is of
/// other than three colours, or is empty.
[[nodiscard]] Raster in_srgb(Raster raster, core::ByteView profile);
/// Makes the profile that `in_srgb` aims at; once, before a sandbox closes: it asks the system for the time.
void prepare_colours();

} // namespace panoh::pictures

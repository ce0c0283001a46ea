#include "pictures/codecs.h"
#include "pictures/file_parts.h"
#include "pictures/picture.h"

namespace panoh::pictures {

tl::unexpected<core::Error> not_a_picture()
{
    return core::fail(core::ErrorKind::invalid, "pictures/not_a_picture");
}

core::Done check_size(Size size, const Limits& limits)
{
    if (size.width < 1 || size.height < 1) return not_a_picture();
    if (static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height) > limits.pixels)
        return core::fail(core::ErrorKind::invalid, "pictures/too_many_pixels");
    return {};
}

core::Result<Made> remake(core::ByteView original, const Limits& limits)
{
    if (original.size() > limits.bytes) return core::fail(core::ErrorKind::too_large, "pictures/too_large");
    const auto format = format_of(original);
    if (!format) return not_a_picture();
    const bool is_jpeg = *format == Format::jpeg;
    const FileParts parts = is_jpeg ? parts_of_jpeg(original) : parts_of_png(original);
    const bool turned = turns_sides(parts.orientation);
    PANOH_TRY(Decoded decoded,
              is_jpeg ? decode_jpeg(original, limits, turned) : decode_png(original, limits));
    const auto as_held = [&](Size size) { return turned ? Size{size.height, size.width} : size; };
    const Size seen = as_held(decoded.original);
    Raster large = reduced(std::move(decoded.raster), as_held(fitted(seen, large_width)));
    large = upright(in_srgb(std::move(large), parts.profile), parts.orientation);
    Made made;
    made.large = encode_jpeg(large);
    made.small = encode_jpeg(reduced(std::move(large), fitted(seen, small_width)));
    return made;
}

} // namespace panoh::pictures

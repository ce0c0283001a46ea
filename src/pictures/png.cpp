#include <png.h>

#include "pictures/codecs.h"
#include "pictures/file_parts.h"

namespace panoh::pictures {

namespace {

/// The simplified interface: gamma, palettes and depths become sRGB of eight bits there.
class Image {
public:
    Image() { image_.version = PNG_IMAGE_VERSION; }
    ~Image() { png_image_free(&image_); }
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;
    png_image* operator->() { return &image_; }
    png_image* get() { return &image_; }

private:
    png_image image_ = {};
};

} // namespace

core::Result<Decoded> decode_png(core::ByteView file, const Limits& limits)
{
    const auto pixels = pixels_of_png(file);
    Image image;
    if (!pixels || png_image_begin_read_from_memory(image.get(), pixels->data(), pixels->size()) == 0)
        return not_a_picture();
    const Size size{static_cast<int>(image->width), static_cast<int>(image->height)};
    PANOH_CHECK(check_size(size, limits));
    image->format = PNG_FORMAT_RGB;
    Raster raster{size.width, size.height, core::Bytes(PNG_IMAGE_SIZE(*image.get()))};
    const png_color white = {255, 255, 255};
    if (png_image_finish_read(image.get(), &white, raster.rgb.data(), 0, nullptr) == 0)
        return not_a_picture();
    return Decoded{std::move(raster), size};
}

} // namespace panoh::pictures

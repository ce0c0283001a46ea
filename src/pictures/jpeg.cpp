#include <memory>
#include <stdexcept>
#include <string_view>

#include <turbojpeg.h>

#include "pictures/codecs.h"

namespace panoh::pictures {

namespace {

constexpr int quality = 82;

struct Destroy {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, Destroy>;

struct Free {
    void operator()(unsigned char* bytes) const { tjFree(bytes); }
};

/// Cameras put stray bytes between segments; every other complaint means that pixels are missing.
bool is_harmless(void* handle)
{
    return tjGetErrorCode(handle) == TJERR_WARNING &&
           std::string_view(tjGetErrorStr2(handle)).find("extraneous bytes") != std::string_view::npos;
}

tjscalingfactor smallest_enough(Size original, bool turned)
{
    const Size seen = turned ? Size{original.height, original.width} : original;
    const Size fit = fitted(seen, large_width);
    const Size wanted = turned ? Size{fit.height, fit.width} : fit;
    for (const int part : {8, 4, 2}) {
        const tjscalingfactor factor{1, part};
        if (TJSCALED(original.width, factor) >= wanted.width &&
            TJSCALED(original.height, factor) >= wanted.height)
            return factor;
    }
    return {1, 1};
}

/// Without the printer's profile: ink taken from white light. Stored as Adobe does, upside down.
core::Bytes rgb_of(const core::Bytes& cmyk)
{
    core::Bytes rgb;
    rgb.reserve(cmyk.size() / 4 * 3);
    for (std::size_t at = 0; at + 3 < cmyk.size(); at += 4)
        for (std::size_t channel = 0; channel < 3; ++channel)
            rgb.push_back(static_cast<std::uint8_t>(cmyk[at + channel] * cmyk[at + 3] / 255));
    return rgb;
}

} // namespace

core::Result<Decoded> decode_jpeg(core::ByteView file, const Limits& limits, bool turned)
{
    const Handle handle(tjInitDecompress());
    if (!handle) throw std::runtime_error("no JPEG decoder");
    const auto length = static_cast<unsigned long>(file.size()); // NOLINT(google-runtime-int)
    Size size;
    int sampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(handle.get(), file.data(), length, &size.width, &size.height, &sampling,
                            &colours) != 0 &&
        !is_harmless(handle.get()))
        return not_a_picture();
    PANOH_CHECK(check_size(size, limits));
    const auto factor = smallest_enough(size, turned);
    Raster raster{TJSCALED(size.width, factor), TJSCALED(size.height, factor)};
    const bool inks = colours == TJCS_CMYK || colours == TJCS_YCCK;
    raster.rgb.resize(static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height) *
                      (inks ? 4 : 3));
    if (tjDecompress2(handle.get(), file.data(), length, raster.rgb.data(), raster.width, 0, raster.height,
                      inks ? TJPF_CMYK : TJPF_RGB, TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS) != 0 &&
        !is_harmless(handle.get()))
        return not_a_picture();
    if (inks) raster.rgb = rgb_of(raster.rgb);
    return Decoded{std::move(raster), size};
}

Jpeg encode_jpeg(const Raster& raster)
{
    const Handle handle(tjInitCompress());
    if (!handle) throw std::runtime_error("no JPEG encoder");
    unsigned char* bytes = nullptr;
    unsigned long size = 0; // NOLINT(google-runtime-int)
    const int failed =
        tjCompress2(handle.get(), raster.rgb.data(), raster.width, 0, raster.height, TJPF_RGB, &bytes, &size,
                    TJSAMP_420, quality, TJFLAG_PROGRESSIVE | TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, Free> kept(bytes);
    if (failed != 0) throw std::runtime_error("the JPEG encoder failed");
    return {raster.width, raster.height, core::Bytes(bytes, bytes + size)};
}

} // namespace panoh::pictures

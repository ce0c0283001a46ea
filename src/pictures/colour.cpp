#include <memory>

#include <lcms2.h>

#include "pictures/raster.h"

namespace panoh::pictures {

namespace {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

cmsHPROFILE srgb()
{
    static const Profile profile(cmsCreate_sRGBProfile());
    return profile.get();
}

} // namespace

void prepare_colours()
{
    (void)srgb();
}

Raster in_srgb(Raster raster, core::ByteView profile)
{
    if (profile.empty()) return raster;
    const Profile from(cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
    if (!from || cmsGetColorSpace(from.get()) != cmsSigRgbData) return raster;
    const std::unique_ptr<void, DeleteTransform> transform(cmsCreateTransform(
        from.get(), TYPE_RGB_8, srgb(), TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE));
    if (!transform) return raster;
    const auto pixels = static_cast<cmsUInt32Number>(raster.rgb.size() / 3);
    cmsDoTransform(transform.get(), raster.rgb.data(), raster.rgb.data(), pixels);
    return raster;
}

} // namespace panoh::pictures

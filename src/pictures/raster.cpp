#include "pictures/raster.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "pictures/picture.h"

namespace panoh::pictures {

namespace {

constexpr int channels = 3;
constexpr int light_steps = 65535;

std::size_t place(int width, int x, int y)
{
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
           channels;
}

/// IEC 61966-2-1.
double light_of(double code)
{
    return code <= 0.04045 ? code / 12.92 : std::pow((code + 0.055) / 1.055, 2.4);
}
double code_of(double light)
{
    return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

const std::array<float, 256>& lights()
{
    static const auto table = [] {
        std::array<float, 256> made = {};
        for (std::size_t code = 0; code < made.size(); ++code)
            made[code] = static_cast<float>(light_of(static_cast<double>(code) / 255));
        return made;
    }();
    return table;
}

std::uint8_t code_for(float light)
{
    static const auto table = [] {
        std::vector<std::uint8_t> made(light_steps + 1);
        for (std::size_t step = 0; step < made.size(); ++step)
            made[step] = static_cast<std::uint8_t>(
                std::lround(code_of(static_cast<double>(step) / light_steps) * 255));
        return made;
    }();
    return table[static_cast<std::size_t>(
        std::lround(std::clamp(light, 0.0F, 1.0F) * static_cast<float>(light_steps)))];
}

/// Which new place an old one falls into, and how much of it: the rest is of the next. At most two, because
/// it only goes down.
struct Share {
    int first = 0;
    float in_first = 0;
    float in_next = 0;
};

std::vector<Share> shares(int from, int to)
{
    std::vector<Share> all(static_cast<std::size_t>(from));
    const double ratio = static_cast<double>(to) / from;
    for (int at = 0; at < from; ++at) {
        const double begins = at * ratio;
        const double ends = std::min((at + 1) * ratio, static_cast<double>(to));
        const int first = std::min(static_cast<int>(begins), to - 1);
        const double edge = std::min(static_cast<double>(first) + 1, ends);
        auto& share = all[static_cast<std::size_t>(at)];
        share = {first, static_cast<float>(edge - begins), static_cast<float>(ends - edge)};
        if (first + 1 >= to) share.in_next = 0;
    }
    return all;
}

using Lights = std::vector<float>;

void add_pixel(Lights& row, int x, float share, const std::uint8_t* pixel)
{
    for (std::size_t channel = 0; channel < channels; ++channel)
        row[static_cast<std::size_t>(x) * channels + channel] += share * lights()[pixel[channel]];
}

/// One old row in the new width.
void narrow(const std::uint8_t* row, const std::vector<Share>& columns, Lights& narrowed)
{
    std::ranges::fill(narrowed, 0.0F);
    for (const auto& share : columns) {
        add_pixel(narrowed, share.first, share.in_first, row);
        if (share.in_next > 0) add_pixel(narrowed, share.first + 1, share.in_next, row);
        row += channels;
    }
}

void add_row(Lights& sum, const Lights& row, float share)
{
    for (std::size_t at = 0; at < sum.size(); ++at)
        sum[at] += share * row[at];
}

} // namespace

Size fitted(Size original, int widest)
{
    const double scale = std::min({1.0, static_cast<double>(widest) / original.width,
                                   static_cast<double>(widest) * height_for_width / original.height});
    const auto side = [&](int length) { return std::max(1, static_cast<int>(std::lround(length * scale))); };
    return {side(original.width), side(original.height)};
}

Raster reduced(Raster raster, Size size)
{
    if (size == Size{raster.width, raster.height}) return raster;
    Raster made{size.width, size.height, core::Bytes(place(size.width, 0, size.height))};
    const auto columns = shares(raster.width, size.width);
    const auto rows = shares(raster.height, size.height);
    Lights narrowed(static_cast<std::size_t>(size.width) * channels);
    Lights sum(narrowed.size());
    Lights next(narrowed.size());
    int filling = 0;
    const auto finish_row = [&] {
        std::ranges::transform(
            sum, made.rgb.begin() + static_cast<std::ptrdiff_t>(place(size.width, 0, filling)), code_for);
        std::swap(sum, next);
        std::ranges::fill(next, 0.0F);
        ++filling;
    };
    for (int y = 0; y < raster.height; ++y) {
        const auto& share = rows[static_cast<std::size_t>(y)];
        if (share.first > filling) finish_row();
        narrow(raster.rgb.data() + place(raster.width, 0, y), columns, narrowed);
        add_row(sum, narrowed, share.in_first);
        if (share.in_next > 0) add_row(next, narrowed, share.in_next);
    }
    finish_row();
    return made;
}

Raster upright(Raster raster, Orientation orientation)
{
    if (orientation <= 1 || orientation > 8) return raster;
    const bool turned = turns_sides(orientation);
    const int width = turned ? raster.height : raster.width;
    const int height = turned ? raster.width : raster.height;
    Raster made{width, height, core::Bytes(raster.rgb.size())};
    const int right = raster.width - 1;
    const int bottom = raster.height - 1;
    // Where the pixel that now stands at x, y was.
    const auto was = [&](int x, int y) -> std::array<int, 2> {
        switch (orientation) {
        case 2:
            return {right - x, y};
        case 3:
            return {right - x, bottom - y};
        case 4:
            return {x, bottom - y};
        case 5:
            return {y, x};
        case 6:
            return {y, bottom - x};
        case 7:
            return {right - y, bottom - x};
        case 8:
            return {right - y, x};
        default:
            return {x, y};
        }
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto [from_x, from_y] = was(x, y);
            std::copy_n(raster.rgb.begin() + static_cast<std::ptrdiff_t>(place(raster.width, from_x, from_y)),
                        channels, made.rgb.begin() + static_cast<std::ptrdiff_t>(place(width, x, y)));
        }
    return made;
}

} // namespace panoh::pictures

#include "synthesis/loops.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "synthesis/clones.h"

namespace panoh::synthesis {
namespace {

constexpr std::size_t lanes = 16;

/// Numbers side by side in the processor's widest registers, or in several where those are narrower.
typedef float Lanes __attribute__((vector_size(lanes * sizeof(float))));
typedef float HalfLanes __attribute__((vector_size(lanes / 2 * sizeof(float))));
typedef float QuarterLanes __attribute__((vector_size(lanes / 4 * sizeof(float))));

struct Sum {
    PANOH_INLINE static float of(float a, float b) { return a + b; }
    template <typename Many>
    PANOH_INLINE static void join(Many& a, const Many& b)
    {
        a += b;
    }
};
struct Largest {
    PANOH_INLINE static float of(float a, float b) { return a < b ? b : a; }
    template <typename Many>
    PANOH_INLINE static void join(Many& a, const Many& b)
    {
        a = a < b ? b : a;
    }
};

/// One number of a run that lies side by side, of at least as many as there are lanes.
template <typename Kind>
PANOH_INLINE float fold_run(const float* in, std::size_t count)
{
    Lanes all;
    std::memcpy(&all, in, sizeof all);
    std::size_t at = lanes;
    for (; at + lanes <= count; at += lanes) {
        Lanes next;
        std::memcpy(&next, in + at, sizeof next);
        Kind::join(all, next);
    }
    HalfLanes half = __builtin_shufflevector(all, all, 0, 1, 2, 3, 4, 5, 6, 7);
    Kind::template join<HalfLanes>(half, __builtin_shufflevector(all, all, 8, 9, 10, 11, 12, 13, 14, 15));
    QuarterLanes quarter = __builtin_shufflevector(half, half, 0, 1, 2, 3);
    Kind::template join<QuarterLanes>(quarter, __builtin_shufflevector(half, half, 4, 5, 6, 7));
    float one = Kind::of(Kind::of(quarter[0], quarter[2]), Kind::of(quarter[1], quarter[3]));
    if (at == count) return one;
    float rest = in[at];
    for (++at; at < count; ++at)
        rest = Kind::of(rest, in[at]);
    return Kind::of(one, rest);
}

/// Of runs of numbers, `middle` of them one behind the other, the sum or the like of each place.
template <typename Kind>
PANOH_INLINE void fold_long_rows(const Fold& fold, const float* __restrict in, float* __restrict out)
{
    const std::size_t inner = fold.inner;
    const std::size_t whole = inner - inner % lanes;
    for (std::size_t o = 0; o < fold.outer; ++o, in += fold.middle * inner, out += inner) {
        for (std::size_t i = 0; i < whole; i += lanes) {
            Lanes all;
            std::memcpy(&all, in + i, sizeof all);
            const float* next = in + i + inner;
            for (std::size_t m = 1; m < fold.middle; ++m, next += inner) {
                Lanes more;
                std::memcpy(&more, next, sizeof more);
                Kind::join(all, more);
            }
            std::memcpy(out + i, &all, sizeof all);
        }
        for (std::size_t i = whole; i < inner; ++i)
            out[i] = in[i];
        for (std::size_t m = 1; m < fold.middle; ++m)
            for (std::size_t i = whole; i < inner; ++i)
                out[i] = Kind::of(out[i], in[m * inner + i]);
    }
}

template <typename Kind, std::size_t fixed_inner>
PANOH_INLINE void fold_rows(const Fold& fold, const float* __restrict in, float* __restrict out)
{
    const std::size_t inner = fixed_inner > 0 ? fixed_inner : fold.inner;
    for (std::size_t o = 0; o < fold.outer; ++o, out += inner) {
        for (std::size_t i = 0; i < inner; ++i)
            out[i] = in[i];
        in += inner;
        for (std::size_t m = 1; m < fold.middle; ++m, in += inner)
            for (std::size_t i = 0; i < inner; ++i)
                out[i] = Kind::of(out[i], in[i]);
    }
}

template <typename Kind, std::size_t fixed_middle>
PANOH_INLINE void fold_short_runs(const Fold& fold, const float* __restrict in, float* __restrict out)
{
    for (std::size_t o = 0; o < fold.outer; ++o, in += fixed_middle) {
        float all = in[0];
        for (std::size_t m = 1; m < fixed_middle; ++m)
            all = Kind::of(all, in[m]);
        out[o] = all;
    }
}

/// Whether runs are shorter than there are lanes; each such length has code of its own.
template <typename Kind, std::size_t... shorter>
PANOH_INLINE bool fold_if_short(const Fold& fold, const float* __restrict in, float* __restrict out,
                                std::index_sequence<shorter...>)
{
    return ((fold.middle == shorter + 1 && (fold_short_runs<Kind, shorter + 1>(fold, in, out), true)) || ...);
}

template <typename Kind>
PANOH_INLINE void fold_any(const Fold& fold, const float* __restrict in, float* __restrict out)
{
    if (fold.inner == 1) {
        if (fold_if_short<Kind>(fold, in, out, std::make_index_sequence<lanes - 1>())) return;
        for (std::size_t o = 0; o < fold.outer; ++o)
            out[o] = fold_run<Kind>(in + o * fold.middle, fold.middle);
        return;
    }
    switch (fold.inner) {
    case 2:
        return fold_rows<Kind, 2>(fold, in, out);
    case 3:
        return fold_rows<Kind, 3>(fold, in, out);
    case 4:
        return fold_rows<Kind, 4>(fold, in, out);
    case 5:
        return fold_rows<Kind, 5>(fold, in, out);
    case 6:
        return fold_rows<Kind, 6>(fold, in, out);
    case 8:
        return fold_rows<Kind, 8>(fold, in, out);
    case 9:
        return fold_rows<Kind, 9>(fold, in, out);
    default:
        return fold.inner < lanes ? fold_rows<Kind, 0>(fold, in, out) : fold_long_rows<Kind>(fold, in, out);
    }
}

struct Put {
    PANOH_INLINE static float of(float, float by) { return by; }
};
struct Add {
    PANOH_INLINE static float of(float was, float by) { return was + by; }
};
struct Multiply {
    PANOH_INLINE static float of(float was, float by) { return was * by; }
};
struct ExpBelow {
    /// exp by halving the range into [-ln 2 / 2, ln 2 / 2] and the polynomial of least error there.
    PANOH_INLINE static float of(float was, float by)
    {
        const float x = was - by;
        const float bounded = x < -87.0F ? -87.0F : x;
        const float shifted = bounded * 1.44269504F + 12582912.0F;
        const float whole = shifted - 12582912.0F;
        const float rest = bounded - whole * 0.693359375F - whole * -2.12194440e-4F;
        float power = 1.9875691500e-4F;
        power = power * rest + 1.3981999507e-3F;
        power = power * rest + 8.3334519073e-3F;
        power = power * rest + 4.1665795894e-2F;
        power = power * rest + 1.6666665459e-1F;
        power = power * rest + 5.0000001201e-1F;
        power = power * rest * rest + rest + 1.0F;
        const auto exponent = std::bit_cast<std::uint32_t>(shifted) << 23U;
        const auto value = std::bit_cast<float>(std::bit_cast<std::uint32_t>(power) + exponent);
        return x < -87.0F ? 0.0F : value;
    }
};

template <typename Kind, std::size_t fixed_inner>
PANOH_INLINE void spread_rows(const Fold& fold, const float* __restrict in, float* __restrict out)
{
    const std::size_t inner = fixed_inner > 0 ? fixed_inner : fold.inner;
    for (std::size_t o = 0; o < fold.outer; ++o, in += inner)
        for (std::size_t m = 0; m < fold.middle; ++m, out += inner)
            for (std::size_t i = 0; i < inner; ++i)
                out[i] = Kind::of(out[i], in[i]);
}

template <typename Kind, std::size_t fixed_middle>
PANOH_INLINE void spread_short_runs(const Fold& fold, const float* __restrict in, float* __restrict out)
{
    for (std::size_t o = 0; o < fold.outer; ++o, out += fixed_middle)
        for (std::size_t m = 0; m < fixed_middle; ++m)
            out[m] = Kind::of(out[m], in[o]);
}

template <typename Kind>
PANOH_INLINE void spread_any(const Fold& fold, const float* __restrict in, float* __restrict out)
{
    if (fold.inner == 1) {
        switch (fold.middle) {
        case 1:
            for (std::size_t o = 0; o < fold.outer; ++o)
                out[o] = Kind::of(out[o], in[o]);
            return;
        case 2:
            return spread_short_runs<Kind, 2>(fold, in, out);
        case 3:
            return spread_short_runs<Kind, 3>(fold, in, out);
        case 4:
            return spread_short_runs<Kind, 4>(fold, in, out);
        case 5:
            return spread_short_runs<Kind, 5>(fold, in, out);
        case 6:
            return spread_short_runs<Kind, 6>(fold, in, out);
        default:
            for (std::size_t o = 0; o < fold.outer; ++o, out += fold.middle)
                for (std::size_t m = 0; m < fold.middle; ++m)
                    out[m] = Kind::of(out[m], in[o]);
            return;
        }
    }
    switch (fold.inner) {
    case 2:
        return spread_rows<Kind, 2>(fold, in, out);
    case 3:
        return spread_rows<Kind, 3>(fold, in, out);
    case 4:
        return spread_rows<Kind, 4>(fold, in, out);
    case 5:
        return spread_rows<Kind, 5>(fold, in, out);
    case 6:
        return spread_rows<Kind, 6>(fold, in, out);
    case 8:
        return spread_rows<Kind, 8>(fold, in, out);
    case 9:
        return spread_rows<Kind, 9>(fold, in, out);
    default:
        return spread_rows<Kind, 0>(fold, in, out);
    }
}

/// Natural logarithm of a positive number that is not denormal.
PANOH_INLINE float log_of(float x)
{
    const auto bits = std::bit_cast<std::uint32_t>(x);
    // Mantissa between the square roots of one half and of two.
    const std::uint32_t moved = bits - 0x3f3504f3U;
    const auto exponent = static_cast<std::int32_t>(moved) >> 23;
    const auto mantissa = std::bit_cast<float>((moved & 0x007fffffU) + 0x3f3504f3U) - 1.0F;
    const float square = mantissa * mantissa;
    float power = 7.0376836292e-2F;
    power = power * mantissa - 1.1514610310e-1F;
    power = power * mantissa + 1.1676998740e-1F;
    power = power * mantissa - 1.2420140846e-1F;
    power = power * mantissa + 1.4249322787e-1F;
    power = power * mantissa - 1.6668057665e-1F;
    power = power * mantissa + 2.0000714765e-1F;
    power = power * mantissa - 2.4999993993e-1F;
    power = power * mantissa + 3.3333331174e-1F;
    const auto whole = static_cast<float>(exponent);
    const float low = power * mantissa * square + whole * -2.12194440e-4F - 0.5F * square;
    return mantissa + low + whole * 0.693359375F;
}

} // namespace

PANOH_CLONES void fold_sum(const Fold& fold, const float* in, float* out)
{
    fold_any<Sum>(fold, in, out);
}

PANOH_CLONES void fold_largest(const Fold& fold, const float* in, float* out)
{
    fold_any<Largest>(fold, in, out);
}

PANOH_CLONES void spread(const Fold& fold, const float* in, float* out)
{
    spread_any<Put>(fold, in, out);
}

PANOH_CLONES void spread_add(const Fold& fold, const float* in, float* out)
{
    spread_any<Add>(fold, in, out);
}

PANOH_CLONES void spread_multiply(const Fold& fold, const float* in, float* out)
{
    spread_any<Multiply>(fold, in, out);
}

PANOH_CLONES void exp_below(const Fold& fold, const float* largest, float* out)
{
    spread_any<ExpBelow>(fold, largest, out);
}

PANOH_CLONES void take_mean(const Fold& fold, const float* weights, float* __restrict cells,
                            float* __restrict room)
{
    const std::size_t inner = fold.inner;
    for (std::size_t o = 0; o < fold.outer; ++o, cells += fold.middle * inner) {
        for (std::size_t i = 0; i < inner; ++i)
            room[i] = 0.0F;
        for (std::size_t m = 0; m < fold.middle; ++m)
            for (std::size_t i = 0; i < inner; ++i)
                room[i] += weights[m] * cells[m * inner + i];
        for (std::size_t m = 0; m < fold.middle; ++m)
            for (std::size_t i = 0; i < inner; ++i)
                cells[m * inner + i] -= room[i];
    }
}

PANOH_CLONES void add(const float* __restrict in, float* __restrict out, std::size_t cells)
{
    for (std::size_t n = 0; n < cells; ++n)
        out[n] += in[n];
}

PANOH_CLONES void add_log(const float* __restrict in, float* __restrict out, std::size_t cells)
{
    for (std::size_t n = 0; n < cells; ++n)
        out[n] += in[n] < 1.2e-38F ? nothing : log_of(in[n]);
}

PANOH_CLONES void divide(const float* __restrict in, float* __restrict out, std::size_t cells)
{
    for (std::size_t n = 0; n < cells; ++n)
        out[n] = in[n] > 0.0F ? out[n] / in[n] : 0.0F;
}

PANOH_CLONES void scale(float by, float* out, std::size_t cells)
{
    for (std::size_t n = 0; n < cells; ++n)
        out[n] *= by;
}

PANOH_CLONES void add_multiple(float by, const float* __restrict in, float* __restrict out, std::size_t cells)
{
    for (std::size_t n = 0; n < cells; ++n)
        out[n] += by * in[n];
}

PANOH_CLONES double dot(const float* a, const float* b, std::size_t cells)
{
    double part[lanes] = {};
    std::size_t at = 0;
    for (; at + lanes <= cells; at += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            part[lane] += static_cast<double>(a[at + lane]) * static_cast<double>(b[at + lane]);
    for (std::size_t lane = 0; at + lane < cells; ++lane)
        part[lane] += static_cast<double>(a[at + lane]) * static_cast<double>(b[at + lane]);
    double all = 0;
    for (const double lane : part)
        all += lane;
    return all;
}

} // namespace panoh::synthesis

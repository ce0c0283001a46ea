#pragma once

#include <array>

#include "core/names.h"

namespace panoh::microdata {

/// Which instructions counting may use. The answers are the same.
enum class Processor {
    plain,  ///< C++ alone
    avx2,   ///< x86-64 with AVX2, BMI2 and POPCNT
    avx512, ///< also AVX-512 F, BW, VL, VBMI2 and VPOPCNTDQ
};

/// Whether this machine has them.
[[nodiscard]] bool has(Processor processor);
/// The best that this machine has.
[[nodiscard]] Processor best_processor();

} // namespace panoh::microdata

template <>
struct panoh::core::Names<panoh::microdata::Processor> {
    using enum panoh::microdata::Processor;
    static constexpr std::array<Named<panoh::microdata::Processor>, 3> all = {
        {{plain, "plain"}, {avx2, "avx2"}, {avx512, "avx512"}}};
};

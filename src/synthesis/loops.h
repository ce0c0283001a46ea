#pragma once

// The loops that fitting spends its time in. Each is compiled for several kinds of processor and picked when
// the program starts; sums are taken in sixteen lanes and nothing is fused or reordered, so that every
// processor comes to the same bits.

#include <cstddef>

namespace panoh::synthesis {

/// A table seen as `outer` x `middle` x `inner` cells, the last fastest; the middle is what is folded away,
/// or what is spread over.
struct Fold {
    std::size_t outer = 1;
    std::size_t middle = 1;
    std::size_t inner = 1;
    bool operator==(const Fold&) const = default;
};

/// out[o, i] = sum over m of in[o, m, i].
void fold_sum(const Fold& fold, const float* in, float* out);
/// out[o, i] = the largest of in[o, m, i].
void fold_largest(const Fold& fold, const float* in, float* out);
/// out[o, m, i] = in[o, i].
void spread(const Fold& fold, const float* in, float* out);
/// out[o, m, i] += in[o, i].
void spread_add(const Fold& fold, const float* in, float* out);
/// out[o, m, i] *= in[o, i].
void spread_multiply(const Fold& fold, const float* in, float* out);
/// out[o, m, i] = exp(out[o, m, i] - largest[o, i]), where no difference is above 0; below -87 exactly 0.
/// Within 2 units of the last place.
void exp_below(const Fold& fold, const float* largest, float* out);

/// Takes out of every line along the middle its mean by `weights`, which add up to 1; `room` for one outer
/// row.
void take_mean(const Fold& fold, const float* weights, float* cells, float* room);

/// out[n] += in[n].
void add(const float* in, float* out, std::size_t cells);
/// out[n] += log(in[n]) for positive numbers; for 0 a number far below.
void add_log(const float* in, float* out, std::size_t cells);
/// out[n] /= in[n], 0 where in[n] is 0.
void divide(const float* in, float* out, std::size_t cells);
/// out[n] *= by.
void scale(float by, float* out, std::size_t cells);

/// out[n] += by * in[n].
void add_multiple(float by, const float* in, float* out, std::size_t cells);
/// Sum of a[n] * b[n], in doubles.
[[nodiscard]] double dot(const float* a, const float* b, std::size_t cells);

/// What stands for the logarithm of nothing: far below anything that is measured, and finite, so that no
/// difference of two is undefined.
constexpr float nothing = -1.0e5F;

} // namespace panoh::synthesis

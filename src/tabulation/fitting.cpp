#include "tabulation/fitting.h"

#include <algorithm>
#include <vector>

namespace panoh::tabulation {

namespace {

/// What a fitted cell is at least: the logarithm of largest entropy has no nothing.
constexpr float least = 1e-4F;

/// An axis cuts the table into `outer` blocks of `states` rows of `inner` cells.
struct Cut {
    std::size_t outer = 1;
    std::size_t states = 1;
    std::size_t inner = 1;
};

Cut cut_at(const Fitted& table, std::size_t axis)
{
    Cut cut{.states = table.states[axis]};
    for (std::size_t before = 0; before < axis; ++before)
        cut.outer *= table.states[before];
    for (std::size_t after = axis + 1; after < table.axes; ++after)
        cut.inner *= table.states[after];
    return cut;
}

void scale(const Fitted& table, std::size_t axis, std::vector<float>& factor)
{
    const Cut cut = cut_at(table, axis);
    factor.resize(cut.inner);
    for (std::size_t block = 0; block < cut.outer; ++block) {
        float* rows = table.cells.data() + block * cut.states * cut.inner;
        const float* wanted = table.margins[axis].data() + block * cut.inner;
        std::fill(factor.begin(), factor.end(), 0.0F);
        for (std::size_t state = 0; state < cut.states; ++state)
            for (std::size_t cell = 0; cell < cut.inner; ++cell)
                factor[cell] += rows[state * cut.inner + cell];
        for (std::size_t cell = 0; cell < cut.inner; ++cell)
            factor[cell] = wanted[cell] / std::max(factor[cell], 1e-20F);
        for (std::size_t state = 0; state < cut.states; ++state)
            for (std::size_t cell = 0; cell < cut.inner; ++cell)
                rows[state * cut.inner + cell] *= factor[cell];
    }
}

} // namespace

void fit(const Fitted& table, int rounds)
{
    std::vector<float> factor;
    for (int round = 0; round < rounds; ++round)
        for (std::size_t axis = 0; axis < table.axes; ++axis)
            scale(table, axis, factor);
}

void hold_below(const Fitted& table)
{
    for (std::size_t axis = 0; axis < table.axes; ++axis) {
        const Cut cut = cut_at(table, axis);
        for (std::size_t block = 0; block < cut.outer; ++block) {
            const float* margin = table.margins[axis].data() + block * cut.inner;
            for (std::size_t state = 0; state < cut.states; ++state) {
                float* row = table.cells.data() + (block * cut.states + state) * cut.inner;
                for (std::size_t cell = 0; cell < cut.inner; ++cell)
                    row[cell] = std::min(row[cell], margin[cell]);
            }
        }
    }
}

void fill_rest(const Fitted& table)
{
    // An axis after the other: what lies in the rest of this one is the margin less its counted values, for
    // all states of the axes before (their rests stand already) and the counted ones of those behind. Cells
    // with a rest behind are computed on the way too and overwritten when that axis comes.
    for (std::size_t axis = 0; axis < table.axes; ++axis) {
        const Cut cut = cut_at(table, axis);
        for (std::size_t block = 0; block < cut.outer; ++block) {
            float* rows = table.cells.data() + block * cut.states * cut.inner;
            const float* margin = table.margins[axis].data() + block * cut.inner;
            float* rest = rows + (cut.states - 1) * cut.inner;
            std::copy_n(margin, cut.inner, rest);
            for (std::size_t state = 0; state + 1 < cut.states; ++state)
                for (std::size_t cell = 0; cell < cut.inner; ++cell)
                    rest[cell] -= rows[state * cut.inner + cell];
        }
    }
    for (float& cell : table.cells)
        cell = std::max(cell, least);
}

} // namespace panoh::tabulation

#include "microdata/slice.h"

#include <algorithm>
#include <memory>

namespace panoh::microdata {

std::uint64_t* AlignedWords::at_least(std::size_t words)
{
    constexpr std::size_t line = 64;
    if (words_.size() < words + line / sizeof(std::uint64_t))
        words_ = std::vector<std::uint64_t>(words + words / 4 + line / sizeof(std::uint64_t));
    void* begin = words_.data();
    std::size_t space = words_.size() * sizeof(std::uint64_t);
    return static_cast<std::uint64_t*>(std::align(line, words * sizeof(std::uint64_t), begin, space));
}

void Slice::take_all(std::span<const CodedColumn* const> columns, std::size_t rows)
{
    rows_ = rows;
    first_ = 0;
    codes_.clear();
    for (const CodedColumn* column : columns)
        codes_.push_back(column->codes.data());
}

std::size_t Slice::divide(const Slice& parent, std::size_t column, std::uint8_t code,
                          const BitKernels& kernels)
{
    if (selected_.size() < parent.rows() + 2 * word_bits) selected_.resize(parent.rows() + 2 * word_bits);
    rows_ = kernels.select(parent.codes(column), parent.words(), code, selected_.data());
    first_ = column + 1;
    codes_.assign(parent.columns(), nullptr);
    const std::size_t padded = words() * word_bits;
    if (bytes_.size() < padded * (parent.columns() - first_))
        bytes_.resize(padded * (parent.columns() - first_));
    std::uint8_t* out = bytes_.data();
    for (std::size_t later = first_; later < parent.columns(); ++later, out += padded) {
        const std::uint8_t* from = parent.codes(later);
        for (std::size_t row = 0; row < rows_; ++row)
            out[row] = from[selected_[row]];
        std::fill(out + rows_, out + padded, no_code);
        codes_[later] = out;
    }
    return rows_;
}

} // namespace panoh::microdata

#include "microdata/slice.h"

#include <algorithm>
#include <bit>
#include <memory>

namespace panoh::microdata {

namespace {

constexpr std::size_t dense_word = 4; // rows taken of 64

} // namespace

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

void Slice::number_rows(std::size_t words)
{
    if (taken_.size() < rows_) taken_.resize(rows_);
    std::uint32_t* out = taken_.data();
    for (std::size_t word = 0; word < words; ++word)
        for (std::uint64_t mask = masks_[word]; mask != 0; mask &= mask - 1)
            *out++ = static_cast<std::uint32_t>(word * word_bits) +
                     static_cast<std::uint32_t>(std::countr_zero(mask));
}

std::size_t Slice::divide(const Slice& parent, std::size_t column, std::uint8_t code,
                          const BitKernels& kernels)
{
    const std::size_t words_before = parent.words();
    if (masks_.size() < words_before) masks_.resize(words_before);
    rows_ = kernels.find(parent.codes(column), words_before, code, masks_.data());
    first_ = column + 1;
    codes_.assign(parent.columns(), nullptr);
    const std::size_t padded = words() * word_bits;
    const std::size_t room = padded * (parent.columns() - first_) + word_bits;
    if (bytes_.size() < room) bytes_.resize(room);
    // Where few rows are taken, one by one; else all that there are, a word at a time.
    const bool one_by_one = kernels.compress == nullptr || rows_ < words_before * dense_word;
    if (one_by_one) number_rows(words_before);
    std::uint8_t* out = bytes_.data();
    for (std::size_t later = first_; later < parent.columns(); ++later, out += padded) {
        const std::uint8_t* from = parent.codes(later);
        if (one_by_one)
            for (std::size_t row = 0; row < rows_; ++row)
                out[row] = from[taken_[row]];
        else
            kernels.compress(from, words_before, masks_.data(), out);
        std::fill(out + rows_, out + padded, no_code);
        codes_[later] = out;
    }
    return rows_;
}

} // namespace panoh::microdata

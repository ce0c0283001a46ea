#include "microdata/codebook.h"

#include <algorithm>

#include "core/text.h"

namespace panoh::microdata {

namespace {

constexpr std::uint64_t long_mark = std::uint64_t{0xFF} << 56U;

std::uint64_t load(std::string_view text, std::size_t at)
{
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, std::min<std::size_t>(8, text.size() - at));
    return bytes;
}

} // namespace

Codebook::Codebook(const Column& column) : other_(other_state(column))
{
    std::size_t texts = 1 + column.missing.size();
    for (const Value& value : column.values)
        texts += 1 + value.from.size();
    const std::size_t size = std::bit_ceil(4 * texts); // mostly empty: few cells meet a second one
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(size));
    entries_.resize(size);
    add("", missing());
    for (std::size_t i = 0; i < column.values.size(); ++i)
        add(column.values[i].name, static_cast<std::uint8_t>(i));
    for (std::size_t i = 0; i < column.values.size(); ++i)
        for (const std::string& text : column.values[i].from)
            add(text, static_cast<std::uint8_t>(i));
    for (const std::string& text : column.missing)
        add(text, missing());
}

std::uint64_t Codebook::key_of(std::string_view text)
{
    if (text.empty()) return 0; // it may point nowhere
    if (text.size() < 8) {
        std::uint64_t key = 0;
        std::memcpy(&key, text.data(), text.size());
        return key | std::uint64_t{text.size()} << 56U;
    }
    // Both ends and the length tell most texts apart; whole texts are compared all the same.
    const std::uint64_t ends = load(text, 0) * 0xD6E8'FEB8'6659'FD93U + load(text, text.size() - 8);
    return (ends ^ (ends >> 29U) ^ text.size() * 0xA24B'AED4'963E'E407U) | long_mark;
}

std::uint8_t Codebook::state_of_unknown(std::string_view text) const
{
    const std::string_view trimmed = core::trim(text);
    return trimmed.size() == text.size() ? other_ : state(trimmed);
}

void Codebook::add(std::string_view text, std::uint8_t state)
{
    const std::string_view trimmed = core::trim(text);
    const std::uint64_t key = key_of(trimmed);
    std::size_t place = place_of(key);
    for (; entries_[place].taken; place = (place + 1) & (entries_.size() - 1))
        if (entries_[place].key == key && (trimmed.size() < 8 || texts_[entries_[place].text] == trimmed))
            return;
    entries_[place] = {key, static_cast<std::uint32_t>(texts_.size()), state, true};
    texts_.emplace_back(trimmed);
}

} // namespace panoh::microdata

#pragma once

// What a text of a cell means in its column.

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "microdata/schema.h"

namespace panoh::microdata {

/// The texts of one column with the states they mean, in a small table of open addresses. A text of at most
/// seven bytes is its own key, so that most cells are one comparison of whole numbers.
class Codebook {
public:
    /// Of two meanings of one text (a fault of the schema) the first is kept.
    explicit Codebook(const Column& column);

    /// The state that `text` means, spaces around it left off; `other()` when nobody declared it, and only
    /// then.
    [[nodiscard]] std::uint8_t state(std::string_view text) const { return state_by_key(key_of(text), text); }
    /// The same where eight bytes may be read from `text` on, however short it is.
    [[nodiscard]] std::uint8_t state_padded(std::string_view text) const
    {
        return state_by_key(text.size() < 8 ? padded_key(text) : key_of(text), text);
    }
    [[nodiscard]] std::uint8_t other() const { return other_; }
    [[nodiscard]] std::uint8_t missing() const { return static_cast<std::uint8_t>(other_ + 1); }

private:
    struct Entry {
        std::uint64_t key = 0;
        std::uint32_t text = 0; ///< number of the text, for keys that are no text themselves
        std::uint8_t state = 0;
        bool taken = false;
    };

    static std::uint64_t key_of(std::string_view text);
    static std::uint64_t padded_key(std::string_view text)
    {
        static_assert(std::endian::native == std::endian::little);
        std::uint64_t key = 0;
        std::memcpy(&key, text.data(), sizeof key);
        const unsigned bits = 8 * static_cast<unsigned>(text.size());
        return (key & ((std::uint64_t{1} << bits) - 1)) | std::uint64_t{text.size()} << 56U;
    }
    [[nodiscard]] std::size_t place_of(std::uint64_t key) const
    {
        return static_cast<std::size_t>((key * 0x9E37'79B9'7F4A'7C15U) >> shift_);
    }
    [[nodiscard]] std::uint8_t state_by_key(std::uint64_t key, std::string_view text) const
    {
        for (std::size_t place = place_of(key);; place = (place + 1) & (entries_.size() - 1)) {
            const Entry& entry = entries_[place];
            if (!entry.taken) return state_of_unknown(text);
            if (entry.key == key && (text.size() < 8 || texts_[entry.text] == text)) return entry.state;
        }
    }
    [[nodiscard]] std::uint8_t state_of_unknown(std::string_view text) const;
    void add(std::string_view text, std::uint8_t state);

    std::vector<Entry> entries_;
    std::vector<std::string> texts_;
    unsigned shift_ = 0;
    std::uint8_t other_ = 0;
};

} // namespace panoh::microdata

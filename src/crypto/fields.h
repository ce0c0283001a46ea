#pragma once

#include <cstdint>
#include <string_view>

#include "core/bytes.h"
#include "crypto/crypto.h"

namespace panoh::crypto {

/// The one way in which formats are written for hashing, binding and sealing: every field with its length
/// before it (four bytes, big-endian), so that no two lists of fields give the same bytes. Numbers are fields
/// of eight bytes.
class Fields {
public:
    /// `expected` bytes are set aside. A secret must fit in them: growing would leave a copy behind.
    explicit Fields(std::size_t expected) { bytes_.reserve(expected); }
    Fields(Fields&&) = default;
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;
    ~Fields() { wipe(bytes_); }

    Fields& add(core::ByteView field)
    {
        big_endian(static_cast<std::uint32_t>(field.size()));
        return raw(field);
    }
    Fields& add(std::string_view field) { return add(core::as_bytes(field)); }
    Fields& add(std::int64_t number)
    {
        big_endian(std::uint32_t{sizeof number});
        big_endian(static_cast<std::uint64_t>(number));
        return *this;
    }
    /// Without a length: only for parts of one fixed size.
    Fields& raw(core::ByteView bytes)
    {
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
        return *this;
    }
    [[nodiscard]] const core::Bytes& bytes() const { return bytes_; }

private:
    template <typename Unsigned>
    void big_endian(Unsigned number)
    {
        for (unsigned shift = sizeof number * 8; shift > 0; shift -= 8)
            bytes_.push_back(static_cast<std::uint8_t>(number >> (shift - 8)));
    }
    core::Bytes bytes_;
};

} // namespace panoh::crypto

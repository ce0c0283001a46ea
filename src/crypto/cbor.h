#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/bytes.h"

namespace panoh::crypto {

/// Reads the little of CBOR that security keys write (CTAP2's canonical form): definite lengths, shortest
/// heads. Reserves nothing by a length that somebody claims. Once something does not fit, everything after
/// fails too.
class CborReader {
public:
    explicit CborReader(core::ByteView bytes) : rest_(bytes) {}
    [[nodiscard]] std::optional<std::uint64_t> map();
    [[nodiscard]] std::optional<std::string_view> text();
    [[nodiscard]] std::optional<core::ByteView> bytes();
    [[nodiscard]] std::optional<std::int64_t> number();
    /// Any one item, at most four levels deep.
    [[nodiscard]] bool skip(int levels = 4);
    [[nodiscard]] core::ByteView rest() const { return rest_; }

private:
    struct Head {
        unsigned major = 0;
        std::uint64_t value = 0;
    };
    [[nodiscard]] std::optional<Head> head();
    [[nodiscard]] std::optional<std::uint64_t> head_of(unsigned major);
    [[nodiscard]] std::optional<core::ByteView> take(std::uint64_t size);
    core::ByteView rest_;
};

} // namespace panoh::crypto

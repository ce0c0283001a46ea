#pragma once

// SHA-256 (FIPS 180-4) for what others name: WebAuthn, lists of files. Everything of our own is BLAKE2b.

#include <array>
#include <cstdint>
#include <memory>

#include "core/bytes.h"

namespace panoh::crypto {

/// A hash of what comes piece by piece.
class Sha256 {
public:
    using Hash = std::array<std::uint8_t, 32>;
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(core::ByteView piece);
    /// Of all pieces so far, once.
    [[nodiscard]] Hash end();

private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] Sha256::Hash sha256(core::ByteView message);

} // namespace panoh::crypto

#pragma once

// What a stream needs of the file it lies in, so that it can be read and written without one.

#include <span>

#include "core/bytes.h"
#include "core/result.h"

namespace panoh::backup {

/// Where the bytes of a stream go: a sealed file, or what a test keeps them in.
class Sink {
public:
    virtual ~Sink() = default;
    [[nodiscard]] virtual core::Done write(core::ByteView bytes) = 0;
};
/// Where they come from. Both as `SealedFile` and `OpenedFile` have them.
class Source {
public:
    virtual ~Source() = default;
    [[nodiscard]] virtual core::Done read(std::span<std::uint8_t> room) = 0;
    [[nodiscard]] virtual core::Done finish() = 0;
};

} // namespace panoh::backup

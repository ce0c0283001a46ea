#pragma once

#include <stdexcept>

#include "core/result.h"

namespace panoh::core {

/// The machine broke (a disk, a connection) while it did something: nothing that a caller expects, so an
/// exception. Its text is for nobody outside.
class Broken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
    /// What the person who waits is told: whether it is known that nothing was saved, and when to try again.
    [[nodiscard]] virtual Error told() const = 0;
};

} // namespace panoh::core

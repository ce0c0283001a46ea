#pragma once

// Another program, for a moment: bytes in, bytes out, and an end in any case.

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "core/bytes.h"

namespace panoh::pictures {

struct Order {
    std::string program = {};            ///< a path; nothing is searched for
    std::vector<std::string> words = {}; ///< the first one is its name
    std::vector<std::string> environment = {};
    core::ByteView input = {};
    std::size_t most_output = 0;
    std::chrono::milliseconds deadline{0};
};

struct Outcome {
    enum class End {
        exited,      ///< `number` is its status
        killed,      ///< by itself or the kernel; `number` is the signal
        late,        ///< killed here, at the deadline
        too_much,    ///< killed here, because it wrote more than `most_output`
        not_started, ///< there is no such program, or no room for it
    };
    End end = End::not_started;
    int number = 0;
    core::Bytes output = {};
};

/// Runs it to its end, or ends it. Of this process it gets nothing but the two pipes: no environment, no
/// file, no signal mask; what it complains of is thrown away.
[[nodiscard]] Outcome run(const Order& order);

} // namespace panoh::pictures

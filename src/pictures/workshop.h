#pragma once

#include <chrono>
#include <semaphore>
#include <string>

#include "pictures/picture.h"

namespace panoh::pictures {

/// Where pictures of others are remade: each in a child process that is closed in (sandbox.h), two at once
/// at the most. Safe to use from every thread.
class Workshop {
public:
    struct Options {
        /// Calls run_if_child (child.h) first of all in its main().
        std::string program = "/proc/self/exe";
        std::chrono::milliseconds deadline{20'000};
        std::chrono::milliseconds patience{1'000}; ///< for a place
    };
    Workshop() : Workshop(Options{}) {}
    explicit Workshop(Options options) : options_(std::move(options)) {}

    /// As remake() (picture.h). A picture on which the child breaks, or that takes it too long, is
    /// "pictures/not_a_picture". "pictures/busy" where no place is free, "pictures/no_sandbox" where the
    /// machine does not let a child close itself in: then no picture is read at all.
    [[nodiscard]] core::Result<Made> remake(core::ByteView original);

private:
    Options options_;
    std::counting_semaphore<2> places_{2};
};

} // namespace panoh::pictures

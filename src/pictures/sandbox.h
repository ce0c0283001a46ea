#pragma once

#include <cstdint>

namespace panoh::pictures {

/// What a process may use up.
struct Allowance {
    std::uint64_t memory = std::uint64_t{768} * 1024 * 1024; ///< address space, in bytes
    std::uint64_t seconds = 15;                              ///< of a processor
};

/// From here on this process can read its standard input, write its standard output, take memory and end.
/// Whatever else it asks the kernel for (a file, a socket, a process, another program) kills it. It ends with
/// its parent and leaves no core file. False when one of the walls did not go up: then do nothing.
[[nodiscard]] bool close_in(const Allowance& allowance);

/// The walls around a program that we did not write: it may read files and start threads of its own, and
/// `execve` works with the text at `program` alone, at this address. No socket, no other process, nothing
/// opened for writing: such a call fails.
[[nodiscard]] bool close_in_before(const char* program, const Allowance& allowance);

} // namespace panoh::pictures

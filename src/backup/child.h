#pragma once

#include <span>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/bytes.h"

namespace panoh::backup {

/// A file descriptor that closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
    Descriptor& operator=(Descriptor&& other) noexcept;
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool open() const { return number_ >= 0; }
    void close();

private:
    int number_ = -1;
};

/// All of `bytes`; false, with errno, when they cannot be written.
[[nodiscard]] bool write_all(int descriptor, core::ByteView bytes);
/// As many as there are up to the size of `room`; less only at the end or when reading fails.
[[nodiscard]] std::size_t read_up_to(int descriptor, std::span<std::uint8_t> room);

/// Another program, called with its words and without a shell, its input and output in our hands. It is ended
/// with this object. SIGPIPE must be ignored by the process.
class Child {
public:
    enum class Input { ours, nothing };
    /// False when there is no such program on the PATH.
    [[nodiscard]] bool start(const std::vector<std::string>& words, Input input);
    Child() = default;
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// What it reads; closed by `close_input`.
    [[nodiscard]] int input() const { return input_.get(); }
    void close_input() { input_.close(); }
    /// What it writes.
    [[nodiscard]] int output() const { return output_.get(); }
    /// Waits for its end; true when it ended well. `said` holds what it complained of.
    [[nodiscard]] bool ended_well();
    [[nodiscard]] const std::string& said() const { return said_; }

private:
    pid_t process_ = -1;
    Descriptor input_, output_, complaints_;
    std::string said_;
};

} // namespace panoh::backup

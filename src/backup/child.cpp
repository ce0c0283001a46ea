#include "backup/child.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <span>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration)

namespace panoh::backup {
namespace {

struct Pipe {
    Descriptor reads;
    Descriptor writes;
};

Pipe make_pipe()
{
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    if (this != &other) {
        close();
        number_ = std::exchange(other.number_, -1);
    }
    return *this;
}

void Descriptor::close()
{
    if (number_ >= 0) ::close(number_);
    number_ = -1;
}

bool write_all(int descriptor, core::ByteView bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

std::size_t read_up_to(int descriptor, std::span<std::uint8_t> room)
{
    std::size_t filled = 0;
    while (filled < room.size()) {
        const auto got = ::read(descriptor, room.data() + filled, room.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        filled += static_cast<std::size_t>(got);
    }
    return filled;
}

bool Child::start(const std::vector<std::string>& words, Input input)
{
    Pipe in = make_pipe();
    Pipe out = make_pipe();
    Pipe complaints = make_pipe();
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    if (input == Input::ours)
        posix_spawn_file_actions_adddup2(&actions, in.reads.get(), STDIN_FILENO);
    else
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out.writes.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, complaints.writes.get(), STDERR_FILENO);
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &ours);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (const auto& word : words)
        pointers.push_back(const_cast<char*>(word.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    pointers.push_back(nullptr);
    const int failed =
        ::posix_spawnp(&process_, words.front().c_str(), &actions, &attributes, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed != 0) {
        process_ = -1;
        return false;
    }
    if (input == Input::ours) input_ = std::move(in.writes);
    output_ = std::move(out.reads);
    complaints_ = std::move(complaints.reads);
    return true;
}

Child::~Child()
{
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
}

bool Child::ended_well()
{
    if (process_ < 0) return false;
    input_.close();
    std::array<std::uint8_t, 4096> room = {};
    said_ = core::as_text(std::span(room).first(read_up_to(complaints_.get(), room)));
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace panoh::backup

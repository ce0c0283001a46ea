#include "pictures/process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <span>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace panoh::pictures {

namespace {

using Clock = std::chrono::steady_clock;

class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return number_; }
    void set(int number)
    {
        close();
        number_ = number;
    }
    void close()
    {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_;
};

std::vector<char*> pointers_to(const std::vector<std::string>& words)
{
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (const auto& word : words)
        pointers.push_back(const_cast<char*>(word.c_str())); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    pointers.push_back(nullptr);
    return pointers;
}

class Running {
public:
    explicit Running(const Order& order) : order_(order), ends_at_(Clock::now() + order.deadline) {}
    ~Running() { kill(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    Outcome finish()
    {
        if (!start()) return {};
        if (!exchange()) return std::move(outcome_);
        wait();
        return std::move(outcome_);
    }

private:
    bool start()
    {
        // A socket, so that writing to who has gone away is an error and not a signal.
        std::array<int, 2> in = {-1, -1};
        std::array<int, 2> out = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) != 0) return false;
        input_.set(in[0]);
        const Descriptor its_input(in[1]);
        if (::pipe2(out.data(), O_CLOEXEC) != 0) return false;
        output_.set(out[0]);
        const Descriptor its_output(out[1]);
        for (const int ours : {input_.get(), output_.get()})
            if (::fcntl(ours, F_SETFL, O_NONBLOCK) != 0) return false;
        if (!spawn(its_input.get(), its_output.get())) return false;
        ended_.set(static_cast<int>(::syscall(SYS_pidfd_open, process_, 0)));
        return ended_.get() >= 0;
    }

    bool spawn(int its_input, int its_output)
    {
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_adddup2(&actions, its_input, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, its_output, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        sigset_t all;
        sigset_t none;
        sigfillset(&all);
        sigemptyset(&none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        const auto words = pointers_to(order_.words);
        const auto environment = pointers_to(order_.environment);
        const int failed = ::posix_spawn(&process_, order_.program.c_str(), &actions, &attributes,
                                         words.data(), environment.data());
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        if (failed != 0) process_ = -1;
        return failed == 0;
    }

    [[nodiscard]] int left() const
    {
        const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(ends_at_ - Clock::now());
        return static_cast<int>(std::max<std::int64_t>(0, rest.count()));
    }

    /// Writes and reads until it closes its output; false when it was too slow or said too much.
    bool exchange()
    {
        auto rest = order_.input;
        if (rest.empty()) input_.close();
        for (;;) {
            std::array<pollfd, 2> waiting = {{{.fd = output_.get(), .events = POLLIN, .revents = 0},
                                              {.fd = input_.get(), .events = POLLOUT, .revents = 0}}};
            const int ready = ::poll(waiting.data(), waiting.size(), left());
            if (ready < 0 && errno == EINTR) continue;
            if (ready <= 0) return give_up(Outcome::End::late);
            if (waiting[1].revents != 0) write_some(rest);
            if (waiting[0].revents == 0) continue;
            if (!read_some()) return true;
            if (outcome_.output.size() > order_.most_output) return give_up(Outcome::End::too_much);
        }
    }

    void write_some(core::ByteView& rest)
    {
        const auto sent = ::send(input_.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) return;
        rest = sent < 0 ? core::ByteView{} : rest.subspan(static_cast<std::size_t>(sent));
        if (rest.empty()) input_.close();
    }

    /// False at its end.
    bool read_some()
    {
        std::array<std::uint8_t, 65536> room = {};
        const auto got = ::read(output_.get(), room.data(), room.size());
        if (got < 0) return errno == EAGAIN || errno == EINTR;
        const auto bytes = std::span(room).first(static_cast<std::size_t>(got));
        outcome_.output.insert(outcome_.output.end(), bytes.begin(), bytes.end());
        return got > 0;
    }

    void wait()
    {
        pollfd waiting = {.fd = ended_.get(), .events = POLLIN, .revents = 0};
        int ready = 0;
        do {
            ready = ::poll(&waiting, 1, left());
        } while (ready < 0 && errno == EINTR);
        if (ready <= 0) {
            give_up(Outcome::End::late);
            return;
        }
        const int status = reap();
        const bool exited = WIFEXITED(status);
        outcome_.end = exited ? Outcome::End::exited : Outcome::End::killed;
        outcome_.number = exited ? WEXITSTATUS(status) : WTERMSIG(status);
    }

    bool give_up(Outcome::End end)
    {
        kill();
        outcome_ = {.end = end};
        return false;
    }

    void kill()
    {
        if (process_ < 0) return;
        ::kill(process_, SIGKILL);
        (void)reap();
    }

    int reap()
    {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return status;
    }

    const Order& order_;
    Clock::time_point ends_at_;
    pid_t process_ = -1;
    Descriptor input_;
    Descriptor output_;
    Descriptor ended_;
    Outcome outcome_ = {};
};

} // namespace

Outcome run(const Order& order)
{
    return Running(order).finish();
}

} // namespace panoh::pictures

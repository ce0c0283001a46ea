#include "portal/paper_child.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <utility>

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace panoh::portal {
namespace {

constexpr const char* script =
#include "portal_paper_py.inc"
    ;
constexpr auto patience = std::chrono::seconds(60);
constexpr std::size_t bytes_at_most = 64UL * 1024 * 1024;

class End {
public:
    End() = default;
    explicit End(int number) : number_(number) {}
    End(End&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    End& operator=(End&& other) noexcept
    {
        close();
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    End(const End&) = delete;
    End& operator=(const End&) = delete;
    ~End() { close(); }
    [[nodiscard]] int get() const { return number_; }
    void close()
    {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_ = -1;
};

struct Pipe {
    End reads, writes;
};

std::optional<Pipe> make_pipe()
{
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    return Pipe{End(ends[0]), End(ends[1])};
}

/// The child may make no socket and start nothing that traces or asks the kernel past the list: whatever a
/// fault in a reader of fonts or pictures lets in has nobody to talk to.
bool forbid_sockets()
{
    constexpr std::uint32_t refuse = SECCOMP_RET_ERRNO | EACCES;
    constexpr std::array<unsigned, 4> forbidden = {__NR_socket, __NR_socketpair, __NR_ptrace,
                                                   425 /* io_uring_setup */};
    std::array<sock_filter, 5 + 2 * forbidden.size() + 1> rules = {};
    std::size_t count = 0;
#if defined(__x86_64__)
    constexpr std::uint32_t machine = AUDIT_ARCH_X86_64;
#else
    constexpr std::uint32_t machine = AUDIT_ARCH_AARCH64;
#endif
    rules[count++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
    // Calls of another machine have other numbers: none of them.
    rules[count++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 0, 2);
    rules[count++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    rules[count++] = BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    rules[count++] = BPF_STMT(BPF_RET | BPF_K, refuse);
    for (const unsigned call : forbidden) {
        rules[count++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
        rules[count++] = BPF_STMT(BPF_RET | BPF_K, refuse);
    }
    rules[count++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    sock_fprog program = {.len = static_cast<unsigned short>(count), .filter = rules.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

bool limit(int what, rlim_t to)
{
    const rlimit bound = {.rlim_cur = to, .rlim_max = to};
    return ::setrlimit(static_cast<__rlimit_resource>(what), &bound) == 0;
}

/// Between fork and exec in a program of many threads: calls that need no lock, and nothing else.
[[noreturn]] void become_printer(int input, int output, int nothing)
{
    constexpr int ok = 3;
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int each : {SIGPIPE, SIGXFSZ})
        ::signal(each, SIG_DFL); // NOLINT(cert-err33-c)
    const bool set = ::dup2(input, 0) == 0 && ::dup2(output, 1) == 1 && ::dup2(nothing, 2) == 2 &&
                     limit(RLIMIT_AS, 2048UL * 1024 * 1024) && limit(RLIMIT_CPU, 60) &&
                     limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 64) && limit(RLIMIT_CORE, 0) &&
                     ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && forbid_sockets();
    if (!set) ::_exit(ok);
    const char* const words[] = {"/usr/bin/python3", "-I", "-B", "-c", script, nullptr};
    const char* const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent", nullptr};
    ::execve(words[0], const_cast<char* const*>(words), const_cast<char* const*>(environment));
    ::_exit(ok);
}

/// Ends the child, whatever way we leave.
class Printer {
public:
    explicit Printer(pid_t process) : process_(process) {}
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;
    ~Printer()
    {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        (void)ended_well();
    }
    [[nodiscard]] bool ended_well()
    {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = -1;
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private:
    pid_t process_;
};

/// Writes and reads as the other side is ready, so that neither waits for the other for ever.
bool exchange(End& input, const End& output, std::string_view html, std::string& pdf)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    std::array<char, 65536> room = {};
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        std::array<pollfd, 2> ends = {{{output.get(), POLLIN, 0}, {input.get(), POLLOUT, 0}}};
        const int ready = left.count() <= 0 ? 0 : ::poll(ends.data(), 2, static_cast<int>(left.count()));
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        if (ends[1].revents != 0) {
            const auto written = ::write(input.get(), html.data(), html.size());
            if (written > 0) html.remove_prefix(static_cast<std::size_t>(written));
            if (written < 0 && errno != EAGAIN && errno != EINTR) return false;
            if (html.empty()) input.close();
        }
        if (ends[0].revents == 0) continue;
        const auto got = ::read(output.get(), room.data(), room.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0;
        pdf.append(room.data(), static_cast<std::size_t>(got));
        if (pdf.size() > bytes_at_most) return false;
    }
}

} // namespace

std::optional<std::string> print(std::string_view html)
{
    auto in = make_pipe();
    auto out = make_pipe();
    const End nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!in || !out || nothing.get() < 0) return std::nullopt;
    ::fcntl(in->writes.get(), F_SETFL, O_NONBLOCK);
    const pid_t process = ::fork();
    if (process < 0) return std::nullopt;
    if (process == 0) become_printer(in->reads.get(), out->writes.get(), nothing.get());
    Printer printer(process);
    in->reads.close();
    out->writes.close();
    std::string pdf;
    if (!exchange(in->writes, out->reads, html, pdf)) return std::nullopt;
    if (!printer.ended_well() || !pdf.starts_with("%PDF-")) return std::nullopt;
    return pdf;
}

} // namespace panoh::portal

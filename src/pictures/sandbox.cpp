#include "pictures/sandbox.h"

#include <cerrno>
#include <csignal>
#include <initializer_list>

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace panoh::pictures {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

/// The system calls that are allowed; all others do `otherwise`.
class Filter {
public:
    explicit Filter(std::uint32_t otherwise) : context_(seccomp_init(otherwise)), fine_(context_ != nullptr)
    {
    }
    ~Filter()
    {
        if (context_ != nullptr) seccomp_release(context_);
    }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    void allow(std::initializer_list<int> calls)
    {
        for (const int call : calls)
            fine_ = fine_ && seccomp_rule_add(context_, SCMP_ACT_ALLOW, call, 0) == 0;
    }
    /// Where all of these hold.
    void allow_if(int call, std::initializer_list<scmp_arg_cmp> hold)
    {
        fine_ = fine_ && seccomp_rule_add_array(context_, SCMP_ACT_ALLOW, call,
                                                static_cast<unsigned>(hold.size()), hold.begin()) == 0;
    }
    void refuse(int call, int error)
    {
        fine_ = fine_ &&
                seccomp_rule_add(context_, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), call, 0) == 0;
    }
    /// False when one rule could not be made.
    [[nodiscard]] bool load() { return fine_ && seccomp_load(context_) == 0; }

private:
    scmp_filter_ctx context_;
    bool fine_;
};

scmp_arg_cmp is(unsigned argument, std::uint64_t value)
{
    return {argument, SCMP_CMP_EQ, value, 0};
}
/// `value` under `mask`: the bits of `mask` that are not in it are not set.
scmp_arg_cmp masked(unsigned argument, std::uint64_t mask, std::uint64_t value)
{
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

bool set_limit(__rlimit_resource_t resource, rlim_t most)
{
    const rlimit limit = {.rlim_cur = most, .rlim_max = most};
    return ::setrlimit(resource, &limit) == 0;
}

/// What both kinds of children have in common.
bool lower(const Allowance& allowance)
{
    constexpr unsigned first_other = 3;
    return ::syscall(SYS_close_range, first_other, ~0U, 0U) == 0 && ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
           ::prctl(PR_SET_DUMPABLE, 0) == 0 && set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_FSIZE, 0) &&
           set_limit(RLIMIT_CPU, allowance.seconds) &&
           // A sanitizer's shadow alone is terabytes of addresses.
           (sanitized || set_limit(RLIMIT_AS, allowance.memory));
}

} // namespace

bool close_in(const Allowance& allowance)
{
    if (!lower(allowance) || !set_limit(RLIMIT_NOFILE, 0) || !set_limit(RLIMIT_NPROC, 0)) return false;
    Filter filter(SCMP_ACT_KILL_PROCESS);
    filter.allow_if(SCMP_SYS(read), {is(0, STDIN_FILENO)});
    filter.allow_if(SCMP_SYS(write), {is(0, STDOUT_FILENO)});
    filter.allow_if(SCMP_SYS(mmap), {masked(2, PROT_EXEC, 0), masked(3, MAP_ANONYMOUS, MAP_ANONYMOUS)});
    filter.allow_if(SCMP_SYS(mprotect), {masked(2, PROT_EXEC, 0)});
    filter.allow({SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex),
                  SCMP_SYS(exit), SCMP_SYS(exit_group)});
    return filter.load();
}

bool close_in_before(const char* program, const Allowance& allowance)
{
    if (!lower(allowance)) return false;
    Filter filter(SCMP_ACT_ERRNO(EPERM));
    filter.allow_if(SCMP_SYS(execve), {is(0, reinterpret_cast<std::uint64_t>(program))});
    filter.allow_if(SCMP_SYS(openat), {masked(2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY)});
    filter.allow_if(SCMP_SYS(open), {masked(1, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY)});
    filter.allow_if(SCMP_SYS(clone), {masked(0, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM)});
    // Its flags lie in memory, where no filter looks; glibc then takes clone.
    filter.refuse(SCMP_SYS(clone3), ENOSYS);
    filter.allow({SCMP_SYS(read),        SCMP_SYS(pread64),       SCMP_SYS(readv),      SCMP_SYS(write),
                  SCMP_SYS(writev),      SCMP_SYS(close),         SCMP_SYS(lseek),      SCMP_SYS(fstat),
                  SCMP_SYS(stat),        SCMP_SYS(lstat),         SCMP_SYS(newfstatat), SCMP_SYS(statx),
                  SCMP_SYS(statfs),      SCMP_SYS(fstatfs),       SCMP_SYS(access),     SCMP_SYS(faccessat),
                  SCMP_SYS(faccessat2),  SCMP_SYS(readlink),      SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
                  SCMP_SYS(getdents64),  SCMP_SYS(fcntl),         SCMP_SYS(dup),        SCMP_SYS(pipe2),
                  SCMP_SYS(eventfd2),    SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),  SCMP_SYS(epoll_wait),
                  SCMP_SYS(epoll_pwait), SCMP_SYS(poll),          SCMP_SYS(ppoll)});
    filter.allow({SCMP_SYS(brk),
                  SCMP_SYS(mmap),
                  SCMP_SYS(mprotect),
                  SCMP_SYS(munmap),
                  SCMP_SYS(mremap),
                  SCMP_SYS(madvise),
                  SCMP_SYS(arch_prctl),
                  SCMP_SYS(set_tid_address),
                  SCMP_SYS(set_robust_list),
                  SCMP_SYS(rseq),
                  SCMP_SYS(prlimit64),
                  SCMP_SYS(getrandom),
                  SCMP_SYS(futex),
                  SCMP_SYS(sched_yield),
                  SCMP_SYS(sched_getaffinity),
                  SCMP_SYS(gettid),
                  SCMP_SYS(getpid),
                  SCMP_SYS(getuid),
                  SCMP_SYS(geteuid),
                  SCMP_SYS(getgid),
                  SCMP_SYS(getegid),
                  SCMP_SYS(uname),
                  SCMP_SYS(sysinfo),
                  SCMP_SYS(clock_gettime),
                  SCMP_SYS(clock_nanosleep),
                  SCMP_SYS(nanosleep),
                  SCMP_SYS(rt_sigaction),
                  SCMP_SYS(rt_sigprocmask),
                  SCMP_SYS(rt_sigreturn),
                  SCMP_SYS(sigaltstack),
                  SCMP_SYS(exit),
                  SCMP_SYS(exit_group)});
    return filter.load();
}

} // namespace panoh::pictures

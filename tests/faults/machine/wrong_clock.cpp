// The wall clock of the C library, moved by what the test says.

#include <ctime>
#include <dlfcn.h>
#include <sys/time.h>

#include "control.h"

namespace {

using bad_machine::control;

constexpr long nanoseconds = 1'000'000'000;

void move(timespec& at)
{
    const std::int64_t by = control().clock_ms;
    at.tv_sec += by / 1000;
    at.tv_nsec += by % 1000 * 1'000'000;
    if (at.tv_nsec >= nanoseconds) {
        at.tv_nsec -= nanoseconds;
        ++at.tv_sec;
    }
    if (at.tv_nsec < 0) {
        at.tv_nsec += nanoseconds;
        --at.tv_sec;
    }
}

using ClockGettime = int (*)(clockid_t, timespec*);

} // namespace

extern "C" {

int clock_gettime(clockid_t which, timespec* at) noexcept
{
    static const auto real = reinterpret_cast<ClockGettime>(::dlsym(RTLD_NEXT, "clock_gettime"));
    const int status = real(which, at);
    if (status == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) move(*at);
    return status;
}

time_t time(time_t* out) noexcept
{
    timespec at = {};
    clock_gettime(CLOCK_REALTIME, &at);
    if (out != nullptr) *out = at.tv_sec;
    return at.tv_sec;
}

int gettimeofday(timeval* out, void* /*zone*/) noexcept
{
    timespec at = {};
    clock_gettime(CLOCK_REALTIME, &at);
    out->tv_sec = at.tv_sec;
    out->tv_usec = at.tv_nsec / 1000;
    return 0;
}
}

#include "control.h"

#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace bad_machine {

namespace {
Control* mapped()
{
    static Control off;
    const char* folder = std::getenv("BAD_MACHINE"); // NOLINT(concurrency-mt-unsafe)
    if (folder == nullptr) return &off;
    const int file = ::open((std::string(folder) + "/control").c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return &off;
    void* at = ::mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return at == MAP_FAILED ? &off : static_cast<Control*>(at);
}
} // namespace

volatile Control& control()
{
    static Control* const found = mapped();
    return *found;
}

} // namespace bad_machine

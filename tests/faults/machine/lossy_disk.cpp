// The calls by which SQLite reaches the disk. README.md says what is modelled; undo_log.h keeps what could be
// lost.

#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "control.h"
#include "undo_log.h"

using bad_machine::control;
using bad_machine::undo_log;
using bad_machine::Watched;

namespace {

template <typename Function>
Function* real(Function* /*of this type*/, const char* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}
#define REAL(name) static auto* const original = real(&::name, #name)

int fail(int error)
{
    errno = error;
    return -1;
}

/// The errno of a write, or 0 where it goes well.
int broken_write()
{
    if (control().write_error == 0) return 0;
    if (control().writes_allowed <= 0) return control().write_error;
    control().writes_allowed = control().writes_allowed - 1;
    return 0;
}

template <typename Open>
int opened(const char* path, int flags, Open&& open)
{
    if (!undo_log().watches(path)) return open();
    struct stat before = {};
    const bool made = (flags & O_CREAT) != 0 && ::lstat(path, &before) != 0;
    const int file = open();
    if (file >= 0) undo_log().opened(file, path, made);
    return file;
}

mode_t mode_of(int flags, va_list more)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

template <typename Write>
ssize_t written(int file, size_t size, off_t at, Write&& write)
{
    const Watched which = undo_log().find(file);
    if (!which) return write(size);
    if (const int error = broken_write(); error != 0) return fail(error);
    if (control().short_writes != 0 && size > 1) size /= 2;
    const auto order = undo_log().before_write(which, file, at, size);
    return write(size);
}

template <typename Sync>
int synced(int file, Sync&& sync)
{
    const Watched which = undo_log().find(file);
    if (!which) return sync();
    const auto until = undo_log().last();
    if (control().sync_ms != 0) ::usleep(static_cast<useconds_t>(control().sync_ms) * 1000);
    if (control().sync_lies != 0) return 0;
    if (control().sync_error != 0 && (control().of_database == 0 || undo_log().is_database(which))) {
        undo_log().failed(which, until);
        return fail(control().sync_error);
    }
    const int status = sync();
    if (status == 0) undo_log().synced(which, until);
    return status;
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...)
{
    REAL(open);
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    return opened(path, flags, [&] { return original(path, flags, mode); });
}

int open64(const char* path, int flags, ...)
{
    REAL(open64);
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    return opened(path, flags, [&] { return original(path, flags, mode); });
}

int close(int file)
{
    REAL(close);
    undo_log().closed(file);
    return original(file);
}

ssize_t write(int file, const void* bytes, size_t size)
{
    REAL(write);
    const off_t at = undo_log().find(file) ? ::lseek(file, 0, SEEK_CUR) : 0;
    return written(file, size, at, [&](size_t now) { return original(file, bytes, now); });
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at)
{
    REAL(pwrite);
    return written(file, size, at, [&](size_t now) { return original(file, bytes, now, at); });
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at)
{
    REAL(pwrite64);
    return written(file, size, at, [&](size_t now) { return original(file, bytes, now, at); });
}

ssize_t pread64(int file, void* bytes, size_t size, off64_t at)
{
    REAL(pread64);
    if (control().read_error != 0 && undo_log().find(file)) return fail(control().read_error);
    return original(file, bytes, size, at);
}

ssize_t writev(int file, const iovec* pieces, int count)
{
    REAL(writev);
    if (undo_log().find(file)) std::abort();
    return original(file, pieces, count);
}

int fallocate64(int file, int mode, off64_t at, off64_t size)
{
    REAL(fallocate64);
    if (undo_log().find(file)) std::abort();
    return original(file, mode, at, size);
}

int ftruncate64(int file, off64_t size) noexcept
{
    REAL(ftruncate64);
    const Watched which = undo_log().find(file);
    if (!which) return original(file, size);
    const auto order = undo_log().before_truncate(which, file, size);
    return original(file, size);
}

int ftruncate(int file, off_t size) noexcept
{
    return ::ftruncate64(file, size);
}

int fsync(int file)
{
    REAL(fsync);
    return synced(file, [&] { return original(file); });
}

int fdatasync(int file)
{
    REAL(fdatasync);
    return synced(file, [&] { return original(file); });
}

int unlink(const char* path) noexcept
{
    REAL(unlink);
    const auto order = undo_log().before_unlink(path);
    return original(path);
}

int rename(const char* from, const char* to) noexcept
{
    REAL(rename);
    const auto order = undo_log().before_rename(from, to);
    return original(from, to);
}
}

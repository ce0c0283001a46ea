#include "undo_log.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bad_machine {

namespace {

// The calls of our own go past what lossy_disk.cpp puts in front of the C library.
void write_all(int file, const std::string& bytes)
{
    if (::syscall(SYS_write, file, bytes.data(), bytes.size()) != static_cast<long>(bytes.size()))
        std::abort();
}

std::string read_at(int file, std::int64_t at, std::int64_t size)
{
    std::string bytes(static_cast<std::size_t>(std::max<std::int64_t>(size, 0)), '\0');
    const long got = ::syscall(SYS_pread64, file, bytes.data(), bytes.size(), at);
    bytes.resize(static_cast<std::size_t>(std::max(got, 0L)));
    return bytes;
}

bool ends_with(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

} // namespace

UndoLog& undo_log()
{
    // Never destroyed: descriptors are closed after the end of main.
    static auto* const log = new UndoLog;
    return *log;
}

UndoLog::UndoLog()
{
    const char* folder = std::getenv("BAD_MACHINE");            // NOLINT(concurrency-mt-unsafe)
    const char* database = std::getenv("BAD_MACHINE_DATABASE"); // NOLINT(concurrency-mt-unsafe)
    if (folder == nullptr || database == nullptr) return;
    folder_ = folder;
    database_ = database;
    const std::string path = folder_ + "/undo";
    log_ = static_cast<int>(
        ::syscall(SYS_openat, AT_FDCWD, path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    struct stat names = {};
    if (log_ < 0 || ::stat(database_.substr(0, database_.rfind('/')).c_str(), &names) != 0) std::abort();
    names_ = names.st_ino;
    go_on(path);
}

void UndoLog::go_on(const std::string& path)
{
    const int file = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file < 0) std::abort();
    Entry entry;
    for (std::int64_t at = 0;; at += static_cast<std::int64_t>(sizeof entry) + entry.stored) {
        const std::string bytes = read_at(file, at, sizeof entry);
        if (bytes.size() < sizeof entry) break;
        std::memcpy(&entry, bytes.data(), sizeof entry);
        number_ = std::max(number_, entry.number);
        kept_from_before_ = true;
    }
    ::syscall(SYS_close, file);
}

bool UndoLog::watches(const char* path) const
{
    if (log_ < 0) return false;
    const std::string_view name = path;
    const std::string_view parent = std::string_view(database_).substr(0, database_.rfind('/'));
    if (name == parent || (name.size() == parent.size() + 1 && name.substr(0, parent.size()) == parent))
        return true;
    return name.substr(0, database_.size()) == database_ && !ends_with(name, "-shm") &&
           !ends_with(name, ".lock");
}

Watched UndoLog::find(int file)
{
    if (log_ < 0) return {};
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(file);
    return found == files_.end() ? Watched{} : Watched{found->second};
}

bool UndoLog::is_database(Watched which) const
{
    struct stat facts = {};
    return ::stat(database_.c_str(), &facts) == 0 && facts.st_ino == which.inode;
}

std::uint64_t UndoLog::last()
{
    const std::lock_guard lock(mutex_);
    return number_;
}

void UndoLog::opened(int file, const char* path, bool made)
{
    struct stat facts = {};
    if (::fstat(file, &facts) != 0) return;
    const std::lock_guard lock(mutex_);
    files_[file] = facts.st_ino;
    if (!made) return;
    put({.kind = Kind::made, .inode = names_}, path);
}

void UndoLog::closed(int file)
{
    if (log_ < 0) return;
    const std::lock_guard lock(mutex_);
    files_.erase(file);
}

void UndoLog::put(Entry entry, std::string_view stored)
{
    entry.number = ++number_;
    entry.stored = static_cast<std::uint32_t>(stored.size());
    std::string bytes(reinterpret_cast<const char*>(&entry), sizeof entry);
    bytes += stored;
    write_all(log_, bytes);
    unsynced_[entry.inode] = entry.number;
}

void UndoLog::changed(Kind kind, Watched which, int file, std::int64_t at, std::int64_t size)
{
    struct stat facts = {};
    if (::fstat(file, &facts) != 0) std::abort();
    put({.kind = kind, .inode = which.inode, .at = at, .size = size, .old_size = facts.st_size},
        read_at(file, at, size));
}

UndoLog::Order UndoLog::before_write(Watched which, int file, std::int64_t at, std::size_t size)
{
    Order order(mutex_);
    changed(Kind::write, which, file, at, static_cast<std::int64_t>(size));
    return order;
}

UndoLog::Order UndoLog::before_truncate(Watched which, int file, std::int64_t size)
{
    Order order(mutex_);
    struct stat facts = {};
    if (::fstat(file, &facts) != 0) std::abort();
    changed(Kind::truncate, which, file, size, std::max<std::int64_t>(facts.st_size - size, 0));
    return order;
}

/// A second name for what a change of names would let go of.
void UndoLog::keep_name(const char* path)
{
    const std::string kept = folder_ + "/" + std::to_string(number_ + 1);
    ::unlinkat(AT_FDCWD, kept.c_str(), 0);
    if (::linkat(AT_FDCWD, path, AT_FDCWD, kept.c_str(), 0) != 0 && errno != ENOENT) std::abort();
}

UndoLog::Order UndoLog::before_unlink(const char* path)
{
    Order order(mutex_);
    struct stat facts = {};
    if (!watches(path) || ::lstat(path, &facts) != 0) return order;
    keep_name(path);
    put({.kind = Kind::unlinked, .inode = names_}, path);
    return order;
}

UndoLog::Order UndoLog::before_rename(const char* from, const char* to)
{
    Order order(mutex_);
    if (!watches(from) && !watches(to)) return order;
    keep_name(to);
    put({.kind = Kind::renamed, .inode = names_}, std::string(from) + '\n' + to);
    return order;
}

void UndoLog::synced(Watched which, std::uint64_t until)
{
    tell(Kind::synced, which, until);
}

void UndoLog::failed(Watched which, std::uint64_t until)
{
    anything_failed_ = true;
    tell(Kind::failed, which, until);
}

void UndoLog::tell(Kind kind, Watched which, std::uint64_t until)
{
    const std::lock_guard lock(mutex_);
    const Entry entry = {.kind = kind, .number = until, .inode = which.inode};
    write_all(log_, {reinterpret_cast<const char*>(&entry), sizeof entry});
    const auto found = unsynced_.find(which.inode);
    if (found != unsynced_.end() && found->second <= until) unsynced_.erase(found);
    if (unsynced_.empty() && !anything_failed_ && !kept_from_before_) forget_what_is_safe();
}

/// Nothing can be lost at this moment: nothing has to be kept. A run of hours stays small.
void UndoLog::forget_what_is_safe()
{
    if (::syscall(SYS_ftruncate, log_, 0) != 0) std::abort();
}

} // namespace bad_machine

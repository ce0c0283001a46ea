#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <unordered_map>

namespace bad_machine {

/// The file behind a descriptor, by its inode; 0: none of ours. A folder is watched for its names.
struct Watched {
    std::uint64_t inode = 0;
    explicit operator bool() const { return inode != 0; }
};

/// What stood on the disk before everything that is not synced yet, in the order it was changed, in the file
/// `undo` of the test's folder. Each entry is there before its change is made, so that a kill in between
/// loses nothing; changes wait for each other as long as what `before_...` gave lives.
class UndoLog {
public:
    using Order = std::unique_lock<std::mutex>;

    UndoLog();
    /// Whether the path is a file of the database, or the folder of its names.
    [[nodiscard]] bool watches(const char* path) const;
    [[nodiscard]] Watched find(int file);
    [[nodiscard]] bool is_database(Watched which) const;
    /// The number of the last change.
    [[nodiscard]] std::uint64_t last();

    void opened(int file, const char* path, bool made);
    void closed(int file);
    [[nodiscard]] Order before_write(Watched which, int file, std::int64_t at, std::size_t size);
    [[nodiscard]] Order before_truncate(Watched which, int file, std::int64_t size);
    [[nodiscard]] Order before_unlink(const char* path);
    [[nodiscard]] Order before_rename(const char* from, const char* to);
    void synced(Watched which, std::uint64_t until);
    void failed(Watched which, std::uint64_t until);

private:
    enum class Kind : std::uint32_t { write = 1, truncate, made, unlinked, renamed, synced, failed };
    struct Entry {
        Kind kind = Kind::write;
        std::uint32_t stored = 0; ///< bytes that follow
        std::uint64_t number = 0;
        std::uint64_t inode = 0;
        std::int64_t at = 0;
        std::int64_t size = 0;     ///< bytes that change
        std::int64_t old_size = 0; ///< of the file
    };
    /// Goes on where the process before this one ended: the machine is still the same.
    void go_on(const std::string& path);
    /// Appends one, numbered.
    void put(Entry entry, std::string_view stored);
    void changed(Kind kind, Watched which, int file, std::int64_t at, std::int64_t size);
    void keep_name(const char* path);
    void tell(Kind kind, Watched which, std::uint64_t until);
    void forget_what_is_safe();

    std::mutex mutex_;
    std::string folder_, database_;
    int log_ = -1;
    std::uint64_t number_ = 0;
    bool anything_failed_ = false;
    bool kept_from_before_ = false;
    std::uint64_t names_ = 0; ///< the inode of the folder
    std::unordered_map<int, std::uint64_t> files_;
    std::unordered_map<std::uint64_t, std::uint64_t> unsynced_; ///< inode: its last change that could be lost
};

[[nodiscard]] UndoLog& undo_log();

} // namespace bad_machine

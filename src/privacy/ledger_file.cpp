// A ledger as a file of JSON lines.

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "privacy/ledger.h"

namespace panoh::privacy {

namespace {

using core::ErrorKind;
using core::fail;

auto not_readable()
{
    return fail(ErrorKind::conflict, "ledger/not_readable");
}
auto not_writable()
{
    return fail(ErrorKind::conflict, "ledger/not_writable");
}

/// An open file, closed when it goes; its lock goes with it.
class OpenFile {
public:
    explicit OpenFile(int number = -1) : number_(number) {}
    OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    OpenFile& operator=(OpenFile&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile()
    {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] bool open() const { return number_ >= 0; }
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

/// Opens and locks what stands at `path` at this moment; closed when it cannot be had, with the reason in
/// errno.
OpenFile open_locked(const std::string& path, int flags, int lock)
{
    for (;;) {
        OpenFile file(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file.open()) return file;
        while (::flock(file.get(), lock) != 0)
            if (errno != EINTR) return OpenFile();
        struct stat ours = {};
        struct stat there = {};
        if (::fstat(file.get(), &ours) != 0 || !S_ISREG(ours.st_mode)) {
            errno = EINVAL;
            return OpenFile();
        }
        // While we waited somebody may have put another file in its place.
        if (::stat(path.c_str(), &there) == 0 && there.st_ino == ours.st_ino && there.st_dev == ours.st_dev)
            return file;
    }
}

std::optional<std::string> read_all(const OpenFile& file)
{
    std::string all;
    std::array<char, 64UL * 1024> block = {};
    for (;;) {
        const auto got = ::pread(file.get(), block.data(), block.size(), static_cast<off_t>(all.size()));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) return all;
        all.append(block.data(), static_cast<std::size_t>(got));
    }
}

bool write_all(const OpenFile& file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto wrote = ::write(file.get(), bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
}

bool sync_folder_of(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path();
    const OpenFile opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.open() && ::fsync(opened.get()) == 0;
}

struct Content {
    std::vector<std::string> lines;
    std::string torn; ///< what stands behind the last whole line
};

Content split(std::string_view all)
{
    Content content;
    for (std::size_t end = all.find('\n'); end != std::string_view::npos; end = all.find('\n')) {
        content.lines.emplace_back(all.substr(0, end));
        all.remove_prefix(end + 1);
    }
    content.torn = all;
    return content;
}

class FileBook final : public LedgerBook {
public:
    explicit FileBook(std::string path) : path_(std::move(path)) {}

    core::Result<std::vector<std::string>> lines() override
    {
        const OpenFile file = open_locked(path_, O_RDONLY, LOCK_SH);
        last_.clear();
        if (!file.open() && errno == ENOENT) return std::vector<std::string>();
        const auto all = file.open() ? read_all(file) : std::nullopt;
        if (!all) return not_readable();
        Content content = split(*all);
        if (!content.torn.empty()) return fail(ErrorKind::conflict, "ledger/torn");
        if (!content.lines.empty()) last_ = content.lines.back();
        return std::move(content.lines);
    }

    core::Done append(std::size_t after, std::string_view line) override
    {
        if (line.empty() || line.find('\n') != std::string_view::npos) std::abort(); // a bug: no line
        const OpenFile file = open_locked(path_, O_RDWR | O_APPEND | O_CREAT, LOCK_EX);
        const auto all = file.open() ? read_all(file) : std::nullopt;
        if (!all) return not_writable();
        const Content content = split(*all);
        if (!content.torn.empty()) return fail(ErrorKind::conflict, "ledger/torn");
        // The last line holds the hash of all before it.
        if (content.lines.size() != after || (after > 0 && content.lines.back() != last_))
            return fail(ErrorKind::conflict, "ledger/changed_meanwhile");
        if (!write_all(file, std::string(line) + '\n')) {
            // Half a line helps nobody; where even this fails, the next reader sees that it is torn.
            static_cast<void>(::ftruncate(file.get(), static_cast<off_t>(all->size())) == 0 &&
                              ::fsync(file.get()) == 0);
            return not_writable();
        }
        if (::fsync(file.get()) != 0 || !sync_folder_of(path_)) return not_writable();
        last_ = line;
        return {};
    }

private:
    std::string path_;
    std::string last_;
};

/// What a torn line asked for: nothing for one that is no debit, no value for what cannot be told any more.
std::optional<Rho> asked_for(std::string_view torn)
{
    const auto behind = [&](std::string_view name) -> std::optional<std::string_view> {
        const std::size_t at = torn.find(name);
        if (at == std::string_view::npos) return std::nullopt;
        // Whole only with the comma behind it.
        const std::string_view rest = torn.substr(at + name.size());
        const std::size_t end = rest.find(',');
        return end == std::string_view::npos ? std::nullopt : std::optional(rest.substr(0, end));
    };
    const auto kind = behind(",\"kind\":");
    if (!kind) return std::nullopt;
    if (*kind == "\"finished\"" || *kind == "\"exact\"" || *kind == "\"raised\"") return Rho{0};
    const auto amount = behind(",\"rho\":");
    Rho rho;
    if (*kind != "\"debit\"" || !amount) return std::nullopt;
    const auto [end, error] = std::from_chars(amount->data(), amount->data() + amount->size(), rho.units);
    if (error != std::errc{} || end != amount->data() + amount->size() || rho.units < 0) return std::nullopt;
    return rho;
}

/// Lines in memory, for what is put in place as a whole.
class MemoryBook final : public LedgerBook {
public:
    explicit MemoryBook(std::vector<std::string>& lines) : lines_(lines) {}
    core::Result<std::vector<std::string>> lines() override { return lines_; }
    core::Done append(std::size_t /*after*/, std::string_view line) override
    {
        lines_.emplace_back(line);
        return {};
    }

private:
    std::vector<std::string>& lines_;
};

/// Writes a new file beside `path` and puts it in its place, so that there is either the old one or the new.
bool replace(const std::string& path, const std::vector<std::string>& lines)
{
    std::string all;
    for (const auto& line : lines)
        all.append(line).append("\n");
    const std::string fresh = path + ".mended";
    {
        const OpenFile file(
            ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file.open() || !write_all(file, all) || ::fsync(file.get()) != 0) return false;
    }
    return ::rename(fresh.c_str(), path.c_str()) == 0 && sync_folder_of(path);
}

bool keep_torn(const std::string& path, std::string_view torn)
{
    const OpenFile file(
        ::open((path + ".torn").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    return file.open() && write_all(file, torn) && write_all(file, "\n") && ::fsync(file.get()) == 0;
}

} // namespace

core::Result<std::unique_ptr<LedgerBook>> open_ledger_file(const std::string& path)
{
    auto book = std::make_unique<FileBook>(path);
    PANOH_CHECK(book->lines());
    const auto folder = std::filesystem::path(path).parent_path();
    const bool exists = ::access(path.c_str(), F_OK) == 0;
    if (::access(exists ? path.c_str() : folder.empty() ? "." : folder.c_str(), W_OK) != 0)
        return not_writable();
    return book;
}

core::Result<Rho> mend_ledger_file(const std::string& path, const core::Clock& clock,
                                   std::string_view operator_name, std::string_view program)
{
    const OpenFile file = open_locked(path, O_RDWR, LOCK_EX);
    const auto all = file.open() ? read_all(file) : std::nullopt;
    if (!all) return not_readable();
    Content content = split(*all);
    if (content.torn.empty()) return Rho{0};
    PANOH_TRY(Ledger ledger, Ledger::open(std::make_unique<MemoryBook>(content.lines), clock));
    const LedgerState before = ledger.state();
    const Rho left = before.budget - before.spent;
    const Rho paid = std::min(asked_for(content.torn).value_or(left), left);
    if (paid.units > 0) {
        // Nothing is drawn for it.
        const auto spent = ledger.debit(paid, {.release = "torn-" + std::to_string(before.lines + 1),
                                               .what = "torn",
                                               .input = {},
                                               .salt = {},
                                               .schema = {},
                                               .operator_name = std::string(operator_name),
                                               .program = std::string(program)});
        if (!spent) return fail(spent.error());
    }
    if (!keep_torn(path, content.torn) || !replace(path, content.lines)) return not_writable();
    return paid;
}

} // namespace panoh::privacy

#include "release/ledger_marks.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace panoh::release {

namespace {

using core::ErrorKind;
using core::fail;

auto not_readable()
{
    return fail(ErrorKind::conflict, "release/marks_not_readable");
}
auto not_writable()
{
    return fail(ErrorKind::conflict, "release/marks_not_writable");
}

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> parts;
    for (std::size_t end = text.find(at); end != std::string_view::npos; end = text.find(at)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    parts.push_back(text);
    return parts;
}

std::optional<std::int64_t> number_in(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

std::optional<LedgerMark> mark_in(std::string_view line)
{
    const auto parts = split(line, ' ');
    if (parts.size() != 5) return std::nullopt;
    const auto lineage = core::parse_id<core::LineageId>(parts[0]);
    const auto lines = number_in(parts[2]);
    const auto spent = number_in(parts[4]);
    if (!lineage || !lines || *lines == 0 || !spent || parts[1].empty() || parts[3].empty())
        return std::nullopt;
    return LedgerMark{.lineage = *lineage,
                      .name = std::string(parts[1]),
                      .lines = *lines,
                      .hash = std::string(parts[3]),
                      .spent = *spent};
}

/// Writes and syncs, or says that it could not.
bool write_synced(const std::string& path, int flags, std::string_view text)
{
    const int file = ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return false;
    bool good = true;
    while (good && !text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        good = written > 0;
        if (good) text.remove_prefix(static_cast<std::size_t>(written));
    }
    good = good && ::fsync(file) == 0;
    return ::close(file) == 0 && good;
}

bool sync_folder_of(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path();
    const int file = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return false;
    const bool good = ::fsync(file) == 0;
    ::close(file);
    return good;
}

} // namespace

core::Result<std::vector<LedgerMark>> LedgerMarks::read() const
{
    std::vector<LedgerMark> marks;
    std::error_code fault;
    const auto status = std::filesystem::symlink_status(file_, fault);
    if (!std::filesystem::exists(status)) return marks;
    if (!std::filesystem::is_regular_file(status)) return not_readable();
    std::ifstream file(file_, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad() || (!text.empty() && text.back() != '\n')) return not_readable();
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty()) continue;
        const auto mark = mark_in(line);
        if (!mark) return not_readable();
        marks.push_back(*mark);
    }
    if (marks.empty() && !text.empty()) return not_readable();
    return marks;
}

core::Done LedgerMarks::write(const std::vector<LedgerMark>& marks) const
{
    std::string text;
    for (const LedgerMark& mark : marks)
        text += fmt::format("{} {} {} {} {}\n", core::to_string(mark.lineage), mark.name, mark.lines,
                            mark.hash, mark.spent);
    const std::string fresh = file_ + ".new";
    if (!write_synced(fresh, O_WRONLY | O_CREAT | O_TRUNC, text) ||
        ::rename(fresh.c_str(), file_.c_str()) != 0 || !sync_folder_of(file_))
        return not_writable();
    return {};
}

core::Result<std::vector<LedgerMark>> LedgerMarks::all() const
{
    const std::lock_guard lock(mutex_);
    return read();
}

core::Done check_mark(const std::vector<LedgerMark>& marks, core::LineageId lineage,
                      const std::vector<std::string>& lines)
{
    const auto mark = std::ranges::find(marks, lineage, &LedgerMark::lineage);
    if (mark == marks.end())
        return lines.empty() ? core::Done() : fail(ErrorKind::conflict, "release/ledger_behind");
    const auto count = static_cast<std::size_t>(mark->lines);
    if (lines.size() < count) return fail(ErrorKind::conflict, "release/ledger_behind");
    const auto line = privacy::read_line(lines[count - 1]);
    if (!line || line->hash != mark->hash) return fail(ErrorKind::conflict, "release/ledger_behind");
    return {};
}

core::Done LedgerMarks::check_new(std::string_view name, const std::vector<core::LineageId>& known) const
{
    PANOH_TRY(const auto marks, all());
    for (const LedgerMark& mark : marks)
        if (mark.name == name && std::ranges::find(known, mark.lineage) == known.end())
            return fail(ErrorKind::conflict, "release/ledger_behind", "name");
    return {};
}

core::Done LedgerMarks::check_writable()
{
    const std::lock_guard lock(mutex_);
    PANOH_TRY(const auto marks, read());
    return write(marks);
}

core::Done LedgerMarks::put(const LedgerMark& mark)
{
    return set(mark, true);
}

core::Done LedgerMarks::reset(const LedgerMark& mark)
{
    return set(mark, false);
}

core::Done LedgerMarks::set(const LedgerMark& mark, bool only_higher)
{
    const std::lock_guard lock(mutex_);
    PANOH_TRY(auto marks, read());
    const auto place = std::ranges::find(marks, mark.lineage, &LedgerMark::lineage);
    if (place == marks.end())
        marks.push_back(mark);
    else if (only_higher && place->lines > mark.lines)
        return {};
    else
        *place = mark;
    return write(marks);
}

core::Done LedgerMarks::remove(core::LineageId lineage)
{
    const std::lock_guard lock(mutex_);
    PANOH_TRY(auto marks, read());
    std::erase_if(marks, [&](const LedgerMark& mark) { return mark.lineage == lineage; });
    return write(marks);
}

} // namespace panoh::release

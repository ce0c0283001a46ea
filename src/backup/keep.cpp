#include "backup/keep.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "backup/child.h"

namespace panoh::backup {
namespace {

constexpr std::string_view beginning = "panoh-";
constexpr std::string_view ending = ".age";
constexpr std::string_view unfinished = ".age.part";

std::vector<std::filesystem::path> files_of(const std::string& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
        if (entry.is_regular_file(ignored) && !entry.is_symlink(ignored)) files.push_back(entry.path());
    return files;
}

} // namespace

std::string file_name(core::Instant made_at)
{
    std::string when = core::to_string(made_at).substr(0, 19);
    std::erase_if(when, [](char letter) { return letter == '-' || letter == ':'; });
    return std::string(beginning) + when + "Z" + std::string(ending);
}

std::optional<core::Instant> made_at(std::string_view file_name)
{
    constexpr std::size_t time_size = 16; // 20261126T054430Z
    if (file_name.size() != beginning.size() + time_size + ending.size() ||
        !file_name.starts_with(beginning) || !file_name.ends_with(ending))
        return std::nullopt;
    std::string when(file_name.substr(beginning.size(), time_size - 1));
    if (when[8] != 'T') return std::nullopt;
    for (const std::size_t at : {13UL, 11UL}) // from the end, so that the places stay
        when.insert(at, ":");
    for (const std::size_t at : {6UL, 4UL})
        when.insert(at, "-");
    const auto at = core::parse_instant(when + ".000Z");
    // Old backups go by their name: what is called otherwise by a sign is somebody else's.
    return at && backup::file_name(*at) == file_name ? std::optional(*at) : std::nullopt;
}

int drop_old(const std::string& folder, core::Instant now, int keep_days)
{
    int dropped = 0;
    for (const auto& file : files_of(folder)) {
        const auto made = made_at(file.filename().string());
        if (!made || now.milliseconds - made->milliseconds <= keep_days * core::day_ms) continue;
        std::error_code failed;
        if (std::filesystem::remove(file, failed)) ++dropped;
    }
    return dropped;
}

void drop_leftovers(const std::string& folder)
{
    for (const auto& file : files_of(folder)) {
        const std::string name = file.filename().string();
        if (!name.starts_with(beginning) || !name.ends_with(unfinished)) continue;
        const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        // Who writes one holds its lock.
        if (opened.open() && ::flock(opened.get(), LOCK_EX | LOCK_NB) == 0) ::unlink(file.c_str());
    }
}

} // namespace panoh::backup

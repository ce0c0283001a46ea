#include "app/whole_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace panoh::app {

std::optional<std::string> read_whole(const std::string& path)
{
    std::error_code error;
    // A folder opens, and throws when it is read.
    if (std::filesystem::is_directory(path, error)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) return std::nullopt;
    return text;
}

} // namespace panoh::app

#include "backup/key_files.h"

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <unistd.h>

#include "backup/child.h"

namespace panoh::backup {
namespace {

using core::ErrorKind;
using core::fail;

constexpr std::array<const char*, 3> names = {"node.secret", "certificate.pem", "key.pem"};
constexpr std::size_t longest_file = 64UL * 1024;
constexpr std::size_t node_secret_size = 32;

core::Result<core::Bytes> content_of(const std::string& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open()) return fail(ErrorKind::not_found, "restore/unreadable");
    core::Bytes content(longest_file);
    content.resize(read_up_to(file.get(), content));
    return content;
}

} // namespace

std::vector<std::string> key_file_names()
{
    return {names.begin(), names.end()};
}

core::Result<std::vector<KeyFile>> key_files_of(const std::string& folder, const std::string& node_secret)
{
    std::vector<KeyFile> files;
    for (const auto* name : names) {
        const auto path = name == names.front() ? node_secret : folder + "/" + name;
        if (auto content = content_of(path)) files.push_back({name, std::move(*content)});
    }
    if (files.empty() || files.front().name != names.front() ||
        files.front().content.size() != node_secret_size)
        return fail(ErrorKind::conflict, "access/node_secret", "files.data");
    return files;
}

crypto::Key seal_key(const KeyFile& node_secret)
{
    // Numbers below are those of access/node_secret.cpp.
    const auto root = std::span<const std::uint8_t>(node_secret.content).first<node_secret_size>();
    return crypto::derive(crypto::Key(root), 5, "nodeback");
}

void write_key_files(StreamWriter& stream, const std::vector<KeyFile>& files)
{
    stream.number(files.size(), 1);
    for (const auto& file : files) {
        stream.text(file.name);
        stream.bytes(file.content);
    }
}

core::Result<std::vector<KeyFile>> read_key_files(StreamReader& stream)
{
    std::vector<KeyFile> files;
    const auto count = stream.number(1);
    for (std::uint64_t i = 0; i < count && stream.fine(); ++i) {
        KeyFile file{.name = stream.text(longest_file), .content = stream.bytes(longest_file)};
        // Names are not taken from the file: it could name a place outside the folder.
        if (std::ranges::find(names, file.name) == names.end())
            return fail(ErrorKind::invalid, "restore/damaged", "keys");
        files.push_back(std::move(file));
    }
    PANOH_CHECK(stream.finish(std::nullopt));
    if (files.empty() || files.front().name != names.front() ||
        files.front().content.size() != node_secret_size)
        return fail(ErrorKind::invalid, "restore/damaged", "keys");
    return files;
}

core::Done put_key_files(const std::string& folder, const std::vector<KeyFile>& files)
{
    for (const auto& file : files) {
        const std::string path = folder + "/" + file.name;
        const Descriptor made(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!made.open()) return fail(ErrorKind::conflict, "restore/not_empty", "files.data");
        if (!write_all(made.get(), file.content) || ::fsync(made.get()) != 0)
            return fail(ErrorKind::conflict, "restore/unwritable", "files.data");
    }
    return {};
}

core::Result<KeyFile> node_secret_file(const std::string& path)
{
    auto content = content_of(path);
    if (!content || content->size() != node_secret_size)
        return fail(ErrorKind::invalid, "restore/node_secret_unreadable", "node-secret");
    return KeyFile{.name = names.front(), .content = std::move(*content)};
}

} // namespace panoh::backup

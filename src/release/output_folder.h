#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace panoh::release {

/// One file of an output and the SHA-256 of its bytes, as hexadecimal digits.
struct OutputFile {
    std::string name;
    std::string sha256;
    std::int64_t bytes = 0;
    bool operator==(const OutputFile&) const = default;
};
PANOH_JSON(OutputFile, name, sha256, bytes)

/// A folder that is there whole or not at all: files are written beside it, under its name with ".partial",
/// and renamed when the last is on the disk.
class OutputFolder {
public:
    /// "release/folder_exists" (there is something at that path), "release/folder_not_writable". What an
    /// earlier run that was killed left beside it is taken away.
    [[nodiscard]] static core::Result<OutputFolder> begin(const std::filesystem::path& folder);
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;
    /// Removes what was not finished.
    ~OutputFolder();

    /// Writes a file and syncs it; "release/folder_not_writable".
    [[nodiscard]] core::Done write(std::string_view name, std::string_view text);
    [[nodiscard]] const std::vector<OutputFile>& files() const { return files_; }
    /// Adds MANIFEST.sha256, as `sha256sum -c` reads it, and puts the folder in its place. Returns the
    /// SHA-256 of that manifest.
    [[nodiscard]] core::Result<std::string> finish();

private:
    explicit OutputFolder(std::filesystem::path folder);
    std::filesystem::path folder_;
    std::filesystem::path partial_;
    std::vector<OutputFile> files_;
    bool open_ = true;
};

} // namespace panoh::release

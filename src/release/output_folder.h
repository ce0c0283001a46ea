#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "release/output.h"

namespace panoh::release {

/// A folder that is there whole or not at all: files are written beside it, under its name with ".partial",
/// and renamed when the last is on the disk. A file that cannot be written: "release/folder_not_writable".
class OutputFolder final : public Output {
public:
    /// "release/folder_exists" (there is something at that path), "release/folder_not_writable". What an
    /// earlier run that was killed left beside it is taken away.
    [[nodiscard]] static core::Result<std::unique_ptr<Output>> begin(const std::filesystem::path& folder);
    /// Removes what was not finished.
    ~OutputFolder() override;

private:
    explicit OutputFolder(std::filesystem::path folder);
    [[nodiscard]] core::Done keep(const OutputFile& file, std::string_view text) override;
    [[nodiscard]] core::Done close() override;
    std::filesystem::path folder_;
    std::filesystem::path partial_;
    bool open_ = true;
};

/// For an order: a folder at that path.
[[nodiscard]] BeginOutput into_folder(std::filesystem::path folder);

} // namespace panoh::release

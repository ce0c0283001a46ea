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
    class Descriptor;
    explicit OutputFolder(std::filesystem::path folder);
    [[nodiscard]] core::Done begin_file(const std::string& name) override;
    [[nodiscard]] core::Done put(std::string_view piece) override;
    [[nodiscard]] core::Done end_file(const OutputFile& file) override;
    [[nodiscard]] core::Done close() override;
    std::filesystem::path folder_;
    std::filesystem::path partial_;
    std::unique_ptr<Descriptor> file_; ///< the one that is being written
    bool open_ = true;
};

/// For an order: a folder at that path.
[[nodiscard]] BeginOutput into_folder(std::filesystem::path folder);

} // namespace panoh::release

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
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

/// Where the files of a release go: a folder, or rows of a database. It is there whole or not at all: what
/// was begun and not finished is taken away with the object.
class Output {
public:
    Output() = default;
    virtual ~Output() = default;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    /// Bytes of a piece that is worth its way.
    static constexpr std::size_t piece_size = 1024UL * 1024;
    /// Takes the next piece of a file.
    using Put = std::function<core::Done(std::string_view)>;
    /// Adds a file and returns when it is on the disk.
    [[nodiscard]] core::Done write(std::string_view name, std::string_view text);
    /// The same of a text that `make` hands over piece by piece, since it need not be in memory as a whole.
    [[nodiscard]] core::Done write_pieces(std::string_view name,
                                          const std::function<core::Done(const Put&)>& make);
    [[nodiscard]] const std::vector<OutputFile>& files() const { return files_; }
    /// Adds MANIFEST.sha256, as `sha256sum -c` reads it, and closes the output. Returns the SHA-256 of that
    /// manifest.
    [[nodiscard]] core::Result<std::string> finish();

private:
    [[nodiscard]] virtual core::Done begin_file(const std::string& name) = 0;
    [[nodiscard]] virtual core::Done put(std::string_view piece) = 0;
    /// All pieces are there.
    [[nodiscard]] virtual core::Done end_file(const OutputFile& file) = 0;
    [[nodiscard]] virtual core::Done close() = 0;
    std::vector<OutputFile> files_;
};

/// Begins one when everything that can be refused before has been looked at.
using BeginOutput = std::function<core::Result<std::unique_ptr<Output>>()>;

} // namespace panoh::release

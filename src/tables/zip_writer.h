#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace panoh::tables {

/// Makes a ZIP in memory, one deflated entry after the other. What is ready can be taken at any time, so that
/// a large one needs no memory of its size. No clock: every entry is of 1 January 1980.
class ZipWriter {
public:
    ZipWriter();
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;

    /// Begins an entry; the one before must have been ended.
    void begin(std::string_view name);
    void write(std::string_view bytes);
    void end();
    /// Writes the directory; nothing can be added afterwards.
    void finish();
    /// The bytes made since the last time.
    [[nodiscard]] std::string take();

private:
    struct Entry {
        std::string name;
        std::uint32_t checksum = 0;
        std::uint64_t packed = 0;
        std::uint64_t size = 0;
        std::uint64_t header_at = 0;
    };
    struct Deflater;
    void pack(std::string_view bytes, bool last);
    void append_common(std::string& out, const Entry& entry) const;

    std::unique_ptr<Deflater> deflater_;
    std::vector<Entry> entries_;
    std::string out_;
    std::uint64_t taken_ = 0;
};

} // namespace panoh::tables

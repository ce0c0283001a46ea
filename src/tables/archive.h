#pragma once

// The ZIP container of an XLSX, read out of memory. Only what ECMA-376 part 2 and APPNOTE 6.3 ask of such a
// file: stored and deflated entries, one disk, ZIP64 records that some writers always make.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tables/limits.h"

namespace panoh::tables {

/// One packed file, as the directory at the end says; `Archive` has compared it with what stands before its
/// bytes.
struct Part {
    std::string name; ///< ASCII lower case, slashes forward: names are compared so (ECMA-376 part 2, 9.1.1)
    std::uint16_t method = 0;
    std::uint32_t checksum = 0;
    std::uint64_t packed = 0;
    std::uint64_t size = 0;
    std::uint64_t header_at = 0;
    std::uint64_t begins_at = 0;
};

/// The name as `Part` has it.
[[nodiscard]] std::string part_name(std::string_view name);

/// A ZIP whose directory was read and found sound. It looks into the bytes, which the caller keeps.
class Archive {
public:
    /// Refuses, at "archive": tables/broken (cut off, entries that overlap, twice the same name, a directory
    /// that differs from the entries), tables/encrypted, tables/too_many_parts, tables/unpacks_too_large.
    [[nodiscard]] static core::Result<Archive> open(std::string_view bytes, const Limits& limits);

    /// Nothing when there is no such part. Any spelling of the name that `part_name` makes the same.
    [[nodiscard]] const Part* find(std::string_view name) const;

    /// Unpacks a part piece by piece, 64 KiB each, until `use` returns false. Refuses: tables/broken (wrong
    /// checksum, other size than was said, an unknown method), tables/packed_too_tightly. What `use` got
    /// before a refusal must be thrown away. No more than the size that `open` counted is ever unpacked.
    [[nodiscard]] core::Done read(const Part& part, const std::function<bool(std::string_view)>& use) const;

private:
    Archive(std::string_view bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {}
    [[nodiscard]] core::Done read_directory();
    [[nodiscard]] core::Done check_places(std::uint64_t directory_at);

    std::string_view bytes_;
    Limits limits_;
    std::vector<Part> parts_; ///< sorted by name
};

} // namespace panoh::tables

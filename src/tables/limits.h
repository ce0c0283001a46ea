#pragma once

#include <cstddef>
#include <cstdint>

namespace panoh::tables {

/// What a table may be at most. Each bounds memory or time; a refusal says which one it was.
struct Limits {
    std::size_t file_bytes = 64 << 20;    ///< tables/file_too_large
    std::size_t cell_letters = 32'767;    ///< tables/cell_too_long; UTF-16 units, as Excel counts
    std::size_t columns = 16'384;         ///< tables/too_many_cells
    std::int64_t rows = 1'048'576;        ///< tables/too_many_rows
    std::int64_t cells = 100'000'000;     ///< tables/too_many_cells; empty ones between others count
    std::size_t parts = 10'000;           ///< tables/too_many_parts; files in an XLSX
    std::size_t part_bytes = 512 << 20;   ///< tables/unpacks_too_large; one of them
    std::size_t unpacked_bytes = 1 << 30; ///< tables/unpacks_too_large; all of them
    std::size_t ratio = 200;              ///< tables/packed_too_tightly; of what is above 1 MiB
    std::size_t depth = 32;               ///< tables/too_deep; elements in elements
    std::size_t parser_bytes = 4 << 20;   ///< tables/broken; what the XML parser may hold
    std::size_t shared_texts = 4'000'000; ///< tables/too_many_texts
    std::size_t shared_bytes = 128 << 20; ///< tables/too_many_texts
    std::size_t row_bytes = 16 << 20;     ///< tables/cell_too_long; texts that stand in one row itself
};

} // namespace panoh::tables

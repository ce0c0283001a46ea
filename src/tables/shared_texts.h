#pragma once

// The texts that the cells of an XLSX name by number.

#include <memory>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tables/archive.h"
#include "tables/limits.h"

namespace panoh::tables {

/// Texts in blocks that never move, so that views of them stay.
class SharedTexts {
public:
    void add(std::string_view text);
    [[nodiscard]] std::size_t size() const { return texts_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] std::string_view operator[](std::size_t index) const { return texts_[index]; }

private:
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t room_ = 0; ///< in the last block
    char* next_ = nullptr;
    std::size_t bytes_ = 0;
    std::vector<std::string_view> texts_;
};

/// Reads the part. Runs of formatted text are joined, readings of East Asian words left out. Refuses, at
/// "shared_texts": tables/too_many_texts, tables/cell_too_long, and what `read_xml` refuses.
[[nodiscard]] core::Result<SharedTexts> read_shared_texts(const Archive& archive, const Part& part,
                                                          const Limits& limits);

/// Whether a text has at most so many UTF-16 units.
[[nodiscard]] bool fits_cell(std::string_view text, std::size_t letters);

} // namespace panoh::tables

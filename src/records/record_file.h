#pragma once

// The table of records as a file: CSV with the formula guard on, or XLSX.

#include <memory>
#include <string>
#include <string_view>

#include "records/record.h"
#include "tables/xlsx_writer.h"

namespace panoh::records {

enum class FileFormat { csv, xlsx };
/// By the end of its name; nothing for another.
[[nodiscard]] std::optional<FileFormat> format_of(std::string_view file_name);

/// Writes one file piece by piece: a heading line, then the lines of each record.
class RecordFile {
public:
    RecordFile(FileFormat format, const tables::About& about);
    ~RecordFile();
    RecordFile(const RecordFile&) = delete;
    RecordFile& operator=(const RecordFile&) = delete;
    /// "tables/cell_too_long", "tables/too_many_rows" with the cell: nothing is cut off silently.
    [[nodiscard]] core::Done add(const Record& record);
    void finish();
    /// The bytes made since the last time.
    [[nodiscard]] std::string take();

private:
    FileFormat format_;
    std::string csv_;
    std::unique_ptr<tables::XlsxWriter> xlsx_;
};

} // namespace panoh::records

template <>
struct panoh::core::Names<panoh::records::FileFormat> {
    using enum panoh::records::FileFormat;
    static constexpr std::array<Named<panoh::records::FileFormat>, 2> all = {{{csv, "csv"}, {xlsx, "xlsx"}}};
};

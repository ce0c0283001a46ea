#include "tables/csv_reader.h"

#include <algorithm>

namespace panoh::tables {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

CsvReader::CsvReader(std::string_view text, CsvLimits limits, char delimiter)
    : text_(text), limits_(limits), delimiter_(delimiter)
{
    has_mark_ = text.starts_with(byte_order_mark);
    if (has_mark_) at_ = byte_order_mark.size();
}

CsvStep CsvReader::next()
{
    if (faulty_) return CsvStep::fault;
    if (at_ == text_.size()) return CsvStep::end;
    cells_.clear();
    scratch_.clear();
    unquoted_.clear();
    record_.line = line_;
    const std::size_t begin = at_;
    for (;;) {
        if (!read_cell()) return CsvStep::fault;
        if (at_ == text_.size() || text_[at_] != delimiter_) break;
        ++at_;
    }
    finish_record(begin);
    return CsvStep::record;
}

void CsvReader::finish_record(std::size_t begin)
{
    record_.raw = text_.substr(begin, at_ - begin);
    const std::size_t end = at_;
    if (at_ < text_.size()) {
        at_ += text_[at_] == '\r' ? 2 : 1;
        ++line_;
    }
    record_.line_end = text_.substr(end, at_ - end);
    for (const Unquoted& cell : unquoted_)
        cells_[cell.cell] = std::string_view(scratch_).substr(cell.offset, cell.size);
    record_.cells = cells_;
}

bool CsvReader::read_cell()
{
    if (cells_.size() == limits_.cells) return stop("tables/too_many_cells");
    return at_ < text_.size() && text_[at_] == '"' ? read_quoted() : read_plain();
}

bool CsvReader::read_plain()
{
    std::size_t end = at_;
    for (; end < text_.size(); ++end) {
        const char c = text_[end];
        if (c == delimiter_ || c == '\n') break;
        if (c == '"') return stop("tables/quote_misplaced");
        if (c == '\r') {
            if (end + 1 == text_.size() || text_[end + 1] != '\n') return stop("tables/line_break_invalid");
            break;
        }
    }
    const std::string_view cell = text_.substr(at_, end - at_);
    at_ = end;
    return keep(cell);
}

bool CsvReader::read_quoted()
{
    const std::size_t first = at_ + 1;
    const std::size_t offset = scratch_.size();
    std::size_t piece = first;
    bool doubled = false;
    for (std::size_t i = first;; ++i) {
        i = text_.find('"', i);
        if (i == std::string_view::npos) return stop("tables/quote_unclosed");
        const bool again = i + 1 < text_.size() && text_[i + 1] == '"';
        if (again || doubled) {
            // Before it is copied: a cell of a hundred megabytes must not take them twice.
            if (scratch_.size() - offset + (i - piece) > limits_.cell_bytes)
                return stop("tables/cell_too_long");
            scratch_.append(text_.substr(piece, i - piece + (again ? 1 : 0)));
        }
        if (again) {
            doubled = true;
            piece = ++i + 1;
            continue;
        }
        if (doubled) unquoted_.push_back({cells_.size(), offset, scratch_.size() - offset});
        return close_quoted(text_.substr(first, i - first), doubled ? scratch_.size() - offset : i - first);
    }
}

bool CsvReader::close_quoted(std::string_view cell, std::size_t meant)
{
    line_ += std::count(cell.begin(), cell.end(), '\n');
    at_ += cell.size() + 2;
    const bool ended = at_ == text_.size() || text_[at_] == delimiter_ || text_[at_] == '\n' ||
                       text_.substr(at_, 2) == "\r\n";
    return ended ? keep(cell.substr(0, meant)) : stop("tables/quote_misplaced");
}

bool CsvReader::keep(std::string_view cell)
{
    if (cell.size() > limits_.cell_bytes) return stop("tables/cell_too_long");
    cells_.push_back(cell);
    return true;
}

bool CsvReader::stop(std::string_view code)
{
    faulty_ = true;
    fault_ = {code, line_, static_cast<int>(cells_.size()) + 1};
    return false;
}

} // namespace panoh::tables

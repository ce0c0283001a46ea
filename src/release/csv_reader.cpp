#include "release/csv_reader.h"

#include <algorithm>

namespace panoh::release {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

CsvReader::CsvReader(std::string_view text, CsvLimits limits) : text_(text), limits_(limits)
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
        if (at_ == text_.size() || text_[at_] != ',') break;
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
    if (cells_.size() == limits_.cells) return stop("release/too_many_cells");
    return at_ < text_.size() && text_[at_] == '"' ? read_quoted() : read_plain();
}

bool CsvReader::read_plain()
{
    std::size_t end = at_;
    for (; end < text_.size(); ++end) {
        const char c = text_[end];
        if (c == ',' || c == '\n') break;
        if (c == '"') return stop("release/quote_misplaced");
        if (c == '\r') {
            if (end + 1 == text_.size() || text_[end + 1] != '\n') return stop("release/line_break_invalid");
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
        if (i == std::string_view::npos) return stop("release/quote_unclosed");
        const bool again = i + 1 < text_.size() && text_[i + 1] == '"';
        if (again || doubled) scratch_.append(text_.substr(piece, i - piece + (again ? 1 : 0)));
        if (again) {
            doubled = true;
            piece = ++i + 1;
            continue;
        }
        const std::string_view cell = text_.substr(first, i - first);
        line_ += std::count(cell.begin(), cell.end(), '\n');
        at_ = i + 1;
        const bool ended =
            at_ == text_.size() || text_[at_] == ',' || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
        if (!ended) return stop("release/quote_misplaced");
        if (doubled) unquoted_.push_back({cells_.size(), offset, scratch_.size() - offset});
        return keep(cell);
    }
}

bool CsvReader::keep(std::string_view cell)
{
    if (cell.size() > limits_.cell_bytes) return stop("release/cell_too_long");
    cells_.push_back(cell);
    return true;
}

bool CsvReader::stop(std::string_view code)
{
    faulty_ = true;
    fault_ = {code, line_, static_cast<int>(cells_.size()) + 1};
    return false;
}

} // namespace panoh::release

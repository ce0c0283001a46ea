#include "tables/sheet_reader.h"

#include <charconv>
#include <utility>

#include "tables/refusal.h"
#include "tables/string_escapes.h"
#include "tables/xml.h"

namespace panoh::tables {

namespace {

enum class CellType { number, shared, inline_text, formula_text, truth, date, error };

CellType cell_type(std::string_view text)
{
    static constexpr std::pair<std::string_view, CellType> types[] = {
        {"s", CellType::shared},         {"inlineStr", CellType::inline_text},
        {"str", CellType::formula_text}, {"b", CellType::truth},
        {"d", CellType::date},           {"e", CellType::error}};
    for (const auto& [name, type] : types)
        if (text == name) return type;
    return CellType::number;
}

template <typename T>
std::optional<T> number_in(std::string_view text)
{
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// worksheet/sheetData/row/c/v and c/is/t, c/is/r/t, at fixed depths; all else is passed over.
class SheetReader : public XmlReader {
public:
    SheetReader(const Workbook& workbook, const SharedTexts& texts, const Limits& limits, const UseRow& use)
        : workbook_(workbook), texts_(texts), limits_(limits), use_(use)
    {
    }

    void opened(std::string_view name, const XmlAttributes& attributes, std::size_t depth) override
    {
        switch (depth) {
        case 1:
            if (name != "worksheet") refuse_here("tables/broken");
            break;
        case 2:
            in_data_ = name == "sheetData";
            break;
        case 3:
            in_row_ = in_data_ && name == "row";
            if (in_row_) open_row(attributes);
            break;
        case 4:
            in_cell_ = in_row_ && name == "c";
            if (in_cell_) open_cell(attributes);
            break;
        default:
            if (in_cell_) open_inside(name, depth);
        }
    }

    void closed(std::string_view, std::size_t depth) override
    {
        in_text_ = false;
        if (depth == 4 && in_cell_) {
            close_cell();
            in_cell_ = false;
        } else if (depth == 3 && in_row_) {
            close_row();
            in_row_ = false;
        }
    }

    void text(std::string_view piece) override
    {
        if (!in_text_) return;
        // 7 for each sign: "_x0041_".
        if (value_.size() + piece.size() > limits_.cell_letters * 7)
            return refuse_here("tables/cell_too_long");
        value_.append(piece);
    }

    [[nodiscard]] std::string place() const override
    {
        if (row_ == 0) return "sheet";
        return in_cell_ ? to_string(CellPlace{row_, column_}) : std::to_string(row_);
    }

    [[nodiscard]] const SheetRead& read() const { return read_; }

private:
    /// Text of this row that no shared text holds; a view once `own_` stands still.
    struct Own {
        std::size_t column;
        std::size_t offset;
        std::size_t size;
    };

    void open_row(const XmlAttributes& attributes)
    {
        const std::int64_t before = row_;
        const auto said = attributes.find("r");
        row_ = said ? number_in<std::int64_t>(*said).value_or(0) : before + 1;
        if (row_ > limits_.rows) return refuse_here("tables/too_many_rows");
        if (row_ <= before) {
            row_ = before;
            return refuse_here("tables/broken");
        }
        cells_.clear();
        own_.clear();
        owned_.clear();
        next_column_ = 0;
    }

    void open_cell(const XmlAttributes& attributes)
    {
        column_ = next_column_;
        if (const auto said = attributes.find("r")) {
            const auto cell = parse_cell_place(*said);
            if (cell) column_ = cell->column;
            // Out of order or of another row: whose text it is would be a guess.
            if (!cell || cell->row != row_ || column_ < next_column_) return refuse_here("tables/broken");
        }
        next_column_ = column_ + 1;
        type_ = cell_type(attributes.find("t").value_or("n"));
        style_ = 0;
        if (type_ == CellType::number)
            style_ = number_in<std::size_t>(attributes.find("s").value_or("0")).value_or(0);
        value_.clear();
        has_formula_ = false;
        in_run_ = false;
        in_string_ = false;
    }

    void open_inside(std::string_view name, std::size_t depth)
    {
        if (depth == 5) {
            in_string_ = name == "is";
            in_text_ = name == "v";
            has_formula_ = has_formula_ || name == "f";
        } else if (in_string_ && depth == 6) {
            in_run_ = name == "r";
            in_text_ = name == "t";
        } else {
            in_text_ = in_string_ && in_run_ && depth == 7 && name == "t";
        }
    }

    void close_cell()
    {
        if (value_.empty()) {
            if (has_formula_ && type_ != CellType::formula_text) note_without_result();
            return;
        }
        switch (type_) {
        case CellType::shared:
            return take_shared();
        case CellType::inline_text:
        case CellType::formula_text:
        case CellType::error:
            return keep_own(without_escapes(std::move(value_)));
        case CellType::truth:
            return keep_own(value_ == "1" || value_ == "true" ? "TRUE" : "FALSE");
        case CellType::date:
            return keep_own(value_.ends_with("T00:00:00") ? value_.substr(0, value_.size() - 9) : value_);
        case CellType::number:
            return keep_own(shown_number());
        }
    }

    [[nodiscard]] std::string shown_number() const
    {
        const NumberKind kind =
            style_ < workbook_.kinds.size() ? workbook_.kinds[style_] : NumberKind::number;
        if (kind != NumberKind::number)
            if (const auto serial = number_in<double>(value_))
                if (auto text = serial_text(*serial, kind, workbook_.from_1904)) return std::move(*text);
        return stored_number_text(value_);
    }

    void note_without_result()
    {
        if (++read_.without_result == 1) read_.first_without_result = CellPlace{row_, column_};
    }

    void take_shared()
    {
        const auto index = number_in<std::size_t>(value_);
        if (!index || *index >= texts_.size()) return refuse_here("tables/broken");
        if (!texts_[*index].empty() && make_room()) cells_[column_] = texts_[*index];
    }

    void keep_own(std::string_view text)
    {
        if (text.empty()) return;
        if (!fits_cell(text, limits_.cell_letters) || own_.size() + text.size() > limits_.row_bytes)
            return refuse_here("tables/cell_too_long");
        if (!make_room()) return;
        owned_.push_back({column_, own_.size(), text.size()});
        own_.append(text);
    }

    /// Only cells with text make a row wide: styled empty ones often stand until the last column.
    [[nodiscard]] bool make_room()
    {
        if (column_ >= limits_.columns) {
            refuse_here("tables/too_many_cells");
            return false;
        }
        cells_.resize(column_ + 1);
        return true;
    }

    void close_row()
    {
        if (cells_.empty()) return;
        for (const Own& own : owned_)
            cells_[own.column] = std::string_view(own_).substr(own.offset, own.size);
        cells_read_ += static_cast<std::int64_t>(cells_.size());
        if (cells_read_ > limits_.cells) return refuse_here("tables/too_many_cells");
        ++read_.rows;
        if (!use_(Row{row_, cells_})) stop();
    }

    const Workbook& workbook_;
    const SharedTexts& texts_;
    const Limits& limits_;
    const UseRow& use_;
    SheetRead read_;
    std::int64_t cells_read_ = 0;

    bool in_data_ = false;
    bool in_row_ = false;
    bool in_cell_ = false;
    bool in_string_ = false;
    bool in_run_ = false;
    bool in_text_ = false;

    std::int64_t row_ = 0;
    std::size_t column_ = 0;
    std::size_t next_column_ = 0;
    CellType type_ = CellType::number;
    std::size_t style_ = 0;
    bool has_formula_ = false;
    std::string value_;
    std::vector<std::string_view> cells_;
    std::string own_;
    std::vector<Own> owned_;
};

} // namespace

core::Result<SheetRead> read_sheet(const Archive& archive, const Part& part, const Workbook& workbook,
                                   const SharedTexts& texts, const Limits& limits, const UseRow& use)
{
    SheetReader reader(workbook, texts, limits, use);
    PANOH_CHECK(read_xml(archive, part, limits, reader));
    return reader.read();
}

} // namespace panoh::tables

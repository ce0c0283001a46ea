#include "tables/xlsx_writer.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "core/text.h"
#include "tables/number_text.h"
#include "tables/place.h"
#include "tables/refusal.h"
#include "tables/shared_texts.h"
#include "tables/string_escapes.h"
#include "tables/xlsx_parts.h"

namespace panoh::tables {

namespace {

constexpr std::size_t most_columns = 16'384;
constexpr std::int64_t most_rows = 1'048'576;
constexpr std::size_t most_letters = 32'767;
constexpr core::Date first_sure_day{1900, 3, 1}; // before it, programs count days differently

void append_text(std::string& out, std::string_view place, std::string_view text, int style)
{
    if (text.empty()) return;
    fmt::format_to(std::back_inserter(out), R"(<c r="{}" s="{}" t="inlineStr"><is><t xml:space="preserve">)",
                   place, style);
    append_escaped(out, text);
    out += "</t></is></c>";
}

void append_number(std::string& out, std::string_view place, std::string_view number, Style style)
{
    fmt::format_to(std::back_inserter(out), R"(<c r="{}" s="{}"><v>{}</v></c>)", place,
                   static_cast<int>(style), number);
}

/// Appends a cell; texts get `text_style`.
void append_cell(std::string& out, const CellPlace& at, const Cell& cell, int text_style)
{
    const std::string place = to_string(at);
    if (const auto* text = std::get_if<std::string_view>(&cell)) append_text(out, place, *text, text_style);
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        const std::string digits = std::to_string(*whole);
        if (*whole > widest_whole || *whole < -widest_whole)
            return append_text(out, place, digits, text_style);
        append_number(out, place, digits, Style::plain);
    }
    if (const auto* number = std::get_if<double>(&cell))
        if (std::isfinite(*number)) append_number(out, place, number_text(*number), Style::plain);
    if (const auto* day = std::get_if<core::Date>(&cell)) {
        if (*day < first_sure_day) return append_text(out, place, core::to_string(*day), text_style);
        append_number(out, place, std::to_string(core::days_between({1899, 12, 30}, *day)), Style::date);
    }
}

int width_of(const Column& column)
{
    constexpr std::size_t narrow = 10;
    constexpr std::size_t wide = 40;
    if (column.width > 0) return column.width;
    // Two more for the filter's arrow.
    return static_cast<int>(std::clamp(core::letters(column.heading) + 2, narrow, wide));
}

std::string columns_of(std::span<const Column> columns)
{
    if (columns.empty()) return {};
    std::string out = "<cols>";
    for (std::size_t i = 0; i < columns.size(); ++i)
        out += fmt::format(R"(<col min="{0}" max="{0}" width="{1}" customWidth="1"/>)", i + 1,
                           width_of(columns[i]));
    return out += "</cols>";
}

/// The first letters of a text, counted as Excel does.
std::string_view first_letters(std::string_view text, std::size_t letters)
{
    while (!fits_cell(text, letters)) {
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
            text.remove_suffix(1);
        text.remove_suffix(1);
    }
    return text;
}

} // namespace

std::string sheet_name(std::string_view name, std::span<const std::string> taken)
{
    constexpr std::size_t longest = 31;
    std::string clean;
    for (const char c : name) {
        const bool refused = std::string_view("[]:*?/\\").find(c) != std::string_view::npos;
        clean.push_back(refused || static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    }
    std::string_view trimmed = core::trim(clean);
    while (trimmed.starts_with('\''))
        trimmed.remove_prefix(1);
    std::string base(first_letters(trimmed, longest));
    while (base.ends_with('\''))
        base.pop_back();
    const auto is_taken = [&](const std::string& candidate) {
        return std::any_of(taken.begin(), taken.end(), [&](const std::string& other) {
            return core::fold_case(other) == core::fold_case(candidate);
        });
    };
    std::string found = base.empty() ? "1" : base;
    for (int i = 2; is_taken(found); ++i) {
        const std::string number = fmt::format(" {}", i);
        found = std::string(first_letters(base, longest - number.size())) + number;
    }
    return found;
}

XlsxWriter::XlsxWriter(const About& about) : about_(about)
{
    if (!about_.lines.empty() && !about_.last) write_about();
}

void XlsxWriter::write_about()
{
    open_sheet(about_.sheet,
               R"(<cols><col min="1" max="1" width="24" customWidth="1"/>)"
               R"(<col min="2" max="2" width="80" customWidth="1"/></cols>)",
               false);
    for (const auto& line : about_.lines) {
        ++rows_;
        row_ = fmt::format(R"(<row r="{}">)", rows_);
        append_text(row_, to_string(CellPlace{rows_, 0}), first_letters(line.label, most_letters),
                    static_cast<int>(Style::heading));
        append_text(row_, to_string(CellPlace{rows_, 1}), first_letters(line.text, most_letters),
                    static_cast<int>(Style::text));
        zip_.write(row_ += "</row>");
    }
    close_sheet();
}

void XlsxWriter::open_sheet(std::string_view name, std::string_view columns, bool frozen)
{
    close_sheet();
    names_.push_back(sheet_name(name, names_));
    zip_.begin(fmt::format("xl/worksheets/sheet{}.xml", names_.size()));
    std::string out = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
                      R"(<sheetViews><sheetView workbookViewId="0">)";
    if (frozen)
        out += R"(<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>)"
               R"(<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>)";
    zip_.write(out.append("</sheetView></sheetViews>").append(columns).append("<sheetData>"));
    rows_ = 0;
    width_ = 0;
    open_ = true;
}

void XlsxWriter::close_sheet()
{
    if (!open_) return;
    std::string out = "</sheetData>";
    if (width_ > 0)
        out += fmt::format(R"(<autoFilter ref="A1:{}"/>)", to_string(CellPlace{rows_, width_ - 1}));
    if (!about_.page_foot.empty()) out += page_foot(about_.page_foot);
    zip_.write(out += "</worksheet>");
    zip_.end();
    open_ = false;
}

core::Done XlsxWriter::begin_sheet(std::string_view name, std::span<const Column> columns)
{
    if (columns.size() > most_columns) return refuse("tables/too_many_cells", "1");
    std::vector<Cell> headings;
    for (const Column& column : columns)
        headings.emplace_back(std::string_view(column.heading));
    open_sheet(name, columns_of(columns), !columns.empty());
    if (columns.empty()) return {};
    PANOH_CHECK(append_row(headings, static_cast<int>(Style::heading)));
    width_ = columns.size();
    return {};
}

core::Done XlsxWriter::add(std::span<const Cell> cells)
{
    return append_row(cells, static_cast<int>(Style::text));
}

core::Done XlsxWriter::append_row(std::span<const Cell> cells, int text_style)
{
    if (rows_ == most_rows) return refuse("tables/too_many_rows", std::to_string(rows_ + 1));
    if (cells.size() > most_columns) return refuse("tables/too_many_cells", std::to_string(rows_ + 1));
    row_.clear();
    fmt::format_to(std::back_inserter(row_), R"(<row r="{}">)", rows_ + 1);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const CellPlace at{rows_ + 1, i};
        if (const auto* text = std::get_if<std::string_view>(&cells[i]))
            if (!fits_cell(*text, most_letters)) return refuse("tables/cell_too_long", to_string(at));
        append_cell(row_, at, cells[i], text_style);
    }
    zip_.write(row_ += "</row>");
    ++rows_;
    return {};
}

void XlsxWriter::write_part(std::string_view name, std::string_view text)
{
    zip_.begin(name);
    zip_.write(text);
    zip_.end();
}

void XlsxWriter::write_workbook()
{
    write_part("xl/workbook.xml", workbook_part(names_));
    write_part("xl/_rels/workbook.xml.rels", workbook_relations_part(names_.size()));
    write_part("xl/styles.xml", styles_part());
    write_part("docProps/core.xml", properties_part(about_));
    write_part("_rels/.rels", root_relations_part());
    write_part("[Content_Types].xml", content_types_part(names_.size()));
}

void XlsxWriter::finish()
{
    if (!about_.lines.empty() && about_.last) write_about();
    // Excel opens no file without a sheet.
    if (names_.empty()) open_sheet("1", "", false);
    close_sheet();
    write_workbook();
    zip_.finish();
}

} // namespace panoh::tables

#include "microdata/csv_cells.h"

#include <algorithm>
#include <bit>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/crew.h"
#include "core/text.h"
#include "tables/csv_reader.h"

namespace panoh::microdata {

namespace {

constexpr std::size_t block = 64;
constexpr std::size_t least_chunk = 1U << 16U;

/// A bit for each of 64 bytes that is a delimiter or the end of a line.
std::uint64_t ends_of_cells(const char* text, char delimiter)
{
    std::uint64_t mask = 0;
#ifdef __SSE2__
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i line_ends = _mm_set1_epi8('\n');
    for (unsigned i = 0; i < block / 16; ++i) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
        const __m128i found =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, line_ends));
        mask |= std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(found))} << (16 * i);
    }
#else
    for (unsigned i = 0; i < block; ++i)
        mask |= std::uint64_t{text[i] == delimiter || text[i] == '\n'} << i;
#endif
    return mask;
}

/// What becomes of the cells of a column of the table.
struct CellUse {
    const Codebook* codebook = nullptr; ///< null where they are left out
    ColumnNumber column = 0;
    bool is_person = false;
};

/// What a chunk of whole lines became.
struct Chunk {
    std::string_view text = {};
    std::size_t first_row = 0; ///< where its rows are written
    std::size_t lines = 0;
    std::size_t rows = 0;
    std::vector<Unknown> unknown = {};
    std::vector<std::string> persons = {};
    bool plain = true; ///< false: `code_rows` is to read the table
};

/// Reads one chunk.
class ChunkReader {
public:
    ChunkReader(Chunk& chunk, const std::vector<CellUse>& uses,
                std::vector<std::vector<std::uint8_t>>& states, char delimiter, std::string_view whole)
        : chunk_(chunk), uses_(uses), delimiter_(delimiter), whole_end_(whole.data() + whole.size())
    {
        for (const CellUse& use : uses)
            out_.push_back(use.codebook == nullptr ? nullptr : states[use.column].data() + chunk.first_row);
        chunk.unknown.resize(states.size());
    }

    void run()
    {
        const char* begin = chunk_.text.data();
        const char* const end = begin + chunk_.text.size();
        cell_ = begin;
        for (const char* at = begin; at < end && chunk_.plain; at += block) {
            const auto left = static_cast<std::size_t>(end - at);
            std::uint64_t mask =
                whole_end_ - at >= std::ptrdiff_t{block} ? ends_of_cells(at, delimiter_) : last_ends(at, end);
            if (left < block) mask &= (std::uint64_t{1} << left) - 1;
            for (; mask != 0; mask &= mask - 1)
                end_cell(at + std::countr_zero(mask));
        }
        if (cell_ != end || place_ > 0) end_line(end); // the last line of the file may have no end
        const auto returns = static_cast<std::size_t>(std::count(begin, end, '\r'));
        chunk_.plain = chunk_.plain && returns == returns_; // others are a fault
    }

private:
    [[nodiscard]] std::uint64_t last_ends(const char* at, const char* end) const
    {
        std::uint64_t mask = 0;
        for (unsigned i = 0; at + i < end && i < block; ++i)
            mask |= std::uint64_t{at[i] == delimiter_ || at[i] == '\n'} << i;
        return mask;
    }

    void end_cell(const char* end)
    {
        if (*end == '\n') return end_line(end);
        take({cell_, static_cast<std::size_t>(end - cell_)});
        cell_ = end + 1;
    }

    void end_line(const char* end)
    {
        std::string_view text(cell_, static_cast<std::size_t>(end - cell_));
        if (end < whole_end_ && text.ends_with('\r')) {
            text.remove_suffix(1);
            ++returns_;
        }
        take(text);
        cell_ = end + 1;
        if (has_text_) {
            for (; place_ < uses_.size(); ++place_)
                code(text.substr(text.size()));
            ++chunk_.rows;
        }
        place_ = 0;
        has_text_ = false;
    }

    void take(std::string_view text)
    {
        constexpr std::size_t longest = tables::Limits{}.cell_letters;
        has_text_ = has_text_ || !text.empty();
        if (place_ < uses_.size())
            code(text);
        else if (!text.empty())
            chunk_.plain = false;
        if (text.size() > longest || place_ >= tables::Limits{}.columns) chunk_.plain = false;
        ++place_;
    }

    void code(std::string_view text)
    {
        const CellUse& use = uses_[place_];
        if (use.codebook != nullptr) {
            const bool padded = whole_end_ - text.data() >= 8;
            const std::uint8_t state = padded ? use.codebook->state_padded(text) : use.codebook->state(text);
            out_[place_][chunk_.rows] = state;
            if (state == use.codebook->other()) chunk_.unknown[use.column].add(core::trim(text));
        } else if (use.is_person) {
            chunk_.persons.resize(chunk_.rows);
            chunk_.persons.emplace_back(core::trim(text));
        }
    }

    Chunk& chunk_;
    const std::vector<CellUse>& uses_;
    char delimiter_;
    const char* whole_end_;
    std::vector<std::uint8_t*> out_;
    const char* cell_ = nullptr;
    std::size_t place_ = 0;
    std::size_t returns_ = 0;
    bool has_text_ = false;
};

/// The heading, and the text behind it. Nothing where `code_rows` is to say what is wrong.
struct Beginning {
    std::vector<CellUse> uses = {};
    std::string_view rest = {};
    std::size_t lines = 0; ///< up to the end of the heading
};

std::optional<Beginning> read_beginning(std::string_view text, char delimiter, const Schema& schema,
                                        const std::vector<Codebook>& codebooks)
{
    tables::CsvReader reader(
        text, {.cell_bytes = tables::Limits{}.cell_letters, .cells = tables::Limits{}.columns}, delimiter);
    Beginning beginning;
    while (reader.next() == tables::CsvStep::record) {
        ++beginning.lines;
        auto cells = reader.record().cells;
        while (!cells.empty() && cells.back().empty())
            cells = cells.first(cells.size() - 1);
        if (cells.empty()) continue;
        const auto heading = read_heading(cells, reader.record().line, schema);
        if (!heading) return std::nullopt;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            CellUse& use = beginning.uses.emplace_back();
            if (heading->columns[i]) use = {&codebooks[*heading->columns[i]], *heading->columns[i]};
            use.is_person = heading->person == i;
        }
        beginning.rest = text.substr(reader.position());
        return beginning;
    }
    return std::nullopt;
}

/// Pieces of whole lines, all but the last of about the same size.
std::vector<Chunk> cut(std::string_view text, unsigned threads)
{
    const std::size_t wanted =
        std::max(least_chunk, text.size() / (std::size_t{4} * core::threads_of(threads)) + 1);
    std::vector<Chunk> chunks;
    while (!text.empty()) {
        const std::size_t at = text.size() > wanted ? text.find('\n', wanted) : std::string_view::npos;
        chunks.push_back({.text = text.substr(0, at == std::string_view::npos ? at : at + 1)});
        text.remove_prefix(chunks.back().text.size());
    }
    return chunks;
}

/// Closes the gaps that empty lines left.
CodedRows joined(std::vector<Chunk>& chunks, std::vector<std::vector<std::uint8_t>> states)
{
    CodedRows all{.unknown = std::vector<Unknown>(states.size())};
    all.states = std::move(states);
    std::size_t rows = 0;
    for (Chunk& chunk : chunks) {
        if (rows != chunk.first_row)
            for (auto& column : all.states)
                std::copy_n(column.begin() + static_cast<std::ptrdiff_t>(chunk.first_row), chunk.rows,
                            column.begin() + static_cast<std::ptrdiff_t>(rows));
        rows += chunk.rows;
        for (std::size_t i = 0; i < chunk.unknown.size(); ++i)
            all.unknown[i].add(chunk.unknown[i]);
        chunk.persons.resize(std::min(chunk.persons.size(), chunk.rows));
        std::ranges::move(chunk.persons, std::back_inserter(all.persons));
    }
    for (auto& column : all.states)
        column.resize(rows);
    all.rows = static_cast<std::int64_t>(rows);
    return all;
}

} // namespace

std::optional<CodedRows> code_csv(const tables::Table& table, const Schema& schema, unsigned threads)
{
    constexpr tables::Limits limits;
    const auto text = table.csv_text();
    const std::string_view mark = "\xEF\xBB\xBF";
    if (!text || text->starts_with(mark) || text->find('"') != std::string_view::npos) return std::nullopt;
    const std::vector<Codebook> codebooks = codebooks_of(schema);
    const auto beginning = read_beginning(*text, table.delimiter(), schema, codebooks);
    if (!beginning) return std::nullopt;
    std::vector<Chunk> chunks = cut(beginning->rest, threads);
    core::share_work(chunks.size(), threads, [&](std::size_t i, unsigned) {
        const std::string_view part = chunks[i].text;
        chunks[i].lines = static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n')) +
                          (part.ends_with('\n') ? 0 : 1);
    });
    std::size_t lines = 0;
    for (Chunk& chunk : chunks)
        lines = (chunk.first_row = lines) + chunk.lines;
    if (lines == 0 || lines + beginning->lines > static_cast<std::size_t>(limits.rows) ||
        (lines + beginning->lines) * beginning->uses.size() > static_cast<std::size_t>(limits.cells))
        return std::nullopt;
    std::vector<std::vector<std::uint8_t>> states(schema.columns.size());
    for (auto& column : states)
        column.resize(lines);
    core::share_work(chunks.size(), threads, [&](std::size_t i, unsigned) {
        ChunkReader(chunks[i], beginning->uses, states, table.delimiter(), *text).run();
    });
    if (!std::ranges::all_of(chunks, &Chunk::plain)) return std::nullopt;
    CodedRows rows = joined(chunks, std::move(states));
    if (rows.rows == 0) return std::nullopt;
    return rows;
}

} // namespace panoh::microdata

#include "records/incoming.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "cases/coded_fields.h"
#include "cases/notes.h"
#include "tables/place.h"

namespace panoh::records {
namespace {

constexpr std::size_t most_problems = 1000;

/// "identity/names/0/given" of a check of cases, as the column and the line of the record that said it.
struct Place {
    std::string member = {};
    std::size_t line = 0;
};
Place place_of(std::string_view field)
{
    Place place;
    while (!field.empty()) {
        const auto end = std::min(field.find('/'), field.size());
        const auto word = field.substr(0, end);
        field.remove_prefix(std::min(end + 1, field.size()));
        if (!word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos) {
            place.line = static_cast<std::size_t>(std::stoul(std::string(word)));
            continue;
        }
        place.member += (place.member.empty() ? "" : ".") + std::string(word);
    }
    return place;
}

/// Collects what is wrong with a table, each kind of fault once.
class Problems {
public:
    Problems(Checked& into, std::span<const std::string> headings) : into_(into), headings_(headings) {}

    void note(std::string_view code, std::int64_t row, std::optional<std::size_t> column,
              const std::string& value = {})
    {
        // Codes that are none, and lines that stand there twice, are told once for all; the rest cell by
        // cell.
        const bool once = !value.empty() || code == "records/duplicate";
        const std::tuple key(std::string(code), column.value_or(headings_.size()), value, once ? 0 : row);
        if (const auto told = told_.find(key); told != told_.end()) {
            ++into_.problems[told->second].count;
            return;
        }
        if (into_.problems.size() == most_problems) {
            into_.more_problems = true;
            return;
        }
        told_.emplace(key, into_.problems.size());
        into_.problems.push_back(
            {.code = std::string(code),
             .heading = column && *column < headings_.size() ? headings_[*column] : std::string(),
             .value = value,
             .place = column ? tables::to_string({.row = row, .column = *column}) : std::to_string(row),
             .count = 1});
    }

private:
    Checked& into_;
    std::span<const std::string> headings_;
    std::map<std::tuple<std::string, std::size_t, std::string, std::int64_t>, std::size_t> told_;
};

/// Reads the blocks of one sheet and keeps what may be opened.
class SheetCheck {
public:
    SheetCheck(Checked& into, const Reading& reading, const core::Date& today, std::size_t keep,
               std::vector<std::string> headings, std::int64_t row)
        : into_(into), reading_(reading), today_(today), keep_(keep), headings_(std::move(headings)),
          reader_(reading.mapping ? LineReader(headings_, *reading.mapping) : LineReader(headings_)),
          problems_(into, headings_)
    {
        into_.unknown_headings = reader_.unknown();
        for (const auto& fault : reader_.heading_faults())
            problems_.note(fault.code, row, fault.column);
    }
    [[nodiscard]] bool knows_any() const { return reader_.knows_any(); }

    void add(const tables::Row& row)
    {
        Line line{.row = row.number};
        line.cells.assign(row.cells.begin(), row.cells.end());
        ++into_.lines;
        if (!block_.empty() && !reader_.continues(block_.back(), line)) end_block();
        block_.push_back(std::move(line));
    }
    void end_block()
    {
        if (block_.empty()) return;
        ++into_.found;
        std::vector<CellFault> faults;
        Record record = reader_.read(block_, faults);
        for (const auto& fault : faults)
            problems_.note(fault.code, fault.row, fault.column, fault.value);
        const bool duplicate = !said_.insert(said()).second;
        if (duplicate) {
            ++into_.duplicates;
            problems_.note("records/duplicate", block_.front().row, std::nullopt);
        }
        Incoming incoming = make(record);
        const bool good = check(incoming) && faults.empty();
        if (!good) ++into_.faulty;
        if (good && !(duplicate && reading_.leave_out_duplicates)) {
            ++into_.ready;
            if (into_.cases.size() < keep_) into_.cases.push_back(std::move(incoming));
        }
        block_.clear();
    }

private:
    /// What the lines of this block say, to find a second block that says the same.
    [[nodiscard]] crypto::Hash said() const
    {
        std::string text;
        for (const auto& line : block_)
            for (const auto& cell : line.cells)
                text += std::string(core::trim(cell)) + '\x1f';
        while (text.ends_with('\x1f'))
            text.pop_back();
        return crypto::hash(core::as_bytes(text));
    }

    [[nodiscard]] Incoming make(Record& record) const
    {
        Incoming incoming{.row = block_.front().row};
        auto& recorded = incoming.recorded;
        recorded.opened.country = record.country.code.empty() ? reading_.defaults.country : record.country;
        const auto& said = record.consent;
        recorded.opened.consent = said.given || said.exception ? said : reading_.defaults.consent;
        if (said.given && !said.mode) recorded.opened.consent.mode = reading_.defaults.consent.mode;
        recorded.opened.answers = cases::change_of(record);
        for (auto& name : record.identity.names) {
            // Most tables say neither.
            if (name.script.code.empty()) name.script.code = script_of(name.given + name.family);
            if (name.kind.code.empty()) name.kind.code = "current";
        }
        recorded.opened.identity = std::move(record.identity);
        recorded.state = record.state;
        recorded.closure_reason = std::move(record.closure_reason);
        recorded.reference = std::move(record.reference);
        incoming.owner = std::move(record.assigned_to);
        incoming.opened_on = record.opened_on;
        incoming.whereabouts = std::move(record.whereabouts);
        incoming.story = std::move(record.story);
        incoming.notes = std::move(record.notes);
        return incoming;
    }

    static std::string script_of(std::string_view text)
    {
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            const auto lead = static_cast<unsigned char>(text[i]);
            if (lead >= 0xD0 && lead <= 0xD3) return "Cyrillic";
        }
        return text.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
                       std::string_view::npos
                   ? "Other"
                   : "Latin";
    }

    [[nodiscard]] bool check(const Incoming& incoming)
    {
        const auto& opened = incoming.recorded.opened;
        bool good = true;
        const auto take = [&](const core::Error& error, std::string_view within) {
            good = false;
            if (error.faults.empty()) note(error.code, std::string(within) + error.field);
            for (const auto& fault : error.faults)
                note(fault.code, std::string(within) + fault.field);
        };
        const core::Date day = incoming.opened_on.value_or(today_);
        if (opened.country.code.empty()) take({.code = "records/country_missing"}, "");
        if (day > today_) take({.code = "case/date_in_future", .field = "opened_on"}, "");
        if (const auto done = cases::may_open(opened.consent); !done) take(done.error(), "");
        if (const auto done = cases::check(opened.identity, today_); !done) take(done.error(), "identity/");
        if (const auto done = cases::with_change({}, opened.answers, today_); !done) take(done.error(), "");
        if (const auto done = cases::check(incoming.whereabouts); !done) take(done.error(), "whereabouts/");
        if (const auto done = cases::check(incoming.story, today_); !done) take(done.error(), "story/");
        for (std::size_t i = 0; i < incoming.notes.size(); ++i)
            if (const auto done = cases::check_note(incoming.notes[i].text); !done)
                take(done.error(), fmt::format("notes/{}/", i));
        if (cases::is_closed(incoming.recorded.state) && !incoming.recorded.closure_reason)
            take({.code = "case/closure_reason_missing", .field = "closure_reason"}, "");
        return good;
    }

    void note(const std::string& code, const std::string& field)
    {
        const Place place = place_of(field);
        const auto& line = block_[std::min(place.line, block_.size() - 1)];
        problems_.note(code, line.row, reader_.column_of(place.member));
    }

    Checked& into_;
    const Reading& reading_;
    core::Date today_;
    std::size_t keep_;
    std::vector<std::string> headings_;
    LineReader reader_;
    Problems problems_;
    std::vector<Line> block_;
    std::set<crypto::Hash> said_;
};

core::Result<std::size_t> sheet_of(const tables::Table& table, const std::string& name)
{
    const auto sheets = table.sheets();
    for (std::size_t i = 0; i < sheets.size(); ++i)
        if (name.empty() ? !sheets[i].hidden : sheets[i].name == name) return i;
    if (name.empty() && !sheets.empty()) return std::size_t{0};
    return core::fail(core::ErrorKind::invalid, "records/sheet_unknown", "sheet");
}

} // namespace

core::Result<Checked> check_table(const tables::Table& table, const Reading& reading, const core::Date& today,
                                  std::size_t keep)
{
    PANOH_TRY(const std::size_t sheet, sheet_of(table, reading.sheet));
    Checked checked;
    std::optional<SheetCheck> check;
    PANOH_TRY(const auto read, table.each_row(sheet, [&](const tables::Row& row) {
        if (check)
            check->add(row);
        else
            check.emplace(checked, reading, today, keep,
                          std::vector<std::string>(row.cells.begin(), row.cells.end()), row.number);
        return true;
    }));
    if (read.rows == 0) return core::fail(core::ErrorKind::invalid, "records/empty", "table");
    check->end_block();
    if (!check->knows_any()) return core::fail(core::ErrorKind::invalid, "records/no_known_column", "table");
    return checked;
}

} // namespace panoh::records

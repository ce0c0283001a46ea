#include "records/ctdc_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "tables/csv_reader.h"
#include "tables/csv_writer.h"

namespace panoh::records {
namespace {

constexpr std::string_view text =
#include "ctdc_own_cases.inc"
    ;

constexpr int of_age = 18;

using Columns = std::vector<CtdcOwnColumn>;

std::array<Columns, 2> read_columns()
{
    std::array<Columns, 2> layouts;
    tables::CsvReader reader(text);
    while (reader.next() == tables::CsvStep::record) {
        const auto cells = reader.record().cells;
        if (cells.size() < 7 || cells[0] == "layout") continue;
        const auto layout = ctdc_layout(cells[0]);
        const auto rule = core::from_text<CtdcRule>(cells[2]);
        if (!layout || !rule) throw std::logic_error("data/ctdc/own_cases.csv: an unknown layout or rule");
        // Nothing is quoted in this file, so that the views point into the text of the program.
        layouts.at(static_cast<std::size_t>(*layout))
            .push_back({.name = cells[1],
                        .rule = *rule,
                        .from = cells[3],
                        .codes = cells[4],
                        .how = cells[5],
                        .source = cells[6]});
    }
    return layouts;
}

std::vector<std::string_view> split(std::string_view list)
{
    std::vector<std::string_view> parts;
    while (!list.empty()) {
        const auto end = std::min(list.find(';'), list.size());
        parts.push_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return parts;
}

/// What "ours=theirs;..." says of a code; empty when nothing.
std::string_view theirs(std::string_view pairs, std::string_view ours)
{
    for (const auto pair : split(pairs)) {
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == ours)
            return pair.substr(equals + 1);
    }
    return {};
}

template <typename T>
concept HasCode = requires(const T& value) {
    {
        value.code
    } -> std::convertible_to<std::string>;
};

/// Known answers as texts: reasons why there is none are left out.
template <typename T>
void append_known(std::vector<std::string>& known, const T& value)
{
    if constexpr (core::IsOptional<T>::value) {
        if (value) append_known(known, *value);
    } else if constexpr (HasCode<T>) {
        if (!value.code.empty() && !core::is_missing_reason(value.code)) known.push_back(value.code);
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!value.empty()) known.push_back(value);
    } else if constexpr (std::is_same_v<T, int>) {
        known.push_back(std::to_string(value));
    } else if constexpr (requires { value.begin(); }) {
        if constexpr (HasCode<typename T::value_type>)
            for (const auto& one : value)
                append_known(known, one);
    }
}

template <typename T>
bool append_member(std::vector<std::string>& known, const T& value, std::string_view name)
{
    bool found = false;
    boost::mp11::mp_for_each<core::JsonMembers<T>>([&](auto member) {
        if (name != core::json_name(member.name)) return;
        found = true;
        append_known(known, value.*member.pointer);
    });
    return found;
}

enum class Episodes { shown, all };

/// The known answers of a member, of the episode that lists show or of all of them.
std::vector<std::string> known_of(const Record& record, std::string_view member, Episodes episodes)
{
    std::vector<std::string> known;
    if (member == "age_band") {
        append_known(known, record.age_band);
        return known;
    }
    const cases::CodedAnswers& answers = record;
    if (!append_member(known, answers, member)) throw std::logic_error("own_cases.csv: an unknown member");
    if (episodes == Episodes::all && answers.further_episodes)
        for (const auto& episode : *answers.further_episodes)
            append_member(known, episode, member);
    return known;
}

std::optional<int> number_in(std::string_view digits)
{
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// Months since the year 0: the first and the last that "2021-04" or "2021" can mean.
struct MonthRange {
    int first = 0;
    int last = 0;
};
std::optional<MonthRange> months_of(const std::optional<std::string>& said)
{
    if (!said) return std::nullopt;
    const auto year = number_in(std::string_view(*said).substr(0, 4));
    if (!year) return std::nullopt;
    if (said->size() < 7) return MonthRange{*year * 12, *year * 12 + 11};
    const auto month = number_in(std::string_view(*said).substr(5, 2));
    if (!month) return std::nullopt;
    return MonthRange{*year * 12 + *month - 1, *year * 12 + *month - 1};
}

std::string_view band_of_months(std::string_view bands, int months)
{
    const auto three = split(bands);
    return three.at(months <= 12 ? 0 : months <= 24 ? 1 : 2);
}

std::string months_cell(const Record& record, std::string_view bands)
{
    const auto from = months_of(record.exploitation_from);
    const auto to = months_of(record.exploitation_to);
    if (!from || !to) return {};
    const auto least = band_of_months(bands, std::max(0, to->first - from->last));
    const auto most = band_of_months(bands, std::max(0, to->last - from->first));
    return least == most ? std::string(least) : std::string();
}

std::string flag_cell(const Record& record, const CtdcOwnColumn& column)
{
    const auto codes = split(column.codes);
    const auto known = known_of(record, column.from, Episodes::all);
    const bool any = std::ranges::any_of(
        known, [&](const std::string& one) { return std::ranges::find(codes, one) != codes.end(); });
    return any ? "1" : "";
}

std::string only_cell(const Record& record, const CtdcOwnColumn& column)
{
    const auto known = known_of(record, column.from, Episodes::shown);
    if (known.size() != 1) return {};
    if (column.rule == CtdcRule::only) return known.front();
    return std::string(core::code_list("country").alpha3(known.front()));
}

std::string age_cell(const Record& record, const CtdcOwnColumn& column)
{
    if (!record.age_when_trafficked) return {};
    if (*record.age_when_trafficked >= of_age) return "Adult";
    return column.rule == CtdcRule::majority ? "Minor" : "";
}

/// A cell that is made of answers; nothing where it is made of other columns.
std::optional<std::string> cell_of_answers(const Record& record, const CtdcOwnColumn& column)
{
    switch (column.rule) {
    case CtdcRule::year:
        return record.opened_on ? std::to_string(record.opened_on->year) : std::string();
    case CtdcRule::constant:
        return std::string(column.codes);
    case CtdcRule::code: {
        const auto known = known_of(record, column.from, Episodes::shown);
        return known.empty() ? std::string() : std::string(theirs(column.codes, known.front()));
    }
    case CtdcRule::only:
    case CtdcRule::only3:
        return only_cell(record, column);
    case CtdcRule::flag:
        return flag_cell(record, column);
    case CtdcRule::not_said:
        return known_of(record, column.from, Episodes::all).empty() ? "1" : "0";
    case CtdcRule::majority:
    case CtdcRule::at_exploitation:
        return age_cell(record, column);
    case CtdcRule::months:
        return months_cell(record, column.codes);
    case CtdcRule::none:
        return std::string();
    case CtdcRule::labour_not_said:
    case CtdcRule::both:
    case CtdcRule::words:
        break;
    }
    return std::nullopt;
}

class Row {
public:
    Row(CtdcLayout layout, const Record& record) : columns_(ctdc_own_columns(layout)), cells_(columns_.size())
    {
        std::vector<std::size_t> later;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            auto cell = cell_of_answers(record, columns_[i]);
            if (cell)
                cells_[i] = std::move(*cell);
            else
                later.push_back(i);
        }
        // What counts other columns first, then what joins their words.
        for (const auto rule : {CtdcRule::both, CtdcRule::labour_not_said, CtdcRule::words})
            for (const auto i : later)
                if (columns_[i].rule == rule) cells_[i] = made_of_columns(record, columns_[i]);
    }
    [[nodiscard]] std::vector<std::string> take() && { return std::move(cells_); }

private:
    [[nodiscard]] bool is_yes(std::string_view name) const
    {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (columns_[i].name == name) return cells_[i] == "1";
        throw std::logic_error("own_cases.csv: an unknown column");
    }

    [[nodiscard]] std::string made_of_columns(const Record& record, const CtdcOwnColumn& column) const
    {
        if (column.rule == CtdcRule::both)
            return std::ranges::all_of(split(column.codes), [&](auto name) { return is_yes(name); }) ? "1"
                                                                                                     : "";
        if (column.rule == CtdcRule::labour_not_said) {
            const bool said = !known_of(record, column.from, Episodes::all).empty() ||
                              is_yes("typeOfLabourBegging") || is_yes("typeOfLabourIllicitActivities");
            if (said) return "0";
            return is_yes("isForcedLabour") ? "1" : "";
        }
        std::string words;
        for (const auto pair : split(column.codes)) {
            const auto equals = pair.find('=');
            if (!is_yes(pair.substr(0, equals))) continue;
            words += (words.empty() ? "" : ";") + std::string(pair.substr(equals + 1));
        }
        return words;
    }

    std::span<const CtdcOwnColumn> columns_;
    std::vector<std::string> cells_;
};

std::string line_of(std::span<const std::string_view> cells)
{
    std::string line;
    // Each cell is one of a closed list of words, numbers and codes: none begins like a formula.
    tables::append_csv_record(line, cells, tables::FormulaGuard::off, "\n");
    return line;
}

} // namespace

std::optional<CtdcLayout> ctdc_layout(std::string_view columns)
{
    if (columns == "63") return CtdcLayout::k_anonymised;
    if (columns == "27") return CtdcLayout::synthetic;
    return std::nullopt;
}

std::span<const CtdcOwnColumn> ctdc_own_columns(CtdcLayout layout)
{
    static const auto layouts = read_columns();
    return layouts.at(static_cast<std::size_t>(layout));
}

bool belongs_in_ctdc(const Record& record)
{
    return !record.trafficking_status || record.trafficking_status->code != "NotAVictimOfTrafficking";
}

std::vector<std::string> ctdc_row(CtdcLayout layout, const Record& record)
{
    return Row(layout, record).take();
}

std::string ctdc_header_line(CtdcLayout layout)
{
    std::vector<std::string_view> names;
    for (const auto& column : ctdc_own_columns(layout))
        names.push_back(column.name);
    return line_of(names);
}

std::string ctdc_line(CtdcLayout layout, const Record& record)
{
    const auto cells = ctdc_row(layout, record);
    return line_of(std::vector<std::string_view>(cells.begin(), cells.end()));
}

} // namespace panoh::records

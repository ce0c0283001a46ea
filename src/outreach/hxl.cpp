#include "outreach/hxl.h"

#include <array>

#include "outreach/figures.h"
#include "tables/csv_writer.h"

namespace panoh::outreach {

namespace {

using tables::Cell;

// Tags and attributes of HXL 1.1; attributes that it does not list are allowed and are ours.
constexpr std::array<std::array<std::string_view, 2>, 13> columns = {{
    {"id", "#meta+id"},
    {"measure", "#indicator+code"},
    {"reach", "#indicator+type"},
    {"value", "#indicator+value+num"},
    {"basis", "#meta+method"},
    {"of", "#activity+name"},
    {"channel", "#channel"},
    {"country", "#country+code+v_iso2"},
    {"language", "#meta+lang"},
    {"from", "#date+start"},
    {"to", "#date+end"},
    {"source", "#meta+source"},
    {"source_link", "#meta+url"},
}};

std::string_view word_of(Reach reach)
{
    switch (reach) {
    case Reach::direct:
        return "direct";
    case Reach::indirect:
        return "indirect";
    case Reach::output:
        return "output";
    case Reach::other:
        return "other";
    }
    return "other";
}

Cell day(const std::optional<core::Date>& date)
{
    return date ? Cell{*date} : Cell{};
}

void append(std::string& out, const NamedMeasurement& measurement)
{
    const auto& m = measurement.value;
    std::string countries;
    for (const auto& country : m.countries)
        countries += (countries.empty() ? "" : " ") + country.code;
    const auto id = core::to_string(measurement.id);
    const auto code = [](const auto& coded) {
        return coded ? std::string_view(coded->code) : std::string_view();
    };
    const auto text = [](const auto& words) { return words ? std::string_view(*words) : std::string_view(); };
    const std::array<Cell, columns.size()> row = {Cell{std::string_view(id)},
                                                  Cell{std::string_view(m.measure.code)},
                                                  Cell{word_of(reach_of(m.measure.code))},
                                                  Cell{m.value},
                                                  Cell{std::string_view(m.basis.code)},
                                                  Cell{std::string_view(measurement.of)},
                                                  Cell{code(m.channel)},
                                                  Cell{std::string_view(countries)},
                                                  Cell{code(m.language)},
                                                  day(m.starts_on),
                                                  day(m.ends_on),
                                                  Cell{text(m.source)},
                                                  Cell{text(m.source_link)}};
    tables::append_csv_row(out, row);
}

} // namespace

std::string hxl_table(const std::vector<NamedMeasurement>& measurements)
{
    std::string out(tables::csv_opening);
    for (std::size_t line = 0; line < 2; ++line) {
        std::array<std::string_view, columns.size()> cells = {};
        for (std::size_t i = 0; i < columns.size(); ++i)
            cells.at(i) = columns.at(i).at(line);
        tables::append_csv_record(out, cells, tables::FormulaGuard::off);
    }
    for (const auto& measurement : measurements)
        append(out, measurement);
    return out;
}

} // namespace panoh::outreach

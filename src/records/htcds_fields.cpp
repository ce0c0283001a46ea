#include "records/htcds_fields.h"

#include <array>
#include <stdexcept>
#include <vector>

#include "tables/csv_reader.h"

namespace panoh::records {
namespace {

constexpr std::string_view text =
#include "htcds_fields.inc"
    ;

FieldKind kind_of(std::string_view word)
{
    using enum FieldKind;
    constexpr std::array<std::pair<std::string_view, FieldKind>, 8> kinds = {{{"text", FieldKind::text},
                                                                              {"date", date},
                                                                              {"code", code},
                                                                              {"codes", codes},
                                                                              {"yes_no", yes_no},
                                                                              {"number", number},
                                                                              {"degrees", degrees},
                                                                              {"lookup", lookup}}};
    for (const auto& [name, kind] : kinds)
        if (name == word) return kind;
    throw std::logic_error("data/htcds/fields.csv: an unknown kind");
}

std::vector<HtcdsField> read_fields()
{
    std::vector<HtcdsField> fields;
    tables::CsvReader reader(text);
    while (reader.next() == tables::CsvStep::record) {
        const auto cells = reader.record().cells;
        if (cells.size() < 8 || cells[0] == "field") continue;
        // Nothing is quoted in this file, so that the views point into the text of the program.
        fields.push_back({.name = cells[0],
                          .section = cells[1],
                          .core = cells[2] == "yes",
                          .deprecated = cells[3] == "DEPRECATED",
                          .kind = kind_of(cells[4]),
                          .place = cells[5],
                          .member = cells[6],
                          .list = cells[7]});
    }
    return fields;
}

} // namespace

std::span<const HtcdsField> htcds_fields()
{
    static const std::vector<HtcdsField> fields = read_fields();
    return fields;
}

} // namespace panoh::records

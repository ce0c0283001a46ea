#include "microdata/heading.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/text.h"
#include "tables/place.h"

namespace panoh::microdata {

namespace {

enum class Role { counted, person, left_out };

struct Declared {
    Role role = Role::counted;
    ColumnNumber number = 0;
    bool found = false;
};

std::unordered_map<std::string_view, Declared> declared(const Schema& schema)
{
    std::unordered_map<std::string_view, Declared> all;
    for (std::size_t i = 0; i < schema.columns.size(); ++i)
        all.try_emplace(schema.columns[i].name, Declared{Role::counted, static_cast<ColumnNumber>(i)});
    if (schema.person.column) all.try_emplace(*schema.person.column, Declared{Role::person});
    for (const std::string& name : schema.left_out)
        all.try_emplace(name, Declared{Role::left_out});
    return all;
}

} // namespace

core::Result<Heading> read_heading(std::span<const std::string_view> cells, std::int64_t row,
                                   const Schema& schema)
{
    auto names = declared(schema);
    Heading heading;
    heading.columns.resize(cells.size());
    std::vector<core::FieldError> faults;
    const auto fault = [&](std::string_view code, std::string_view name, std::size_t place) {
        faults.push_back({std::string(code), name.empty() ? tables::to_string(tables::CellPlace{row, place})
                                                          : std::string(name)});
    };
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string_view name = core::trim(cells[i]);
        const auto found = names.find(name);
        if (found == names.end()) {
            fault("microdata/column_undeclared", name, i);
            continue;
        }
        Declared& column = found->second;
        if (std::exchange(column.found, true) && column.role != Role::left_out)
            fault("microdata/column_twice", name, i);
        if (column.role == Role::counted) heading.columns[i] = column.number;
        if (column.role == Role::person) heading.person = i;
    }
    for (const Column& column : schema.columns)
        if (!names.at(column.name).found) fault("microdata/column_missing", column.name, 0);
    if (schema.person.column && !names.at(*schema.person.column).found)
        fault("microdata/column_missing", *schema.person.column, 0);
    if (faults.empty()) return heading;
    return core::fail(core::Error{.kind = core::ErrorKind::invalid,
                                  .code = faults.front().code,
                                  .field = faults.front().field,
                                  .faults = faults});
}

} // namespace panoh::microdata

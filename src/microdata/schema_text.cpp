#include "microdata/schema.h"

namespace panoh::microdata {

namespace {

/// Writes a list with one item a line, `indent` deep.
template <typename Items, typename Write>
void append_lines(std::string& out, const Items& items, const std::string& indent, const Write& write)
{
    out += '[';
    bool first = true;
    for (const auto& item : items) {
        out += first ? "\n" : ",\n";
        first = false;
        out += indent + "  ";
        write(item);
    }
    if (!first) out += "\n" + indent;
    out += ']';
}

void append_value(std::string& out, const Value& value)
{
    out += "{\"name\": " + core::write_json(value.name);
    if (!value.from.empty()) out += ", \"from\": " + core::write_json(value.from);
    out += '}';
}

void append_column(std::string& out, const Column& column)
{
    out += "{\n      \"name\": " + core::write_json(column.name) + ",\n      \"values\": ";
    append_lines(out, column.values, "      ", [&](const Value& value) { append_value(out, value); });
    out += ",\n      \"missing\": " + core::write_json(column.missing);
    out += ",\n      \"uncounted\": " + core::write_json(column.uncounted) + "\n    }";
}

} // namespace

std::string schema_text(const Schema& schema)
{
    std::string out = "{\n";
    const auto member = [&](std::string_view name, const auto& value) {
        out += "  \"";
        out += name;
        out += "\": " + core::write_json(value) + ",\n";
    };
    member("schema", schema.schema);
    member("lineage", schema.lineage);
    member("people", schema.people);
    member("person", schema.person);
    member("caps", schema.caps);
    out += "  \"columns\": ";
    append_lines(out, schema.columns, "  ", [&](const Column& column) { append_column(out, column); });
    out += ",\n";
    member("identifying", schema.identifying);
    member("ordered", schema.ordered);
    out += "  \"impossible\": ";
    append_lines(out, schema.impossible, "  ",
                 [&](const Impossible& pair) { out += core::write_json(pair); });
    out += ",\n";
    member("left_out", schema.left_out);
    out += "  \"from_data\": " + core::write_json(schema.from_data) + "\n}\n";
    return out;
}

} // namespace panoh::microdata

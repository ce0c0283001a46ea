#include "microdata/schema.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/text.h"

namespace panoh::microdata {

namespace {

constexpr std::string_view other_name = "~other";
constexpr std::size_t longest_lineage = 64;

bool is_lineage(std::string_view text)
{
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return !text.empty() && text.size() <= longest_lineage &&
           text.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_round(std::int64_t people)
{
    if (people < 1) return false;
    while (people % 10 == 0)
        people /= 10;
    return people < 100;
}

bool is_name(std::string_view text)
{
    return !core::is_blank(text) && core::is_line(text) && core::trim(text) == text;
}

/// Looks through a schema and notes each fault with its place.
class SchemaCheck {
public:
    explicit SchemaCheck(const Schema& schema) : schema_(schema) {}

    [[nodiscard]] core::Done run()
    {
        check_head();
        check_columns();
        check_lists();
        check_impossible();
        if (faults_.empty()) return {};
        return core::fail(core::Error{.kind = core::ErrorKind::invalid,
                                      .code = faults_.front().code,
                                      .field = faults_.front().field,
                                      .faults = std::move(faults_)});
    }

private:
    using Places = std::unordered_map<std::string_view, std::size_t>;

    void fault(std::string_view code, std::string place)
    {
        faults_.push_back({std::string(code), std::move(place)});
    }

    void check_head()
    {
        if (schema_.schema != 1) fault("schema/version_unknown", "schema");
        if (!is_lineage(schema_.lineage)) fault("schema/lineage_invalid", "lineage");
        if (!is_round(schema_.people)) fault("schema/people_not_round", "people");
        const Person& person = schema_.person;
        const bool one_of_two = person.column.has_value() != person.each_row.has_value();
        if (!one_of_two || !person.each_row.value_or(true) || (person.column && !is_name(*person.column)))
            fault("schema/person_not_said", "person");
        if (!schema_.caps)
            fault("schema/caps_missing", "caps/values");
        else if (schema_.caps->values < 1 || schema_.caps->values > std::ssize(schema_.columns))
            fault("schema/cap_out_of_range", "caps/values");
        if (schema_.columns.empty()) fault("schema/no_columns", "columns");
        if (schema_.columns.size() > most_columns) fault("schema/too_many_columns", "columns");
    }

    void check_columns()
    {
        for (std::size_t i = 0; i < schema_.columns.size(); ++i) {
            const Column& column = schema_.columns[i];
            const std::string place = "columns/" + std::to_string(i);
            if (!is_name(column.name)) fault("schema/name_invalid", place + "/name");
            if (!columns_.emplace(column.name, i).second) fault("schema/column_twice", place + "/name");
            check_values(column, place);
        }
        if (schema_.person.column && columns_.contains(*schema_.person.column))
            fault("schema/column_twice", "person/column");
    }

    void check_values(const Column& column, const std::string& place)
    {
        if (column.values.empty()) fault("schema/no_values", place + "/values");
        if (states_of(column) > most_states) fault("schema/too_many_values", place + "/values");
        // Each text with the number of what it means; the empty cell and `missing` come behind the values.
        const std::size_t missing = column.values.size();
        Places meanings = {{"", missing}};
        const auto mean = [&](std::string_view text, std::size_t meaning, const std::string& where) {
            const auto [at, is_new] = meanings.emplace(core::trim(text), meaning);
            if (!is_new && at->second != meaning) fault("schema/value_twice", where);
        };
        for (std::size_t i = 0; i < missing; ++i) {
            const Value& value = column.values[i];
            const std::string where = place + "/values/" + std::to_string(i);
            if (value.name == other_name)
                fault("schema/value_twice", where + "/name");
            else if (!is_name(value.name))
                fault("schema/name_invalid", where + "/name");
            else
                mean(value.name, i, where + "/name");
        }
        for (std::size_t i = 0; i < missing; ++i)
            for (std::size_t k = 0; k < column.values[i].from.size(); ++k)
                mean(column.values[i].from[k], i,
                     place + "/values/" + std::to_string(i) + "/from/" + std::to_string(k));
        for (std::size_t i = 0; i < column.missing.size(); ++i)
            mean(column.missing[i], missing, place + "/missing/" + std::to_string(i));
        for (std::size_t i = 0; i < column.uncounted.size(); ++i)
            if (!has_value(column, column.uncounted[i]))
                fault("schema/value_unknown", place + "/uncounted/" + std::to_string(i));
    }

    static bool has_value(const Column& column, std::string_view name)
    {
        return std::ranges::find(column.values, name, &Value::name) != column.values.end();
    }

    void check_lists()
    {
        check_declared(schema_.identifying, "identifying");
        check_declared(schema_.ordered, "ordered");
        check_declared(schema_.from_data, "from_data");
        Places seen;
        for (std::size_t i = 0; i < schema_.left_out.size(); ++i) {
            const std::string& name = schema_.left_out[i];
            if (!seen.emplace(name, i).second || columns_.contains(name) || name == schema_.person.column)
                fault("schema/column_twice", "left_out/" + std::to_string(i));
        }
    }

    void check_declared(const std::vector<std::string>& names, const std::string& list)
    {
        Places seen;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string place = list + "/" + std::to_string(i);
            if (!columns_.contains(names[i])) fault("schema/column_unknown", place);
            if (!seen.emplace(names[i], i).second) fault("schema/column_twice", place);
        }
    }

    void check_impossible()
    {
        for (std::size_t i = 0; i < schema_.impossible.size(); ++i) {
            const Impossible& pair = schema_.impossible[i];
            const std::string place = "impossible/" + std::to_string(i);
            check_impossible_value(pair.column, pair.value, place + "/column", place + "/value");
            check_impossible_value(pair.other_column, pair.other_value, place + "/other_column",
                                   place + "/other_value");
            if (pair.column == pair.other_column) fault("schema/column_twice", place + "/other_column");
        }
    }

    void check_impossible_value(const std::string& column, const std::string& value, std::string column_place,
                                std::string value_place)
    {
        const auto found = columns_.find(column);
        if (found == columns_.end())
            fault("schema/column_unknown", std::move(column_place));
        else if (!has_value(schema_.columns[found->second], value))
            fault("schema/value_unknown", std::move(value_place));
    }

    const Schema& schema_;
    Places columns_;
    std::vector<core::FieldError> faults_;
};

} // namespace

core::Result<Schema> read_schema(std::string_view json)
{
    PANOH_TRY(Schema schema, core::read_json<Schema>(json));
    PANOH_CHECK(check(schema));
    return schema;
}

core::Done check(const Schema& schema)
{
    return SchemaCheck(schema).run();
}

core::Done ready(const Schema& schema)
{
    if (schema.from_data.empty()) return {};
    core::Error error{.kind = core::ErrorKind::conflict, .code = "schema/from_data", .field = "from_data/0"};
    for (std::size_t i = 0; i < schema.from_data.size(); ++i)
        error.faults.push_back({"schema/from_data", "from_data/" + std::to_string(i)});
    return core::fail(std::move(error));
}

std::string_view state_name(const Column& column, std::uint8_t state)
{
    if (state < column.values.size()) return column.values[state].name;
    return state == other_state(column) ? other_name : std::string_view();
}

bool is_counted(const Column& column, std::uint8_t state)
{
    return state < column.values.size() &&
           std::ranges::find(column.uncounted, column.values[state].name) == column.uncounted.end();
}

} // namespace panoh::microdata

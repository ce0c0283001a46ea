#pragma once

// What a table of coded cases may hold, said by people beforehand. Nothing of it is ever read off the table:
// a domain or a cap that the persons in it decide tells about them, for free.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/result.h"

namespace panoh::microdata {

/// One value of a column, under the name it is published by.
struct Value {
    using AbsentListsAreEmpty = void;
    std::string name;
    /// Texts of the source that mean it, beside the name itself: "1", or the countries of a region.
    std::vector<std::string> from = {};
    bool operator==(const Value&) const = default;
};
PANOH_JSON(Value, name, from)

/// A column with its declared domain.
struct Column {
    using AbsentListsAreEmpty = void;
    std::string name;
    std::vector<Value> values = {};
    /// Texts that mean "not known", beside the empty cell: "-99", "Unknown".
    std::vector<std::string> missing = {};
    /// Values that say nothing of a person, such as the "no" of a column of ticks: never part of a counted
    /// combination, but states of the column all the same.
    std::vector<std::string> uncounted = {};
    bool operator==(const Column&) const = default;
};
PANOH_JSON(Column, name, values, missing, uncounted)

/// One person is what is protected. Exactly one of the two is said.
struct Person {
    /// The column whose text is the same in all rows of one person; it is never kept.
    std::optional<std::string> column = {};
    /// True: each row is another person. Nothing can check it; who says so answers for it.
    std::optional<bool> each_row = {};
    bool operator==(const Person&) const = default;
};
PANOH_JSON(Person, column, each_row)

/// What one person adds at most.
struct Caps {
    /// Counted values of one person, 1 up to the number of columns; more are left out by chance.
    std::int64_t values = 0;
    bool operator==(const Caps&) const = default;
};
PANOH_JSON(Caps, values)

/// Two values that no person can have together, as everybody knows: "minor" and "30 to 38".
struct Impossible {
    std::string column;
    std::string value;
    std::string other_column;
    std::string other_value;
    bool operator==(const Impossible&) const = default;
};
PANOH_JSON(Impossible, column, value, other_column, other_value)

struct Schema {
    using AbsentListsAreEmpty = void;
    /// Version of this form: 1.
    std::int64_t schema = 1;
    /// Under which name the budget is kept: all tables that may hold the same people share one.
    std::string lineage = {};
    /// About how many people, as is known in public, at most two digits and then zeros: it decides delta.
    std::int64_t people = 0;
    Person person = {};
    std::optional<Caps> caps = {};
    std::vector<Column> columns = {};
    /// Columns that somebody may know of a person they look for: age, sex, citizenship, year.
    std::vector<std::string> identifying = {};
    /// Columns whose values have an order, so that neighbours may be joined: ages, years.
    std::vector<std::string> ordered = {};
    std::vector<Impossible> impossible = {};
    /// Columns of the source that are left out on purpose. Any other is refused.
    std::vector<std::string> left_out = {};
    /// Columns whose domain a profile took from the table. A person reads and mends each and takes its name
    /// away; until then nothing is released.
    std::vector<std::string> from_data = {};
    bool operator==(const Schema&) const = default;
};
PANOH_JSON(Schema, schema, lineage, people, person, caps, columns, identifying, ordered, impossible, left_out,
           from_data)

constexpr std::size_t most_columns = 256;
/// States of a column, "other" and "missing" among them. A column with more is no category yet: its values
/// are to be grouped.
constexpr std::size_t most_states = 250;

/// Reads and checks a schema; a refusal lists every fault by its place: "schema/version_unknown",
/// "schema/lineage_invalid" (a to z, 0 to 9, "-", at most 64), "schema/people_not_round",
/// "schema/person_not_said", "schema/caps_missing" (field "caps/values"), "schema/cap_out_of_range",
/// "schema/no_columns", "schema/too_many_columns", "schema/name_invalid" (empty, spaces around it, more than
/// a line), "schema/column_twice", "schema/value_twice" (a text with two meanings; "~other" and "" have one),
/// "schema/no_values", "schema/too_many_values", "schema/column_unknown", "schema/value_unknown". Domains
/// that came from a profile are no fault here: see `ready`.
[[nodiscard]] core::Result<Schema> read_schema(std::string_view json);
/// The same of a schema that is no text.
[[nodiscard]] core::Done check(const Schema& schema);

/// Refuses "schema/from_data" (conflict; fields "from_data/0"...) for each column that nobody has confirmed.
[[nodiscard]] core::Done ready(const Schema& schema);

/// The exact bytes that stand for a schema: what is hashed and kept with a release. JSON for people to read
/// and edit, one value a line; `read_schema` reads the same schema out of it.
[[nodiscard]] std::string schema_text(const Schema& schema);

/// States of a column: the codes 0 to values - 1, then `other_state`, then `missing_state`.
[[nodiscard]] inline std::size_t states_of(const Column& column)
{
    return column.values.size() + 2;
}
[[nodiscard]] inline std::uint8_t other_state(const Column& column)
{
    return static_cast<std::uint8_t>(column.values.size());
}
[[nodiscard]] inline std::uint8_t missing_state(const Column& column)
{
    return static_cast<std::uint8_t>(column.values.size() + 1);
}
/// The name of a state as it is written: "~other" and "" for the last two.
[[nodiscard]] std::string_view state_name(const Column& column, std::uint8_t state);
/// Whether a state is part of combinations: declared values that are not `uncounted`. Neither "other" nor
/// "missing" is.
[[nodiscard]] bool is_counted(const Column& column, std::uint8_t state);

} // namespace panoh::microdata

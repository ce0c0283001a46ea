#include <doctest/doctest.h>

#include <random>
#include <set>

#include "microdata/schema.h"

namespace panoh::microdata {

namespace {

Schema good()
{
    return {.lineage = "cases-2026",
            .people = 1200,
            .person = {.column = "subject"},
            .caps = Caps{2},
            .columns = {{.name = "sex", .values = {{"female", {"f", "1"}}, {"male"}}, .missing = {"-99"}},
                        {.name = "tick", .values = {{"0"}, {"1"}}, .uncounted = {"0"}}},
            .identifying = {"sex"},
            .ordered = {"tick"},
            .impossible = {{"sex", "male", "tick", "1"}},
            .left_out = {"remarks"}};
}

/// Code and place of each fault, one a line.
std::string faults_of(const Schema& schema)
{
    const auto read = read_schema(schema_text(schema));
    if (read) return "";
    std::string all;
    for (const auto& fault : read.error().faults)
        all += (all.empty() ? "" : "\n") + fault.code + " " + fault.field;
    return all;
}

template <typename Change>
std::string faults_after(const Change& change)
{
    Schema schema = good();
    change(schema);
    return faults_of(schema);
}

} // namespace

TEST_CASE("a schema that is written reads the same")
{
    const auto read = read_schema(schema_text(good()));
    REQUIRE(read);
    CHECK(*read == good());
    CHECK(schema_text(*read) == schema_text(good()));
}

TEST_CASE("a schema's head says its form, lineage, people, person and caps")
{
    CHECK(faults_after([](Schema& s) { s.schema = 2; }) == "schema/version_unknown schema");
    for (const char* lineage : {"", "Cases", "a b", "a_b"})
        CHECK(faults_after([&](Schema& s) { s.lineage = lineage; }) == "schema/lineage_invalid lineage");
    CHECK(faults_after([](Schema& s) { s.lineage = std::string(65, 'a'); }) ==
          "schema/lineage_invalid lineage");
    for (const std::int64_t people : {-10, 0, 123, 1010})
        CHECK(faults_after([&](Schema& s) { s.people = people; }) == "schema/people_not_round people");
    for (const std::int64_t people : {1, 12, 120, 99'000'000})
        CHECK(faults_after([&](Schema& s) { s.people = people; }).empty());
    CHECK(faults_after([](Schema& s) { s.person = {}; }) == "schema/person_not_said person");
    CHECK(faults_after([](Schema& s) { s.person.each_row = true; }) == "schema/person_not_said person");
    CHECK(faults_after([](Schema& s) { s.person = {.each_row = false}; }) == "schema/person_not_said person");
    CHECK(faults_after([](Schema& s) { s.person = {.column = " "}; }) == "schema/person_not_said person");
    CHECK(faults_after([](Schema& s) { s.person = {.each_row = true}; }).empty());
    CHECK(faults_after([](Schema& s) { s.caps = {}; }) == "schema/caps_missing caps/values");
    for (const std::int64_t cap : {0, 3})
        CHECK(faults_after([&](Schema& s) { s.caps->values = cap; }) ==
              "schema/cap_out_of_range caps/values");
}

TEST_CASE("each column has a name of its own and values, and no text means two things")
{
    CHECK(faults_of({.lineage = "a", .people = 1, .person = {.each_row = true}, .caps = Caps{1}}) ==
          "schema/cap_out_of_range caps/values\nschema/no_columns columns");
    CHECK(faults_after([](Schema& s) {
              s.columns[0].name = " sex";
          }).starts_with("schema/name_invalid columns/0/name"));
    CHECK(faults_after([](Schema& s) { s.columns.push_back(s.columns[1]); }) ==
          "schema/column_twice columns/2/name");
    CHECK(faults_after([](Schema& s) { s.person.column = "sex"; }) == "schema/column_twice person/column");
    CHECK(faults_after([](Schema& s) { s.columns[0].values[1].from = {" f"}; }) ==
          "schema/value_twice columns/0/values/1/from/0");
    CHECK(faults_after([](Schema& s) { s.columns[0].missing = {"male"}; }) ==
          "schema/value_twice columns/0/missing/0");
    CHECK(faults_after([](Schema& s) { s.columns[0].values[0].name = "~other"; }) ==
          "schema/value_twice columns/0/values/0/name");
    CHECK(faults_after([](Schema& s) { s.columns[1].values.push_back({""}); }) ==
          "schema/name_invalid columns/1/values/2/name");
    CHECK(faults_after([](Schema& s) { s.columns[0].values[0].from = {""}; }) ==
          "schema/value_twice columns/0/values/0/from/0");
    CHECK(faults_after([](Schema& s) { s.columns[0].missing = {"", "-99", "-99"}; }).empty());
    CHECK(faults_after([](Schema& s) { s.columns[1].uncounted = {"2"}; }) ==
          "schema/value_unknown columns/1/uncounted/0");
    Schema schema = good();
    schema.columns.push_back({.name = "many"});
    CHECK(faults_of(schema) == "schema/no_values columns/2/values");
    for (std::size_t i = 0; i < most_states - 2; ++i)
        schema.columns[2].values.push_back({std::to_string(i)});
    CHECK(faults_of(schema).empty());
    schema.columns[2].values.push_back({"one more"});
    CHECK(faults_of(schema) == "schema/too_many_values columns/2/values");
}

TEST_CASE("lists name declared columns once, and what is left out is not declared")
{
    CHECK(faults_after([](Schema& s) { s.identifying = {"age"}; }) == "schema/column_unknown identifying/0");
    CHECK(faults_after([](Schema& s) { s.ordered = {"tick", "tick"}; }) == "schema/column_twice ordered/1");
    CHECK(faults_after([](Schema& s) { s.from_data = {"subject"}; }) == "schema/column_unknown from_data/0");
    CHECK(faults_after([](Schema& s) { s.left_out = {"sex"}; }) == "schema/column_twice left_out/0");
    CHECK(faults_after([](Schema& s) { s.left_out = {"subject"}; }) == "schema/column_twice left_out/0");
    CHECK(faults_after([](Schema& s) { s.impossible[0].other_value = "2"; }) ==
          "schema/value_unknown impossible/0/other_value");
    CHECK(faults_after([](Schema& s) { s.impossible[0].column = "age"; }) ==
          "schema/column_unknown impossible/0/column");
    CHECK(faults_after([](Schema& s) {
              s.impossible[0] = {"sex", "male", "sex", "female"};
          }) == "schema/column_twice impossible/0/other_column");
    Schema schema = good();
    while (schema.columns.size() <= most_columns) {
        schema.columns.push_back(schema.columns[1]);
        schema.columns.back().name += std::to_string(schema.columns.size());
    }
    CHECK(faults_of(schema) == "schema/too_many_columns columns");
}

TEST_CASE("all faults are named at once")
{
    CHECK(faults_after([](Schema& s) {
              s.lineage = "";
              s.caps = {};
              s.columns[1].values.clear();
          }) == "schema/lineage_invalid lineage\nschema/caps_missing caps/values\n"
                "schema/no_values columns/1/values\nschema/value_unknown columns/1/uncounted/0\n"
                "schema/value_unknown impossible/0/other_value");
}

TEST_CASE("whatever faults a schema has together, each is named by its place and nothing else is")
{
    struct Fault {
        void (*make)(Schema&);
        const char* named;
    };
    // Each at a place of its own.
    const std::vector<Fault> faults = {
        {[](Schema& s) { s.schema = 0; }, "schema/version_unknown schema"},
        {[](Schema& s) { s.lineage = "Lineage"; }, "schema/lineage_invalid lineage"},
        {[](Schema& s) { s.people = 1234; }, "schema/people_not_round people"},
        {[](Schema& s) { s.person.each_row = true; }, "schema/person_not_said person"},
        {[](Schema& s) { s.caps = {}; }, "schema/caps_missing caps/values"},
        {[](Schema& s) { s.columns[2].name = "tick"; }, "schema/column_twice columns/2/name"},
        {[](Schema& s) { s.columns[3].name = "two\nlines"; }, "schema/name_invalid columns/3/name"},
        {[](Schema& s) { s.columns[4].values.clear(), s.columns[4].uncounted.clear(); },
         "schema/no_values columns/4/values"},
        {[](Schema& s) { s.columns[5].values.resize(249, {"v"}); },
         "schema/too_many_values columns/5/values"},
        {[](Schema& s) { s.columns[6].values[1].from = {"0"}; },
         "schema/value_twice columns/6/values/1/from/0"},
        {[](Schema& s) { s.columns[7].uncounted = {"x"}; }, "schema/value_unknown columns/7/uncounted/0"},
        {[](Schema& s) { s.columns[8].missing = {"0"}; }, "schema/value_twice columns/8/missing/0"},
        {[](Schema& s) { s.identifying = {"nobody"}; }, "schema/column_unknown identifying/0"},
        {[](Schema& s) {
             s.ordered = {"sex", "sex"};
         },
         "schema/column_twice ordered/1"},
        {[](Schema& s) { s.left_out = {"sex"}; }, "schema/column_twice left_out/0"},
        {[](Schema& s) { s.impossible[0].value = "x"; }, "schema/value_unknown impossible/0/value"},
        {[](Schema& s) { s.from_data = {"nobody"}; }, "schema/column_unknown from_data/0"}};
    std::minstd_rand random(1);
    for (int i = 0; i < 500; ++i) {
        Schema schema = good();
        while (schema.columns.size() < 9) {
            schema.columns.push_back(schema.columns[1]);
            schema.columns.back().name += std::to_string(schema.columns.size());
        }
        std::set<std::string> expected;
        for (const Fault& fault : faults) {
            if (random() % 3 != 0) continue;
            fault.make(schema);
            expected.insert(fault.named);
        }
        const auto refused = check(schema);
        CHECK(refused.has_value() == expected.empty());
        std::set<std::string> named;
        if (!refused)
            for (const auto& fault : refused.error().faults)
                named.insert(fault.code + " " + fault.field);
        // Of values that are there 249 times each is named.
        std::erase_if(
            named, [](const std::string& name) { return name.starts_with("schema/value_twice columns/5/"); });
        CHECK(named == expected);
    }
}

TEST_CASE("nothing is ready while a domain came from the data")
{
    Schema schema = good();
    CHECK(ready(schema));
    schema.from_data = {"sex", "tick"};
    const auto refused = ready(schema);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().faults == std::vector<core::FieldError>{{"schema/from_data", "from_data/0"},
                                                                  {"schema/from_data", "from_data/1"}});
}

TEST_CASE("states are the values, then other, then missing; only declared values are counted")
{
    const Column column = good().columns[1];
    CHECK(states_of(column) == 4);
    CHECK(state_name(column, 1) == "1");
    CHECK(state_name(column, other_state(column)) == "~other");
    CHECK(state_name(column, missing_state(column)).empty());
    CHECK_FALSE(is_counted(column, 0));
    CHECK(is_counted(column, 1));
    CHECK_FALSE(is_counted(column, 2));
    CHECK_FALSE(is_counted(column, 3));
}

} // namespace panoh::microdata

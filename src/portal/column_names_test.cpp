#include "portal/column_names.h"

#include <doctest/doctest.h>

#include "core/language.h"
#include "release/presets.h"

using namespace panoh;
using namespace panoh::portal;

TEST_CASE("columns of the layouts that ship have names")
{
    const auto& words = Words::of("en");
    CHECK(column_name(words, "control_WithholdsDocuments") == "Methods of control: Keeps documents");
    CHECK(column_name(words, "meansOfControlWithholdsDocuments") == "Methods of control: Keeps documents");
    CHECK(column_name(words, "meansWithholdDocs") == "Methods of control: Keeps documents");
    CHECK(question_name(words, "isAbduction") == "Kind of exploitation");
    CHECK(tick_name(words, "typeOfLabourPeddling") == "Selling in the street");
    CHECK(column_name(words, "ageBroad") == "Age");
}

TEST_CASE("values are named by the list of their column")
{
    const auto& words = Words::of("en");
    CHECK(value_name(words, "gender", "Feminine") == "Woman or girl");
    CHECK(value_name(words, "gender", "Woman") == "Woman or girl");
    CHECK(value_name(words, "ageBroad", "30--38") == "30 to 38");
    CHECK(value_name(words, "age_band", "30-38") == "30 to 38");
    CHECK(value_name(words, "citizenship", "KG") == "Kyrgyzstan");
    CHECK(value_name(words, "citizenship", "KGZ") == "Kyrgyzstan");
    CHECK(value_name(Words::of("ru"), "citizenship", "Eastern Europe") == "Восточная Европа");
    CHECK(value_name(words, "year", "2021") == "2021");
}

TEST_CASE("what somebody named themselves stays as it is")
{
    const auto& words = Words::of("ru");
    for (const char* column :
         {"color", "isolation", "isAlone", "control_", "control_of_x", "means", "genders"}) {
        CHECK(column_name(words, column) == column);
        CHECK(value_name(words, column, "Feminine") == "Feminine");
        CHECK_FALSE(question_name(words, column));
    }
    CHECK(value_name(words, "gender", "~other") == "~other");
    CHECK(value_name(words, "gender", "") == "");
}

TEST_CASE("no column and no value of a ready-made schema is without a name in any language")
{
    for (const auto language : core::languages) {
        const auto& words = Words::of(language);
        for (const auto& preset : release::presets()) {
            const auto schema = release::preset_schema(preset.name, "test");
            REQUIRE(schema);
            for (const auto& column : schema->columns) {
                CHECK_MESSAGE(column_name(words, column.name) != column.name, language, " ", column.name);
                const bool is_tick = question_name(words, column.name).has_value();
                const bool is_year = column.name.starts_with("year");
                for (const auto& value : column.values) {
                    const bool is_same = value_name(words, column.name, value.name) == value.name;
                    const bool may_be = is_tick || is_year || language == "en";
                    CHECK_MESSAGE((may_be || !is_same), language, " ", column.name, " ", value.name);
                }
            }
        }
    }
}

#include <doctest/doctest.h>

#include "core/json.h"

namespace {
using namespace panoh::core;

enum class Colour { red, blue };

struct Inner {
    std::string word;
    std::optional<int> count;
};
PANOH_JSON(Inner, word, count)

struct Measure {
    double number = 0;
};
PANOH_JSON(Measure, number)

struct Outer {
    bool yes = false;
    std::int64_t number = 0;
    std::vector<Inner> inners;
    Colour colour = Colour::red;
    std::optional<Date> on;
    PartialDate birth;
    Patch<std::string> change;
    CaseId id;
};
PANOH_JSON(Outer, yes, number, inners, colour, on, birth, change, id)

constexpr std::string_view good =
    R"({"yes":true,"number":-9223372036854775808,"inners":[{"word":"a\"\\\u0001Ұ","count":3},{"word":"","count":null}],)"
    R"("colour":"blue","on":"2024-02-29","birth":{"year":1994,"month":null,"day":null},"change":null,)"
    R"("id":"01234567-89ab-4def-8123-456789abcdef"})";
} // namespace

template <>
struct panoh::core::Names<Colour> {
    static constexpr std::array<Named<Colour>, 2> all = {{{Colour::red, "red"}, {Colour::blue, "blue"}}};
};

TEST_CASE("A described value is read and written without loss")
{
    const auto read = read_json<Outer>(good);
    REQUIRE(read);
    CHECK(read->change.given);
    CHECK_FALSE(read->change.value);
    CHECK(read->birth == PartialDate{.year = 1994});
    CHECK(read->inners.front().word == "a\"\\\x01Ұ");
    CHECK(write_json(*read) == good);
}

TEST_CASE("A number with a fraction is the nearest there is, and reads as it was written")
{
    const auto read = [](std::string_view text) {
        const auto document = read_json<Measure>(R"({"number":)" + std::string(text) + "}");
        REQUIRE(document);
        return write_json(*document);
    };
    // The stock parser is off by a last digit here.
    CHECK(read("-10.244444444444445") == R"({"number":-10.244444444444445})");
    CHECK(read("42.869999999999997") == R"({"number":42.87})");
    CHECK(read("8.41e21") == R"({"number":8.41e+21})");
    CHECK(read("-0.0") == R"({"number":0})");
    CHECK(read("-0") == R"({"number":0})");
    CHECK(read("5e-324") == R"({"number":5e-324})");
    CHECK(read("-10." + std::string(400, '4') + "5") == R"({"number":-10.444444444444445})");
    CHECK_FALSE(read_json<Measure>(R"({"number":1e309})"));
}

TEST_CASE("All faults of an input are named in one pass")
{
    const auto read = read_json<Outer>(
        R"({"yes":1,"number":9223372036854775808,"inners":[{"word":5,"extra":1}],"colour":"green","on":"2023-02-29",)"
        R"("birth":{"month":7},"id":"x"})");
    REQUIRE_FALSE(read);
    const std::vector<FieldError> expected = {{"json/wrong_type", "yes"},
                                              {"json/out_of_range", "number"},
                                              {"json/wrong_type", "inners/0/word"},
                                              {"json/unknown_field", "inners/0/extra"},
                                              {"json/code_unknown", "colour"},
                                              {"json/date_impossible", "on"},
                                              {"json/date_impossible", "birth/month"},
                                              {"json/not_an_id", "id"}};
    CHECK(read.error().faults == expected);
    CHECK(read.error().field == "yes");
}

TEST_CASE("A member given twice is refused by name")
{
    const auto read = read_json<Inner>(R"({"word":"a","word":"b"})");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "json/duplicate_field");
    CHECK(read.error().field == "word");
}

TEST_CASE("A missing member is named")
{
    const auto read = read_json<Inner>("{}");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "json/missing");
    CHECK(read.error().field == "word");
}

TEST_CASE("Text that is not JSON is malformed")
{
    for (const std::string_view text : {"", "{", "{}x", R"({"word":"\ud800"})", "{\"word\":\"\xff\"}",
                                        "{\"word\":NaN}", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1"}) {
        const auto read = read_json<Inner>(text);
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == ErrorKind::malformed);
    }
    CHECK(read_json<Inner>(R"({"word":"a\u0000b"})").error().code == "json/character_not_allowed");
}

TEST_CASE("The schema of a type names its members and what is required")
{
    CHECK(
        json_schema<Inner>() ==
        R"({"type":"object","properties":{"word":{"type":"string"},"count":{"anyOf":[{"type":"integer","format":"int32"},)"
        R"({"type":"null"}]}},"required":["word"],"additionalProperties":false})");
}

#include <doctest/doctest.h>

#include <algorithm>
#include <string_view>

#include "microdata/counter.h"
#include "microdata/fiction.h"
#include "microdata/read_microdata.h"

namespace panoh::microdata {

namespace {

/// FNV-1a, 64 bits.
std::uint64_t fingerprint(std::string_view text)
{
    std::uint64_t sum = 0xCBF2'9CE4'8422'2325U;
    for (const char c : text)
        sum = (sum ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3U;
    return sum;
}

double counted_a_person(Shape shape)
{
    const auto table = fictional_table(shape, 5000, 1);
    const auto read = read_microdata(table.csv, table.schema);
    REQUIRE(read);
    CHECK(read->note.undeclared.empty());
    CHECK(read->note.people == 5000);
    double sum = 0;
    const auto singles = Counter(read->people).combinations(1);
    for (const std::uint32_t count : singles[0].counts())
        sum += count;
    return sum / 5000;
}

} // namespace

TEST_CASE("a fictional table is read by its own schema and has as many counted values as its shape says")
{
    CHECK(counted_a_person(Shape::sparse) == doctest::Approx(8.9).epsilon(0.03));
    CHECK(counted_a_person(Shape::dense) == 30);
    CHECK(counted_a_person(Shape::wide) == doctest::Approx(17.8).epsilon(0.03));
}

TEST_CASE("people of a fictional table have about as many combinations as those of the design's tables")
{
    const auto found = [](Shape shape, std::size_t length, std::uint32_t at_least) {
        auto table = fictional_table(shape, 222'000, 1);
        const auto read = read_microdata(std::move(table.csv), table.schema);
        REQUIRE(read);
        std::size_t sum = 0;
        for (const auto& of : Counter(read->people).combinations(length, at_least))
            sum += of.size();
        return static_cast<double>(sum);
    };
    // 450,295 and 13.4 million there.
    CHECK(found(Shape::sparse, 3, 1) == doctest::Approx(444'000).epsilon(0.01));
    CHECK(found(Shape::dense, 4, 10) == doctest::Approx(11'400'000).epsilon(0.01));
}

TEST_CASE("the schema of a fictional table is without fault")
{
    for (const Shape shape : {Shape::sparse, Shape::dense, Shape::wide}) {
        const auto table = fictional_table(shape, 222'000, 1);
        if (shape == Shape::sparse) CHECK(table.schema.people == 220'000);
        CHECK(check(table.schema));
        CHECK(ready(table.schema));
    }
}

TEST_CASE("nobody of a fictional table has an impossible pair")
{
    const auto table = fictional_table(Shape::dense, 5000, 7);
    const auto read = read_microdata(table.csv, table.schema);
    REQUIRE(read);
    const Columns two = {2, 5};
    const auto counts = Counter(read->people).marginal(two);
    const auto number = [](const Column& column, std::string_view value) {
        return static_cast<std::size_t>(std::ranges::find(column.values, value, &Value::name) -
                                        column.values.begin());
    };
    REQUIRE(table.schema.impossible.size() == 36);
    for (const Impossible& pair : table.schema.impossible) {
        const std::size_t age = number(table.schema.columns[2], pair.value);
        const std::size_t household = number(table.schema.columns[5], pair.other_value);
        CHECK(counts[age * states_of(table.schema.columns[5]) + household] == 0);
    }
}

TEST_CASE("the same arguments give the same bytes, on every machine")
{
    CHECK(fingerprint(fictional_table(Shape::sparse, 1000, 1).csv) == 13813312975582817214U);
    CHECK(fingerprint(fictional_table(Shape::wide, 1000, 2).csv) == 14162116672958061034U);
    CHECK(fictional_table(Shape::sparse, 10, 1).csv != fictional_table(Shape::sparse, 10, 2).csv);
}

} // namespace panoh::microdata

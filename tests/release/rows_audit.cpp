// From a file of rows to what is published: one person is one person, in however many rows.

#include <doctest/doctest.h>

#include "figures.h"
#include "mechanisms.h"
#include "microdata/read_microdata.h"

namespace panoh::release_audit {

namespace {

microdata::Microdata read(std::string text)
{
    microdata::Schema schema = small_schema();
    schema.person = {.column = "person", .each_row = {}};
    auto table = microdata::read_microdata(std::move(text), schema, 1);
    REQUIRE(table);
    return std::move(table->people);
}

} // namespace

TEST_CASE("one person with many rows makes no difference that was not paid for")
{
    const microdata::Microdata without = read(rows(90, {}));
    for (const Stranger& one : strangers()) {
        const Pair pair{one.name, without, read(rows(90, one.rows))};
        CHECK(pair.with.people() == pair.without.people() + 1);
        for (const Mechanism mechanism :
             {Mechanism::tables, Mechanism::independent, Mechanism::mst, Mechanism::aim, Mechanism::latent})
            for (std::size_t run = 0; run < runs(2, 50); ++run)
                compare(mechanism, pair, seed_of(run));
    }
}

} // namespace panoh::release_audit

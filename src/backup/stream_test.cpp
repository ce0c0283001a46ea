#include "backup/stream.h"

#include <string>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "backup/test_memory.h"

using namespace panoh;
using test::Memory;

namespace {

/// The most that this process had in memory so far.
long peak_megabytes()
{
    rusage usage = {};
    REQUIRE(::getrusage(RUSAGE_SELF, &usage) == 0);
    return usage.ru_maxrss / 1024;
}

} // namespace

TEST_CASE("what is longer than a block, and what is empty, comes back as it was")
{
    REQUIRE(crypto::start());
    const crypto::Key seal;
    Memory file;
    backup::StreamWriter writer(file, seal.duplicate());
    const std::string longer(700'001, 'x');
    writer.text("");
    writer.text(longer);
    writer.number(7, 2);
    REQUIRE(writer.finish());

    const auto reader = backup::StreamReader::begin(file);
    REQUIRE(reader);
    CHECK((*reader)->text(10).empty());
    CHECK((*reader)->text(longer.size()) == longer);
    CHECK((*reader)->number(2) == 7);
    CHECK((*reader)->finish(seal.duplicate()));
}

TEST_CASE("a length that nothing follows takes no memory")
{
    Memory written;
    backup::StreamWriter writer(written, crypto::Key());
    writer.number(256UL * 1024 * 1024, 4);
    writer.number(1, 1);
    REQUIRE(writer.finish());

    Memory file(written.bytes());
    const auto reader = backup::StreamReader::begin(file);
    REQUIRE(reader);
    const auto before = peak_megabytes();
    CHECK((*reader)->bytes(256UL * 1024 * 1024).empty());
    CHECK(peak_megabytes() - before < 100);
    REQUIRE_FALSE((*reader)->fine());
    CHECK((*reader)->fine().error().code == "restore/damaged");
}

TEST_CASE("a text that no database can hold is damage")
{
    Memory file;
    backup::StreamWriter writer(file, crypto::Key());
    writer.text(std::string("a\0b", 3));
    REQUIRE(writer.finish());
    const auto reader = backup::StreamReader::begin(file);
    REQUIRE(reader);
    CHECK((*reader)->text(10).empty());
    REQUIRE_FALSE((*reader)->fine());
    CHECK((*reader)->fine().error().code == "restore/damaged");
}

TEST_CASE("a length beyond what is allowed is damage")
{
    Memory file;
    backup::StreamWriter writer(file, crypto::Key());
    writer.text("four");
    REQUIRE(writer.finish());
    const auto reader = backup::StreamReader::begin(file);
    REQUIRE(reader);
    CHECK((*reader)->bytes(3).empty());
    CHECK_FALSE((*reader)->fine());
}

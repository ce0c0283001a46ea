#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "tables/archive.h"
#include "tables/testing.h"

namespace panoh::tables {

namespace {

using testing::Parts;
using testing::zip_of;

/// The text of a part, or the code it is refused with.
std::string text_of(std::string_view bytes, std::string_view name, const Limits& limits = {})
{
    const auto archive = Archive::open(bytes, limits);
    if (!archive) return archive.error().code;
    const Part* part = archive->find(name);
    if (part == nullptr) return "none";
    std::string text;
    const auto read = archive->read(*part, [&](std::string_view piece) {
        text.append(piece);
        return true;
    });
    return read ? text : read.error().code;
}

/// Changes one number of an entry in the directory at the end.
std::string forged(std::string bytes, std::size_t offset, std::uint32_t value, std::size_t size,
                   std::size_t entry = 0)
{
    std::size_t at = bytes.find("PK\x01\x02");
    for (; entry > 0; --entry)
        at = bytes.find("PK\x01\x02", at + 1);
    for (std::size_t i = 0; i < size; ++i)
        bytes[at + offset + i] = static_cast<char>(value >> (8 * i));
    return bytes;
}

const Parts two = {{"a/One.xml", "first first first"}, {"b.xml", std::string(100'000, 'x')}};

} // namespace

TEST_CASE("parts are found by their name in any spelling that means the same, and read whole")
{
    const std::string bytes = zip_of(two);
    CHECK(text_of(bytes, "a/One.xml") == "first first first");
    CHECK(text_of(bytes, "/A/one.XML") == "first first first");
    CHECK(text_of(bytes, "a\\one.xml") == "first first first");
    CHECK(text_of(bytes, "b.xml") == std::string(100'000, 'x'));
    CHECK(text_of(bytes, "c.xml") == "none");
    CHECK(text_of(bytes + "tail", "b.xml") == "tables/broken");
}

TEST_CASE("a file that is cut off anywhere is refused")
{
    const std::string bytes = zip_of(two);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(text_of(std::string_view(bytes).substr(0, size), "b.xml") == "tables/broken");
}

TEST_CASE("a changed byte is refused or changes nothing")
{
    const std::string bytes = zip_of(two);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x41);
        const std::string text = text_of(changed, "a/one.xml");
        CHECK((text == "first first first" || text.starts_with("tables/") || text == "none"));
    }
}

TEST_CASE("forged sizes, sums, places and methods are refused")
{
    const std::string bytes = zip_of(two);
    CHECK(text_of(forged(bytes, 24, 16, 4), "a/one.xml") == "tables/broken");
    CHECK(text_of(forged(bytes, 24, 18, 4), "a/one.xml") == "tables/broken");
    CHECK(text_of(forged(bytes, 20, 5, 4), "a/one.xml") == "tables/broken");
    CHECK(text_of(forged(bytes, 20, 0x7FFFFFFF, 4), "a/one.xml") == "tables/broken");
    CHECK(text_of(forged(bytes, 16, 1, 4), "a/one.xml") == "tables/broken");
    CHECK(text_of(forged(bytes, 10, 0, 2), "a/one.xml") == "tables/broken");
    CHECK(text_of(forged(bytes, 42, 0x7FFFFFFF, 4), "a/one.xml") == "tables/broken");
    CHECK(text_of(forged(bytes, 8, 0x0809, 2), "a/one.xml") == "tables/encrypted");
}

TEST_CASE("two entries with the same bytes are refused, as are two with the same name")
{
    const std::string bytes = zip_of(two);
    CHECK(text_of(forged(bytes, 42, 0, 4, 1), "b.xml") == "tables/broken");
    CHECK(text_of(zip_of({{"x.xml", "1"}, {"X.xml", "2"}}), "x.xml") == "tables/broken");
}

TEST_CASE("limits of number, size and ratio hold before anything is unpacked")
{
    const std::string bytes = zip_of(two);
    CHECK(text_of(bytes, "b.xml", {.parts = 1}) == "tables/too_many_parts");
    CHECK(text_of(bytes, "b.xml", {.part_bytes = 99'999}) == "tables/unpacks_too_large");
    CHECK(text_of(bytes, "b.xml", {.unpacked_bytes = 100'016}) == "tables/unpacks_too_large");
    const std::string bomb = zip_of({{"b.xml", std::string(8 << 20, 'x')}});
    CHECK(text_of(bomb, "b.xml") == "tables/packed_too_tightly");
    CHECK(text_of(bomb, "b.xml", {.ratio = 2000}).size() == 8 << 20);
}

TEST_CASE("whatever bytes are zipped come out again")
{
    CHECK(rc::check([] {
        const auto parts = *rc::gen::container<std::map<std::string, std::string>>(
            rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('a', 'z'))),
            rc::gen::arbitrary<std::string>());
        const std::string bytes = zip_of(parts);
        for (const auto& [name, text] : parts)
            RC_ASSERT(text_of(bytes, name) == text);
    }));
}

} // namespace panoh::tables

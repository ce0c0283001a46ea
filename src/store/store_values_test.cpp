#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>

#include "store/test_database.h"

using namespace panoh;
using namespace panoh::store;
using store::testing::engines;
using store::testing::FreshDatabase;

namespace {

constexpr Migration things[] = {
    {1, "things",
     "CREATE TABLE thing (id {{int}} PRIMARY KEY, number {{int}}, words {{text}}, data {{blob}}, "
     "share {{real}}) {{strict}}; CREATE UNIQUE INDEX thing_words ON thing (words)"},
};
constexpr Sql insert{"INSERT INTO thing (id, number, words, data, share) VALUES (?, ?, ?, ?, ?)"};
constexpr Sql find{"SELECT number, words, data, share FROM thing WHERE id = ?"};

void make_things(FreshDatabase& database)
{
    REQUIRE(database->migrate(things));
}

core::Done put(FreshDatabase& database, std::initializer_list<Value> values)
{
    return database->write([&](Transaction& transaction) {
        transaction.run(insert, values);
        return core::Done();
    });
}

struct Thing {
    std::optional<std::int64_t> number;
    std::optional<std::string> words;
    core::Bytes data;
    bool has_data = false;
    double share = 0;
};

Thing get(FreshDatabase& database, int id)
{
    return database->read([&](Reader& reader) {
        return reader
            .first(find, {id},
                   [](const Row& row) {
                       const auto data = row.bytes(2);
                       return Thing{row.maybe_integer(0), row.maybe_text(1),
                                    core::Bytes(data.begin(), data.end()), !row.is_null(2), row.real(3)};
                   })
            .value();
    });
}

} // namespace

TEST_CASE("every kind of value comes back as it went in")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        make_things(database);
        const core::Bytes zeros = {0, 1, 0, 255, 39, 92, 0};
        const std::string cyrillic = "Токтогулова Өмүрбүбү, ғүқ";
        const auto least = std::numeric_limits<std::int64_t>::min();
        const auto most = std::numeric_limits<std::int64_t>::max();
        REQUIRE(put(database, {1, least, cyrillic, zeros, 0.1}));
        REQUIRE(put(database, {2, most, "it's \\ \"so\"?", core::ByteView(), -1e300}));
        REQUIRE(put(database, {3, nullptr, "", std::optional<std::string>(), std::nullopt}));

        const auto first = get(database, 1);
        CHECK(first.number == least);
        CHECK(first.words == cyrillic);
        CHECK(first.data == zeros);
        CHECK(first.share == 0.1);
        const auto second = get(database, 2);
        CHECK(second.number == most);
        CHECK(second.words == "it's \\ \"so\"?");
        CHECK(second.has_data);
        CHECK(second.data.empty());
        CHECK(second.share == -1e300);
        const auto third = get(database, 3);
        CHECK_FALSE(third.number);
        CHECK(third.words == "");
        CHECK_FALSE(third.has_data);
        CHECK(third.share == 0);
    }
}

TEST_CASE("a parameter may be NULL first and a value later, whatever it is compared with")
{
    static constexpr Sql filter{
        "SELECT count(*) FROM thing WHERE (CAST(? AS BIGINT) IS NULL OR number = ?) AND "
        "(CAST(? AS TEXT) IS NULL OR words = ?)"};
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        make_things(database);
        REQUIRE(put(database, {1, nullptr, nullptr, nullptr, nullptr}));
        REQUIRE(put(database, {2, 5, "five", core::Bytes{1}, 0.5}));
        REQUIRE(put(database, {3, nullptr, "six", nullptr, 1.5}));
        const auto count = [&](std::optional<std::int64_t> number, std::optional<std::string> words) {
            return database->read([&](Reader& reader) {
                return reader
                    .first(filter, {number, number, words, words},
                           [](const Row& row) { return row.integer(0); })
                    .value();
            });
        };
        CHECK(count({}, {}) == 3);
        CHECK(count(5, {}) == 1);
        CHECK(count({}, "six") == 1);
        CHECK(count(5, "six") == 0);
        CHECK(count({}, {}) == 3);
    }
}

TEST_CASE("sums and averages of whole numbers can be read")
{
    static constexpr Sql sums{"SELECT sum(number), avg(number), count(*), max(words) FROM thing"};
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        make_things(database);
        REQUIRE(put(database, {1, -70'000'000'000, "a", nullptr, nullptr}));
        REQUIRE(put(database, {2, -50'000, "b", nullptr, nullptr}));
        REQUIRE(put(database, {3, 0, "c", nullptr, nullptr}));
        REQUIRE(put(database, {4, 1, "d", nullptr, nullptr}));
        database->read([&](Reader& reader) {
            reader.each(sums, {}, [](const Row& row) {
                CHECK(row.integer(0) == -70'000'049'999);
                CHECK(row.real(1) == doctest::Approx(-17500012499.75));
                CHECK(row.integer(2) == 4);
                CHECK(row.text(3) == "d");
            });
        });
        REQUIRE(put(database, {5, 70'000'049'999 + 120'000'000, "e", nullptr, nullptr}));
        database->read([&](Reader& reader) {
            CHECK(reader.first(sums, {}, [](const Row& row) { return row.integer(0); }) == 120'000'000);
        });
    }
}

TEST_CASE("NUL in text is refused by both engines and writes nothing")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        make_things(database);
        CHECK_THROWS_AS(static_cast<void>(put(database, {1, 1, std::string("a\0b", 3), nullptr, nullptr})),
                        BrokenStore);
        REQUIRE(put(database, {1, 1, "ab", nullptr, nullptr}));
    }
}

TEST_CASE("text sorts by its bytes on both engines")
{
    static constexpr Sql sorted{"SELECT words FROM thing ORDER BY words"};
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        make_things(database);
        int id = 0;
        for (const auto* words : {"b", "a", "B", "ё", "я", "A b"})
            REQUIRE(put(database, {++id, nullptr, words, nullptr, nullptr}));
        std::string all;
        database->read([&](Reader& reader) {
            reader.each(sorted, {}, [&](const Row& row) { all.append(row.text(0)).append("|"); });
        });
        CHECK(all == "A b|B|a|b|я|ё|");
    }
}

TEST_CASE("a statement tells how many rows it changed")
{
    static constexpr Sql upsert{"INSERT INTO thing (id, number) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"};
    static constexpr Sql update{"UPDATE thing SET number = ? WHERE number < ?"};
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        make_things(database);
        const auto done = database->write([&](Transaction& transaction) -> core::Done {
            CHECK(transaction.run(upsert, {1, 1}) == 1);
            CHECK(transaction.run(upsert, {1, 2}) == 0);
            CHECK(transaction.run(upsert, {2, 2}) == 1);
            CHECK(transaction.run(update, {9, 5}) == 2);
            CHECK(transaction.run(update, {9, 5}) == 0);
            return {};
        });
        REQUIRE(done);
    }
}

TEST_CASE("many rows go in with one call, and come out one at a time")
{
    static constexpr Sql all{"SELECT id, words, data FROM thing ORDER BY id", Rows::many};
    static constexpr Sql one{"SELECT words FROM thing WHERE id = ?"};
    constexpr int rows = 3000;
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        make_things(database);
        std::vector<std::string> words;
        for (int i = 0; i < rows; ++i)
            words.push_back("слово " + std::to_string(i));
        std::vector<Value> values;
        for (int i = 0; i < rows; ++i) {
            // NULL first: the type of a column shows later.
            const Value number = i < 5 ? Value() : Value(i);
            values.insert(values.end(), {i, number, words[static_cast<std::size_t>(i)], nullptr, 0.5});
        }
        REQUIRE(database->write([&](Transaction& transaction) {
            transaction.run_many(insert, 5, values);
            return core::Done();
        }));
        int seen = 0;
        database->read([&](Reader& reader) {
            reader.each(all, {}, [&](const Row& row) {
                if (row.integer(0) == seen && row.text(1) == words[static_cast<std::size_t>(seen)]) ++seen;
            });
            CHECK(reader.first(one, {7}, [](const Row& row) { return std::string(row.text(0)); }) ==
                  words[7]);
        });
        CHECK(seen == rows);
        // An exception of the caller leaves the connection usable.
        CHECK_THROWS_AS(database->read([&](Reader& reader) {
            reader.each(all, {}, [](const Row&) { throw std::out_of_range("enough"); });
        }),
                        std::out_of_range);
        CHECK(get(database, 10).number == 10);
    }
}

TEST_CASE("a query may run inside the rows of another, even of itself")
{
    static constexpr Sql below{"SELECT id FROM thing WHERE id < ? ORDER BY id"};
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        make_things(database);
        for (int id = 1; id <= 3; ++id)
            REQUIRE(put(database, {id, nullptr, nullptr, nullptr, nullptr}));
        int pairs = 0;
        database->read([&](Reader& reader) {
            reader.each(below, {10}, [&](const Row& outer) {
                reader.each(below, {outer.integer(0)}, [&](const Row&) { ++pairs; });
            });
        });
        CHECK(pairs == 3);
    }
}

TEST_CASE("an address that now holds another SQL text runs the other text")
{
    for (const auto engine : engines()) {
        FreshDatabase database(engine);
        std::string text = "SELECT 1";
        const auto ask = [&] {
            return database->read([&](Reader& reader) {
                return reader.first(Sql{text.c_str()}, {}, [](const Row& row) { return row.integer(0); })
                    .value();
            });
        };
        CHECK(ask() == 1);
        text[7] = '2';
        CHECK(ask() == 2);
    }
}

// How fast the store is: durable writes by 1 and 32 threads, 50-row reads, rows of one big job. Not part of a
// test run. Usage: store_bench ADDRESS (a fresh database: "sqlite:/path/to/new.db" or a libpq connection
// string)

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "store/store.h"

using namespace panoh;
using namespace panoh::store;

namespace {

constexpr Migration tables[] = {
    {1, "bench",
     "CREATE TABLE bench_row (id {{int}} PRIMARY KEY, region {{int}} NOT NULL, status {{text}} NOT NULL, "
     "c3 {{text}}, c4 {{text}}, c5 {{text}}, c6 {{text}}, c7 {{int}}, c8 {{int}}, c9 {{int}}, c10 {{int}}, "
     "c11 {{blob}}, c12 {{blob}}, c13 {{blob}}, c14 {{text}}) {{strict}}; "
     "CREATE INDEX bench_row_list ON bench_row (region, status, id); "
     "CREATE TABLE bench_small (id {{int}} PRIMARY KEY, data {{blob}} NOT NULL) {{strict}}"},
};
constexpr Sql insert{
    "INSERT INTO bench_row (id, region, status, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"};
constexpr Sql insert_small{"INSERT INTO bench_small (id, data) VALUES (?, ?)"};
constexpr Sql list{
    "SELECT id, region, status, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14 FROM bench_row "
    "WHERE region = ? AND status = ? AND id > ? ORDER BY id LIMIT 50"};
constexpr Sql point{"SELECT c3, c11 FROM bench_row WHERE id = ?"};

/// Runs `work(thread, i)` on `threads` threads for two seconds and prints calls per second.
template <typename Work>
void measure(const char* name, int threads, const Work& work)
{
    using Clock = std::chrono::steady_clock;
    std::atomic<std::int64_t> calls = 0;
    const auto begin = Clock::now();
    std::vector<std::thread> all;
    for (int thread = 0; thread < threads; ++thread) {
        all.emplace_back([&, thread] {
            std::int64_t mine = 0;
            for (; Clock::now() - begin < std::chrono::seconds(2); ++mine)
                work(thread, mine);
            calls += mine;
        });
    }
    for (auto& thread : all)
        thread.join();
    const std::chrono::duration<double> seconds = Clock::now() - begin;
    std::printf("%-32s %9.0f /s\n", name, static_cast<double>(calls) / seconds.count());
}

void fill(Database& database, int rows)
{
    const core::Bytes sealed(160, 7);
    const auto begin = std::chrono::steady_clock::now();
    const auto done = database.write([&](Transaction& transaction) -> core::Done {
        std::vector<Value> values;
        for (int id = 0; id < rows; ++id) {
            values.insert(values.end(), {id, id % 10, id % 3 == 0 ? "open" : "closed", "KG", "woman", "27-29",
                                         "KZ", id, 1, 2, 3, sealed, sealed, sealed, "next step"});
        }
        transaction.run_many(insert, 15, values);
        return {};
    });
    if (!done) std::abort();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::printf("%-32s %9.0f rows/s\n", "one job of 50,000 rows", rows / seconds.count());
}

void writes(Database& database, const char* name, int threads, std::int64_t base)
{
    const core::Bytes data(200, 9);
    measure(name, threads, [&](int thread, std::int64_t i) {
        const auto id = base + thread * std::int64_t{1'000'000} + i;
        const auto done = database.write([&](Transaction& transaction) -> core::Done {
            transaction.run(insert_small, {id, data});
            return {};
        });
        if (!done) std::abort();
    });
}

void reads(Database& database, const char* name, int threads)
{
    std::atomic<std::int64_t> bytes = 0;
    measure(name, threads, [&](int thread, std::int64_t i) {
        std::int64_t size = 0;
        database.read([&](Reader& reader) {
            reader.each(list, {(thread + i) % 10, "open", (i * 97) % 40'000}, [&](const Row& row) {
                size += row.integer(0) + row.integer(1) + row.integer(7) + row.integer(8) + row.integer(9) +
                        row.integer(10);
                for (const int column : {2, 3, 4, 5, 6, 14})
                    size += static_cast<std::int64_t>(row.text(column).size());
                for (const int column : {11, 12, 13})
                    size += static_cast<std::int64_t>(row.bytes(column).size());
            });
        });
        bytes += size;
    });
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) return 2;
    auto opened = Database::open({.address = arguments[1]});
    if (!opened || !(*opened)->migrate(tables)) return 1;
    Database& database = **opened;
    fill(database, 50'000);
    reads(database, "50 rows x 15 columns, 1 thread", 1);
    reads(database, "50 rows x 15 columns, 2 threads", 2);
    measure("one row, 1 thread", 1, [&](int, std::int64_t i) {
        database.read([&](Reader& reader) { reader.each(point, {(i * 97) % 50'000}, [](const Row&) {}); });
    });
    writes(database, "durable writes, 1 thread", 1, 0);
    writes(database, "durable writes, 32 threads", 32, 1'000'000'000);
}

// How fast tables are read and counted. Not part of a test run.
//
//   counting_bench [ROWS [TIMES [SHAPE...]]]     222000 rows, three times, sparse dense wide when nothing is
//   said
//
// Of each line the middle of the times: seconds on the clock and seconds of all processors, and the memory
// that the whole program had at most so far. With other work on the machine the second is the one to compare.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/resource.h>

#include "microdata/counter.h"
#include "microdata/fiction.h"
#include "microdata/read_microdata.h"

using namespace panoh::microdata;

namespace {

double processor_seconds()
{
    rusage used = {};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double peak_megabytes()
{
    rusage used = {};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024;
}

void measure(const char* name, unsigned threads, int times, const std::function<std::size_t()>& run)
{
    std::vector<double> clock;
    std::vector<double> processors;
    std::size_t result = 0;
    for (int i = 0; i < times; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        const double before = processor_seconds();
        result = run();
        processors.push_back(processor_seconds() - before);
        clock.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::sort(clock);
    std::ranges::sort(processors);
    const auto middle = static_cast<std::size_t>(times / 2);
    std::printf("%-30s %2u threads %8.3f s clock %8.3f s processors %6.0f MB  %zu\n", name, threads,
                clock[middle], processors[middle], peak_megabytes(), result);
    std::fflush(stdout);
}

std::vector<Columns> all_triples(std::size_t columns)
{
    std::vector<Columns> all;
    for (std::size_t a = 0; a < columns; ++a)
        for (std::size_t b = a + 1; b < columns; ++b)
            for (std::size_t c = b + 1; c < columns; ++c)
                all.push_back({static_cast<ColumnNumber>(a), static_cast<ColumnNumber>(b),
                               static_cast<ColumnNumber>(c)});
    return all;
}

std::size_t sizes_of(const std::vector<Combinations>& all)
{
    std::size_t sum = 0;
    for (const Combinations& combinations : all)
        sum += combinations.size();
    return sum;
}

void bench(std::string_view shape_name, std::size_t rows, int times)
{
    const Shape shape = shape_name == "dense"  ? Shape::dense
                        : shape_name == "wide" ? Shape::wide
                                               : Shape::sparse;
    const FictionalTable table = fictional_table(shape, rows, 1);
    std::printf("\n%.*s: %zu rows, %zu columns, %.1f MB of CSV, best of this machine: %s\n",
                static_cast<int>(shape_name.size()), shape_name.data(), rows, table.schema.columns.size(),
                static_cast<double>(table.csv.size()) / 1e6,
                std::string(panoh::core::to_text(best_processor())).c_str());
    const auto read = read_microdata(table.csv, table.schema);
    if (!read) return;
    const auto triples = all_triples(read->people.columns());
    std::vector<unsigned> threads = {1};
    if (std::thread::hardware_concurrency() > 1) threads.push_back(std::thread::hardware_concurrency());
    for (const unsigned n : threads) {
        measure("read", n, times,
                [&] { return read_microdata(table.csv, table.schema, n).value().people.people(); });
        measure("combinations up to 3", n, times,
                [&] { return sizes_of(Counter(read->people, n).combinations(3)); });
        measure("read, combinations up to 3", n, times, [&] {
            const auto again = read_microdata(table.csv, table.schema, n);
            return sizes_of(Counter(again->people, n).combinations(3));
        });
        measure("up to 4, of 10 people or more", n, times,
                [&] { return sizes_of(Counter(read->people, n).combinations(4, 10)); });
        measure("marginals of all triples", n, times,
                [&] { return Counter(read->people, n).marginals(triples).size(); });
    }
    for (const auto& [processor, name] : panoh::core::Names<Processor>::all) {
        if (!has(processor)) continue;
        measure(("up to 3, " + std::string(name)).c_str(), 1, times,
                [&] { return sizes_of(Counter(read->people, 1, processor).combinations(3)); });
        measure(("triples, " + std::string(name)).c_str(), 1, times,
                [&] { return Counter(read->people, 1, processor).marginals(triples).size(); });
    }
}

} // namespace

int main(int count, char** words)
{
    const std::size_t rows = count > 1 ? std::stoul(words[1]) : 222'000;
    const int times = count > 2 ? std::stoi(words[2]) : 3;
    std::string load;
    std::getline(std::ifstream("/proc/loadavg"), load);
    std::printf("load %s\n", load.c_str());
    std::vector<std::string_view> shapes(words + std::min(count, 3), words + count);
    if (shapes.empty()) shapes = {"sparse", "dense", "wide"};
    for (const std::string_view shape : shapes)
        bench(shape, rows, times);
    return 0;
}

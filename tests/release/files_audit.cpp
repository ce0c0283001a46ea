// From a file to the folder that goes out: whatever lies in it, a report or a remark, was paid for.

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "figures.h"
#include "neighbours.h"
#include "release/making.h"
#include "release/output_folder.h"
#include "transcript.h"

namespace panoh::release_audit {

namespace {

namespace fs = std::filesystem;

enum class Kind { tables, independent, mst, aim };

constexpr privacy::Epsilon given = {8'000};

/// What a folder holds, by name; of the ledger and of the manifest only what does not hash the table.
using Files = std::map<std::string, std::string>;

class Folder {
public:
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "panoh-audit-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }
    [[nodiscard]] fs::path operator/(std::string_view name) const { return path_ / name; }

private:
    fs::path path_;
};

core::Result<release::Made> made(Kind kind, release::Lineage& lineage, const release::Prepared& prepared,
                                 const release::Order& order)
{
    using enum release::SynthesisMethod;
    switch (kind) {
    case Kind::tables:
        return release::make_tables(lineage, prepared, order, {.epsilon = given, .length = 3});
    case Kind::independent:
        return release::make_synthesis(lineage, prepared, order, {.method = independent, .epsilon = given});
    case Kind::mst:
        return release::make_synthesis(lineage, prepared, order, {.method = mst, .epsilon = given});
    case Kind::aim:
        return release::make_synthesis(lineage, prepared, order, {.method = aim, .epsilon = given});
    }
    std::abort();
}

Files files_in(const fs::path& folder)
{
    Files files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
    }
    CHECK(files.erase("MANIFEST.sha256") == 1);
    CHECK(files.erase("ledger.jsonl") == 1);
    // Hashes of lines are of the table's keyed hash too, whose key is another each time; so is that of the
    // file.
    std::string& report = files["report.json"];
    for (const std::string_view member : {"\"hash\":\"", "\"sha256\":\""})
        for (std::size_t at = report.find(member); at != std::string::npos; at = report.find(member, at + 1))
            report.erase(at + member.size(), report.find('"', at + member.size()) - at - member.size());
    CHECK_FALSE(report.empty());
    return files;
}

Files files_of(Kind kind, const std::string& table, std::uint64_t seed)
{
    const Folder folder;
    const core::FixedClock clock({.milliseconds = 1'790'000'000'000});
    microdata::Schema schema = small_schema();
    schema.person = {.column = "person", .each_row = {}};
    auto lineage = release::start_lineage((folder / "ledger.jsonl").string(), clock, schema.lineage, given,
                                          privacy::delta_for(schema.people), "officer", "test");
    REQUIRE(lineage);
    const auto prepared = release::prepare(table, microdata::schema_text(schema), lineage->key, 1);
    REQUIRE(prepared);
    const auto result = made(kind, *lineage, *prepared,
                             {.begin = release::into_folder(folder / "out"),
                              .release = "r1",
                              .operator_name = "officer",
                              .program = "test",
                              .threads = 1,
                              .insecure_seed = seed});
    REQUIRE(result);
    Files files = files_in(folder / "out");
    // What the ledger says besides hashes.
    for (const privacy::LedgerLine& line : lineage->ledger.lines())
        files["ledger"] += fmt::format("{} {} {} {} {} {}\n", core::to_text(line.kind), line.what, line.rho,
                                       line.spent_before, line.spent_after, line.epsilon_thousandths);
    return files;
}

} // namespace

TEST_CASE("folders of two neighbours are the same, byte for byte, once they were told the same")
{
    const std::string without = rows(90, {});
    for (const Kind kind : {Kind::tables, Kind::independent, Kind::mst, Kind::aim})
        for (const Stranger& one : strangers())
            for (std::size_t run = 0; run < runs(1, 20); ++run) {
                CAPTURE(static_cast<int>(kind));
                CAPTURE(one.name);
                Transcript told;
                Files first;
                {
                    Recording recording;
                    first = files_of(kind, without, seed_of(run));
                    told = recording.take();
                }
                Replay replay(told);
                const Files second = files_of(kind, rows(90, one.rows), seed_of(run));
                CHECK(fmt::format("{}", fmt::join(replay.faults(), "; ")) == "");
                CHECK(first.size() == second.size());
                for (const auto& [name, text] : first) {
                    CAPTURE(name);
                    CHECK(text.size() > 0);
                    const auto other = second.find(name);
                    REQUIRE(other != second.end());
                    // Not shown: a table is long.
                    const bool same = other->second == text;
                    CHECK(same);
                }
                const Account found = account(told, replay.take());
                CHECK(fmt::format("{}", fmt::join(found.faults, "; ")) == "");
                CHECK(found.paid <= privacy::to_double(privacy::rho_for(given, privacy::delta_for(1'000))));
            }
}

} // namespace panoh::release_audit

// From a file to the folder that goes out: whatever lies in it, a report or a remark, was paid for.

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "figures.h"
#include "neighbours.h"
#include "release/making.h"
#include "release/output_folder.h"
#include "transcript.h"

namespace panoh::release_audit {

namespace {

namespace fs = std::filesystem;

enum class Kind { tables, independent, mst, aim, latent };

constexpr privacy::Epsilon given = {8'000};

/// What a folder holds, by name; of hashes that they are there.
using Files = std::map<std::string, std::string>;

/// A making of one person more may take longer: so much later each time that somebody asks.
class LateClock final : public core::Clock {
public:
    explicit LateClock(std::int64_t later) : later_(later) {}
    core::Instant now() const override
    {
        const core::Instant now = at_;
        at_.milliseconds += later_;
        return now;
    }

private:
    std::int64_t later_;
    mutable core::Instant at_ = {.milliseconds = 1'790'000'000'000};
};

/// Texts that are by chance, or hashes of such. The same length, since what is as long as chance is always
/// as long.
void blank(std::string& text, std::string_view member)
{
    for (std::size_t at = text.find(member); at != std::string::npos; at = text.find(member, at + 1)) {
        const std::size_t from = at + member.size();
        const std::size_t length = text.find('"', from) - from;
        text.replace(from, length, std::string(length, '?'));
    }
}

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
    case Kind::latent:
        return release::make_synthesis(lineage, prepared, order, {.method = latent, .epsilon = given});
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
    // The key of the lineage and the salt of the table are others each time, and with them every hash of a
    // line and of a file that holds one.
    CHECK(files["MANIFEST.sha256"].find("  report.json\n") != std::string::npos);
    CHECK(files.erase("MANIFEST.sha256") == 1);
    for (const std::string_view member : {"\"hash\":\"", "\"sha256\":\""})
        blank(files["report.json"], member);
    for (const std::string_view member : {"\"hash\":\"", "\"previous\":\"", "\"input\":\"", "\"salt\":\""})
        blank(files["ledger.jsonl"], member);
    CHECK(files["report.json"].find("\"hash\":\"????") != std::string::npos);
    CHECK(files["ledger.jsonl"].find("\"input\":\"????") != std::string::npos);
    return files;
}

Files files_of(Kind kind, const std::string& table, std::uint64_t seed, std::int64_t later)
{
    const Folder folder;
    const LateClock clock(later);
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
    for (const Kind kind : {Kind::tables, Kind::independent, Kind::mst, Kind::aim, Kind::latent})
        for (const Stranger& one : strangers())
            for (std::size_t run = 0; run < runs(1, 20); ++run) {
                CAPTURE(static_cast<int>(kind));
                CAPTURE(one.name);
                Transcript told;
                Files first;
                {
                    Recording recording;
                    first = files_of(kind, without, seed_of(run), 0);
                    told = recording.take();
                }
                Replay replay(told);
                const Files second = files_of(kind, rows(90, one.rows), seed_of(run), 9 * core::hour_ms);
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

TEST_CASE("two ledgers that went out do not say whether they are of one table")
{
    const Folder folder;
    const LateClock clock(0);
    microdata::Schema schema = small_schema();
    schema.person = {.column = "person", .each_row = {}};
    auto lineage = release::start_lineage((folder / "ledger.jsonl").string(), clock, schema.lineage, given,
                                          privacy::delta_for(schema.people), "officer", "test");
    REQUIRE(lineage);
    const std::string one = rows(90, {});
    const std::string other = rows(90, strangers().front().rows);
    std::set<std::string> seen;
    std::size_t marks = 0;
    for (const std::string& table : {one, one, other, other, one}) {
        const auto prepared = release::prepare(table, microdata::schema_text(schema), lineage->key, 1);
        REQUIRE(prepared);
        const release::Order order = {.begin = release::into_folder(folder / fmt::format("out{}", marks)),
                                      .release = {},
                                      .operator_name = "officer",
                                      .program = "test",
                                      .new_table = true,
                                      .threads = 1};
        REQUIRE(release::make_tables(*lineage, *prepared, order, {.epsilon = {2'500}, .length = 1}));
        ++marks;
    }
    for (const privacy::LedgerLine& line : lineage->ledger.lines())
        if (line.kind == privacy::LineKind::debit) seen.insert(line.input);
    CHECK(seen.size() == marks);
}

} // namespace panoh::release_audit

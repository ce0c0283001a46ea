// The server's way, from an organisation's own cases to the rows of the database and to what everybody may
// read: the same as the command's, and nothing beside it tells of one case.

#include <doctest/doctest.h>

#include <map>
#include <set>

#include <fmt/format.h>

#include "figures.h"
#include "release/output_rows.h"
#include "release/published.h"
#include "release/releases_store.h"
#include "release/test_releases.h"
#include "transcript.h"

namespace panoh::release_audit {

namespace {

using release::ReleaseKind;
using release::ReleasePlan;
using release::testing::ReleaseHouse;

constexpr int cases = 120;

/// What is in a case, as its columns say.
struct Person {
    std::string name;
    std::string age_band;
    std::string gender;
    std::string citizenship;
    std::string exploitation;
};

/// Like others; with values that nobody else has; with several; with what no schema knows; with nothing.
std::vector<Person> strangers_of_cases()
{
    return {{"like many", "18-20", "Feminine", "KG", "ForcedLabour Other"},
            {"like nobody", "48+", "Other", "TM", "ForcedMarriage"},
            {"several answers", "9-17", "Masculine", "TJ KZ UZ", "ForcedLabour SexualExploitation Other"},
            {"values that nobody declared", "900-1000", "Nobody", "XX", "Unheard"},
            {"no value at all", "", "", "", ""}};
}

void open_case(ReleaseHouse& house, const Person& one)
{
    const auto id = crypto::random_id<core::CaseId>();
    house.tamper(
        "INSERT INTO case_file (id, reference, version, organisation, team, opened_by, updated_by, state, "
        "country, opened_at, updated_at, due_sort, age_band, birth_year_known, consent_given, gender, "
        "citizenship, exploitation, country_of_exploitation) "
        "VALUES (?, ?, 1, ?, ?, ?, ?, 'intake', 'KG', ?, 0, '', ?, 1, 1, ?, ?, ?, 'RU')",
        {id, core::to_string(id), house.organisation, id, id, id, std::int64_t{1'704'067'200'000},
         one.age_band, one.gender, one.citizenship, one.exploitation});
}

ReleasePlan plan_of(ReleaseKind kind, core::LineageId lineage)
{
    ReleasePlan plan = ReleaseHouse::plan(lineage);
    plan.kind = kind;
    plan.epsilon = "4";
    plan.columns = {"gender", "age_band", "citizenship", "exploitation_ForcedLabour"};
    if (kind == ReleaseKind::tables)
        plan.length = 2;
    else
        plan.length.reset();
    return plan;
}

/// By name: what lies in the database, what a making told while it ran, what can be read outside.
using Traces = std::map<std::string, std::string>;

/// Nothing of chance: ids by their place, hashes and salts by their length.
class Blanking {
public:
    void name(std::string id, std::string_view word) { names_.emplace_back(std::move(id), word); }
    [[nodiscard]] std::string operator()(std::string text) const
    {
        for (const auto& [id, word] : names_)
            for (std::size_t at = text.find(id); at != std::string::npos; at = text.find(id))
                text.replace(at, id.size(), word);
        for (const std::string_view member : {"\"hash\":\"", "\"previous\":\"", "\"input\":\"", "\"salt\":\"",
                                              "\"outputs\":\"", "\"sha256\":\""})
            for (std::size_t at = text.find(member); at != std::string::npos;
                 at = text.find(member, at + 1)) {
                const std::size_t from = at + member.size();
                const std::size_t length = text.find('"', from) - from;
                text.replace(from, length, std::string(length, '?'));
            }
        return text;
    }

private:
    std::vector<std::pair<std::string, std::string>> names_;
};

/// Every column of every row that a query gives.
std::string rows_of(ReleaseHouse& house, const store::Sql& sql, int columns)
{
    std::string text;
    house.read([&](store::Reader& reader) {
        reader.each(sql, {}, [&](const store::Row& row) {
            for (int column = 0; column < columns; ++column)
                text += std::string(row.text(column)) + "|";
            text += "\n";
        });
    });
    return text;
}

/// What is inside the house: rows and audit rows, without hashes. Their times are of the clock.
void take_rows(ReleaseHouse& house, const Blanking& blank, Traces& traces)
{
    static constexpr store::Sql ledger{"SELECT content FROM release_ledger ORDER BY line"};
    static constexpr store::Sql plans{
        "SELECT document, state, CAST(version AS TEXT), CAST(schema_number AS TEXT), note, failure, "
        "CAST(epsilon_after AS TEXT), CAST(changed_at AS TEXT), CAST(made_at AS TEXT) FROM release_plan"};
    static constexpr store::Sql files{
        "SELECT name, CAST(size AS TEXT), CAST(position AS TEXT) FROM release_file ORDER BY position"};
    static constexpr store::Sql parts{
        "SELECT CAST(position AS TEXT), CAST(part AS TEXT), CAST(length(content) AS TEXT) FROM "
        "release_file_part ORDER BY position, part"};
    static constexpr store::Sql audits{
        "SELECT action, outcome, detail, purpose, CAST(at AS TEXT), CAST(length(cases) AS TEXT) FROM "
        "audit_row ORDER BY seq"};
    traces["rows of the ledger"] = blank(rows_of(house, ledger, 1));
    traces["row of the release"] = blank(rows_of(house, plans, 9));
    traces["rows of files"] = rows_of(house, files, 3);
    traces["parts of files"] = rows_of(house, parts, 3);
    traces["audit rows"] = blank(rows_of(house, audits, 6));
}

/// What everybody may read of it.
void take_published(ReleaseHouse& house, core::ReleaseId id, const Blanking& blank, Traces& traces)
{
    const auto out =
        house.read([&](store::Reader& reader) { return release::published_release(reader, id); });
    REQUIRE(out);
    traces["page"] =
        blank(fmt::format("{} {} {} {} {}", core::write_json(out->plan), out->lineage,
                          out->epsilon_after.thousandths, out->delta.one_in, out->manifest.size()));
    const auto report =
        house.read([&](store::Reader& reader) { return release::published_report(reader, id, "en"); });
    REQUIRE(report);
    traces["report of the page"] = blank(core::write_json(*report));
    for (const release::ReleaseFilePart& file : out->files) {
        traces["size of " + file.name] = fmt::format("{}", file.bytes);
        // Lines of hashes alone.
        if (file.name != "MANIFEST.sha256") traces[file.name] = blank(house.bytes_of(id, file.name));
    }
}

class LateClock final : public core::Clock {
public:
    LateClock(core::Instant begin, std::int64_t later) : at_(begin), later_(later) {}
    core::Instant now() const override
    {
        const core::Instant now = at_;
        at_.milliseconds += later_;
        return now;
    }

private:
    mutable core::Instant at_;
    std::int64_t later_;
};

/// One whole way, with a making that takes so long.
Traces traces_of(ReleaseKind kind, const Person* one, std::uint64_t seed, std::int64_t later)
{
    const ChosenBits bits(seed);
    ReleaseHouse house(store::Engine::sqlite);
    house.open_cases(cases, house.organisation);
    if (one != nullptr) open_case(house, *one);
    const auto lineage = house.begun({8'000});
    const auto id = house.added(plan_of(kind, lineage));
    Traces traces;
    Blanking blank;
    blank.name(core::to_string(lineage), "LINEAGE");
    blank.name(core::to_string(id), "RELEASE");
    blank.name(core::to_string(house.meerim), "MEERIM");
    blank.name(core::to_string(house.nurlan), "NURLAN");
    const auto forecast = house.read(
        [&](store::Reader& reader) { return release::forecast(reader, house.clock, house.file(id)); });
    REQUIRE(forecast);
    traces["forecast"] = core::write_json(*forecast);
    house.approve_by_two(id);
    const LateClock clock(house.clock.now(), later);
    const release::ReleaseNeeds needs{.database = *house.operator->(),
                                      .clock = clock,
                                      .key = house.key,
                                      .marks = house.marks(),
                                      .program = "test"};
    const auto next = release::begin_making(needs.database, house.clock);
    REQUIRE(next);
    const auto made = release::make_release(needs, *next, [&](release::MakingProgress now) {
        traces["progress"] += core::write_json(now) + "\n";
    });
    CHECK_MESSAGE(made.has_value(), (made ? std::string() : made.error().code));
    REQUIRE(made);
    if (later == 0) take_rows(house, blank, traces);
    REQUIRE(house.do_publish(id, house.nurlan));
    take_published(house, id, blank, traces);
    return traces;
}

/// Which of the second differ.
std::string differing(const Traces& first, const Traces& second)
{
    std::string names;
    std::set<std::string> all;
    for (const auto& traces : {first, second})
        for (const auto& [name, text] : traces)
            all.insert(name);
    for (const std::string& name : all) {
        const auto one = first.find(name);
        const auto other = second.find(name);
        if (one == first.end() || other == second.end() || one->second != other->second) names += name + "; ";
    }
    return names;
}

} // namespace

TEST_CASE("what a server keeps and shows of two neighbours is the same once it was told the same")
{
    for (const ReleaseKind kind :
         {ReleaseKind::tables, ReleaseKind::mst, ReleaseKind::aim, ReleaseKind::latent})
        for (const Person& one : strangers_of_cases())
            for (std::size_t run = 0; run < runs(1, 5); ++run) {
                CAPTURE(core::to_text(kind));
                CAPTURE(one.name);
                Transcript told;
                Traces first;
                {
                    Recording recording;
                    first = traces_of(kind, nullptr, seed_of(run), 0);
                    told = recording.take();
                }
                CHECK(first.size() > 12);
                CHECK(first["progress"].find("making") != std::string::npos);
                Replay replay(told);
                const Traces second = traces_of(kind, &one, seed_of(run), 0);
                CHECK(fmt::format("{}", fmt::join(replay.faults(), "; ")) == "");
                CHECK(differing(first, second) == "");
                const Account found = account(told, replay.take());
                CHECK(fmt::format("{}", fmt::join(found.faults, "; ")) == "");
                CHECK(found.given_away > 0);
                CHECK(found.paid <= privacy::to_double(privacy::rho_for({4'000}, privacy::delta_for(400))));
            }
}

TEST_CASE("what a server shows does not say how long a making took")
{
    for (const ReleaseKind kind : {ReleaseKind::tables, ReleaseKind::mst}) {
        CAPTURE(core::to_text(kind));
        Transcript told;
        Traces first;
        {
            Recording recording;
            first = traces_of(kind, nullptr, 3, 1);
            told = recording.take();
        }
        Replay replay(told);
        CHECK(differing(first, traces_of(kind, nullptr, 3, 7 * core::hour_ms)) == "");
    }
}

} // namespace panoh::release_audit

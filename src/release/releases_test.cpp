#include "release/releases.h"

#include <chrono>

#include "crypto/security_key.h"
#include "release/output_rows.h"
#include "release/published.h"
#include "release/test_releases.h"

namespace panoh::release {

namespace {

using core::Action;
using testing::code_of;
using testing::ReleaseHouse;

constexpr store::Sql count_parts{"SELECT count(*) FROM release_file_part"};

core::Result<ReleaseFile> seen(ReleaseHouse& house, core::ReleaseId id)
{
    return house.read(
        [&](store::Reader& reader) { return release(reader, house.permit<Action::release_read>(), id); });
}

core::Result<PublishedRelease> seen_outside(ReleaseHouse& house, core::ReleaseId id)
{
    return house.read([&](store::Reader& reader) { return published_release(reader, id); });
}

} // namespace

TEST_CASE(
    "what two people made is there for the organisation, and for everybody once a second one publishes it")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        house.open_cases(400, house.organisation);
        const auto lineage = house.begun();
        const auto id = house.added(ReleaseHouse::plan(lineage));
        CHECK(code_of(seen(house, id)) == "release/release_not_found");
        house.approve_by_two(id);
        const auto made = house.make_next();
        REQUIRE(made);
        const auto file = seen(house, id);
        REQUIRE(file);
        CHECK(file->state == ReleaseState::made);
        CHECK(file->manifest == made->manifest);
        CHECK(file->epsilon_after.thousandths == 1'000);
        CHECK(code_of(seen_outside(house, id)) == "release/release_not_found");

        const auto lines = house.lines(lineage);
        REQUIRE(lines.size() == 3);
        CHECK(lines[1].release == core::to_string(id));
        CHECK(lines[1].operator_name == core::to_string(house.meerim) + " " + core::to_string(house.nurlan));
        CHECK(lines[2].outputs == made->manifest);

        CHECK(code_of(house.do_publish(id, house.meerim)) == "release/second_person");
        REQUIRE(house.do_publish(id, house.nurlan));
        const auto out = seen_outside(house, id);
        REQUIRE(out);
        CHECK(out->files.size() == 5);
        CHECK(out->epsilon_after.thousandths == 1'000);
        for (const ReleaseFilePart& part : out->files) {
            const std::string bytes = house.bytes_of(id, part.name);
            CHECK(static_cast<std::int64_t>(bytes.size()) == part.bytes);
            if (part.name != "MANIFEST.sha256")
                CHECK(house.bytes_of(id, "MANIFEST.sha256").find(part.sha256 + "  " + part.name) !=
                      std::string::npos);
        }

        const auto report =
            house.read([&](store::Reader& reader) { return published_report(reader, id, "ky"); });
        REQUIRE(report);
        CHECK(report->title == "Биз жардам берген адамдар");
        CHECK(report->release == core::to_string(id));
        CHECK_FALSE(report->internal.has_value());
        const ReleaseChange change{id, house.file(id).version};
        REQUIRE(house.write([&](store::Transaction& transaction) {
            return withdraw(transaction, house.permit<Action::release_write>(), house.act(house.meerim),
                            change, "A column was wrong.");
        }));
        const auto withdrawn = seen_outside(house, id);
        REQUIRE(withdrawn);
        CHECK(withdrawn->withdrawn_at.has_value());
        CHECK(withdrawn->why_withdrawn == "A column was wrong.");
        CHECK(withdrawn->files.empty());
        CHECK(code_of(house.read([&](store::Reader& reader) {
                  return published_file(reader, id, "tables.csv");
              })) == "release/withdrawn");
        CHECK(code_of(house.read([&](store::Reader& reader) {
                  return published_report(reader, id, "en");
              })) == "release/withdrawn");
    }
}

TEST_CASE("who wrote or proposed a release does not approve it, and a stale version changes nothing")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto id = house.added(ReleaseHouse::plan(house.begun()));
        CHECK(code_of(house.do_approve(id, house.nurlan)) == "release/not_in_this_state");
        REQUIRE(house.do_propose(id, house.nurlan));
        CHECK(code_of(house.do_approve(id, house.nurlan)) == "release/second_person");
        CHECK(code_of(house.do_approve(id, house.meerim)) == "release/second_person");
        CHECK(house.file(id).state == ReleaseState::proposed);
        const ReleaseChange old{id, house.file(id).version - 1};
        CHECK(code_of(house.write([&](store::Transaction& transaction) {
                  return approve(transaction, house.permit<Action::release_approve>(),
                                 house.act(crypto::random_id<core::UserId>()), house.clock, old);
              })) == "release/stale");
        CHECK(house.do_approve(id, crypto::random_id<core::UserId>()));
    }
}

TEST_CASE("a budget that would be overdrawn is refused before anybody approves, and nothing is written")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto lineage = house.begun({1'000});
        ReleasePlan plan = ReleaseHouse::plan(lineage);
        plan.epsilon = "1.5";
        const auto id = house.added(plan);
        CHECK(code_of(house.do_propose(id, house.meerim)) == "ledger/overspent");
        CHECK(house.lines(lineage).size() == 1);
        CHECK(house.file(id).state == ReleaseState::draft);
    }
}

TEST_CASE("of two that were approved and do not fit together, the second fails and nothing of it is written")
{
    ReleaseHouse house(store::Engine::sqlite);
    house.open_cases(400, house.organisation);
    const auto lineage = house.begun({1'200});
    const auto one = house.added(ReleaseHouse::plan(lineage));
    const auto two = house.added(ReleaseHouse::plan(lineage));
    house.approve_by_two(one);
    house.clock.advance(1);
    house.approve_by_two(two);
    REQUIRE(house.make_next());
    const auto parts = house.count(count_parts);
    CHECK(code_of(house.make_next()) == "ledger/overspent");
    CHECK(house.file(two).state == ReleaseState::failed);
    CHECK(house.file(two).failure == "ledger/overspent");
    CHECK(house.lines(lineage).size() == 3);
    CHECK(house.count(count_parts) == parts);
}

TEST_CASE("a table that changed since the ledger saw it is refused until the plan says that it is a new one")
{
    ReleaseHouse house(store::Engine::sqlite);
    house.open_cases(400, house.organisation);
    const auto lineage = house.begun();
    ReleasePlan plan = ReleaseHouse::plan(lineage);
    plan.epsilon = "0.5";
    house.approve_by_two(house.added(plan));
    REQUIRE(house.make_next());
    house.open_cases(1, house.organisation);
    const auto id = house.added(plan);
    house.approve_by_two(id);
    CHECK(code_of(house.make_next()) == "release/table_changed");
    CHECK(house.lines(lineage).size() == 3);

    plan.new_table = true;
    const ReleaseChange change{id, house.file(id).version};
    REQUIRE(house.write([&](store::Transaction& transaction) {
        return change_release(transaction, house.permit<Action::release_write>(), house.act(house.meerim),
                              change, plan);
    }));
    house.approve_by_two(id);
    CHECK(house.make_next());
    CHECK(house.lines(lineage).size() == 5);
}

TEST_CASE("a schema that changed after the proposal wants another one, and a domain nobody confirmed wants "
          "it first")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto lineage = house.begun();
        const auto id = house.added(ReleaseHouse::plan(lineage));
        REQUIRE(house.do_propose(id, house.meerim));
        microdata::Schema schema = ReleaseHouse::schema();
        const auto change = [&](const microdata::Schema& to, std::int64_t version) {
            return house.write([&](store::Transaction& transaction) {
                return change_schema(transaction, house.permit<Action::release_write>(),
                                     house.act(house.meerim), {lineage, version}, to);
            });
        };
        schema.from_data = {"gender"};
        REQUIRE(change(schema, 1));
        CHECK(code_of(house.do_approve(id, house.nurlan)) == "release/schema_changed");
        const ReleaseChange back{id, house.file(id).version};
        REQUIRE(house.write([&](store::Transaction& transaction) {
            return send_back(transaction, house.permit<Action::release_approve>(), house.act(house.nurlan),
                             back, "The schema changed.");
        }));
        CHECK(code_of(house.do_propose(id, house.meerim)) == "schema/from_data");
        schema.from_data.clear();
        CHECK(code_of(change(schema, 1)) == "release/stale");
        REQUIRE(change(schema, 2));
        REQUIRE(house.do_propose(id, house.meerim));
        CHECK(house.file(id).schema_number == 3);
        CHECK(house.do_approve(id, house.nurlan));
        schema.lineage = "other";
        CHECK(code_of(change(schema, 3)) == "release/other_lineage");
    }
}

TEST_CASE("a making that the program did not survive has failed, and what it debited stays debited")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        house.open_cases(400, house.organisation);
        const auto lineage = house.begun();
        const auto id = house.added(ReleaseHouse::plan(lineage));
        house.approve_by_two(id);
        const auto next = begin_making(*house.operator->(), house.clock);
        REQUIRE(next);
        {
            // As far as a program may have come.
            auto file = house.read([&](store::Reader& reader) {
                return panoh::release::lineage(reader, house.permit<Action::release_read>(), lineage);
            });
            REQUIRE(file);
            auto opened =
                open_lineage(house.needs(), *file, house.act(house.nurlan), Action::release_make, {});
            REQUIRE(opened);
            REQUIRE(opened->ledger.debit({1'000'000}, {.release = core::to_string(id),
                                                       .what = "tables",
                                                       .input = "i",
                                                       .salt = "c2FsdA",
                                                       .schema = "s",
                                                       .operator_name = "o",
                                                       .program = "test"}));
            auto output = into_rows(*house.operator->(), id)();
            REQUIRE(output);
            REQUIRE((*output)->write("tables.csv", std::string(600'000, 'x')));
            CHECK(house.count(count_parts) == 3);
            fail_unfinished(*house.operator->(), house.clock);
        }
        CHECK(house.count(count_parts) == 0);
        CHECK(house.file(id).state == ReleaseState::failed);
        CHECK(house.file(id).failure == "release/stopped");
        CHECK(house.lines(lineage).size() == 2);
        CHECK(house.lines(lineage)[1].spent_after == 1'000'000);
    }
}

TEST_CASE("a making that is told to stop leaves its debit and no file")
{
    ReleaseHouse house(store::Engine::sqlite);
    house.open_cases(400, house.organisation);
    const auto lineage = house.begun();
    ReleasePlan plan = ReleaseHouse::plan(lineage);
    plan.kind = ReleaseKind::mst;
    plan.length.reset();
    const auto id = house.added(plan);
    house.approve_by_two(id);
    const auto next = begin_making(*house.operator->(), house.clock);
    REQUIRE(next);
    const auto stop = [](MakingProgress now) {
        if (now.share > 0) throw std::runtime_error("stop");
    };
    CHECK_THROWS(static_cast<void>(make_release(house.needs(), *next, stop)));
    CHECK(house.lines(lineage).size() == 2);
    CHECK(house.count(count_parts) == 0);
    CHECK(house.file(id).state == ReleaseState::making);
    fail_unfinished(*house.operator->(), house.clock);
    CHECK(house.file(id).state == ReleaseState::failed);
}

TEST_CASE("rows of k-anonymity and of a model are made as well, and what is given up is gone")
{
    ReleaseHouse house(store::Engine::sqlite);
    house.open_cases(400, house.organisation);
    const auto lineage = house.begun();
    ReleasePlan plan = ReleaseHouse::plan(lineage);
    plan.kind = ReleaseKind::k;
    plan.epsilon.reset();
    plan.k = 5;
    plan.seeded = true;
    plan.crossed = {{"gender", "age_band"}};
    const auto k = house.added(plan);
    house.approve_by_two(k);
    REQUIRE(house.make_next());
    CHECK(house.lines(lineage)[1].kind == privacy::LineKind::exact);
    CHECK(house.bytes_of(k, "cross_tables.csv").find("gender") != std::string::npos);

    plan = ReleaseHouse::plan(lineage);
    plan.kind = ReleaseKind::mst;
    plan.length.reset();
    plan.rows = 50;
    const auto rows = house.added(plan);
    house.approve_by_two(rows);
    REQUIRE(house.make_next());
    const std::string text = house.bytes_of(rows, "microdata.csv");
    CHECK(std::ranges::count(text, '\n') == 51);

    for (const auto id : {k, rows}) {
        const ReleaseChange change{id, house.file(id).version};
        REQUIRE(house.write([&](store::Transaction& transaction) {
            return discard(transaction, house.permit<Action::release_write>(), house.act(house.meerim),
                           change);
        }));
        CHECK(code_of(seen(house, id)) == "release/release_not_found");
    }
    CHECK(house.count(count_parts) == 0);
}

TEST_CASE("another organisation finds neither lineage nor release, and takes no name from us")
{
    ReleaseHouse house(store::Engine::sqlite);
    const auto lineage = house.begun();
    const auto id = house.added(ReleaseHouse::plan(lineage));
    const auto their_read = access::PermitIssuer::for_command<Action::release_read>(house.other);
    const auto their_write = access::PermitIssuer::for_command<Action::release_write>(house.other);
    house.read([&](store::Reader& reader) {
        CHECK(code_of(panoh::release::lineage(reader, their_read, lineage)) == "release/lineage_not_found");
        CHECK(code_of(release_to_write(reader, their_write, id)) == "release/release_not_found");
        CHECK(list_releases(reader, their_read, {.drafts = true}).empty());
        CHECK(list_lineages(reader, their_read).empty());
    });
    CHECK(code_of(house.write([&](store::Transaction& transaction) {
              return add_release(transaction, their_write, house.act(house.nurlan),
                                 ReleaseHouse::plan(lineage));
          })) == "release/lineage_not_found");
    CHECK(code_of(house.write([&](store::Transaction& transaction) {
              return discard(transaction, their_write, house.act(house.nurlan), {id, 1});
          })) == "release/release_not_found");
    CHECK(begin_lineage(house.needs(), their_write, house.act(house.nurlan),
                        {.title = "Theirs", .schema = ReleaseHouse::schema(), .epsilon = {1'000}}));
    CHECK(code_of(begin_lineage(house.needs(), house.permit<Action::release_write>(), house.act(house.nurlan),
                                {.title = "Again", .schema = ReleaseHouse::schema(), .epsilon = {1'000}})) ==
          "release/lineage_taken");
}

TEST_CASE("a larger budget has its reason in the ledger and raises the version of its lineage")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto lineage = house.begun({1'000});
        const auto raise = [&](std::int64_t version, std::int64_t thousandths) {
            return raise_budget(house.needs(), house.permit<Action::release_approve>(),
                                house.act(house.nurlan), {lineage, version}, {thousandths}, "A new year.");
        };
        CHECK(code_of(raise(1, 500)) == "ledger/not_larger");
        REQUIRE(raise(1, 2'000));
        CHECK(code_of(raise(1, 3'000)) == "release/stale");
        const auto lines = house.lines(lineage);
        REQUIRE(lines.size() == 2);
        CHECK(lines[1].what == "A new year.");
        CHECK(lines[1].operator_name == core::to_string(house.nurlan));
    }
}

TEST_CASE("a key that another node sealed opens no lineage")
{
    ReleaseHouse house(store::Engine::sqlite);
    const auto id = house.begun();
    const auto file = house.read(
        [&](store::Reader& reader) { return lineage(reader, house.permit<Action::release_read>(), id); });
    REQUIRE(file);
    const auto open = [&](const LineageFile& one) {
        return code_of(open_lineage(house.needs(), one, {}, Action::release_make, {}));
    };
    CHECK(open(*file).empty());
    LineageFile moved = *file;
    moved.id = crypto::random_id<core::LineageId>();
    CHECK(open(moved) == "crypto/cannot_open");
    house.key = crypto::random_key();
    CHECK(open(*file) == "crypto/cannot_open");
}

TEST_CASE("the thread makes what was approved before it began and what is approved while it waits")
{
    ReleaseHouse house(store::Engine::sqlite);
    house.open_cases(400, house.organisation);
    const auto lineage = house.begun();
    ReleasePlan plan = ReleaseHouse::plan(lineage);
    plan.epsilon = "0.5";
    const auto before = house.added(plan);
    house.approve_by_two(before);
    const auto wait_until_made = [&](core::ReleaseId id) {
        for (int tries = 0; tries < 3'000 && !is_there(house.file(id).state); ++tries)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        CHECK(house.file(id).state == ReleaseState::made);
    };
    Makings makings(house.needs());
    makings.start();
    wait_until_made(before);
    const auto later = house.added(plan);
    house.approve_by_two(later);
    makings.wake();
    wait_until_made(later);
    // What it was at is forgotten after the file says that it is made.
    for (int tries = 0; tries < 3'000 && makings.progress(later); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK_FALSE(makings.progress(later).has_value());
}

} // namespace panoh::release

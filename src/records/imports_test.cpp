#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "access/migrations.h"
#include "access/people.h"
#include "access/teams.h"
#include "access/users.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "cases/migrations.h"
#include "cases/notes.h"
#include "cases/removal.h"
#include "records/column_facts.h"
#include "records/import_jobs.h"
#include "records/migrations.h"
#include "records/records_store.h"
#include "records/saved_mappings.h"
#include "records/sheet_summary.h"
#include "records/take_back.h"
#include "records/uploads.h"
#include "vault/migrations.h"
#include "vault/test_registrar.h"

using namespace panoh;
using namespace panoh::records;
using core::Action;

namespace {

constexpr core::Instant noon{1'795'000'000'000};

/// A node with one team of a supervisor and two caseworkers.
struct World : test::TestDatabase {
    explicit World(store::Engine engine)
        : TestDatabase(engine, {audit::migrations, vault::migrations, access::migrations, cases::migrations,
                                records::migrations})
    {
        write([&](store::Transaction& transaction) {
            access::register_organisation(transaction,
                                          {organisation, "Open Door", access::OrganisationType::ngo, "KG"});
        });
        daniyar = add("daniyar", access::Role::supervisor);
        ayana = add("ayana", access::Role::caseworker);
        burul = add("burul", access::Role::caseworker);
        const auto made = (*this)->write([&](store::Transaction& transaction) {
            return access::make_team(
                transaction, access::PermitIssuer::for_command<Action::team_manage>(organisation),
                {.at = noon}, {test::registrar(), nullptr, noon},
                {.name = "Shelter", .organisation = organisation, .members = {daniyar, ayana, burul}});
        });
        REQUIRE(made);
        team = *made;
    }
    template <typename Job>
    void write(Job&& job)
    {
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            job(transaction);
            return {};
        }));
    }
    core::UserId add(const std::string& name, access::Role role)
    {
        const auto keys = vault::make_user_secrets();
        secrets_of.emplace(name,
                           vault::UserSecrets{.box = keys.box.duplicate(), .sign = keys.sign.duplicate()});
        const access::PreparedUser prepared{
            .id = crypto::random_id<core::UserId>(),
            .secrets = {.box = keys.box.duplicate(), .sign = keys.sign.duplicate()}};
        const auto made = (*this)->write([&](store::Transaction& transaction) {
            return access::make_user_activated(
                transaction, test::registrar(), {.at = noon}, prepared,
                {.user_name = name, .name = name, .role = role, .organisation = organisation});
        });
        REQUIRE(made);
        names.emplace(*made, name);
        return *made;
    }
    access::Subject subject(core::UserId user)
    {
        return (*this)->read([&](store::Reader& reader) { return *access::subject_of(reader, user); });
    }
    std::int64_t count(const char* sql)
    {
        const store::Sql statement{sql};
        return (*this)
            ->read([&](store::Reader& reader) {
                return reader.first(statement, {}, [](const store::Row& row) { return row.integer(0); });
            })
            .value_or(0);
    }
    core::Result<std::int64_t> bring(
        core::UserId who, core::ImportId import, std::vector<Incoming> cases,
        const OnBroughtIn& progress = [](auto, auto) { return true; })
    {
        const auto& secrets = secrets_of.at(names.at(who));
        vault::KeyRing keys(who, {.box = secrets.box.duplicate(), .sign = secrets.sign.duplicate()},
                            test::registrar());
        return bring_in(*operator->(),
                        {.subject = subject(who),
                         .act = {.actor = who, .at = noon},
                         .keys = &keys,
                         .team = team,
                         .time_zone = "Asia/Bishkek",
                         .portion = 2},
                        import, "Spring", cases, progress);
    }
    core::Result<TakenBack> back(core::UserId who, core::ImportId import,
                                 std::set<core::CaseId> being_written = {})
    {
        return take_back(*operator->(),
                         {.subject = subject(who),
                          .act = {.actor = who, .at = noon},
                          .being_written = [&](store::Reader&) { return being_written; },
                          .portion = 2},
                         import, [](auto, auto) { return true; });
    }
    std::vector<core::CaseId> ids(core::ImportId import)
    {
        std::vector<core::CaseId> found;
        (*this)->read([&](store::Reader& reader) {
            for (const auto& one : brought_in(reader, import, {}, 100))
                found.push_back(one.id);
        });
        return found;
    }

    core::OrganisationId organisation = crypto::random_id<core::OrganisationId>();
    std::map<std::string, vault::UserSecrets> secrets_of;
    std::map<core::UserId, std::string> names;
    core::UserId daniyar, ayana, burul;
    core::TeamId team;
};

Incoming incoming(const std::string& name)
{
    Incoming one;
    auto& opened = one.recorded.opened;
    opened.country = {"KG"};
    opened.consent = {.given = true, .mode = core::Coded<"consent_mode">{"written"}};
    opened.identity.names = {{.given = name, .family = "", .script = {"Latin"}, .kind = {"current"}}};
    one.whereabouts.lives_in = "with an aunt";
    one.story.location_of_recruitment = "a café";
    one.notes = {{.text = "first"}, {.text = "second"}};
    return one;
}
std::vector<Incoming> five()
{
    std::vector<Incoming> all;
    for (const char* name : {"Anara", "Begaim", "Cholpon", "Dinara", "Elnura"})
        all.push_back(incoming(name));
    return all;
}
core::ImportId new_import()
{
    return crypto::random_id<core::ImportId>();
}

tables::Table table_of(std::string text)
{
    return *tables::open_table(std::move(text));
}

constexpr std::array rows_of_a_case = {
    "SELECT COUNT(*) FROM case_file",          "SELECT COUNT(*) FROM case_identity",
    "SELECT COUNT(*) FROM case_whereabouts",   "SELECT COUNT(*) FROM case_story",
    "SELECT COUNT(*) FROM case_note",          "SELECT COUNT(*) FROM case_finding",
    "SELECT COUNT(*) FROM case_answer_before", "SELECT COUNT(*) FROM case_sealed_before",
    "SELECT COUNT(*) FROM vault_case_key",     "SELECT COUNT(*) FROM record_import_case",
};

} // namespace

TEST_CASE("an import that nobody touched leaves no row of a case when it is taken back, but its audit rows")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto import = new_import();
        REQUIRE(world.bring(world.daniyar, import, five()));
        CHECK(world.count("SELECT COUNT(*) FROM case_file") == 5);
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key") >= 15);
        const auto seen = world.count("SELECT COUNT(*) FROM audit_row");
        const auto became = world.back(world.daniyar, import);
        REQUIRE(became);
        CHECK(became->removed == 5);
        CHECK(became->kept == 0);
        for (const auto* sql : rows_of_a_case)
            CHECK_MESSAGE(world.count(sql) == 0, sql);
        CHECK(world.count("SELECT SUM(total) FROM case_tally") == 0);
        CHECK(world.count("SELECT SUM(total) FROM case_load") == 0);
        CHECK(world.count("SELECT COUNT(*) FROM audit_row") == seen + 5);
    }
}

TEST_CASE("every table that has a column of a case is thought of when a case is removed")
{
    // A table that somebody adds later fails here until `delete_case` takes its rows away, or until it is
    // among those that are to stay.
    const std::set<std::string> removed = {"case_identity",      "case_whereabouts", "case_story",
                                           "case_note",          "case_finding",     "case_answer_before",
                                           "case_sealed_before", "vault_case_key",   "vault_case_share",
                                           "record_import_case"};
    const std::set<std::string> stays = {"audit_case", "case_ask"};
    std::set<std::string> met;
    for (const auto& slice :
         {audit::migrations, vault::migrations, access::migrations, cases::migrations, records::migrations})
        for (const auto& migration : slice) {
            const std::string text = migration.sql;
            for (auto at = text.find("CREATE TABLE "); at != std::string::npos;
                 at = text.find("CREATE TABLE ", at + 1)) {
                const auto end = text.find(';', at);
                const auto name = text.substr(at + 13, text.find(' ', at + 13) - at - 13);
                if (text.substr(at, end - at).find("case_id ") != std::string::npos) met.insert(name);
            }
        }
    std::set<std::string> known = removed;
    known.insert(stays.begin(), stays.end());
    CHECK(met == known);
}

TEST_CASE("cases that somebody wrote into, asked about or is writing stay, and can go later")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto import = new_import();
        REQUIRE(world.bring(world.daniyar, import, five()));
        const auto ids = world.ids(import);
        REQUIRE(ids.size() == 5);
        world.write([&](store::Transaction& transaction) {
            auto found = *cases::unread_case(transaction, ids[0]);
            const auto facts = found.facts();
            const auto subject = *access::subject_of(transaction, world.daniyar);
            const auto may = *access::PermitIssuer::permit_case<Action::case_change>(subject, ids[0], facts);
            REQUIRE(cases::change_case(transaction, may, {.actor = world.daniyar, .at = noon},
                                       std::move(found).read(may), 1, {}, {2026, 11, 26}));
            auto nobody = vault::KeyRing::of_nobody(test::registrar());
            REQUIRE(cases::write_note(
                transaction, world.team,
                *access::PermitIssuer::permit_case<Action::narrative_write>(subject, ids[1], facts), nobody,
                {.actor = world.daniyar, .at = noon}, "called"));
        });
        world.tamper("INSERT INTO case_ask (id, case_id, team, asked_by, asked_at, purpose) "
                     "VALUES (?, ?, ?, ?, 1, 'care')",
                     {ids[2], ids[2], world.team, world.ayana});
        const auto became = world.back(world.daniyar, import, {ids[3]});
        REQUIRE(became);
        CHECK(became->removed == 1);
        CHECK(became->kept == 4);
        CHECK(world.ids(import) == std::vector(ids.begin(), ids.begin() + 4));
        CHECK(world.back(world.daniyar, import)->removed == 1);
        CHECK(world.ids(import) == std::vector(ids.begin(), ids.begin() + 3));
    }
}

TEST_CASE("an import is taken back by whoever brought it in and by supervisors of the team")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto hers = new_import();
        REQUIRE(world.bring(world.ayana, hers, {incoming("Anara"), incoming("Begaim")}));
        CHECK(world.back(world.burul, hers).error().code == "access/not_allowed");
        CHECK(world.back(world.daniyar, hers)->removed == 2);
        const auto another = new_import();
        REQUIRE(world.bring(world.ayana, another, {incoming("Anara")}));
        CHECK(world.back(world.ayana, another)->removed == 1);
        CHECK(world.back(world.ayana, new_import()).error().code == "records/import_not_found");
    }
}

TEST_CASE("an import that stopped half-way says how many are in, and these can be taken back")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto import = new_import();
        const auto in = world.bring(world.daniyar, import, five(), [](auto done, auto) { return done < 2; });
        CHECK(in.value() == 2);
        const auto row = world->read([&](store::Reader& reader) { return *load_import(reader, import); });
        CHECK(row.wanted == 5);
        CHECK(row.cases == 2);
        CHECK(!row.ended_at);
        CHECK(world.back(world.daniyar, import)->removed == 2);
    }
}

TEST_CASE("nothing comes in of a table with a part that the person may not write")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto screener = world.add("gulzat", access::Role::screener);
        REQUIRE(world->write([&](store::Transaction& transaction) {
            return access::add_member(transaction,
                                      access::PermitIssuer::for_command<Action::team_manage>(world.team),
                                      {.at = noon}, screener);
        }));
        auto without = incoming("Anara");
        without.whereabouts = {};
        CHECK(world.bring(screener, new_import(), {without, incoming("Begaim")}).error().code ==
              "records/part_not_allowed");
        CHECK(world.count("SELECT COUNT(*) FROM case_file") == 0);
        CHECK(world.count("SELECT COUNT(*) FROM record_import") == 0);
        CHECK(world.bring(screener, new_import(), {without}).value() == 1);
    }
}

TEST_CASE("an import ends when its person is shut out meanwhile")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto import = new_import();
        const auto in = world.bring(world.ayana, import, five(), [&](auto, auto) {
            world.tamper("UPDATE access_user SET active = 0 WHERE id = ?", {world.ayana});
            return true;
        });
        CHECK(in.error().code == "access/not_allowed");
        CHECK(world.ids(import).size() == 2);
    }
}

TEST_CASE("a spreadsheet opens for the session that brought it, for a quarter of an hour after its last use")
{
    const auto secrets = vault::make_user_secrets();
    const auto user = crypto::random_id<core::UserId>();
    const auto ring = [&](core::UserId id) {
        return vault::KeyRing(id, {.box = secrets.box.duplicate(), .sign = secrets.sign.duplicate()},
                              test::registrar());
    };
    const auto act = [&](std::int64_t minutes, std::uint8_t session = 1) {
        return audit::Act{
            .actor = user, .session_hash = {session}, .at = {noon.milliseconds + minutes * core::minute_ms}};
    };
    const auto code = [](const auto& opened) { return opened ? std::string() : opened.error().code; };
    Uploads uploads({.each_bytes = 100, .all_bytes = 300, .count = 2});
    const auto id = *uploads.put(ring(user), act(0), "a,b\n1,2\n", {});
    CHECK(uploads.open(ring(user), act(10), id));
    CHECK(code(uploads.open(ring(user), act(11, 2), id)) == "records/upload_not_found");
    CHECK(code(uploads.open(ring(crypto::random_id<core::UserId>()), act(11), id)) ==
          "records/upload_not_found");
    CHECK(uploads.open(ring(user), act(24), id));
    CHECK(code(uploads.open(ring(user), act(39), id)) == "records/upload_not_found");
    uploads.drop_over(act(39).at, [](auto, const auto&) { return true; });
    CHECK(uploads.count() == 0);

    SUBCASE("one of each person, and room for so many")
    {
        const auto first = *uploads.put(ring(user), act(0), "a\n1\n", {});
        const auto second = *uploads.put(ring(user), act(0), "b\n1\n", {});
        CHECK(code(uploads.open(ring(user), act(1), first)) == "records/upload_not_found");
        CHECK(uploads.open(ring(user), act(1), second));
        CHECK(uploads.put(ring(crypto::random_id<core::UserId>()), act(0), "c\n1\n", {}));
        CHECK(code(uploads.put(ring(crypto::random_id<core::UserId>()), act(0), "d\n1\n", {})) ==
              "records/uploads_full");
        CHECK(code(uploads.put(ring(user), act(0), std::string(101, 'x'), {})) == "tables/file_too_large");
        CHECK(code(uploads.put(ring(user), act(0), std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"),
                               {})) == "tables/old_excel");
        CHECK(uploads.open(ring(user), act(1), second));
    }
    SUBCASE("it goes with its session")
    {
        const auto kept = *uploads.put(ring(user), act(0), "a\n1\n", {});
        uploads.drop_over(act(1).at, [&](core::UserId owner, const crypto::Hash& session) {
            CHECK(owner == user);
            return session != crypto::Hash{1};
        });
        CHECK(code(uploads.open(ring(user), act(1), kept)) == "records/upload_not_found");
    }
}

TEST_CASE("one job runs at a time, and how it ended is told")
{
    ImportJobs jobs;
    const auto id = new_import();
    const JobOnce once{.key = {1}, .request = {2}};
    std::atomic<bool> go = false;
    REQUIRE(jobs.start(id, JobKind::bring_in, 7, once, [&](const OnBroughtIn& progress) -> core::Done {
        (void)progress(3, 7);
        while (!go)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    }));
    CHECK(jobs.start(new_import(), JobKind::take_back, 1, {}, {}).error().code == "records/busy");
    CHECK(jobs.begun_by(once).value() == id);
    CHECK(jobs.begun_by({.key = {1}, .request = {3}}).error().code == "http/idempotency_key_reused");
    CHECK(!jobs.begun_by({.key = {4}, .request = {3}}).value());
    go = true;
    while (jobs.progress().at(id).state == JobState::running)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(jobs.progress().at(id).state == JobState::failed);
    CHECK(jobs.progress().at(id).code == "access/not_allowed");
    CHECK(jobs.progress().at(id).done == 3);
    REQUIRE(jobs.start(id, JobKind::take_back, 1, {}, [](const OnBroughtIn&) -> core::Done {
        throw std::runtime_error("a broken machine");
    }));
    while (jobs.progress().at(id).state == JobState::running)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(jobs.progress().at(id).code.empty());
    CHECK(!jobs.progress().contains(new_import()));
}

TEST_CASE("the summary of a sheet has each value once, and none where there are many")
{
    std::string text = "who;sex;where\n";
    for (int i = 0; i < 70; ++i)
        text += "Name" + std::to_string(i) + (i % 2 == 0 ? ";Ж;" : ";ж ;") + (i % 3 == 0 ? "KG, UZ" : "kg") +
                "\n";
    const auto summary = summary_of(table_of(text), 0);
    REQUIRE(summary);
    CHECK(summary->lines == 70);
    REQUIRE(summary->columns.size() == 3);
    CHECK(summary->columns[0].samples == std::vector<std::string>{"Name0", "Name1", "Name2"});
    CHECK(!summary->columns[0].values);
    REQUIRE(summary->columns[1].values);
    REQUIRE(summary->columns[1].values->size() == 1);
    CHECK(summary->columns[1].values->front().count == 70);
    CHECK(!summary->columns[1].parts);
    CHECK(summary->columns[2].values->size() == 2);
    REQUIRE(summary->columns[2].parts);
    CHECK(summary->columns[2].parts->front().count == 70);
    CHECK(summary->columns[2].parts->back().value == "UZ");
    CHECK(!summary_of(table_of("a;b\n" + std::string(121, 'x') + ";y\n"), 0)->columns[0].values);
}

TEST_CASE("every column that can be chosen is what it is said to be")
{
    CHECK(column_facts().size() > 80);
    for (const auto& one : column_facts()) {
        if (one.member.empty()) continue;
        const std::vector<std::string> headings = {std::string(one.name)};
        const auto fault_of = [&](const std::string& cell) {
            std::vector<CellFault> faults;
            const Line line{.row = 2, .cells = {cell}};
            (void)LineReader(headings).read({&line, 1}, faults);
            return faults.empty() ? std::string() : faults.front().code;
        };
        INFO(one.name);
        const auto wrong = fault_of("?!");
        using enum FieldKind;
        switch (one.kind) {
        case text:
        case lookup:
            CHECK(wrong.empty());
            break;
        case date:
            CHECK(wrong == "records/not_a_date");
            break;
        case code:
        case codes:
            CHECK(wrong == "records/code_unknown");
            CHECK(fault_of(std::string(core::code_list(one.list).codes.front())).empty());
            break;
        case yes_no:
            CHECK(fault_of("TRUE").empty());
            CHECK_FALSE(wrong.empty());
            break;
        case number:
        case degrees:
            CHECK(wrong == "records/not_a_number");
            break;
        }
    }
}

TEST_CASE("a kept mapping has no value that is long, has digits or means nothing")
{
    const Mapping kept =
        without_long_values({.columns = {{.heading = "Пол",
                                          .column = "prs_Gender",
                                          .values = {{"жен", "Feminine"},
                                                     {"не хочет говорить об", "~refused"},
                                                     {"её зовут так же как и мать", "Feminine"},
                                                     {"АН1234567", "Feminine"},
                                                     {"прочее", ""},
                                                     {std::string(41, 'x'), "Feminine"}}}}});
    REQUIRE(kept.columns.size() == 1);
    REQUIRE(kept.columns[0].values.size() == 2);
    CHECK(kept.columns[0].values[0].value == "жен");
    CHECK(kept.columns[0].values[1].code == "~refused");
}

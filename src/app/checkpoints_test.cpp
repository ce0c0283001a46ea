// What a node finds when it starts beside a file of checkpoints.

#include "app/checkpoints.h"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/whole_file.h"
#include "audit/migrations.h"
#include "audit/test_database.h"

using namespace panoh;
using app::Checkpoints;
using audit::Alarm;

namespace {

struct Machine {
    explicit Machine(store::Engine engine) : database(engine, {audit::migrations})
    {
        static int number = 0;
        file = (std::filesystem::temp_directory_path() /
                ("panoh-checkpoints-" + std::to_string(::getpid()) + '-' + std::to_string(++number)))
                   .string();
    }
    ~Machine() { std::filesystem::remove(file); }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    void add(int rows)
    {
        for (int i = 0; i < rows; ++i)
            REQUIRE(database->write([&](store::Transaction& transaction) -> core::Done {
                audit::append(transaction, {.at = clock.now()}, {.action = core::Action::case_read});
                return {};
            }));
    }
    /// As the server does it.
    Checkpoints::State start()
    {
        Checkpoints made(*database.operator->(), clock, keys, file);
        made.look_back();
        made.make();
        return made.state();
    }
    std::int64_t rows()
    {
        return database->read([](store::Reader& reader) { return audit::read_head(reader).seq; });
    }
    void cut_to(std::int64_t rows)
    {
        database.tamper("DELETE FROM audit_row WHERE seq > ?", {rows});
        database.tamper("UPDATE audit_head SET seq = ?, hash = (SELECT hash FROM audit_row WHERE seq = ?)",
                        {rows, rows});
    }

    test::TestDatabase database;
    core::FixedClock clock{{1'000'000}};
    std::shared_ptr<const crypto::SignKeyPair> keys =
        std::make_shared<const crypto::SignKeyPair>(crypto::make_sign_keys());
    std::string file;
};

} // namespace

TEST_CASE(
    "a node that starts on its own chain raises no alarm, and its checkpoints are in a file for its owner")
{
    for (const auto engine : test::engines()) {
        Machine machine(engine);
        CHECK_FALSE(machine.start().newest);
        machine.add(3);
        CHECK(machine.start().newest->rows == 3);
        const auto again = machine.start();
        CHECK_FALSE(again.alarm);
        CHECK(again.newest->rows == 3);
        machine.add(1);
        CHECK(machine.start().newest->rows == 4);
        const auto notes = audit::read_notes(app::read_whole(machine.file).value());
        REQUIRE(notes.checkpoints.size() == 2);
        CHECK(signed_with(notes.checkpoints[1], machine.keys->public_key));
        struct stat facts = {};
        REQUIRE(::stat(machine.file.c_str(), &facts) == 0);
        CHECK((facts.st_mode & 0777U) == 0600U);
    }
}

TEST_CASE("a shorter chain, another chain, another key and a file that cannot be read are alarms, in the "
          "record too")
{
    for (const auto engine : test::engines()) {
        Machine cut(engine);
        cut.add(5);
        cut.start();
        cut.cut_to(4);
        const auto shorter = cut.start();
        CHECK(shorter.alarm == Alarm::rows);
        CHECK(shorter.alarm_rows == 5);
        CHECK(cut.rows() == 5);

        Machine other(engine);
        other.add(3);
        other.start();
        other.add(3);
        other.start();
        // The older of two: the newest alone is not all that is looked at.
        other.database.tamper("UPDATE audit_row SET hash = session_hash WHERE seq = 3");
        CHECK(other.start().alarm == Alarm::head);
        CHECK(other.start().alarm == Alarm::head);

        Machine strange(engine);
        strange.add(2);
        strange.start();
        strange.keys = std::make_shared<const crypto::SignKeyPair>(crypto::make_sign_keys());
        CHECK(strange.start().alarm == Alarm::signature);

        Machine torn(engine);
        torn.add(2);
        torn.start();
        std::filesystem::resize_file(torn.file, std::filesystem::file_size(torn.file) - 30);
        CHECK(torn.start().alarm == Alarm::file);
    }
}

TEST_CASE("a node that was restored elsewhere goes on with the checkpoints of its database, as far as it "
          "signed them")
{
    for (const auto engine : test::engines()) {
        Machine machine(engine);
        machine.add(2);
        machine.start();
        machine.add(1);
        machine.start();
        std::filesystem::remove(machine.file);
        machine.database.tamper("UPDATE audit_checkpoint SET note = 'panoh/audit-chain-v1 ' WHERE seq = 2");
        const auto foreign = audit::sign_checkpoint(crypto::make_sign_keys(), {1, {1}}, {7});
        machine.database.tamper("INSERT INTO audit_checkpoint (seq, at, note) VALUES (1, 7, ?)",
                                {std::string_view(audit::to_note(foreign))});
        const auto again = machine.start();
        CHECK_FALSE(again.alarm);
        CHECK(again.newest->rows == 3);
        const auto notes = audit::read_notes(app::read_whole(machine.file).value());
        REQUIRE(notes.checkpoints.size() == 1);
        CHECK(notes.checkpoints[0].rows == 3);
    }
}

TEST_CASE("a chain that is rewritten while the node runs is an alarm at the next checkpoint")
{
    for (const auto engine : test::engines()) {
        Machine machine(engine);
        machine.add(3);
        Checkpoints running(*machine.database.operator->(), machine.clock, machine.keys, machine.file);
        running.look_back();
        running.make();
        machine.database.tamper("UPDATE audit_row SET hash = session_hash WHERE seq = 3");
        running.keep_up(3);
        CHECK_FALSE(running.state().alarm);
        machine.add(1);
        machine.clock.advance(15 * core::minute_ms);
        running.keep_up(4);
        CHECK(running.state().alarm == Alarm::head);
        CHECK(running.state().newest->rows == 5); // with the row that tells the alarm
    }
}

TEST_CASE("a file that takes nothing loses no checkpoint: it is added when there is room")
{
    Machine machine(store::Engine::sqlite);
    const auto folder = machine.file + ".d";
    Checkpoints running(*machine.database.operator->(), machine.clock, machine.keys, folder + "/notes");
    machine.add(1);
    running.make();
    CHECK(running.state().newest->rows == 1);
    std::filesystem::create_directory(folder);
    machine.add(1);
    running.make();
    const auto notes = audit::read_notes(app::read_whole(folder + "/notes").value());
    CHECK(notes.checkpoints.size() == 2);
    std::filesystem::remove_all(folder);
}

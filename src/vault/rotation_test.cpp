// New epochs of a team's key: who left opens nothing that is written later, everybody else opens everything.

#include "vault/rotation.h"

#include "vault/case_keys.h"
#include "vault/format.h"
#include "vault/short_texts.h"
#include "vault/test_world.h"

using namespace panoh;
using core::Compartment;
using test::all_compartments;
using test::Name;
using test::World;

namespace {

constexpr auto identity = Compartment::identity;

/// Rotates one key as a member's session does, `limit` data keys at a time. How many it wrapped anew, or -1.
std::int64_t rotate(World& world, const test::Person& by, const vault::DueRotation& due,
                    std::int64_t limit = 100)
{
    std::int64_t done = 0;
    vault::RewrapPlace after = {};
    auto ring = by.ring();
    const auto begun = world->write([&](store::Transaction& transaction) {
        return vault::begin_epoch(transaction, ring, due, test::noon);
    });
    if (!begun) return -1;
    for (bool more = true; more;) {
        const auto portion = world->write([&](store::Transaction& transaction) {
            return vault::rewrap_some(transaction, ring, due, after, limit);
        });
        if (!portion) return -1;
        done += static_cast<std::int64_t>(portion->keys.size());
        after = portion->last;
        more = !portion->empty();
    }
    CHECK(world->write([&](store::Transaction& transaction) -> core::Done {
        CHECK(vault::end_epochs(transaction, due, 0));
        return {};
    }));
    return done;
}

std::vector<vault::DueRotation> due_of(World& world, const test::Person& person)
{
    return world->read([&](store::Reader& reader) { return vault::rotations_due(reader, person.id); });
}

/// Every byte column of the vault, as a copy of the database has it.
std::vector<core::Bytes> copied_blobs(World& world)
{
    std::vector<core::Bytes> blobs;
    for (const auto* sql :
         {"SELECT sealed FROM vault_team_member ORDER BY user_id, epoch",
          "SELECT sealed FROM vault_case_key ORDER BY case_id, version",
          "SELECT quick FROM vault_case_key WHERE quick IS NOT NULL ORDER BY case_id, version"}) {
        const store::Sql statement{sql};
        world->read([&](store::Reader& reader) {
            reader.each(statement, {}, [&](const store::Row& row) {
                blobs.emplace_back(row.bytes(0).begin(), row.bytes(0).end());
            });
        });
    }
    return blobs;
}

/// Everything that somebody's secret opens in copies of the database, as data keys: by what it opens itself,
/// by the team secrets among that, and by what is derived from those.
std::vector<crypto::Key> opened_with(const crypto::BoxSecretKey& secret,
                                     const std::vector<core::Bytes>& blobs, const vault::CaseWrap& wrap)
{
    const auto last_32 = [](const core::SecretText& text) {
        const auto bytes = core::as_bytes(text.reveal());
        return crypto::Key(bytes.last<32>());
    };
    std::vector<crypto::Key> teams;
    for (const auto& blob : blobs)
        if (const auto opened = crypto::open_seal(secret, blob)) teams.push_back(last_32(*opened));
    std::vector<crypto::Key> found;
    for (const auto& team : teams) {
        const auto quick = crypto::derive(team, 1, "teamquik");
        for (const auto& blob : blobs) {
            if (blob.empty()) continue; // a sealed box that a wrap took the place of
            if (const auto opened = crypto::open_seal(team, blob)) found.push_back(last_32(*opened));
            for (const auto& context : {wrap.quick_context(), wrap.reading_context()})
                for (const auto skip : {0U, 1U})
                    if (const auto opened =
                            crypto::decrypt(quick, core::ByteView(blob).subspan(skip), context.bytes()))
                        found.push_back(last_32(*opened));
        }
    }
    return found;
}

} // namespace

TEST_CASE("taking keys makes the rotation of just those due, for the holders that are left")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        REQUIRE(world.give(world.ayana, world.daniyar, {identity, Compartment::narrative}));
        CHECK(due_of(world, world.ayana).empty());
        REQUIRE(world.take(world.daniyar, world.team));
        const auto due = due_of(world, world.ayana);
        REQUIRE(due.size() == 2);
        CHECK(due[0].compartment == identity);
        CHECK(due[1].compartment == Compartment::narrative);
        CHECK(due[0].epoch == 1);
        CHECK(due_of(world, world.stranger).empty());
        CHECK(due_of(world, world.daniyar).empty());
        // Somebody who had nothing leaves nothing due.
        REQUIRE(world.take(world.daniyar, {}));
        CHECK(due_of(world, world.ayana).size() == 2);
    }
}

TEST_CASE("after a rotation the holders open everything, in one epoch, and write under new keys")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        REQUIRE(world.give(world.ayana, world.daniyar, all_compartments));
        std::vector<Name> names;
        for (int i = 0; i < 7; ++i)
            names.push_back(world.sealed(i % 2 == 0 ? &world.ayana : nullptr, "name " + std::to_string(i)));
        const auto note = world.sealed(&world.ayana, "story", Compartment::narrative);
        const test::Person burul;
        world.store_keys(burul);
        REQUIRE(world.give(world.ayana, burul, {identity}));
        REQUIRE(world.take(world.daniyar, {}));
        const auto due = due_of(world, world.ayana);
        REQUIRE(due.size() == 4);
        CHECK(rotate(world, burul, due[0], 3) == 7);
        for (int i = 0; i < 7; ++i) {
            CHECK(world.open(world.ayana, names[static_cast<std::size_t>(i)]) == "name " + std::to_string(i));
            CHECK(world.open(burul, names[static_cast<std::size_t>(i)]) == "name " + std::to_string(i));
        }
        CHECK(world.open(world.ayana, note) == "story");
        CHECK(world.open(world.daniyar, names[0]) == "vault/no_key");
        CHECK(world.count(
                  "SELECT COUNT(*) FROM vault_case_key WHERE epoch = 1 AND compartment = 'identity'") == 0);
        CHECK(
            world.count("SELECT COUNT(*) FROM vault_team_member WHERE epoch = 1 AND compartment = 'identity'"
                        " AND user_id <> team_id") == 1); // the other team's
        CHECK(due_of(world, world.ayana).size() == 3);
        auto later = names[0];
        REQUIRE(world.seal(later, &world.ayana, "later"));
        CHECK(later.sealed[5] == names[0].sealed[5] + 1);
        CHECK(world.open(burul, later) == "later");
        CHECK(world.open(world.ayana, names[0]) == "name 0");
        // Written by somebody without keys, and by a member given keys only now.
        auto from_form = names[1];
        REQUIRE(world.seal(from_form, nullptr, "from the form"));
        CHECK(world.open(burul, from_form) == "from the form");
        REQUIRE(world.give(burul, world.stranger, {identity}));
        CHECK(world.open(world.stranger, names[3]) == "name 3");
        CHECK(world.open(world.stranger, later) == "later");
    }
}

TEST_CASE("while a rotation runs both epochs open, for everybody and for who is given keys meanwhile")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        REQUIRE(world.give(world.ayana, world.daniyar, all_compartments));
        std::vector<Name> names;
        for (int i = 0; i < 4; ++i)
            names.push_back(world.sealed(&world.ayana, "name"));
        REQUIRE(world.take(world.daniyar, {}));
        const auto due = due_of(world, world.ayana).at(0);
        auto ring = world.ayana.ring();
        REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
            PANOH_CHECK(vault::begin_epoch(transaction, ring, due, test::noon));
            PANOH_TRY(const auto portion, vault::rewrap_some(transaction, ring, due, {}, 2));
            CHECK(portion.keys.size() == 2);
            CHECK_FALSE(vault::end_epochs(transaction, due, 0));
            return {};
        }));
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE epoch = 1") == 2);
        const test::Person burul;
        world.store_keys(burul);
        REQUIRE(world.give(world.ayana, burul, {identity}));
        for (const auto& name : names) {
            CHECK(world.open(world.ayana, name) == "name");
            CHECK(world.open(burul, name) == "name");
            CHECK(world.open(world.daniyar, name) == "vault/no_key");
        }
        // What is written meanwhile is of the new epoch.
        auto later = names[0];
        REQUIRE(world.seal(later, &world.ayana, "later"));
        CHECK(world.open(burul, later) == "later");
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE epoch = 2") == 3);
        // Somebody else who holds both goes on where it stopped.
        CHECK(rotate(world, burul, due, 2) == 2);
        for (const auto& name : names)
            CHECK(world.open(world.ayana, name) == "name");
        CHECK(world.count("SELECT COUNT(*) FROM vault_team_key WHERE epoch = 2") == 1);
    }
}

TEST_CASE("somebody who leaves while a rotation runs makes a further epoch")
{
    World world(store::Engine::sqlite);
    REQUIRE(world.give(world.ayana, world.daniyar, {identity}));
    REQUIRE(world.give(world.ayana, world.stranger, {identity}));
    const auto name = world.sealed(&world.ayana, "name");
    REQUIRE(world.take(world.daniyar, world.team));
    auto ring = world.ayana.ring();
    REQUIRE(world->write([&](store::Transaction& transaction) {
        return vault::begin_epoch(transaction, ring, vault::rotations_due(transaction).at(0), test::noon);
    }));
    REQUIRE(world.take(world.stranger, world.team));
    const auto due = due_of(world, world.ayana);
    REQUIRE(due.size() == 1);
    CHECK(due[0].epoch == 2);
    CHECK(rotate(world, world.ayana, due[0]) == 1);
    CHECK(world.open(world.ayana, name) == "name");
    CHECK(world.count("SELECT MAX(epoch) FROM vault_team_member") == 3);
    CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE epoch < 3") == 0);
    CHECK(due_of(world, world.ayana).empty());
}

TEST_CASE("who left opens nothing that was written after the rotation, with yesterday's and today's database")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        REQUIRE(world.give(world.ayana, world.daniyar, {identity}));
        auto name = world.sealed(&world.ayana, "yesterday");
        const auto secret = world.daniyar.secrets.box.duplicate();
        const auto yesterday = copied_blobs(world);
        const auto old_sealed = name.sealed;
        const auto opens = [&](const std::vector<core::Bytes>& blobs, core::ByteView sealed,
                               std::int64_t version) {
            for (const auto& key : opened_with(secret, blobs, {name.case_id, identity, version, world.team}))
                if (vault::open_record(key, name.place(), sealed)) return true;
            return false;
        };
        // A control: this is how far the secret and a copy of the database carry.
        CHECK(opens(yesterday, old_sealed, 1));
        REQUIRE(world.take(world.daniyar, {}));
        REQUIRE(world.seal(name, &world.ayana, "before the rotation"));
        CHECK(opens(yesterday, name.sealed, 1));
        CHECK(rotate(world, world.ayana, due_of(world, world.ayana).at(0)) == 1);
        REQUIRE(world.seal(name, &world.ayana, "after the rotation"));
        const auto version = static_cast<std::int64_t>(name.sealed[5]);
        const auto today = copied_blobs(world);
        CHECK_FALSE(opens(today, old_sealed, 1)); // by today's rows alone not even what is old
        auto both = yesterday;
        both.insert(both.end(), today.begin(), today.end());
        for (const std::int64_t any : {std::int64_t{1}, version})
            CHECK_FALSE(opens(both, name.sealed, any));
        CHECK(world.open(world.ayana, name) == "after the rotation");
    }
}

TEST_CASE(
    "what was written after a copy of the database was taken is out of its reach once the key is rotated")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        REQUIRE(world.give(world.ayana, world.daniyar, {identity}));
        const auto secret = world.daniyar.secrets.box.duplicate();
        const auto yesterday = copied_blobs(world);
        const auto name = world.sealed(nullptr, "from the form");
        const auto opens = [&] {
            auto both = yesterday;
            const auto today = copied_blobs(world);
            both.insert(both.end(), today.begin(), today.end());
            for (const auto& key : opened_with(secret, both, {name.case_id, identity, 1, world.team}))
                if (vault::open_record(key, name.place(), name.sealed)) return true;
            return false;
        };
        REQUIRE(world.take(world.daniyar, {}));
        CHECK(opens()); // still: nobody made the new epoch yet
        CHECK(rotate(world, world.ayana, due_of(world, world.ayana).at(0)) == 1);
        CHECK_FALSE(opens());
        CHECK(world.open(world.ayana, name) == "from the form");
    }
}

TEST_CASE("keys that lie down for a while leave nothing due")
{
    World world(store::Engine::sqlite);
    REQUIRE(world.give(world.ayana, world.daniyar, all_compartments));
    const auto name = world.sealed(&world.ayana, "name");
    REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
        vault::lay_down_team_keys(transaction, world.daniyar.id);
        return {};
    }));
    CHECK(world.open(world.daniyar, name) == "vault/no_key");
    CHECK(due_of(world, world.ayana).empty());
    REQUIRE(world.give(world.ayana, world.daniyar, all_compartments));
    CHECK(world.open(world.daniyar, name) == "name");
}

TEST_CASE("a first key made under an epoch that is over by then is not stored")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        REQUIRE(world.give(world.ayana, world.daniyar, {identity}));
        REQUIRE(world.take(world.daniyar, world.team));
        const Name name;
        auto ring = world.ayana.ring();
        const vault::KeyRing::DataKeyName key_name{world.team, identity, name.case_id, 1};
        const auto key = crypto::random_key();
        const auto made = world->read([&](store::Reader& reader) {
            const auto own = vault::held_key(reader, ring, world.team, identity);
            return vault::data_key_for(reader, test::registrar(), *own, key_name, key);
        });
        REQUIRE(made);
        CHECK(rotate(world, world.ayana, due_of(world, world.ayana).at(0)) == 0);
        CHECK_THROWS((void)world->write([&](store::Transaction& transaction) -> core::Done {
            vault::insert_data_key(transaction, key_name, *made);
            return {};
        }));
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key") == 0);
    }
}

TEST_CASE("a grant with an end opens until then, and is handed into the new epoch with its end")
{
    World world(store::Engine::sqlite);
    const auto name = world.sealed(&world.ayana, "name");
    REQUIRE(world.give(world.ayana, world.daniyar, {identity}, test::noon + core::hour_ms));
    const auto opens_at = [&](core::Instant now) {
        vault::KeyRing ring(
            world.daniyar.id,
            {.box = world.daniyar.secrets.box.duplicate(), .sign = world.daniyar.secrets.sign.duplicate()},
            test::registrar(), nullptr, now);
        return world->read([&](store::Reader& reader) {
            return vault::open(reader, ring, world.team, name.place(), name.sealed).has_value();
        });
    };
    CHECK(opens_at(test::noon));
    CHECK_FALSE(opens_at(test::noon + core::hour_ms));
    REQUIRE(world.give(world.ayana, world.stranger, {identity}));
    REQUIRE(world.take(world.stranger, world.team));
    CHECK(rotate(world, world.ayana, due_of(world, world.ayana).at(0)) == 1);
    CHECK(opens_at(test::noon + core::hour_ms + -1));
    CHECK_FALSE(opens_at(test::noon + core::hour_ms));
    // Over by the next rotation: it is not handed on.
    REQUIRE(world.give(world.ayana, world.daniyar, {identity}, test::noon));
    REQUIRE(world.give(world.ayana, world.stranger, {identity}));
    REQUIRE(world.take(world.stranger, world.team));
    CHECK(rotate(world, world.ayana, due_of(world, world.ayana).at(0)) == 1);
    CHECK(world.count("SELECT COUNT(*) FROM vault_team_member WHERE epoch = 3") == 1);
}

TEST_CASE("a holder whose public key nobody certified is left out of the new epoch, and the others go on")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const test::Person burul;
        world.store_keys(burul);
        REQUIRE(world.give(world.ayana, world.daniyar, {identity}));
        REQUIRE(world.give(world.ayana, burul, {identity}));
        REQUIRE(world.give(world.ayana, world.stranger, {identity}));
        const auto name = world.sealed(&world.ayana, "name");
        const auto left_out = [&] { return world->read(vault::left_out); };
        CHECK(left_out().empty());
        const auto own = crypto::make_box_keys();
        world.tamper("UPDATE vault_user_key SET box_public = ? WHERE user_id = ?",
                     {core::ByteView(own.public_key.bytes), burul.id});
        REQUIRE(world.take(world.daniyar, world.team));
        CHECK(rotate(world, world.ayana, due_of(world, world.ayana).at(0)) == 1);
        CHECK(world.open(world.ayana, name) == "name");
        CHECK(world.open(world.stranger, name) == "name");
        CHECK(world.open(burul, name) == "vault/no_key");
        REQUIRE(left_out().size() == 1);
        CHECK(left_out()[0].user == burul.id);
        CHECK(left_out()[0].team == world.team);
        CHECK(left_out()[0].compartment == identity);
        CHECK(left_out()[0].at == test::noon);
        // Certified again and given the keys: nobody is left out. Who left the team is not either.
        world.store_keys(burul);
        CHECK(left_out().size() == 1);
        REQUIRE(world.give(world.ayana, burul, {identity}));
        CHECK(left_out().empty());
        CHECK(world.open(burul, name) == "name");
        world.tamper("UPDATE vault_user_key SET certificate = ? WHERE user_id = ?",
                     {core::Bytes(64, 1), burul.id});
        REQUIRE(world.take(world.stranger, world.team));
        CHECK(rotate(world, world.ayana, due_of(world, world.ayana).at(0)) == 1);
        CHECK(left_out().size() == 1);
        REQUIRE(world.take(burul, world.team));
        CHECK(left_out().empty());
    }
}

TEST_CASE("a new epoch that nobody could be given does not begin")
{
    World world(store::Engine::sqlite);
    REQUIRE(world.give(world.ayana, world.daniyar, {identity}));
    REQUIRE(world.take(world.daniyar, world.team));
    const auto name = world.sealed(&world.ayana, "name");
    world.tamper("UPDATE vault_user_key SET certificate = ? WHERE user_id = ?",
                 {core::Bytes(64, 1), world.ayana.id});
    CHECK(rotate(world, world.ayana, due_of(world, world.ayana).at(0)) == -1);
    CHECK(world.count("SELECT MAX(epoch) FROM vault_team_key") == 1);
    CHECK(world.open(world.ayana, name) == "name");
    CHECK(world->read(vault::left_out).empty());
}

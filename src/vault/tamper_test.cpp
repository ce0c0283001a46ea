// What somebody can do who has the whole database, with or without an account: nothing that opens.

#include <functional>

#include "vault/format.h"
#include "vault/test_world.h"

using namespace panoh;
using core::Compartment;
using test::Name;
using test::World;

namespace {

bool refused(const std::string& answer)
{
    return answer == "vault/tampered" || answer == "vault/no_key" || answer == "vault/team_without_keys";
}

/// Every value of a column of bytes.
std::vector<core::Bytes> column(World& world, const char* sql)
{
    std::vector<core::Bytes> values;
    const store::Sql statement{sql};
    world->read([&](store::Reader& reader) {
        reader.each(statement, {}, [&](const store::Row& row) {
            values.emplace_back(row.bytes(0).begin(), row.bytes(0).end());
        });
    });
    return values;
}

/// Flips one bit in every byte of the one value in `column` of `table`, and wants each refused.
void check_every_byte(World& world, const std::string& table, const std::string& name, const Name& record)
{
    const std::string where = table == "vault_case_key" ? " WHERE case_id = ?" : " WHERE team_id = ?";
    const core::Bytes key(table == "vault_case_key" ? record.case_id.bytes.begin() : world.team.bytes.begin(),
                          table == "vault_case_key" ? record.case_id.bytes.end() : world.team.bytes.end());
    static std::deque<std::string> texts;
    const store::Sql find{
        texts.emplace_back("SELECT " + name + " FROM " + table + where + " ORDER BY compartment").c_str()};
    const auto original = world->read([&](store::Reader& reader) {
        return reader.first(find, {key}, [](const store::Row& row) {
            return core::Bytes(row.bytes(0).begin(), row.bytes(0).end());
        });
    });
    REQUIRE(original);
    const std::string update =
        "UPDATE " + table + " SET " + name + " = ?" + where + " AND compartment = 'identity'";
    for (std::size_t i = 0; i < original->size(); ++i) {
        auto changed = *original;
        changed[i] ^= static_cast<std::uint8_t>(1U << (i % 8));
        REQUIRE(world.tamper(update, {changed, key}) == 1);
        CAPTURE(name);
        CAPTURE(i);
        CHECK(world.open(world.ayana, record) == "vault/tampered");
    }
    world.tamper(update, {*original, key});
    CHECK(world.open(world.ayana, record) == "Nodira");
}

} // namespace

TEST_CASE("a person without a key opens nothing with every row of the database at hand")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto name = world.sealed(&world.ayana, "Nodira");
        const auto from_form = world.sealed(nullptr, "Айгүл");
        const auto own_secret = world->read([&](store::Reader& reader) {
            auto ring = world.stranger.ring();
            return (*ring.open_team(reader, world.other_team, Compartment::identity))
                ->pair.secret_key.duplicate();
        });
        const auto own_quick = crypto::derive(own_secret, 1, "teamquik");
        std::vector<core::Bytes> blobs = {name.sealed, from_form.sealed};
        for (const auto* sql : {"SELECT sealed FROM vault_team_member ORDER BY team_id",
                                "SELECT sealed FROM vault_case_key ORDER BY case_id",
                                "SELECT quick FROM vault_case_key WHERE quick IS NOT NULL ORDER BY case_id"})
            for (auto& blob : column(world, sql))
                blobs.push_back(std::move(blob));
        int opened = 0;
        for (const auto& blob : blobs) {
            if (crypto::open_seal(world.stranger.secrets.box, blob))
                ++opened; // the four wraps of the own team
            CHECK_FALSE(crypto::open_seal(own_secret, blob));
            CHECK_FALSE(crypto::open_seal(world.daniyar.secrets.box, blob));
            const vault::CaseWrap wrap{name.case_id, Compartment::identity, 1, world.team};
            CHECK_FALSE(crypto::decrypt(own_quick, blob, wrap.quick_context().bytes()));
            CHECK_FALSE(crypto::decrypt(own_secret, blob, wrap.quick_context().bytes()));
        }
        CHECK(opened == 4);
    }
}

TEST_CASE("a database writer with an account cannot move wraps into the own hands")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto name = world.sealed(&world.ayana, "Nodira");
        // A colleague's wrap under the own name.
        world.tamper("INSERT INTO vault_team_member SELECT team_id, compartment, epoch, ?, sealed, "
                     "granted_by, granted_at, "
                     "ends_at, signer, signature, certificate "
                     "FROM vault_team_member WHERE team_id = ?",
                     {world.daniyar.id, world.team});
        CHECK(world.open(world.daniyar, name) == "vault/tampered");
        // The own team's wrap under the other team's name.
        world.tamper("INSERT INTO vault_team_member SELECT ?, compartment, epoch, user_id, sealed, "
                     "granted_by, granted_at, "
                     "ends_at, signer, signature, certificate "
                     "FROM vault_team_member WHERE team_id = ?",
                     {world.team, world.other_team});
        CHECK(world.open(world.stranger, name) == "vault/tampered");
        // The case's data key under the own team's name.
        world.tamper(
            "INSERT INTO vault_case_key SELECT case_id, compartment, version, ?, quick, sealed, epoch "
            "FROM vault_case_key",
            {world.other_team});
        CHECK(world.open(world.stranger, name, world.other_team) == "vault/tampered");
        world.tamper("UPDATE vault_case_key SET quick = NULL WHERE team_id = ?", {world.other_team});
        CHECK(world.open(world.stranger, name, world.other_team) == "vault/tampered");
        CHECK(world.open(world.ayana, name) == "Nodira");
    }
}

TEST_CASE("a team key that somebody else made is refused before anything is written under it")
{
    World world(store::Engine::sqlite);
    const auto pair = crypto::make_box_keys();
    // Only the public key: members notice that theirs does not belong to it.
    world.tamper("UPDATE vault_team_key SET public_key = ? WHERE team_id = ?",
                 {core::ByteView(pair.public_key.bytes), world.team});
    Name name;
    CHECK(world.seal(name, &world.ayana, "Nodira").error().code == "vault/tampered");
    // A key that everybody can open.
    world.tamper("UPDATE vault_team_key SET public_key = ? WHERE team_id = ?",
                 {core::ByteView(std::array<std::uint8_t, 32>{}), world.team});
    CHECK(world.seal(name, nullptr, "Nodira").error().code == "vault/tampered");
    world.tamper("UPDATE vault_team_key SET public_key = team_id");
    CHECK(world.seal(name, nullptr, "Nodira").error().code == "vault/tampered");
}

TEST_CASE("a database writer's own data key is not written under, whoever opened what it seals")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        auto name = world.sealed(&world.ayana, "Nodira");
        // A newer data key than the case's, which the writer of the database knows.
        const auto known = crypto::random_key();
        const vault::CaseWrap wrap{name.case_id, Compartment::identity, 2, world.team};
        const auto public_key = column(world, "SELECT public_key FROM vault_team_key WHERE compartment = "
                                              "'identity' ORDER BY team_id");
        for (const auto& bytes : public_key) {
            crypto::BoxPublicKey key;
            std::ranges::copy(bytes, key.bytes.begin());
            const auto sealed = vault::seal_secret(key, wrap.sealed_context(), known);
            REQUIRE(sealed);
            if (world.open(world.ayana, name) != "Nodira") continue;
            world.tamper("DELETE FROM vault_case_key WHERE version = 2", {});
            world.tamper(
                "INSERT INTO vault_case_key (case_id, compartment, version, team_id, quick, sealed, epoch) "
                "VALUES (?, 'identity', 2, ?, NULL, ?, 1)",
                {name.case_id, world.team, *sealed});
        }
        auto forged = name;
        forged.sealed = vault::seal_record(known, 2, name.place(), "forged");
        const auto seen = world.open(world.ayana, forged);
        CHECK((seen == "forged" || seen == "vault/tampered")); // anybody may write to a team
        world.quicken(world.ayana, {name.case_id});
        REQUIRE(world.seal(name, &world.ayana, "written later"));
        CHECK_FALSE(vault::open_record(known, name.place(), name.sealed));
        CHECK(world.open(world.ayana, name) == "written later");
    }
}

TEST_CASE("a database writer does not share a case with the own team")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        auto name = world.sealed(&world.ayana, "Nodira");
        const auto story = world.sealed(&world.ayana, "story");
        // Rows as a hand-over makes them, but for the signatures.
        world.tamper(
            "INSERT INTO vault_case_key SELECT case_id, compartment, version, ?, quick, sealed, epoch "
            "FROM vault_case_key WHERE case_id = ?",
            {world.other_team, name.case_id});
        world.tamper("INSERT INTO vault_case_share (case_id, compartment, team_id, granted_by, granted_at, "
                     "signer, signature, certificate) VALUES (?, 'identity', ?, ?, 1, ?, ?, ?)",
                     {name.case_id, world.other_team, world.stranger.id,
                      core::ByteView(crypto::public_key_of(world.stranger.secrets.sign).bytes),
                      core::ByteView(crypto::Signature{}), core::ByteView(crypto::Signature{})});
        REQUIRE(world.seal(name, nullptr, "from the form"));
        CHECK(world.open(world.stranger, name, world.other_team) == "vault/no_key");
        CHECK(world.open(world.ayana, name) == "from the form");
        // A real one, moved to another case.
        REQUIRE(world.share(world.ayana, story.case_id, {Compartment::identity}));
        world.tamper("UPDATE vault_case_share SET case_id = ? WHERE case_id = ?",
                     {name.sealed, name.case_id});
        world.tamper("UPDATE vault_case_share SET case_id = ? WHERE case_id = ?",
                     {name.case_id, story.case_id});
        REQUIRE(world.seal(name, nullptr, "again"));
        CHECK(world.open(world.stranger, name, world.other_team) == "vault/no_key");
    }
}

TEST_CASE("nothing is sealed to a public key that the node did not certify")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto own = crypto::make_box_keys();
        const core::ByteView own_key(own.public_key.bytes);
        // A person's: whoever gives keys next would give them to the writer of the database.
        world.tamper("UPDATE vault_user_key SET box_public = ? WHERE user_id = ?",
                     {own_key, world.daniyar.id});
        CHECK(world.give(world.ayana, world.daniyar, {Compartment::identity}).error().code ==
              "vault/tampered");
        world.tamper(
            "UPDATE vault_user_key SET box_public = (SELECT o.box_public FROM vault_user_key o WHERE "
            "o.user_id = ?), sign_public = (SELECT o.sign_public FROM vault_user_key o WHERE o.user_id = "
            "?), certificate = (SELECT o.certificate FROM vault_user_key o WHERE o.user_id = ?) WHERE "
            "user_id = ?",
            {world.stranger.id, world.stranger.id, world.stranger.id, world.daniyar.id});
        CHECK(world.give(world.ayana, world.daniyar, {Compartment::identity}).error().code ==
              "vault/tampered");
        // A team's, and a further epoch of it: for who holds no key and for who does.
        world.tamper(
            "INSERT INTO vault_team_key (team_id, compartment, epoch, public_key, made_at, certificate) "
            "SELECT team_id, compartment, 2, ?, made_at, certificate FROM vault_team_key WHERE team_id = ?",
            {own_key, world.team});
        Name name;
        CHECK(world.seal(name, nullptr, "Nodira").error().code == "vault/tampered");
        CHECK(world.seal(name, &world.ayana, "Nodira").error().code == "vault/tampered");
    }
}

TEST_CASE("a changed grant opens nothing: who gave it, when, until when, and every signature under it")
{
    for (const auto engine : test::engines()) {
        for (const auto* change : {"granted_by = user_id", "granted_at = granted_at + 1",
                                   "ends_at = 4102444800000", "signer = sealed", "signature = sealed",
                                   "certificate = sealed", "certificate = NULL", "signature = NULL"}) {
            World world(engine);
            const auto name = world.sealed(&world.ayana, "Nodira");
            REQUIRE(world.give(world.ayana, world.daniyar, {Compartment::identity}, test::noon + 1000));
            CHECK(world.open(world.daniyar, name) == "Nodira");
            CAPTURE(change);
            REQUIRE(world.tamper(std::string("UPDATE vault_team_member SET ") + change + " WHERE user_id = ?",
                                 {world.daniyar.id}) == 1);
            CHECK(world.open(world.daniyar, name) == "vault/tampered");
            CHECK(world.open(world.ayana, name) == "Nodira");
        }
    }
}

TEST_CASE("one bit changed in any sealed column of any row is refused")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto slow = world.sealed(nullptr, "Nodira");
        const auto quick = world.sealed(&world.ayana, "Nodira");
        check_every_byte(world, "vault_case_key", "sealed", slow);
        check_every_byte(world, "vault_case_key", "quick", quick);
        check_every_byte(world, "vault_team_member", "sealed", quick);
        check_every_byte(world, "vault_team_member", "signature", quick);
        check_every_byte(world, "vault_team_member", "certificate", quick);
        check_every_byte(world, "vault_team_key", "public_key", quick);
        check_every_byte(world, "vault_team_key", "certificate", quick);
    }
}

TEST_CASE("a row that claims another team, case, compartment, version or person is refused")
{
    for (const auto engine : test::engines()) {
        for (const auto* change :
             {"vault_team_key SET compartment = 'x' WHERE compartment = 'identity'",
              "vault_team_key SET epoch = 2", "vault_team_key SET team_id = public_key",
              "vault_team_member SET epoch = 2", "vault_team_member SET user_id = team_id",
              "vault_team_member SET team_id = user_id",
              "vault_team_member SET compartment = 'x' WHERE compartment = 'identity'",
              "vault_case_key SET compartment = 'medical'", "vault_case_key SET version = 2",
              "vault_case_key SET team_id = case_id", "vault_case_key SET case_id = team_id",
              "vault_case_key SET quick = sealed", "vault_case_key SET sealed = quick, quick = NULL",
              "vault_case_key SET quick = case_id", "vault_case_key SET sealed = case_id, quick = NULL",
              "vault_team_member SET sealed = team_id"}) {
            World world(engine);
            const auto name = world.sealed(&world.ayana, "Nodira");
            CAPTURE(change);
            REQUIRE(world.tamper(std::string("UPDATE ") + change) > 0);
            CHECK(refused(world.open(world.ayana, name)));
        }
    }
}

TEST_CASE("columns swapped between two rows are refused")
{
    for (const auto engine : test::engines()) {
        for (const auto* name : {"quick", "sealed"}) {
            World world(engine);
            const auto one = world.sealed(&world.ayana, "Nodira");
            auto second_key = one;
            REQUIRE(world.seal(second_key, nullptr, "second key"));
            world.quicken(world.ayana, {one.case_id});
            auto other_part = one;
            other_part.compartment = Compartment::narrative;
            REQUIRE(world.seal(other_part, &world.ayana, "story"));
            const auto two = world.sealed(&world.ayana, "Айгүл");
            if (name == std::string_view("sealed")) world.tamper("UPDATE vault_case_key SET quick = NULL");
            const auto take_from = [&](const char* condition) {
                world.tamper(std::string("UPDATE vault_case_key SET ") + name + " = (SELECT o." + name +
                                 " FROM vault_case_key o WHERE " + condition +
                                 ") WHERE case_id = ? AND compartment = 'identity' AND version = 1",
                             {one.case_id, one.case_id});
            };
            CHECK(world.open(world.ayana, one) == "Nodira");
            CAPTURE(name);
            take_from("o.case_id <> ?");
            CHECK(world.open(world.ayana, one) == "vault/tampered");
            take_from("o.case_id = ? AND o.version = 2");
            CHECK(world.open(world.ayana, one) == "vault/tampered");
            take_from("o.case_id = ? AND o.compartment = 'narrative'");
            CHECK(world.open(world.ayana, one) == "vault/tampered");
            CHECK(world.open(world.ayana, two) == "Айгүл");
        }
        World world(engine);
        const auto name = world.sealed(&world.ayana, "Nodira");
        world.tamper("UPDATE vault_team_member SET sealed = (SELECT o.sealed FROM vault_team_member o "
                     "WHERE o.team_id = ? AND o.compartment = 'medical') WHERE compartment = 'identity'",
                     {world.team});
        CHECK(world.open(world.ayana, name) == "vault/tampered");
    }
}

TEST_CASE("a sealed value with one bit changed, cut or lengthened is refused")
{
    World world(store::Engine::sqlite);
    auto name = world.sealed(&world.ayana, "Nodira");
    const auto whole = name.sealed;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        name.sealed = whole;
        name.sealed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CAPTURE(bit);
        CHECK(refused(world.open(world.ayana, name)));
    }
    for (std::size_t size = 0; size < whole.size(); ++size) {
        name.sealed.assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        CHECK(world.open(world.ayana, name) == "vault/tampered");
    }
    name.sealed = whole;
    name.sealed.push_back(0);
    CHECK(world.open(world.ayana, name) == "vault/tampered");
}

TEST_CASE("a sealed value opens in its own place only")
{
    World world(store::Engine::sqlite);
    const auto name = world.sealed(&world.ayana, "Nodira");
    auto other_case = world.sealed(&world.ayana, "Айгүл");
    auto part = name;
    part.compartment = Compartment::medical;
    REQUIRE(world.seal(part, &world.ayana, "health"));
    const auto refuses = [&](const std::function<void(Name&)>& change) {
        auto moved = name;
        change(moved);
        return world.open(world.ayana, moved) == "vault/tampered";
    };
    CHECK(refuses([](Name& moved) { moved.table = "case_whereabouts"; }));
    CHECK(refuses([](Name& moved) { moved.field = "find"; }));
    CHECK(refuses([](Name& moved) { moved.version = 2; }));
    CHECK(refuses([](Name& moved) { moved.compartment = Compartment::medical; }));
    CHECK(refuses([&](Name& moved) { moved.case_id = other_case.case_id; }));
    // Text that moves over the edge of a field.
    CHECK(refuses([](Name& moved) {
        moved.table += 'n';
        moved.field = "ames";
    }));
    // The same case, another row of the table.
    auto place = name.place();
    place.row = other_case.case_id.bytes;
    auto ring = world.ayana.ring();
    CHECK(world->read([&](store::Reader& reader) {
        return vault::open(reader, ring, world.team, place, name.sealed).error().code == "vault/tampered";
    }));
}

TEST_CASE("a text for its writer alone opens in its own place, whole, with the writer's keys of that time")
{
    const test::Person ayana;
    const test::Person daniyar;
    const auto ring = ayana.ring();
    const vault::OwnPlace place{"draft_form", "case_note.1", "sealed", 3};
    const auto sealed = vault::seal_own(ring, place, "Nodira");
    const auto opens = [&](const vault::KeyRing& keys, const vault::OwnPlace& at, core::ByteView bytes) {
        const auto opened = vault::open_own(keys, at, bytes);
        return opened ? std::string(opened->reveal()) : opened.error().code;
    };
    const auto with_keys_of = [](const test::Person& person, core::UserId id) {
        return vault::KeyRing(
            id, {.box = person.secrets.box.duplicate(), .sign = person.secrets.sign.duplicate()},
            test::registrar());
    };
    CHECK(opens(ring, place, sealed) == "Nodira");
    CHECK(opens(daniyar.ring(), place, sealed) == "vault/tampered");
    // The writer's id with a colleague's keys, and the other way round.
    CHECK(opens(with_keys_of(daniyar, ayana.id), place, sealed) == "vault/tampered");
    CHECK(opens(with_keys_of(ayana, daniyar.id), place, sealed) == "vault/tampered");
    CHECK(opens(ring, {"draft_for", "mcase_note.1", "sealed", 3}, sealed) == "vault/tampered");
    CHECK(opens(ring, {"draft_form", "case_note.2", "sealed", 3}, sealed) == "vault/tampered");
    CHECK(opens(ring, {"draft_form", "case_note.1", "other", 3}, sealed) == "vault/tampered");
    CHECK(opens(ring, {"draft_form", "case_note.1", "sealed", 4}, sealed) == "vault/tampered");
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        auto changed = sealed;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CAPTURE(bit);
        CHECK(opens(ring, place, changed) == "vault/tampered");
    }
    for (std::size_t size = 0; size < sealed.size(); ++size)
        CHECK(opens(ring, place, core::ByteView(sealed).first(size)) == "vault/tampered");
    // With everything public of a person nobody makes one: the key is derived from the secret.
    const auto forged = crypto::seal(crypto::public_key_of(ayana.secrets.box), core::as_bytes("forged"));
    CHECK(opens(ring, place, *forged) == "vault/tampered");
}

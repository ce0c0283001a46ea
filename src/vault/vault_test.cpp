#include "vault/vault.h"

#include "vault/first_key.h"
#include "vault/test_world.h"

using namespace panoh;
using core::Compartment;
using test::all_compartments;
using test::Name;
using test::World;

TEST_CASE("what a holder seals, the holders of the team open and nobody else")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        for (const auto compartment : all_compartments) {
            const auto name = world.sealed(&world.ayana, "Айгүл Бакирова", compartment);
            CHECK(world.open(world.ayana, name) == "Айгүл Бакирова");
            CHECK(world.open(world.daniyar, name) == "vault/no_key");
            CHECK(world.open(world.stranger, name) == "vault/no_key");
            CHECK(world.open(world.stranger, name, world.other_team) == "vault/no_key");
        }
    }
}

TEST_CASE("whoever holds no key can write, and a member reads it")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        auto name = world.sealed(nullptr, "from the public form");
        CHECK(world.open(world.ayana, name) == "from the public form");
        auto by_stranger = name;
        REQUIRE(world.seal(by_stranger, &world.stranger, "from another team"));
        CHECK(world.open(world.ayana, by_stranger) == "from another team");
        CHECK(world.open(world.ayana, name) == "from the public form");
        CHECK(world.open(world.stranger, by_stranger) == "vault/no_key");
    }
}

TEST_CASE("a holder writes under the newest key if a holder made it, others make a new one")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        auto name = world.sealed(&world.ayana, "first");
        REQUIRE(world.seal(name, &world.ayana, "second"));
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key") == 1);
        REQUIRE(world.seal(name, nullptr, "third"));
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key") == 2);
        REQUIRE(world.seal(name, &world.ayana, "fourth"));
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key") == 3);
        REQUIRE(world.seal(name, &world.ayana, "fourth"));
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key") == 3);
        CHECK(name.sealed[5] == 3);
        CHECK(world.open(world.ayana, name) == "fourth");
    }
}

TEST_CASE("empty and long texts come back whole, and short ones are of one length")
{
    World world(store::Engine::sqlite);
    for (const std::size_t size : {0U, 1U, 63U, 64U, 1000U, 100'000U}) {
        const std::string text(size, 'x');
        CHECK(world.open(world.ayana, world.sealed(&world.ayana, text)) == text);
    }
    CHECK(world.sealed(&world.ayana, "Ли").sealed.size() ==
          world.sealed(&world.ayana, "Gulnora Abdurakhmonova").sealed.size());
}

TEST_CASE("a member opens from the moment a holder gives the keys until they are taken")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto name = world.sealed(&world.ayana, "Nodira");
        const auto note = world.sealed(&world.ayana, "story", Compartment::narrative);
        REQUIRE(world.give(world.ayana, world.daniyar, {Compartment::narrative}));
        CHECK(world.open(world.daniyar, note) == "story");
        CHECK(world.open(world.daniyar, name) == "vault/no_key");
        REQUIRE(world.give(world.daniyar, world.stranger, {Compartment::narrative}));
        CHECK(world.open(world.stranger, note) == "story");
        REQUIRE(world.take(world.daniyar, world.team));
        CHECK(world.open(world.daniyar, note) == "vault/no_key");
        CHECK(world.open(world.stranger, note) == "story");
        REQUIRE(world.take(world.stranger, {}));
        CHECK(world.open(world.stranger, note) == "vault/no_key");
        CHECK(world.count("SELECT COUNT(*) FROM vault_team_member") == 4);
    }
}

TEST_CASE("keys are given only by who holds them, all or none")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        CHECK(world.give(world.daniyar, world.stranger, {Compartment::identity}).error().code ==
              "vault/no_key");
        CHECK(world.give(world.stranger, world.daniyar, all_compartments).error().code == "vault/no_key");
        REQUIRE(world.give(world.ayana, world.daniyar, {Compartment::identity}));
        const auto done =
            world.give(world.daniyar, world.stranger, {Compartment::identity, Compartment::medical});
        CHECK(done.error().code == "vault/no_key");
        CHECK(world.count("SELECT COUNT(*) FROM vault_team_member") == 9);
    }
}

TEST_CASE("who holds which key of a team is known without opening it")
{
    World world(store::Engine::sqlite);
    REQUIRE(world.give(world.ayana, world.daniyar, {Compartment::medical}));
    world->read([&](store::Reader& reader) {
        CHECK(vault::holds_team_key(reader, world.ayana.id, world.team, Compartment::identity));
        CHECK(vault::holds_team_key(reader, world.daniyar.id, world.team, Compartment::medical));
        CHECK_FALSE(vault::holds_team_key(reader, world.daniyar.id, world.team, Compartment::identity));
        CHECK_FALSE(vault::holds_team_key(reader, world.ayana.id, world.other_team, Compartment::identity));
    });
}

TEST_CASE("a team gets keys once, with a holder for every compartment and known founders")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        CHECK(world.make_team(world.team, world.ayana).error().code == "vault/team_has_keys");
        const test::Person unknown;
        CHECK(world.make_team(crypto::random_id<core::TeamId>(), unknown).error().code ==
              "vault/user_without_keys");
        const auto partly = world->write([&](store::Transaction& transaction) {
            return vault::make_team_keys(transaction, {test::registrar(), nullptr, test::noon},
                                         crypto::random_id<core::TeamId>(),
                                         std::array{vault::Holder{world.ayana.id, {Compartment::identity}}});
        });
        CHECK(partly.error().code == "vault/no_holder");
        Name name;
        world.team = crypto::random_id<core::TeamId>();
        CHECK(world.seal(name, nullptr, "nobody").error().code == "vault/team_without_keys");
        CHECK(world.count("SELECT COUNT(*) FROM vault_team_key") == 8);
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key") == 0);
    }
}

TEST_CASE("a case is shared with another team, the named compartments only")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        auto name = world.sealed(&world.ayana, "before");
        auto later = name;
        REQUIRE(world.seal(later, nullptr, "second key"));
        auto health = name;
        health.compartment = Compartment::medical;
        REQUIRE(world.seal(health, &world.ayana, "health"));
        CHECK(world.share(world.stranger, name.case_id, {Compartment::identity}).error().code ==
              "vault/no_key");
        REQUIRE(world.share(world.ayana, name.case_id, {Compartment::identity, Compartment::narrative}));
        CHECK(world.open(world.stranger, name, world.other_team) == "before");
        CHECK(world.open(world.stranger, later, world.other_team) == "second key");
        CHECK(world.open(world.stranger, health, world.other_team) == "vault/no_key");
        CHECK(world.open(world.ayana, name) == "before");

        auto after = name;
        REQUIRE(world.seal(after, nullptr, "for both"));
        CHECK(world.open(world.stranger, after, world.other_team) == "for both");
        CHECK(world.open(world.ayana, after) == "for both");
    }
}

TEST_CASE("a shared case needs a receiving team with keys, and sharing twice changes nothing")
{
    World world(store::Engine::sqlite);
    const auto name = world.sealed(&world.ayana, "x");
    const auto without_keys = world->write([&](store::Transaction& transaction) {
        auto ring = world.ayana.ring();
        return vault::share_case(transaction, ring, name.case_id, world.team,
                                 crypto::random_id<core::TeamId>(), all_compartments, test::noon);
    });
    CHECK(without_keys.error().code == "vault/team_without_keys");
    REQUIRE(world.share(world.ayana, name.case_id, all_compartments));
    REQUIRE(world.share(world.ayana, name.case_id, all_compartments));
    CHECK(world.count("SELECT COUNT(*) FROM vault_case_key") == 2);
    CHECK(world.open(world.stranger, name, world.other_team) == "x");
}

TEST_CASE("quickened keys open to the same text, without the sealed wrap")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto name = world.sealed(nullptr, "Nodira");
        const auto other = world.sealed(nullptr, "Айгүл");
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE quick IS NULL") == 2);
        world.quicken(world.daniyar, {name.case_id}); // holds no key: nothing happens
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE quick IS NULL") == 2);
        world.quicken(world.ayana, {name.case_id});
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE quick IS NULL") == 1);
        world.tamper("UPDATE vault_case_key SET sealed = case_id");
        CHECK(world.open(world.ayana, name) == "Nodira");
        CHECK(world.open(world.ayana, other) == "vault/tampered");
        world.quicken(world.ayana, {name.case_id, other.case_id}); // a broken row is left alone
        CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE quick IS NULL") == 1);
    }
}

TEST_CASE("a key made by a holder is quick at once, also for another holder")
{
    World world(store::Engine::sqlite);
    REQUIRE(world.give(world.ayana, world.daniyar, all_compartments));
    const auto name = world.sealed(&world.ayana, "quick");
    CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE quick IS NULL") == 0);
    CHECK(world.open(world.daniyar, name) == "quick");
}

TEST_CASE("a key opened in a request is remembered for the very bytes it came from")
{
    World world(store::Engine::sqlite);
    const auto name = world.sealed(nullptr, "Nodira");
    auto ring = world.ayana.ring();
    CHECK(world->read([&](store::Reader& reader) {
        return vault::open(reader, ring, world.team, name.place(), name.sealed).has_value();
    }));
    const auto sealed = world->read([](store::Reader& reader) {
        static constexpr store::Sql find{"SELECT sealed FROM vault_case_key"};
        return *reader.first(find, {}, [](const store::Row& row) {
            return core::Bytes(row.bytes(0).begin(), row.bytes(0).end());
        });
    });
    const auto key = std::tuple(world.team, Compartment::identity, name.case_id, std::int64_t{1});
    CHECK(ring.remembered(key, sealed) != nullptr);
    CHECK(ring.remembered(key, {}) == nullptr);

    world.tamper("UPDATE vault_case_key SET sealed = case_id");
    REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
        vault::quicken(transaction, ring, world.team, Compartment::identity, std::array{name.case_id});
        return {};
    }));
    CHECK(world.count("SELECT COUNT(*) FROM vault_case_key WHERE quick IS NULL") == 1);
}

TEST_CASE("a team key kept from an earlier request opens for its holder, and for the very box it came from")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto key_of = [&](const test::Person& person, vault::KeptTeamKeys& kept) {
            return world->read([&](store::Reader& reader) -> core::Result<core::Bytes> {
                vault::KeyRing ring(
                    person.id,
                    {.box = person.secrets.box.duplicate(), .sign = person.secrets.sign.duplicate()},
                    test::registrar(), &kept);
                PANOH_TRY(const auto* key, ring.open_team(reader, world.team, Compartment::identity));
                const auto bytes = key->pair.secret_key.reveal();
                return core::Bytes(bytes.begin(), bytes.end());
            });
        };
        vault::KeptTeamKeys none;
        vault::KeptTeamKeys kept;
        const auto first = key_of(world.ayana, kept);
        REQUIRE(first);
        CHECK(key_of(world.ayana, kept).value() == *first);
        CHECK(key_of(world.ayana, none).value() == *first);
        // Somebody who says to be her and has other secrets.
        test::Person other{.id = world.ayana.id};
        CHECK(key_of(other, kept).error().code == "vault/tampered");
        CHECK(key_of(world.daniyar, kept).error().code == "vault/no_key");
        REQUIRE(world.take(world.ayana, world.team));
        CHECK(key_of(world.ayana, kept).error().code == "vault/no_key");
    }
}

TEST_CASE("a first key made before its transaction seals for the holders, whoever made it")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        for (const test::Person* writer :
             std::initializer_list<const test::Person*>{&world.ayana, &world.daniyar, nullptr}) {
            Name name;
            auto ring = writer != nullptr ? writer->ring() : vault::KeyRing::of_nobody(test::registrar());
            const auto made = world->read([&](store::Reader& reader) {
                return vault::FirstKey::make(reader, ring, world.team, name.case_id, name.compartment);
            });
            REQUIRE(made);
            CHECK(made->wrap().empty() == (writer != &world.ayana));
            name.sealed = made->seal(name.place(), "Айгүл Бакирова");
            CHECK(world.open(world.ayana, name) == "vault/no_key");
            REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
                made->save(transaction);
                return {};
            }));
            CHECK(world.open(world.ayana, name) == "Айгүл Бакирова");
            CHECK(world.open(world.stranger, name) == "vault/no_key");
            auto later = name;
            REQUIRE(world.seal(later, &world.ayana, "later"));
            CHECK(world.open(world.ayana, later) == "later");
        }
        const auto nobody = world->read([&](store::Reader& reader) {
            auto ring = vault::KeyRing::of_nobody(test::registrar());
            return vault::FirstKey::make(reader, ring, crypto::random_id<core::TeamId>(),
                                         crypto::random_id<core::CaseId>(), Compartment::identity);
        });
        CHECK(nobody.error().code == "vault/team_without_keys");
    }
}

TEST_CASE("a page opens in its order, and what cannot be opened says why in its place")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        std::vector<Name> names;
        for (int i = 0; i < 120; ++i)
            names.push_back(world.sealed(i % 3 == 0 ? nullptr : &world.ayana, std::to_string(i),
                                         i % 10 == 0 ? Compartment::narrative : Compartment::identity));
        names[7].sealed.back() ^= 1U;
        names[8].sealed.clear();
        world.tamper("DELETE FROM vault_case_key WHERE case_id = ?", {names[9].case_id});
        std::vector<vault::Sealed> page;
        for (const auto& name : names)
            page.push_back({world.team, name.place(), name.sealed});
        page.push_back({world.other_team, names[0].place(), names[0].sealed});
        page.push_back(page[1]);
        auto ring = world.ayana.ring();
        const auto opened =
            world->read([&](store::Reader& reader) { return vault::open_all(reader, ring, page); });
        REQUIRE(opened.size() == 122);
        for (std::size_t i = 0; i < 120; ++i) {
            CAPTURE(i);
            if (i == 7 || i == 8)
                CHECK(opened[i].error().code == "vault/tampered");
            else if (i == 9)
                CHECK(opened[i].error().code == "vault/no_key");
            else
                CHECK(opened[i]->reveal() == std::to_string(i));
        }
        CHECK(opened[120].error().code == "vault/no_key");
        CHECK(opened[121]->reveal() == "1");
    }
}

TEST_CASE("a wrap kept beside a text opens it without a look at the keys, for its case and its team only")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        std::vector<Name> names;
        std::vector<core::Bytes> wraps(3);
        for (int i = 0; i < 3; ++i) // the last one by somebody without a key
            names.push_back(world.sealed(i == 2 ? nullptr : &world.ayana, std::to_string(i)));
        const auto open = [&](const test::Person& person) {
            std::vector<vault::Sealed> page;
            for (std::size_t i = 0; i < names.size(); ++i)
                page.push_back({world.team, names[i].place(), names[i].sealed, &wraps[i]});
            auto ring = person.ring();
            return world->read([&](store::Reader& reader) { return vault::open_all(reader, ring, page); });
        };
        CHECK(open(world.stranger)[0].error().code == "vault/no_key");
        CHECK(wraps[0].empty());
        CHECK(open(world.ayana)[2]->reveal() == "2");
        for (const auto& wrap : wraps)
            CHECK(wrap.size() == 1 + 24 + 32 + 16);

        world.tamper("DELETE FROM vault_case_key WHERE case_id <> ?", {core::CaseId{}});
        for (std::size_t i = 0; i < names.size(); ++i)
            CHECK(open(world.ayana)[i]->reveal() == std::to_string(i));
        CHECK(open(world.stranger)[0].error().code == "vault/no_key");

        std::swap(wraps[0], wraps[1]);
        wraps[2][30] ^= 1U;
        for (const auto& answer : open(world.ayana))
            CHECK(answer.error().code == "vault/tampered");
    }
}

TEST_CASE("a holder who writes gets the wrap, somebody without a key does not")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        core::Bytes wrap = {1};
        Name name;
        const auto seal = [&](vault::KeyRing& ring) {
            return world->write([&](store::Transaction& transaction) -> core::Done {
                PANOH_TRY(name.sealed,
                          vault::seal(transaction, ring, world.team, name.place(), "text", &wrap));
                return {};
            });
        };
        auto nobody = vault::KeyRing::of_nobody(test::registrar());
        REQUIRE(seal(nobody));
        CHECK(wrap.empty());
        auto ring = world.ayana.ring();
        REQUIRE(seal(ring));
        const std::vector<vault::Sealed> page = {{world.team, name.place(), name.sealed, &wrap}};
        auto reading = world.ayana.ring();
        CHECK(world->read([&](store::Reader& reader) { return vault::open_all(reader, reading, page); })[0]
                  ->reveal() == "text");
    }
}

TEST_CASE("a person's secrets open with their key, for that person, unchanged")
{
    const auto secrets = vault::make_user_secrets();
    const auto key = crypto::random_key();
    const auto user = crypto::random_id<core::UserId>();
    auto wrapped = vault::wrap_user_secrets(key, user, secrets);
    const auto opened = vault::unwrap_user_secrets(key, user, wrapped);
    REQUIRE(opened);
    CHECK(vault::public_keys_of(*opened).box == vault::public_keys_of(secrets).box);
    CHECK(vault::public_keys_of(*opened).sign == vault::public_keys_of(secrets).sign);
    CHECK_FALSE(vault::unwrap_user_secrets(crypto::random_key(), user, wrapped));
    CHECK_FALSE(vault::unwrap_user_secrets(key, crypto::random_id<core::UserId>(), wrapped));
    CHECK_FALSE(vault::unwrap_user_secrets(key, user, {}));
    for (std::size_t bit = 0; bit < wrapped.size() * 8; ++bit) {
        wrapped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CHECK(vault::unwrap_user_secrets(key, user, wrapped).error().code == "vault/tampered");
        wrapped[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    }
}

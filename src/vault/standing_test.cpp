// A group that reads along: what is written later at once, what was there before by the hands of a holder.

#include "vault/standing.h"

#include "vault/test_world.h"

using namespace panoh;
using core::Compartment;
using test::Name;
using test::World;

namespace {

constexpr auto identity = Compartment::identity;

/// `other_team` reads along with `team`, given by `giver`.
vault::Standing standing_of(const World& world)
{
    return {world.team, identity, world.other_team};
}
void begin(World& world, const test::Person& giver)
{
    auto ring = giver.ring();
    REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
        vault::begin_standing(transaction, {ring.registrar(), &ring, test::noon}, standing_of(world));
        return {};
    }));
}

/// Seals everything that was there before, `limit` data keys at a time. How many, or the refusal's code.
std::string share_all(World& world, const test::Person& by, std::int64_t limit)
{
    auto ring = by.ring();
    vault::RewrapPlace after;
    std::int64_t done = 0;
    for (bool more = true; more;) {
        const auto portion = world->write([&](store::Transaction& transaction) {
            return vault::share_some(transaction, ring, standing_of(world), after, limit);
        });
        if (!portion) return portion.error().code;
        done += portion->count;
        CHECK(portion->count <= limit);
        after = portion->last;
        more = !portion->empty();
    }
    REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
        vault::end_sharing(transaction, standing_of(world));
        return {};
    }));
    return std::to_string(done);
}

/// What the stranger writes in the other team.
Name sealed_there(World& world)
{
    Name name;
    REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
        auto ring = world.stranger.ring();
        PANOH_TRY(name.sealed,
                  vault::seal(transaction, ring, world.other_team, name.place(), "Fictional theirs"));
        return {};
    }));
    return name;
}

std::int64_t left(World& world)
{
    return world->read([&](store::Reader& reader) { return vault::keys_to_share(reader, world.other_team); });
}

} // namespace

TEST_CASE(
    "a group reads along with what is written later at once, and with the rest when a holder has sealed it")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto before = world.sealed(&world.ayana, "Fictional before");
        auto by_nobody = world.sealed(nullptr, "Fictional from outside");
        const auto elsewhere = world.sealed(&world.ayana, "Fictional story", Compartment::narrative);
        CHECK(world.open(world.stranger, before, world.other_team) == "vault/no_key");

        begin(world, world.ayana);
        const auto after = world.sealed(&world.ayana, "Fictional after");
        const auto outside = world.sealed(nullptr, "Fictional from outside, later");
        CHECK(world.open(world.stranger, after, world.other_team) == "Fictional after");
        CHECK(world.open(world.stranger, outside, world.other_team) == "Fictional from outside, later");
        CHECK(world.open(world.ayana, after) == "Fictional after");
        // What was there before has to be sealed to it.
        CHECK(world.open(world.stranger, before, world.other_team) == "vault/no_key");
        CHECK(left(world) == 2);

        // Only who holds the team's key can do it, and is asked to.
        CHECK(share_all(world, world.daniyar, 1) == "vault/no_key");
        const auto due_of = [&](const test::Person& person) {
            return world->read([&](store::Reader& reader) { return vault::standing_due(reader, person.id); });
        };
        CHECK(due_of(world.ayana).size() == 1);
        CHECK(due_of(world.stranger).empty());
        CHECK(share_all(world, world.ayana, 1) == "2");
        CHECK(left(world) == 0);
        CHECK(due_of(world.ayana).empty());
        CHECK(world.open(world.stranger, before, world.other_team) == "Fictional before");
        CHECK(world.open(world.stranger, by_nobody, world.other_team) == "Fictional from outside");
        CHECK(world.open(world.stranger, elsewhere, world.other_team) == "vault/no_key");
        // It goes one way.
        const auto theirs = sealed_there(world);
        CHECK(world.open(world.ayana, theirs) == "vault/no_key");
    }
}

TEST_CASE("who can write the database makes nobody read along")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        begin(world, world.ayana);
        // Whoever can write the database turns it to a group of their own: the signature is for another.
        static constexpr store::Sql turn{"UPDATE vault_standing SET team_id = ?, to_team = ?"};
        REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
            transaction.run(turn, {world.other_team, world.team});
            return {};
        }));
        const auto theirs = sealed_there(world);
        CHECK(world.open(world.stranger, theirs, world.other_team) == "Fictional theirs");
        CHECK(world.open(world.ayana, theirs, world.team) == "vault/no_key");
        auto ring = world.stranger.ring();
        const auto portion = world->write([&](store::Transaction& transaction) {
            return vault::share_some(transaction, ring, {world.other_team, identity, world.team}, {}, 10);
        });
        REQUIRE(portion);
        CHECK(portion->empty());
        CHECK(world.open(world.ayana, theirs, world.team) == "vault/no_key");
    }
}

TEST_CASE("a group that is forgotten opens nothing, and its team everything")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        begin(world, world.ayana);
        const auto text = world.sealed(&world.ayana, "Fictional text");
        CHECK(world.open(world.stranger, text, world.other_team) == "Fictional text");
        world.tamper("INSERT INTO vault_left_out (team_id, compartment, user_id, epoch, at) "
                     "VALUES (?, 'identity', ?, 1, 0)",
                     {world.other_team, world.daniyar.id});
        REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
            vault::forget_group(transaction, world.other_team);
            return {};
        }));
        CHECK(world.open(world.stranger, text, world.other_team) == "vault/no_key");
        CHECK(world.open(world.ayana, text) == "Fictional text");
        CHECK(world.count("SELECT count(*) FROM vault_standing") == 0);
        CHECK(world.count("SELECT count(*) FROM vault_left_out") == 0);
        const auto later = world.sealed(&world.ayana, "Fictional later");
        CHECK(world.open(world.ayana, later) == "Fictional later");
    }
}

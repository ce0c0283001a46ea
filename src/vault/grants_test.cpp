// What a grant is believed for: by whoever opens with it, and by whoever hands it into a new epoch.

#include "vault/grants.h"

#include "vault/rotation.h"
#include "vault/team_keys.h"
#include "vault/test_world.h"

using namespace panoh;
using core::Compartment;
using test::World;

namespace {
constexpr auto identity = Compartment::identity;
} // namespace

TEST_CASE(
    "a secret that is not the team's is refused, though a holder handed it on and the node certified that")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto name = world.sealed(&world.ayana, "Nodira");
        const auto other = crypto::make_box_keys();
        auto giver = world.ayana.ring();
        REQUIRE(world->write([&](store::Transaction& transaction) {
            return vault::hand_to(transaction, {test::registrar(), &giver, test::noon},
                                  {world.team, identity, 1, world.daniyar.id}, other.secret_key, {});
        }));
        auto ring = world.daniyar.ring();
        const auto opened = world->read(
            [&](store::Reader& reader) { return ring.open_team(reader, world.team, identity).has_value(); });
        CHECK_FALSE(opened);
        CHECK(world.open(world.daniyar, name) == "vault/tampered");
        auto later = name;
        CHECK_FALSE(world.seal(later, &world.daniyar, "for whoever made that secret"));
    }
}

TEST_CASE("a row that somebody put among the grants is not handed into a new epoch")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        REQUIRE(world.give(world.ayana, world.daniyar, {identity}));
        world.tamper(
            "INSERT INTO vault_team_member (team_id, compartment, epoch, user_id, sealed, granted_by, "
            "granted_at, ends_at, signer, signature, certificate) SELECT team_id, compartment, epoch, "
            "?, sealed, granted_by, granted_at, ends_at, signer, signature, certificate "
            "FROM vault_team_member WHERE team_id = ? AND compartment = 'identity' AND user_id = ?",
            {world.stranger.id, world.team, world.ayana.id});
        REQUIRE(world.take(world.daniyar, world.team));
        auto ring = world.ayana.ring();
        REQUIRE(world->write([&](store::Transaction& transaction) {
            return vault::begin_epoch(transaction, ring, vault::rotations_due(transaction).at(0), test::noon);
        }));
        CHECK(world.count("SELECT COUNT(*) FROM vault_team_member WHERE epoch = 2") == 1);
        // And is no colleague who was left out, either: nobody is to hand keys to such a row.
        CHECK(world->read(vault::left_out).empty());
    }
}

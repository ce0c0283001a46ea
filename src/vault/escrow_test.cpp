// Keys of a team that lost its holders: two custodians bring them back, one opens nothing.

#include "vault/escrow.h"

#include <algorithm>

#include "vault/format.h"
#include "vault/rotation.h"
#include "vault/test_world.h"

using namespace panoh;
using core::Compartment;
using test::World;

namespace {

const core::OrganisationId organisation = crypto::random_id<core::OrganisationId>();
constexpr std::array<std::uint8_t, 16> request = {7, 7, 7};

struct Escrow : World {
    explicit Escrow(store::Engine engine) : World(engine)
    {
        for (const auto* person : {&meerim, &nurlan, &asel, &burul})
            store_keys(*person);
    }
    core::Done make(std::vector<core::UserId> custodians)
    {
        return (*this)->write([&](store::Transaction& transaction) {
            return vault::make_escrow_key(transaction, {test::registrar(), nullptr, test::noon}, organisation,
                                          custodians);
        });
    }
    std::size_t deposit_all(const test::Person& by)
    {
        auto ring = by.ring();
        return *(*this)->write([&](store::Transaction& transaction) -> core::Result<std::size_t> {
            const auto left =
                vault::undeposited(transaction, organisation, std::array{team, other_team}, by.id);
            for (const auto& each : left)
                PANOH_CHECK(vault::deposit(transaction, ring, organisation, each));
            return left.size();
        });
    }
    core::Result<core::Bytes> agreement(const test::Person& from, const test::Person& to)
    {
        const auto ring = from.ring();
        return (*this)->read([&](store::Reader& reader) -> core::Result<core::Bytes> {
            PANOH_TRY(const auto all, vault::agree(reader, ring, organisation, request));
            const auto found = std::ranges::find(all, to.id, &vault::Agreement::to);
            REQUIRE(found != all.end());
            return found->sealed;
        });
    }
    std::string bring_back(const test::Person& by, const test::Person& first, core::ByteView agreed,
                           const test::Person& to, std::array<std::uint8_t, 16> of = request)
    {
        const auto ring = by.ring();
        const std::array wanted = {
            vault::Wanted{team, {to.id, {Compartment::identity, Compartment::narrative}}}};
        const auto done = (*this)->write([&](store::Transaction& transaction) {
            return vault::bring_back(transaction, ring, organisation, of, first.id, agreed, wanted,
                                     test::noon);
        });
        return done ? std::to_string(done->size()) : done.error().code;
    }
    test::Person meerim;
    test::Person nurlan;
    test::Person asel;
    test::Person burul; ///< is to have the keys
};

} // namespace

TEST_CASE("two custodians bring back the keys of a team that lost its holders, once")
{
    for (const auto engine : test::engines()) {
        Escrow world(engine);
        const auto name = world.sealed(&world.ayana, "Nodira");
        const auto note = world.sealed(&world.ayana, "story", Compartment::narrative);
        const auto health = world.sealed(&world.ayana, "health", Compartment::medical);
        REQUIRE(world.make({world.meerim.id, world.nurlan.id, world.asel.id}));
        CHECK(world.deposit_all(world.ayana) == 4);
        CHECK(world.deposit_all(world.ayana) == 0);
        REQUIRE(world.take(world.ayana, {}));
        const auto agreed = world.agreement(world.meerim, world.asel);
        REQUIRE(agreed);
        CHECK(world.bring_back(world.asel, world.meerim, *agreed, world.burul) == "2");
        CHECK(world.open(world.burul, name) == "Nodira");
        CHECK(world.open(world.burul, note) == "story");
        CHECK(world.open(world.burul, health) == "vault/no_key");
        // The escrow key was whole for a moment: it is another now, and the old agreement is worth nothing.
        CHECK(world.bring_back(world.asel, world.meerim, *agreed, world.burul) == "vault/tampered");
        const auto again = world.agreement(world.nurlan, world.meerim);
        REQUIRE(again);
        CHECK(world.bring_back(world.meerim, world.nurlan, *again, world.burul) == "2");
    }
}

TEST_CASE("one custodian alone, an agreement for another or for another request opens nothing")
{
    for (const auto engine : test::engines()) {
        Escrow world(engine);
        const auto name = world.sealed(&world.ayana, "Nodira");
        REQUIRE(world.make({world.meerim.id, world.nurlan.id, world.asel.id}));
        world.deposit_all(world.ayana);
        const auto agreed = *world.agreement(world.meerim, world.nurlan);
        CHECK(world.bring_back(world.nurlan, world.meerim, {}, world.burul) == "vault/tampered");
        CHECK(world.bring_back(world.asel, world.meerim, agreed, world.burul) == "vault/tampered");
        CHECK(world.bring_back(world.nurlan, world.asel, agreed, world.burul) == "vault/tampered");
        CHECK(world.bring_back(world.meerim, world.meerim, agreed, world.burul) == "vault/no_key");
        CHECK(world.bring_back(world.burul, world.meerim, agreed, world.burul) == "vault/no_key");
        auto other = request;
        other[0] = 8;
        CHECK(world.bring_back(world.nurlan, world.meerim, agreed, world.burul, other) == "vault/tampered");
        CHECK(world.agreement(world.burul, world.meerim).error().code == "vault/no_key");
        CHECK(world.open(world.burul, name) == "vault/no_key");
        // With every row and one custodian's secret: no half opens but the own ones.
        std::vector<core::Bytes> blobs;
        world->read([&](store::Reader& reader) {
            static constexpr store::Sql sql{"SELECT sealed FROM vault_escrow_half UNION ALL "
                                            "SELECT sealed FROM vault_escrow_deposit"};
            reader.each(sql, {}, [&](const store::Row& row) {
                blobs.emplace_back(row.bytes(0).begin(), row.bytes(0).end());
            });
        });
        CHECK(blobs.size() == 10);
        CHECK(std::ranges::count_if(blobs, [&](const core::Bytes& blob) {
                  return crypto::open_seal(world.meerim.secrets.box, blob).has_value();
              }) == 2);
        // And no half is the secret itself.
        for (const auto* custodian : {&world.meerim, &world.nurlan, &world.asel})
            for (const auto& half : blobs)
                if (const auto opened = crypto::open_seal(custodian->secrets.box, half)) {
                    const crypto::BoxSecretKey secret(core::as_bytes(opened->reveal()).last<32>());
                    CHECK(std::ranges::none_of(blobs, [&](const core::Bytes& blob) {
                        return crypto::open_seal(secret, blob).has_value();
                    }));
                }
        CHECK(std::ranges::none_of(blobs, [&](const core::Bytes& blob) {
            return crypto::open_seal(world.burul.secrets.box, blob).has_value();
        }));
    }
}

TEST_CASE("an escrow key that the node did not certify gets nothing sealed to it")
{
    for (const auto engine : test::engines()) {
        Escrow world(engine);
        REQUIRE(world.make({world.meerim.id, world.nurlan.id}));
        const auto own = crypto::make_box_keys();
        world.tamper("UPDATE vault_escrow_key SET public_key = ?", {core::ByteView(own.public_key.bytes)});
        auto ring = world.ayana.ring();
        const auto done = world->write([&](store::Transaction& transaction) {
            return vault::deposit(transaction, ring, organisation, {world.team, Compartment::identity, 1});
        });
        CHECK(done.error().code == "vault/tampered");
    }
}

TEST_CASE("no half and no agreement goes to a custodian's key that the node did not certify")
{
    for (const auto engine : test::engines()) {
        Escrow world(engine);
        REQUIRE(world.make({world.meerim.id, world.nurlan.id}));
        REQUIRE(world.agreement(world.meerim, world.nurlan));
        const auto own = crypto::make_box_keys();
        world.tamper("UPDATE vault_user_key SET box_public = ? WHERE user_id = ?",
                     {core::ByteView(own.public_key.bytes), world.nurlan.id});
        CHECK(world.agreement(world.meerim, world.nurlan).error().code == "vault/tampered");
        CHECK(world.make({world.meerim.id, world.nurlan.id}).error().code == "vault/tampered");
    }
}

TEST_CASE("a secret that a database writer put into escrow is handed to nobody")
{
    for (const auto engine : test::engines()) {
        Escrow world(engine);
        REQUIRE(world.make({world.meerim.id, world.nurlan.id}));
        world.deposit_all(world.ayana);
        crypto::BoxPublicKey escrow;
        world->read([&](store::Reader& reader) {
            static constexpr store::Sql sql{"SELECT public_key FROM vault_escrow_key"};
            reader.each(sql, {}, [&](const store::Row& row) {
                std::ranges::copy(row.bytes(0), escrow.bytes.begin());
            });
        });
        crypto::Fields context(256);
        context.add("deposit1").add(organisation.bytes).add(std::int64_t{1}).add(world.team.bytes);
        context.add("identity").add(std::int64_t{1});
        const auto own = crypto::make_box_keys();
        const auto sealed = vault::seal_secret(escrow, context, own.secret_key);
        REQUIRE(sealed);
        REQUIRE(world.tamper("UPDATE vault_escrow_deposit SET sealed = ? WHERE compartment = 'identity'",
                             {*sealed}) == 1);
        const auto agreed = world.agreement(world.meerim, world.nurlan);
        REQUIRE(agreed);
        CHECK(world.bring_back(world.nurlan, world.meerim, *agreed, world.burul) == "vault/tampered");
        CHECK_FALSE(world->read([&](store::Reader& reader) {
            return vault::holds_team_key(reader, world.burul.id, world.team, Compartment::identity);
        }));
    }
}

TEST_CASE("halves that are not of the escrow key are told as changed, also where nothing lies in escrow")
{
    for (const auto engine : test::engines()) {
        Escrow world(engine);
        REQUIRE(world.make({world.meerim.id, world.nurlan.id}));
        const auto agreed = world.agreement(world.meerim, world.nurlan);
        REQUIRE(agreed);
        CHECK(world.bring_back(world.nurlan, world.meerim, *agreed, world.burul) ==
              "vault/nothing_in_escrow");
        crypto::Fields context(256);
        context.add("half1").add(organisation.bytes).add(std::int64_t{1});
        context.add(world.nurlan.id.bytes).add(world.meerim.id.bytes);
        const auto sealed = vault::seal_secret(crypto::public_key_of(world.nurlan.secrets.box), context,
                                               crypto::random_key());
        REQUIRE(sealed);
        REQUIRE(world.tamper("UPDATE vault_escrow_half SET sealed = ? WHERE custodian = ?",
                             {*sealed, world.nurlan.id}) == 1);
        CHECK(world.bring_back(world.nurlan, world.meerim, *agreed, world.burul) == "vault/tampered");
    }
}

TEST_CASE("a half of one pair of custodians does not serve another pair")
{
    for (const auto engine : test::engines()) {
        Escrow world(engine);
        REQUIRE(world.make({world.meerim.id, world.nurlan.id, world.asel.id}));
        REQUIRE(world.agreement(world.meerim, world.asel));
        REQUIRE(world.tamper("UPDATE vault_escrow_half SET sealed = (SELECT h.sealed FROM vault_escrow_half "
                             "h WHERE h.custodian = ? AND h.other = ?) WHERE custodian = ? AND other = ?",
                             {world.meerim.id, world.nurlan.id, world.meerim.id, world.asel.id}) == 1);
        const auto moved = world.agreement(world.meerim, world.asel);
        REQUIRE_FALSE(moved);
        CHECK(moved.error().code == "vault/tampered");
    }
}

TEST_CASE("an escrow needs two to five different custodians who have keys")
{
    Escrow world(store::Engine::sqlite);
    CHECK(world.make({world.meerim.id}).error().code == "vault/custodians");
    CHECK(world.make({world.meerim.id, world.meerim.id}).error().code == "vault/custodians");
    CHECK(world.make({world.meerim.id, crypto::random_id<core::UserId>()}).error().code ==
          "vault/user_without_keys");
    CHECK(world.count("SELECT COUNT(*) FROM vault_escrow_key") == 0);
    CHECK(world.make(std::vector(6, world.meerim.id)).error().code == "vault/custodians");
}

TEST_CASE("a new epoch is deposited anew, and the old one leaves the escrow with its keys")
{
    Escrow world(store::Engine::sqlite);
    REQUIRE(world.make({world.meerim.id, world.nurlan.id}));
    REQUIRE(world.give(world.ayana, world.daniyar, {Compartment::identity}));
    world.deposit_all(world.ayana);
    REQUIRE(world.take(world.daniyar, world.team));
    auto ring = world.ayana.ring();
    REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
        const auto due = vault::rotations_due(transaction).at(0);
        PANOH_CHECK(vault::begin_epoch(transaction, ring, due, test::noon));
        CHECK(vault::end_epochs(transaction, due, 0));
        return {};
    }));
    CHECK(world.count("SELECT COUNT(*) FROM vault_escrow_deposit") == 3);
    CHECK(world.deposit_all(world.ayana) == 1);
    CHECK(world.count("SELECT COUNT(*) FROM vault_escrow_deposit WHERE epoch = 2") == 1);
}

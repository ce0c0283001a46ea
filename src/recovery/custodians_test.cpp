// A wish to have keys back: who may agree, until when, and what is due afterwards.

#include "recovery/custodians.h"

#include "recovery/key_state.h"
#include "recovery/test_home.h"
#include "vault/escrow.h"
#include "vault/rotation.h"

using namespace panoh;
using access::Role;
using test::Home;
using test::morning;

namespace {

/// A team whose lead holds all keys, in escrow with two custodians; Burul is to have them too.
struct Escrowed : Home {
    explicit Escrowed(store::Engine engine) : Home(engine)
    {
        team = make_team({lead, burul});
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            vault::lay_down_team_keys(transaction, burul);
            return {};
        }));
        auto admin = ring(meerim);
        auto holder = ring(lead);
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            PANOH_CHECK(recovery::name_custodians(transaction, may_manage(), {.at = morning}, admin,
                                                  {meerim, nurlan, lead}));
            for (const auto& each : vault::undeposited(transaction, organisation, std::array{team}, lead))
                PANOH_CHECK(vault::deposit(transaction, holder, organisation, each));
            return {};
        }));
    }
    std::string ask(core::UserId by, core::UserId whom)
    {
        auto own = ring(by);
        const auto asked = (*this)->write([&](store::Transaction& transaction) {
            return recovery::ask_back(transaction, may_help(), {.actor = by, .at = morning}, own,
                                      {team, whom, recovery::WishReason::device_lost});
        });
        if (!asked) return asked.error().code;
        id = *asked;
        return "";
    }
    std::string agree(core::UserId by, core::Instant at = morning)
    {
        auto own = ring(by);
        const auto done = (*this)->write([&](store::Transaction& transaction) {
            return recovery::agree_back(transaction, may_help(), {.actor = by, .at = at}, own, id);
        });
        return done ? "" : done.error().code;
    }
    std::size_t due()
    {
        return (*this)->read([](store::Reader& reader) { return vault::rotations_due(reader).size(); });
    }
    bool holds(core::UserId who)
    {
        return (*this)->read([&](store::Reader& reader) {
            return vault::holds_team_key(reader, who, team, core::Compartment::identity);
        });
    }
    core::UserId lead = add("daniyar", Role::supervisor);
    core::UserId burul = add("burul", Role::supervisor);
    core::UserId meerim = add("meerim", Role::administrator);
    core::UserId nurlan = add("nurlan", Role::coordinator);
    core::TeamId team = {};
    core::RecoveryId id = {};
};

} // namespace

TEST_CASE("an agreement opens for an hour, for another custodian, and the keys are due for a new epoch then")
{
    for (const auto engine : test::engines()) {
        Escrowed home(engine);
        CHECK(home.ask(home.burul, home.lead) == "recovery/not_custodian");
        CHECK(home.ask(home.meerim, home.burul).empty());
        CHECK(home.agree(home.meerim) == "recovery/another_custodian");
        CHECK(home.agree(home.burul) == "recovery/not_custodian");
        CHECK(home.agree(home.nurlan, morning + recovery::request_holds_ms) == "recovery/request_over");
        CHECK_FALSE(home.holds(home.burul));
        CHECK(home.due() == 0);
        CHECK(home.agree(home.nurlan, morning + (recovery::request_holds_ms - 1)).empty());
        CHECK(home.holds(home.burul));
        CHECK(home.due() == 4);
    }
}

TEST_CASE("no custodian brings keys back for themselves, by asking or by agreeing")
{
    Escrowed home(store::Engine::sqlite);
    CHECK(home.ask(home.lead, home.lead) == "recovery/not_for_oneself");
    CHECK(home.ask(home.meerim, home.lead).empty());
    CHECK(home.agree(home.lead) == "recovery/not_for_oneself");
    CHECK(home.agree(home.nurlan).empty());
}

TEST_CASE("who is a custodian is known without opening a half")
{
    Escrowed home(store::Engine::sqlite);
    const auto is = [&](core::UserId who, core::OrganisationId of) {
        return home->read([&](store::Reader& reader) { return vault::is_custodian(reader, of, who); });
    };
    CHECK(is(home.nurlan, home.organisation));
    CHECK_FALSE(is(home.burul, home.organisation));
    CHECK_FALSE(is(home.nurlan, crypto::random_id<core::OrganisationId>()));
    REQUIRE(home->write([&](store::Transaction& transaction) -> core::Done {
        recovery::refuse_custodians(transaction, home.may_manage(), {.at = morning},
                                    recovery::RefusalReason::too_few);
        return {};
    }));
    CHECK_FALSE(is(home.nurlan, home.organisation));
}

TEST_CASE("who was left out of a new epoch is named with the keys of the own organisation")
{
    Escrowed home(store::Engine::sqlite);
    home.tamper(
        "INSERT INTO vault_left_out (team_id, compartment, user_id, epoch, at) VALUES (?, 'identity', "
        "?, 2, ?)",
        {home.team, home.burul, morning});
    home.tamper(
        "INSERT INTO vault_left_out (team_id, compartment, user_id, epoch, at) VALUES (?, 'identity', "
        "?, 2, ?)",
        {crypto::random_id<core::TeamId>(), home.lead, morning});
    const auto permit = access::PermitIssuer::for_command<core::Action::keys_read>(home.organisation);
    const auto state = home->read([&](store::Reader& reader) {
        return recovery::key_state(reader, permit, test::registrar(), morning);
    });
    REQUIRE(state.left_out.size() == 1);
    CHECK(state.left_out[0].name == "burul Person");
    CHECK(state.left_out[0].team_name == "Harbour");
}

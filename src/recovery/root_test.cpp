// Whose word a root is, until when, and who may make another one.

#include "recovery/root.h"

#include <algorithm>

#include "recovery/test_home.h"

using namespace panoh;
using test::Home;
using test::morning;

namespace {

struct Rooted : Home {
    using Home::Home;
    core::Result<recovery::MadeRoot> make()
    {
        return (*this)->write([&](store::Transaction& transaction) {
            return recovery::make_root(transaction, may_manage(), {.at = morning}, test::registrar());
        });
    }
    std::string keep(const std::string& fingerprint)
    {
        const auto done = (*this)->write([&](store::Transaction& transaction) {
            return recovery::keep_root(transaction, may_manage(), {.at = morning}, fingerprint);
        });
        return done ? "" : done.error().code;
    }
    std::string renew(const std::string& code)
    {
        const auto done = (*this)->write([&](store::Transaction& transaction) {
            return recovery::renew_root(transaction, may_manage(), {.at = morning}, test::registrar(), code);
        });
        return done ? "" : done.error().code;
    }
    recovery::RootState state(core::Instant now = morning,
                              const vault::Registrar& registrar = test::registrar())
    {
        const auto found = (*this)->read([&](store::Reader& reader) {
            return recovery::root_state(reader, organisation, registrar, now);
        });
        REQUIRE(found);
        return *found;
    }
};

} // namespace

TEST_CASE("a root speaks for the node that it signed for, for two years, and only when its paper is kept")
{
    for (const auto engine : test::engines()) {
        Rooted home(engine);
        const auto made = home.make();
        REQUIRE(made);
        CHECK_FALSE(home.state().kept);
        CHECK_FALSE(home.state().holds);
        CHECK(home.keep(made->fingerprint).empty());
        CHECK(home.state().holds);
        CHECK(home.state(morning + (recovery::root_holds_ms - 1)).holds);
        CHECK_FALSE(home.state(morning + recovery::root_holds_ms).holds);
        const vault::Registrar other(crypto::make_sign_keys());
        CHECK_FALSE(home.state(morning, other).holds);
    }
}

TEST_CASE("a root that somebody else put into the database, or whose time they changed, does not hold")
{
    for (const auto engine : test::engines()) {
        Rooted home(engine);
        CHECK(home.keep(home.make()->fingerprint).empty());
        REQUIRE(home.state().holds);
        const auto thief = crypto::make_sign_keys();
        home.tamper("UPDATE recovery_root SET ends_at = ends_at + 1");
        CHECK_FALSE(home.state().holds); // the root's own signature is over its time
        home.tamper("UPDATE recovery_root SET ends_at = ends_at - 1");
        CHECK(home.state().holds);
        home.tamper("UPDATE recovery_root SET signature = ?", {core::Bytes(64, 1)});
        CHECK_FALSE(home.state().holds);

        // Signed well, by a root of their own: the node never certified that one.
        const auto now = home.state();
        crypto::Fields said(256);
        said.add("nodecert1").add(home.organisation.bytes).add(test::registrar().public_key().bytes);
        said.add(now.made_at.milliseconds).add(now.ends_at.milliseconds);
        const auto signature = crypto::sign(thief.secret_key, said.bytes());
        home.tamper("UPDATE recovery_root SET public_key = ?, signature = ?",
                    {core::ByteView(thief.public_key.bytes), core::ByteView(signature)});
        CHECK_FALSE(home.state().holds);
    }
}

TEST_CASE("until its paper is kept a root is made anew, and then only its own code renews it")
{
    Rooted home(store::Engine::sqlite);
    CHECK(home.keep("0000") == "recovery/root_missing");
    const auto unseen = home.make();
    const auto made = home.make();
    REQUIRE(unseen);
    REQUIRE(made);
    CHECK(unseen->fingerprint != made->fingerprint);
    CHECK(home.state().fingerprint == made->fingerprint);
    CHECK(home.keep(unseen->fingerprint) == "recovery/root_other");
    CHECK(home.renew(unseen->code) == "recovery/root_code_wrong");
    CHECK(home.renew(crypto::readable_code(crypto::random_key().reveal())) == "recovery/root_code_wrong");
    CHECK_FALSE(home.state().kept);
    // Whoever types the code has the paper.
    CHECK(home.renew(made->code).empty());
    CHECK(home.state().kept);
    CHECK(home.make().error().code == "recovery/root_made");
    CHECK(home.renew(unseen->code) == "recovery/root_code_wrong");
    CHECK(home.state().fingerprint == made->fingerprint);
}

TEST_CASE("of reasons from before there were codes only that there was one stays, and roots of then are kept")
{
    for (const auto engine : test::engines()) {
        store::testing::FreshDatabase fresh(engine);
        std::vector<store::Migration> all;
        for (const auto& part :
             {audit::migrations, vault::migrations, access::migrations, recovery::migrations})
            all.insert(all.end(), part.begin(), part.end());
        std::ranges::sort(all, {}, &store::Migration::number);
        const auto newest = std::ranges::find(all, 26, &store::Migration::number);
        REQUIRE(newest != all.end());
        REQUIRE(fresh->migrate({all.begin(), newest}));
        const auto id = crypto::random_id<core::OrganisationId>();
        static constexpr store::Sql root{"INSERT INTO recovery_root VALUES (?, ?, ?, ?, ?, ?, ?)"};
        static constexpr store::Sql refusal{"INSERT INTO recovery_refusal VALUES (?, ?, ?, ?)"};
        static constexpr store::Sql wish{
            "INSERT INTO recovery_request (id, organisation, team, for_user, reason, asked_by, asked_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"};
        const core::Bytes some(32, 1);
        REQUIRE(fresh->write([&](store::Transaction& transaction) -> core::Done {
            transaction.run(root, {id, some, some, morning, morning, core::Bytes(64, 1), some});
            transaction.run(refusal, {id, some, morning, "Aida's husband would force her"});
            transaction.run(wish, {some, id, some, some, "Aida lost her telephone", some, morning});
            return {};
        }));
        REQUIRE(fresh->migrate(all));
        fresh->read([&](store::Reader& reader) {
            CHECK(recovery::refusal(reader, id)->reason == recovery::RefusalReason::other);
            CHECK(recovery::requests(reader, id).at(0).reason == recovery::WishReason::other);
            CHECK(recovery::root_state(reader, id, test::registrar(), morning)->kept);
            static constexpr store::Sql left{
                "SELECT COUNT(*) FROM recovery_refusal r, recovery_request q WHERE r.reason <> 'other' "
                "OR q.reason <> 'other'"};
            CHECK(reader.first(left, {}, [](const store::Row& row) { return row.integer(0); }) == 0);
        });
    }
}

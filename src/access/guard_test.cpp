#include <atomic>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "access/notices.h"
#include "access/test_house.h"
#include "access/test_node.h"
#include "access/throttle.h"

// What stands against strangers: throttling, bounded password work, origins, deactivation, the log of
// denials.

using namespace panoh;
using access::Role;
using test::Browser;
using test::TestNode;

namespace {

int denials(TestNode& node)
{
    static constexpr store::Sql all{"SELECT count(*) FROM audit_row WHERE outcome = 'denied'"};
    return node.database->read([&](store::Reader& reader) {
        return static_cast<int>(
            reader.first(all, {}, [](const store::Row& row) { return row.integer(0); }).value_or(-1));
    });
}

/// A route that opens so many cases, other ones each time.
void add_opening_route(TestNode& node)
{
    http::Route route{.method = http::Method::get, .pattern = "/api/opens/{count}", .policy = "session_read"};
    node.router.add(
        node.access->gate().staff(std::move(route), [](access::Caller& caller, const http::Request& request) {
            std::vector<core::CaseId> cases(std::stoul(std::string(request.param("count"))));
            for (auto& one : cases)
                one = crypto::random_id<core::CaseId>();
            return http::answer(caller.opens(cases), [] { return http::no_content(); });
        }));
}

std::vector<std::string> told(TestNode& node, core::UserId who)
{
    std::vector<std::string> all;
    for (const auto& one :
         node.database->read([&](store::Reader& reader) { return access::notices_of(reader, who); }))
        if (one.kind == access::NoticeKind::colleague_read_enough) all.push_back(one.about);
    return all;
}

} // namespace

TEST_CASE("beyond many cases a proof of presence is asked for, and beyond five times as many each refusal is "
          "in the record")
{
    TestNode node(store::Engine::sqlite, true);
    add_opening_route(node);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser ayana(node);
    REQUIRE(ayana.sign_in("ayana").status == 201);
    REQUIRE(ayana.del("/api/session/step-up").status == 204);
    CHECK(ayana.get("/api/opens/200").status == 204);
    CHECK(ayana.get("/api/opens/1").code() == "access/step_up_needed");
    CHECK(denials(node) == 0);
    REQUIRE(ayana.post("/api/session/step-up", "{}").status == 200);
    CHECK(ayana.get("/api/opens/800").status == 204);
    const auto stopped = ayana.get("/api/opens/1");
    CHECK(stopped.code() == "access/read_enough");
    CHECK(stopped.status == 429);
    CHECK(stopped.headers.at("Retry-After") == "3600");
    CHECK(denials(node) == 1);
    // Of another request of this minute there is a row too, of the same one none.
    CHECK(ayana.get("/api/opens/2").status == 429);
    CHECK(ayana.get("/api/opens/2").status == 429);
    CHECK(denials(node) == 2);
    // Another browser of the same person is no way around it.
    Browser other(node);
    REQUIRE(other.sign_in("ayana").status == 201);
    CHECK(other.get("/api/opens/1").code() == "access/read_enough");
    node.clock.advance(core::hour_ms);
    REQUIRE(other.sign_in("ayana").status == 201);
    CHECK(other.get("/api/opens/1").status == 204);
}

TEST_CASE("who leads the team is told once an hour of a person who was stopped, or the administrators when "
          "nobody leads")
{
    access::test::House house(store::Engine::sqlite);
    TestNode& node = house.node;
    add_opening_route(node);
    (void)node.add_ready("alone", Role::caseworker);
    const auto shut = node.add_ready("shut", Role::administrator);
    CHECK(node.write([&](store::Transaction& transaction) {
        return access::deactivate_user(transaction,
                                       access::PermitIssuer::for_command<core::Action::people_manage>(shut),
                                       {.at = node.clock.now()});
    }));
    const auto stop = [&](const std::string& name) {
        Browser browser(node);
        REQUIRE(browser.sign_in(name).status == 201);
        CHECK(browser.get("/api/opens/1001").status == 429);
        CHECK(browser.get("/api/opens/1001").status == 429);
    };
    using Names = std::vector<std::string>;
    stop("mallory");
    CHECK(told(node, house.lead) == Names{"mallory Person"});
    CHECK(told(node, house.asel).empty());
    stop("alone");
    CHECK(told(node, house.asel) == Names{"alone Person"});
    CHECK(told(node, house.lead).size() == 1);
    for (const auto nobody : {shut, house.medic, house.mallory})
        CHECK(told(node, nobody).empty());
    node.clock.advance(core::hour_ms);
    stop("mallory");
    CHECK(told(node, house.lead).size() == 2);
}

TEST_CASE("guessing is slowed after five tries, more with each, and a known device is not locked out by it")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser known(node);
    REQUIRE(known.sign_in("ayana").status == 201);
    Browser stranger(node);
    for (int i = 0; i < 5; ++i)
        CHECK(stranger.sign_in("ayana", "a wrong password " + std::to_string(i)).code() ==
              "access/wrong_credentials");
    CHECK(stranger.sign_in("ayana", "a wrong password 6").code() == "access/wrong_credentials");
    const auto slowed = stranger.sign_in("ayana", "a wrong password 7");
    CHECK(slowed.status == 429);
    CHECK(slowed.headers.at("Retry-After") == "2");
    // Even the right password waits, so that the answer says nothing.
    CHECK(stranger.sign_in("ayana").code() == "access/too_many_tries");
    CHECK(known.sign_in("ayana").status == 201);
    node.clock.advance(2 * core::second_ms);
    CHECK(stranger.sign_in("ayana", "a wrong password 8").code() == "access/wrong_credentials");
    CHECK(stranger.sign_in("ayana").headers.at("Retry-After") == "4");
    node.clock.advance(4 * core::second_ms);
    CHECK(stranger.sign_in("ayana").status == 201);
}

TEST_CASE("a device cookie that this node never gave out is not a known device")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser stranger(node);
    const std::string planted(43, 'A');
    stranger.cookies["panoh-d"] = planted;
    for (int i = 0; i < 6; ++i)
        (void)stranger.sign_in("ayana", "a wrong password " + std::to_string(i));
    CHECK(stranger.sign_in("ayana").code() == "access/too_many_tries");
    node.clock.advance(core::minute_ms);
    REQUIRE(stranger.sign_in("ayana").status == 201);
    CHECK(stranger.cookies.at("panoh-d") != planted);
}

TEST_CASE("from a hundred failures on only known devices may try, with the same answer")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser known(node);
    REQUIRE(known.sign_in("ayana").status == 201);
    node.database.tamper("UPDATE access_user SET failed = 100");
    Browser stranger(node);
    CHECK(stranger.sign_in("ayana").code() == "access/wrong_credentials");
    CHECK(known.sign_in("ayana").status == 201);
    CHECK(stranger.sign_in("ayana").status == 201);
}

TEST_CASE("the wait of an account grows to a quarter of an hour and no further")
{
    access::Throttle throttle;
    core::Instant now{1'795'000'000'000};
    const access::Source source{.account = "ayana", .network = "192.0.2.0/24"};
    int longest = 0;
    for (int i = 0; i < 40; ++i) {
        if (const auto begun = throttle.begin(source, "password", now); !begun) {
            longest = std::max(longest, begun.error().retry_after);
            now = now + begun.error().retry_after * core::second_ms;
            REQUIRE(throttle.begin(source, "password", now).has_value());
        }
    }
    CHECK(longest == 15 * 60);
}

TEST_CASE("one network guessing at many names is slowed, another network is not")
{
    access::Throttle throttle;
    const core::Instant now{1'795'000'000'000};
    int allowed = 0;
    for (int i = 0; i < 200; ++i)
        allowed += throttle.begin({.account = "name" + std::to_string(i), .network = "192.0.2.0/24"},
                                  "password", now)
                       ? 1
                       : 0;
    CHECK(allowed < 70);
    CHECK(throttle.begin({.account = "ayana", .network = "198.51.100.0/24"}, "password", now).has_value());
}

TEST_CASE("a hundred sign-ins at once run two at a time, and those beyond the queue are told to come back")
{
    TestNode node(store::Engine::sqlite, true);
    for (int i = 0; i < 3; ++i)
        (void)node.add_ready("user" + std::to_string(i), Role::caseworker);
    std::atomic<int> entered = 0;
    std::atomic<int> wrong = 0;
    std::atomic<int> busy = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 100; ++i)
        threads.emplace_back([&, i] {
            // Most names do not exist: they must cost the same, and be bounded the same.
            Browser browser(node);
            browser.network = "net" + std::to_string(i);
            const auto answer = browser.sign_in("user" + std::to_string(i));
            if (answer.status == 201)
                ++entered;
            else if (answer.status == 401)
                ++wrong;
            else if (answer.code() == "access/busy" && answer.headers.contains("Retry-After"))
                ++busy;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(node.access->passwords().most_at_once() == 2);
    CHECK(busy >= 1);
    CHECK(entered + wrong >= 34); // two running and 32 waiting get their turn
    CHECK(entered + wrong + busy == 100);
}

TEST_CASE("password work beyond the queue is refused at once")
{
    const auto secret = access::NodeSecret::random();
    access::Passwords passwords(secret, {.at_once = 2, .waiting = 3});
    std::atomic<int> done = 0;
    std::atomic<int> busy = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i)
        threads.emplace_back([&] {
            const auto keys = passwords.keys_of("seven herds cross the pass", crypto::Salt{});
            if (keys)
                ++done;
            else if (keys.error().code == "access/busy" && keys.error().retry_after > 0)
                ++busy;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(done + busy == 20);
    CHECK(done >= 5);
    CHECK(busy >= 1);
    CHECK(passwords.most_at_once() == 2);
}

TEST_CASE("a deactivated person is refused on the next request, keys and all")
{
    TestNode node(store::Engine::sqlite, true);
    const auto ayana = node.add_ready("ayana", Role::caseworker);
    (void)node.add_ready("gulnara", Role::administrator);
    Browser person(node);
    Browser administrator(node);
    REQUIRE(person.sign_in("ayana").status == 201);
    REQUIRE(administrator.sign_in("gulnara").status == 201);
    REQUIRE(person.get("/api/users").status == 200);
    REQUIRE(administrator.post("/api/users/" + core::to_string(ayana) + "/deactivate").status == 200);
    CHECK(person.get("/api/users").code() == "access/no_session");
    CHECK(person.sign_in("ayana").code() == "access/wrong_credentials");
}

TEST_CASE("a request that another site sends, or that does not say where it comes from, changes nothing")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    const std::string body = R"({"user_name":"ayana","password":"seven herds cross the pass"})";
    for (const std::string site : {"cross-site", "same-site", "none", ""}) {
        browser.site = site;
        CHECK(browser.post("/api/session", body).code() == "access/wrong_origin");
    }
    const auto from = [&](const std::string& origin) {
        browser.site = "";
        return browser.post("/api/session", body, {{"origin", origin}, {"host", "panoh.example:8080"}})
            .status;
    };
    CHECK(from("http://panoh.example") == 403);
    CHECK(from("http://panoh.example:8080.evil.example") == 403);
    CHECK(from("null") == 403);
    CHECK(browser.post("/api/session", body, {{"origin", "null"}, {"host", ""}}).status == 403);
    CHECK(from("http://panoh.example:8080") == 201);
    browser.secure = true;
    CHECK(from("http://panoh.example:8080") == 403);
    CHECK(from("https://panoh.example:8080") == 201);
    browser.secure = false;
    browser.site = "cross-site";
    CHECK(browser.get("/api/users").code() == "access/wrong_origin");
    CHECK(browser.del("/api/session").code() == "access/wrong_origin");
}

TEST_CASE("a role that may never do a thing is refused and it is noted, once a minute")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    REQUIRE(browser.sign_in("ayana").status == 201);
    for (int i = 0; i < 20; ++i)
        CHECK(browser.post("/api/users", "{}").code() == "access/not_allowed");
    CHECK(denials(node) == 1);
    CHECK(browser.post("/api/teams", "{}").code() == "access/not_allowed");
    CHECK(denials(node) == 2);
    node.clock.advance(core::minute_ms);
    CHECK(browser.post("/api/users", "{}").code() == "access/not_allowed");
    CHECK(denials(node) == 3);
}

TEST_CASE("trying out many ids shows in the record, up to a bound in each minute")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    REQUIRE(browser.sign_in("ayana").status == 201);
    const auto probe = [&](int times) {
        for (int i = 0; i < times; ++i)
            CHECK(
                browser
                    .post("/api/users/" + core::to_string(crypto::random_id<core::UserId>()) + "/deactivate")
                    .status == 403);
    };
    probe(5);
    CHECK(denials(node) == 5);
    probe(40);
    CHECK(denials(node) == 20);
    static constexpr store::Sql more{"SELECT count(*) FROM audit_row WHERE detail = 'status:403,and_more'"};
    CHECK(node.database->read([](store::Reader& reader) {
        return reader.first(more, {}, [](const store::Row& row) { return row.integer(0); }).value_or(0);
    }) == 1);
    node.clock.advance(core::minute_ms);
    probe(2);
    CHECK(denials(node) == 22);
}

TEST_CASE("the node's secret is made once, kept for its owner only, and refused when others may read it")
{
    const auto path = std::filesystem::temp_directory_path() /
                      ("panoh_secret_" + core::to_hex(crypto::random_key().reveal()));
    const auto made = access::NodeSecret::load_or_make(path.string());
    REQUIRE(made.has_value());
    const auto again = access::NodeSecret::load_or_make(path.string());
    REQUIRE(again.has_value());
    CHECK(crypto::equal(made->pepper().reveal(), again->pepper().reveal()));
    std::filesystem::permissions(path, std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    CHECK(access::NodeSecret::load_or_make(path.string()).error().code == "access/node_secret");
    std::filesystem::remove(path);
    CHECK(access::NodeSecret::load_or_make("/no/such/folder/secret").error().code == "access/node_secret");
}

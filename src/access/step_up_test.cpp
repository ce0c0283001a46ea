// Security keys, spare codes, the proof of presence for privileged acts, and notices: as browsers call them.

#include "access/step_up.h"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "access/notices.h"
#include "access/test_node.h"
#include "access/test_security_key.h"

using namespace panoh;
using access::KeysRule;
using access::Role;
using test::Answer;
using test::Browser;
using test::TestKey;
using test::TestNode;

namespace {

/// An account with its second factor, and a browser in which it is signed in.
struct Desk {
    Desk(TestNode& at, const std::string& user, Role role) : node(at), name(user), browser(at)
    {
        const auto added = node.add(name, role);
        id = added.id;
        const auto activated = browser.activate(name, added.activation_code);
        REQUIRE(activated.status == 201);
        totp = test::totp_from(activated.text("/totp_secret"));
        REQUIRE(browser.code(code()).status == 200);
    }
    [[nodiscard]] std::string code() const { return crypto::totp_code(totp, node.clock.now()); }
    void later(std::int64_t ms = 6 * core::minute_ms) const { node.clock.advance(ms); }
    [[nodiscard]] std::string challenge(const std::string& use)
    {
        const auto given = browser.post("/api/session/challenge", R"({"use":")" + use + R"("})");
        REQUIRE(given.status == 200);
        return given.text("/challenge");
    }
    Answer add_key(const TestKey& key)
    {
        return browser.post("/api/security-keys", key.make(challenge("new_key"), "blue key"));
    }
    Answer step_up(const std::string& body) { return browser.post("/api/session/step-up", body); }
    Answer step_up_with(TestKey& key) { return step_up(key.show(challenge("step_up"))); }
    Answer privileged()
    {
        ++tries;
        return browser.post("/api/users", R"({"user_name":"new)" + std::to_string(tries) +
                                              R"(","name":"New One","role":"lawyer","organisation":")" +
                                              core::to_string(node.organisation) + R"(","teams":[]})");
    }
    void half_way()
    {
        browser.del("/api/session");
        REQUIRE(browser.sign_in(name).status == 201);
    }

    TestNode& node;
    std::string name;
    Browser browser;
    core::UserId id = {};
    crypto::TotpSecret totp;
    int tries = 0;
};

std::string as_code(const std::string& text)
{
    return R"({"code":")" + text + R"("})";
}

std::set<std::string> kinds(Browser& browser)
{
    std::set<std::string> found;
    const auto all = browser.get("/api/notices").json();
    for (const auto& item : all.at("items").as_array())
        found.insert(std::string(item.at("kind").as_string()));
    return found;
}

} // namespace

TEST_CASE("a privileged act needs a second factor of the last five minutes, and does nothing without one")
{
    for (const auto engine : test::engines()) {
        TestNode node(engine);
        Desk desk(node, "asel", Role::administrator);
        CHECK(desk.privileged().status == 201);
        desk.later();
        const auto people = desk.browser.get("/api/users").json().at("items").as_array().size();
        const auto refused = desk.privileged();
        CHECK(refused.status == 403);
        CHECK(refused.code() == "access/step_up_needed");
        CHECK(desk.browser.get("/api/users").json().at("items").as_array().size() == people);

        const auto before = desk.browser.cookies.at("panoh-s");
        const std::string code = desk.code();
        REQUIRE(desk.step_up(as_code(code)).status == 200);
        CHECK(desk.browser.cookies.at("panoh-s") != before);
        CHECK(desk.privileged().status == 201);
        // The old cookie is nobody's.
        Browser thief(node);
        thief.cookies["panoh-s"] = before;
        CHECK(thief.get("/api/session").code() == "access/no_session");
        // A code is used once.
        CHECK(desk.step_up(as_code(code)).code() == "access/code_wrong");
        // Given up before its time.
        CHECK(desk.browser.del("/api/session/step-up").status == 204);
        CHECK(desk.privileged().code() == "access/step_up_needed");
    }
}

TEST_CASE("a proof of presence makes no session last longer, and wrong ones end it")
{
    TestNode node;
    Desk desk(node, "asel", Role::administrator);
    const auto until = desk.browser.get("/api/session").text("/expires_at");
    desk.later();
    REQUIRE(desk.step_up(as_code(desk.code())).status == 200);
    CHECK(desk.browser.get("/api/session").text("/expires_at") == until);
    for (int i = 0; i < 5; ++i) {
        CHECK(desk.step_up(as_code("000000")).code() == "access/code_wrong");
        node.clock.advance(core::minute_ms);
    }
    CHECK(desk.browser.get("/api/session").code() == "access/no_session");
}

TEST_CASE("a person adds a security key, signs in with it and shows it for privileged acts; a code is not "
          "enough then")
{
    for (const auto engine : test::engines()) {
        TestNode node(engine);
        Desk desk(node, "asel", Role::administrator);
        TestKey key(7);
        const auto added = desk.add_key(key);
        REQUIRE(added.status == 201);
        CHECK(added.text("/name") == "blue key");
        CHECK(desk.browser.get("/api/session").text("/presence") == "key");
        desk.later();
        CHECK(desk.step_up(as_code(desk.code())).code() == "access/key_instead");
        CHECK(desk.step_up_with(key).status == 200);
        CHECK(desk.privileged().status == 201);

        // With the digits one gets in, but to no privileged act.
        desk.half_way();
        REQUIRE(desk.browser.code(desk.code()).status == 200);
        CHECK(desk.privileged().code() == "access/step_up_needed");
        // With the key to both.
        desk.half_way();
        CHECK(desk.browser.post("/api/session/code", key.show(desk.challenge("sign_in"))).status == 200);
        CHECK(desk.privileged().status == 201);
        // Touched only, it is enough for signing in.
        desk.half_way();
        key.verifies = false;
        CHECK(desk.browser.post("/api/session/code", key.show(desk.challenge("sign_in"))).status == 200);
        CHECK(desk.privileged().code() == "access/step_up_needed");
        CHECK(desk.step_up_with(key).code() == "access/key_not_verified");
    }
}

TEST_CASE("a challenge is for one use, one purpose, one session and five minutes")
{
    TestNode node;
    Desk desk(node, "asel", Role::administrator);
    TestKey key(7);
    REQUIRE(desk.add_key(key).status == 201);
    const auto once = key.show(desk.challenge("step_up"));
    CHECK(desk.step_up(once).status == 200);
    CHECK(desk.step_up(once).code() == "access/key_wrong");
    // Used up also by what was wrong.
    const auto challenge = desk.challenge("step_up");
    TestKey other(7);
    CHECK(desk.step_up(other.show(challenge)).code() == "access/key_wrong");
    CHECK(desk.step_up(key.show(challenge)).code() == "access/key_wrong");
    CHECK(desk.step_up(key.show(desk.challenge("new_key"))).code() == "access/key_wrong");
    // Five wrong ones in a row would end the session.
    CHECK(desk.step_up_with(key).status == 200);
    const auto late = key.show(desk.challenge("step_up"));
    desk.later();
    REQUIRE(desk.browser.get("/api/session").status == 200);
    CHECK(desk.step_up(late).code() == "access/key_wrong");

    Desk colleague(node, "burul", Role::administrator);
    const auto theirs = colleague.challenge("step_up");
    CHECK(desk.step_up(key.show(theirs)).code() == "access/key_wrong");
}

TEST_CASE("a key of a colleague, of another node, or one that the database was given, is none")
{
    TestNode node;
    Desk desk(node, "asel", Role::administrator);
    TestKey key(7);
    REQUIRE(desk.add_key(key).status == 201);
    Desk colleague(node, "burul", Role::administrator);
    CHECK(colleague.add_key(key).code() == "access/key_taken");
    CHECK(colleague.step_up(key.show(colleague.challenge("step_up"))).code() == "access/key_wrong");
    // Somebody moves the row, or puts a public key of their own into it.
    node.database.tamper("UPDATE access_security_key SET user_id = ?", {colleague.id});
    CHECK(colleague.step_up(key.show(colleague.challenge("step_up"))).code() == "access/key_wrong");
    node.database.tamper("UPDATE access_security_key SET user_id = ?", {desk.id});
    CHECK(desk.step_up_with(key).status == 200);
    node.database.tamper("UPDATE access_security_key SET public_key = ?", {core::Bytes(32, 3)});
    CHECK(desk.step_up_with(key).code() == "access/key_wrong");

    TestKey elsewhere(9);
    elsewhere.host = "node.example.com";
    CHECK(colleague.add_key(elsewhere).code() == "access/key_wrong");
    colleague.browser.host = "192.0.2.7:8443";
    CHECK(colleague.browser.post("/api/session/challenge", R"({"use":"new_key"})").code() ==
          "access/keys_need_a_name");
}

TEST_CASE("a security key that counts backwards is refused, and its person is told")
{
    TestNode node;
    Desk desk(node, "asel", Role::administrator);
    TestKey key(7);
    REQUIRE(desk.add_key(key).status == 201);
    key.count = 5;
    CHECK(desk.step_up_with(key).status == 200);
    key.count = 5;
    CHECK(desk.step_up_with(key).code() == "access/key_copied");
    CHECK(kinds(desk.browser).contains("key_copied"));
    key.count = 6;
    CHECK(desk.step_up_with(key).status == 200);
}

TEST_CASE("ten spare codes open once each, for who lost the second factor, and are stored as hashes")
{
    for (const auto engine : test::engines()) {
        TestNode node(engine);
        Desk desk(node, "asel", Role::administrator);
        TestKey key(7);
        REQUIRE(desk.add_key(key).status == 201);
        const auto made = desk.browser.post("/api/security-keys/spare-codes", "{}");
        REQUIRE(made.status == 200);
        const auto codes = made.json().at("codes").as_array();
        CHECK(codes.size() == 10);
        const std::string first(codes.at(0).as_string());
        desk.half_way();
        REQUIRE(desk.browser.code(first).status == 200);
        CHECK(desk.browser.get("/api/security-keys").json().at("spare_codes").as_int64() == 9);
        CHECK(kinds(desk.browser).contains("spare_code_used"));
        // The day on which the key is lost: it can be taken off the account.
        const auto id = desk.browser.get("/api/security-keys").text("/items/0/id");
        CHECK(desk.browser.del("/api/security-keys/" + id).status == 204);
        desk.half_way();
        CHECK(desk.browser.code(first).code() == "access/code_wrong");
        // New ones make the old ones void.
        desk.later(core::minute_ms);
        REQUIRE(desk.browser.code(desk.code()).status == 200);
        REQUIRE(desk.browser.post("/api/security-keys/spare-codes", "{}").status == 200);
        desk.half_way();
        CHECK(desk.browser.code(std::string(codes.at(1).as_string())).code() == "access/code_wrong");
    }
}

TEST_CASE(
    "where the node demands security keys, leads and administrators act with one only and keep the last")
{
    TestNode node(store::Engine::sqlite, false, {}, KeysRule::required);
    Desk desk(node, "asel", Role::administrator);
    CHECK(desk.privileged().code() == "access/security_key_needed");
    CHECK(desk.browser.get("/api/users").status == 200);
    TestKey key(7);
    TestKey second(8);
    REQUIRE(desk.add_key(key).status == 201);
    CHECK(desk.privileged().status == 201);
    const auto only = desk.browser.get("/api/security-keys").text("/items/0/id");
    CHECK(desk.browser.del("/api/security-keys/" + only).code() == "access/last_security_key");
    REQUIRE(desk.add_key(second).status == 201);
    CHECK(desk.browser.del("/api/security-keys/" + only).status == 204);
}

TEST_CASE("the own factors change with a proof of presence only, and never half-way through signing in")
{
    TestNode node;
    Desk desk(node, "asel", Role::lawyer);
    TestKey key(7);
    REQUIRE(desk.add_key(key).status == 201);
    const auto id = desk.browser.get("/api/security-keys").text("/items/0/id");
    const auto tries = [&](const std::string& code) {
        CHECK(desk.browser.post("/api/session/challenge", R"({"use":"new_key"})").code() == code);
        CHECK(desk.browser.post("/api/security-keys", key.make("AA", "x")).code() == code);
        CHECK(desk.browser.call(http::Method::patch, "/api/security-keys/" + id, R"({"name":"y"})").code() ==
              code);
        CHECK(desk.browser.del("/api/security-keys/" + id).code() == code);
        CHECK(desk.browser.post("/api/security-keys/spare-codes", "{}").code() == code);
    };
    desk.later();
    tries("access/step_up_needed");
    desk.half_way();
    tries("access/not_finished");
    CHECK(desk.browser.get("/api/security-keys").code() == "access/not_finished");
    CHECK(desk.browser.get("/api/notices").code() == "access/not_finished");
    CHECK(desk.step_up(as_code("000000")).code() == "access/not_finished");
}

TEST_CASE("every route that is called privileged exists, and the table names each once")
{
    TestNode node;
    const std::set<std::string> above = {
        "/api/organisations",       "/api/organisations/{organisation}",
        "/api/records/export",      "/api/cases/export",
        "/api/audit/export",        "/api/records/imports/{import}/take-back",
        "/api/recovery/root",       "/api/recovery/root-renewal",
        "/api/recovery/custodians", "/api/recovery/refusal",
        "/api/recovery/requests",   "/api/recovery/requests/{request}/agreement",
        "/api/recovery/root-kept",  "/api/emergencies",
        "/api/emergencies/officers"};
    std::set<std::pair<http::Method, std::string_view>> seen;
    for (const auto& row : access::all_privileged()) {
        CAPTURE(std::string(row.pattern));
        CHECK(seen.emplace(row.method, row.pattern).second);
        const bool here = std::ranges::any_of(node.router.routes(), [&](const http::Route& route) {
            return route.method == row.method && route.pattern == row.pattern;
        });
        CHECK((here || above.contains(std::string(row.pattern))));
    }
    // Whatever makes accounts or hands out keys is in it.
    for (const auto& route : node.router.routes()) {
        CAPTURE(route.pattern);
        const bool manages = route.policy == "people_manage" || route.policy == "team_manage" ||
                             route.policy == "team_grant_keys";
        if (manages && route.method != http::Method::get)
            CHECK(access::privileged(route.method, route.pattern) == access::Privileged::yes);
    }
}

TEST_CASE("a person is told of a new device and a new password, and the leads of new keys and shut accounts")
{
    for (const auto engine : test::engines()) {
        TestNode node(engine);
        Desk administrator(node, "asel", Role::administrator);
        Desk lead(node, "burul", Role::supervisor);
        Desk other_lead(node, "nurlan", Role::supervisor);
        Desk worker(node, "cholpon", Role::caseworker);
        const auto made = administrator.browser.post(
            "/api/teams", R"({"name":"Harbour","organisation":")" + core::to_string(node.organisation) +
                              R"(","members":[")" + core::to_string(lead.id) + R"(",")" +
                              core::to_string(worker.id) + R"("]})");
        REQUIRE(made.status == 201);
        CHECK(kinds(worker.browser).empty());
        worker.later(core::minute_ms);
        Browser phone(node);
        REQUIRE(phone.sign_in("cholpon").status == 201);
        REQUIRE(phone.code(worker.code()).status == 200);
        CHECK(kinds(worker.browser) == std::set<std::string>{"new_device"});
        CHECK(phone.get("/api/session").json().at("notices").as_int64() == 1);
        const auto at = phone.get("/api/notices").text("/items/0/made_at");
        CHECK(phone.post("/api/notices/seen", R"({"until":")" + at + R"("})").status == 204);
        CHECK(phone.get("/api/session").json().at("notices").as_int64() == 0);

        const auto again =
            administrator.browser.post("/api/users/" + core::to_string(worker.id) + "/activate-again", "{}");
        REQUIRE(again.status == 200);
        Browser anew(node);
        REQUIRE(anew.activate("cholpon", again.text("/activation_code")).status == 201);
        CHECK(kinds(lead.browser) == std::set<std::string>{"colleague_keys"});
        CHECK(lead.browser.get("/api/notices").text("/items/0/about") == "cholpon Person");
        REQUIRE(administrator.browser.post("/api/users/" + core::to_string(worker.id) + "/deactivate", "{}")
                    .status == 200);
        CHECK(kinds(lead.browser) == std::set<std::string>{"colleague_keys", "colleague_closed"});
        CHECK(kinds(other_lead.browser).empty());

        const auto dropped = node.write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
            return access::drop_old_notices(transaction, node.clock.now() + 91 * core::day_ms);
        });
        CHECK(dropped.value() == 3);
    }
}

TEST_CASE("a person ends all sessions at once, on every device")
{
    TestNode node;
    Desk desk(node, "asel", Role::lawyer);
    desk.later(core::minute_ms);
    Browser phone(node);
    REQUIRE(phone.sign_in("asel").status == 201);
    REQUIRE(phone.code(desk.code()).status == 200);
    CHECK(phone.del("/api/sessions").status == 204);
    CHECK(phone.get("/api/session").code() == "access/no_session");
    CHECK(desk.browser.get("/api/session").code() == "access/no_session");
}

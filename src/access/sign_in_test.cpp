#include <deque>
#include <thread>

#include <doctest/doctest.h>

#include "access/test_node.h"

// Signing in as a browser does it: activation, second factor, what each stage may reach, how a session ends.

using namespace panoh;
using access::Role;
using test::Answer;
using test::Browser;
using test::TestNode;

namespace {

/// Activates, confirms the second factor, and returns its secret.
crypto::TotpSecret open(TestNode& node, Browser& browser, const std::string& name, Role role)
{
    const auto added = node.add(name, role);
    const auto activated = browser.activate(name, added.activation_code);
    REQUIRE(activated.status == 201);
    auto totp = test::totp_from(activated.text("/totp_secret"));
    REQUIRE(browser.code(crypto::totp_code(totp, node.clock.now())).status == 200);
    return totp;
}

/// Takes the one place for password work for about a second.
std::thread keep_passwords_busy(TestNode& node)
{
    std::thread busy([&node] {
        (void)node.access->passwords().keys_of(test::good_password, crypto::Salt{}, {.passes = 16});
    });
    while (node.access->passwords().most_at_once() == 0)
        std::this_thread::yield();
    return busy;
}

std::int64_t count(TestNode& node, const char* sql)
{
    static std::deque<std::string> texts;
    const store::Sql statement{texts.emplace_back(sql).c_str()};
    return node.database
        ->read([&](store::Reader& reader) {
            return reader.first(statement, {}, [](const store::Row& row) { return row.integer(0); });
        })
        .value();
}

} // namespace

TEST_CASE("a person activates, confirms the second factor, signs out and signs in again")
{
    for (const auto engine : test::engines()) {
        TestNode node(engine);
        Browser browser(node);
        const auto added = node.add("ayana", Role::caseworker);
        const auto activated = browser.activate("Ayana", added.activation_code);
        REQUIRE(activated.status == 201);
        CHECK(activated.text("/stage") == "enrol");
        CHECK(activated.text("/recovery_code").size() > 30);
        CHECK(activated.text("/totp_address").starts_with("otpauth://totp/"));
        const auto totp = test::totp_from(activated.text("/totp_secret"));

        const auto confirmed = browser.code(crypto::totp_code(totp, node.clock.now()));
        REQUIRE(confirmed.status == 200);
        CHECK(confirmed.text("/stage") == "open");
        CHECK(confirmed.text("/user/user_name") == "ayana");
        CHECK(confirmed.json().at("totp_secret").is_null());
        CHECK(browser.get("/api/users").status == 200);

        const auto gone = browser.del("/api/session");
        CHECK(gone.status == 204);
        CHECK(gone.headers.contains("Clear-Site-Data"));
        CHECK(browser.get("/api/session").code() == "access/no_session");

        node.clock.advance(core::minute_ms);
        const auto again = browser.sign_in("AYANA");
        REQUIRE(again.status == 201);
        CHECK(again.text("/stage") == "code");
        CHECK(browser.code(crypto::totp_code(totp, node.clock.now())).text("/stage") == "open");
    }
}

TEST_CASE("an activation code works once, in time, and only for its person")
{
    TestNode node;
    const auto ayana = node.add("ayana", Role::caseworker);
    const auto daniyar = node.add("daniyar", Role::supervisor);
    Browser browser(node);
    CHECK(browser.activate("daniyar", ayana.activation_code).code() == "access/activation_wrong");
    CHECK(browser.activate("nobody", ayana.activation_code).code() == "access/activation_wrong");
    CHECK(browser.activate("ayana", ayana.activation_code, "short").code() == "access/password_too_short");
    CHECK(browser.activate("ayana", ayana.activation_code, "Ayana Person 2026").code() ==
          "access/password_common");
    CHECK(browser.activate("ayana", ayana.activation_code).status == 201);
    CHECK(browser.activate("ayana", ayana.activation_code).code() == "access/activation_wrong");
    node.clock.advance(72 * core::hour_ms + 1);
    CHECK(browser.activate("daniyar", daniyar.activation_code).code() == "access/activation_wrong");
}

TEST_CASE("a second factor is used once and the fifth wrong one ends the session")
{
    TestNode node;
    Browser browser(node);
    const auto totp = open(node, browser, "ayana", Role::caseworker);
    const auto used = crypto::totp_code(totp, node.clock.now());
    Browser second(node);
    REQUIRE(second.sign_in("ayana").status == 201);
    CHECK(second.code(used).code() == "access/code_wrong");
    for (int i = 0; i < 4; ++i)
        CHECK(second.code("12345").code() == "access/code_wrong");
    node.clock.advance(2 * core::minute_ms);
    CHECK(second.code(crypto::totp_code(totp, node.clock.now())).code() == "access/no_session");
}

TEST_CASE("a wrong password and an unknown name get one and the same answer")
{
    TestNode node;
    Browser known(node);
    (void)open(node, known, "ayana", Role::caseworker);
    Browser stranger(node);
    const auto wrong = stranger.sign_in("ayana", "not her password at all");
    const auto unknown = stranger.sign_in("nobody", "not her password at all");
    CHECK(wrong.status == 401);
    CHECK(wrong.body == unknown.body);
    CHECK(wrong.code() == "access/wrong_credentials");
    CHECK(wrong.headers == unknown.headers);
}

TEST_CASE("work is heard of from who is let in with a finished session, and from nobody else")
{
    TestNode node;
    Browser browser(node);
    (void)open(node, browser, "ayana", Role::caseworker);
    CHECK(browser.get("/api/session").status == 200); // nobody listens
    int heard = 0;
    node.access->on_work([&](access::Caller&) { ++heard; });
    CHECK(browser.get("/api/session").status == 200);
    CHECK(heard == 1);
    CHECK(browser.post("/api/users", "{}").code() == "access/not_allowed");
    CHECK(heard == 1);

    Browser half(node);
    REQUIRE(half.sign_in("ayana").status == 201);
    CHECK(half.get("/api/session").status == 200);
    CHECK(heard == 1);
}

TEST_CASE("a session with half a sign-in reaches only the routes that finish or end it")
{
    TestNode node;
    Browser browser(node);
    (void)open(node, browser, "gulnara", Role::administrator);
    Browser half(node);
    REQUIRE(half.sign_in("gulnara").status == 201);
    int confined = 0;
    for (const auto& route : node.router.routes()) {
        if (route.policy == "open_to_all") continue;
        const bool reachable = route.policy == "session_read" || route.policy == "session_finish";
        if (route.method == http::Method::del && route.pattern.starts_with("/api/session")) continue;
        std::string path = route.pattern;
        for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, core::to_string(node.organisation));
        const auto answer = half.call(route.method, path, route.method == http::Method::get ? "" : "{}");
        CAPTURE(route.pattern);
        if (reachable)
            CHECK(answer.code() != "access/not_finished");
        else
            CHECK(answer.code() == "access/not_finished");
        confined += reachable ? 0 : 1;
    }
    CHECK(confined >= 9);
    CHECK(half.post("/api/session/password",
                    R"({"current":"seven herds cross the pass","next":"eleven rivers run north"})")
              .code() == "access/not_finished");
    CHECK(half.del("/api/session").status == 204);
}

TEST_CASE("a session ends after 15 idle minutes and after 10 hours of work")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    REQUIRE(browser.sign_in("ayana").status == 201);
    node.clock.advance(14 * core::minute_ms);
    CHECK(browser.get("/api/session").status == 200);
    node.clock.advance(15 * core::minute_ms);
    CHECK(browser.get("/api/session").code() == "access/no_session");

    REQUIRE(browser.sign_in("ayana").status == 201);
    for (int i = 0; i < 59; ++i) {
        node.clock.advance(10 * core::minute_ms);
        REQUIRE(browser.get("/api/session").status == 200);
    }
    node.clock.advance(10 * core::minute_ms);
    CHECK(browser.get("/api/session").code() == "access/no_session");
}

TEST_CASE("what ran out is deleted, whether or not its person comes back")
{
    TestNode demo(store::Engine::sqlite, true);
    (void)demo.add_ready("ayana", Role::caseworker);
    const auto sweep = [&] {
        return *demo.write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
            return access::end_expired_sessions(transaction, demo.clock.now());
        });
    };
    Browser left_alone(demo);
    Browser in_use(demo);
    REQUIRE(left_alone.sign_in("ayana").status == 201);
    REQUIRE(in_use.sign_in("ayana").status == 201);
    demo.clock.advance(14 * core::minute_ms);
    REQUIRE(in_use.get("/api/session").status == 200);
    CHECK(sweep() == 0);
    demo.clock.advance(core::minute_ms);
    CHECK(sweep() == 1);
    CHECK(count(demo, "SELECT count(*) FROM access_session") == 1);
    CHECK(in_use.get("/api/session").status == 200);
    for (int i = 0; i < 59; ++i) {
        demo.clock.advance(10 * core::minute_ms);
        (void)in_use.get("/api/session");
    }
    CHECK(sweep() == 1);
    CHECK(count(demo, "SELECT count(*) FROM access_session") == 0);
}

TEST_CASE("a session is read although its last use cannot be stored")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    REQUIRE(browser.sign_in("ayana").status == 201);
    node.database.tamper("CREATE TRIGGER no_room BEFORE UPDATE ON access_session BEGIN "
                         "SELECT RAISE(ABORT, 'no room'); END");
    node.clock.advance(2 * core::minute_ms);
    CHECK(browser.get("/api/session").status == 200);
}

TEST_CASE("somebody who guesses second factors from elsewhere does not lock a known device out")
{
    TestNode node;
    Browser known(node);
    const auto totp = open(node, known, "ayana", Role::caseworker);
    Browser stranger(node);
    for (int i = 0; i < 2; ++i) {
        REQUIRE(stranger.sign_in("ayana").status == 201);
        for (int j = 0; j < 5; ++j)
            (void)stranger.code("12345");
    }
    REQUIRE(stranger.sign_in("ayana").status == 201);
    CHECK(stranger.code("12345").code() == "access/too_many_tries");
    REQUIRE(known.sign_in("ayana").status == 201);
    CHECK(known.code(crypto::totp_code(totp, node.clock.now() + 30 * core::second_ms)).status == 200);
}

TEST_CASE("a sign-in that began before the second factor was confirmed does not exchange it")
{
    TestNode node(store::Engine::sqlite, false, {.at_once = 1, .waiting = 4});
    const auto added = node.add("ayana", Role::caseworker);
    Browser first(node);
    const auto activated = first.activate("ayana", added.activation_code);
    REQUIRE(activated.status == 201);
    const auto totp = test::totp_from(activated.text("/totp_secret"));

    auto busy = keep_passwords_busy(node);
    Browser late(node);
    Answer answer;
    std::thread signing_in([&] { answer = late.sign_in("ayana"); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    REQUIRE(first.code(crypto::totp_code(totp, node.clock.now())).status == 200);
    signing_in.join();
    busy.join();
    CHECK(answer.status == 201);
    CHECK(answer.text("/stage") == "code");
    CHECK(answer.json().at("totp_secret").is_null());
    CHECK(late.code(crypto::totp_code(totp, node.clock.now() + 30 * core::second_ms)).status == 200);
}

TEST_CASE("reading is not a write for every request")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    REQUIRE(browser.sign_in("ayana").status == 201);
    const auto used = [&] { return count(node, "SELECT last_used_at FROM access_session"); };
    const auto before = used();
    node.clock.advance(59 * core::second_ms);
    (void)browser.get("/api/session");
    CHECK(used() == before);
    node.clock.advance(core::second_ms);
    (void)browser.get("/api/session");
    CHECK(used() == before + core::minute_ms);
}

TEST_CASE("the sixth session of a person ends the first")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    std::vector<Browser> browsers(6, Browser(node));
    for (auto& browser : browsers) {
        REQUIRE(browser.sign_in("ayana").status == 201);
        node.clock.advance(1);
    }
    CHECK(browsers.front().get("/api/session").code() == "access/no_session");
    for (std::size_t i = 1; i < browsers.size(); ++i)
        CHECK(browsers[i].get("/api/session").status == 200);
}

TEST_CASE("a session row opens nothing for another token, and a token nothing of another row")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    (void)node.add_ready("daniyar", Role::supervisor);
    Browser ayana(node);
    Browser daniyar(node);
    REQUIRE(ayana.sign_in("ayana").status == 201);
    REQUIRE(daniyar.sign_in("daniyar").status == 201);
    // Somebody with the database gives the supervisor's session to the caseworker's cookie.
    const auto own = access::SessionToken::parse(ayana.cookies.at("panoh-s"))->id();
    node.database.tamper("DELETE FROM access_session WHERE id = ?", {core::ByteView(own)});
    node.database.tamper("UPDATE access_session SET id = ?", {core::ByteView(own)});
    CHECK(ayana.get("/api/session").code() == "access/no_session");
    CHECK(daniyar.get("/api/session").code() == "access/no_session");
    for (const std::string broken :
         {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "../../etc/passwd"}) {
        ayana.cookies["panoh-s"] = broken;
        CHECK(ayana.get("/api/session").code() == "access/no_session");
    }
}

TEST_CASE("nothing in the database is a token, a password, a code or a second factor")
{
    TestNode node;
    Browser browser(node);
    const auto totp = open(node, browser, "ayana", Role::caseworker);
    const auto token = *crypto::from_base64url(browser.cookies.at("panoh-s"));
    const auto row = node.database->read([&](store::Reader& reader) {
        static constexpr store::Sql find{
            "SELECT s.id, s.secrets, u.secrets, u.recovery, u.totp_secret, "
            "u.password_verifier FROM access_session s JOIN access_user u ON u.id = s.user_id"};
        return reader.first(find, {}, [](const store::Row& each) {
            std::string all;
            for (int i = 0; i < 6; ++i)
                all += core::as_text(each.bytes(i));
            return all;
        });
    });
    REQUIRE(row.has_value());
    CHECK(row->find(core::as_text(token)) == std::string::npos);
    CHECK(row->find(core::as_text(totp.reveal())) == std::string::npos);
    CHECK(row->find(test::good_password) == std::string::npos);
}

TEST_CASE("signing in is in the record, and so is failing to, without the name that was typed")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    const auto rows = [&](const std::string& outcome, const std::string& detail) {
        return count(node, ("SELECT count(*) FROM audit_row WHERE action = 'session_finish' AND outcome = '" +
                            outcome + "' AND detail = '" + detail + "'")
                               .c_str());
    };
    CHECK(browser.sign_in("ayana", "something else entirely").code() == "access/wrong_credentials");
    CHECK(rows("failed", "password:wrong") == 1);
    CHECK(browser.sign_in("nobody.here", "something else entirely").code() == "access/wrong_credentials");
    CHECK(rows("failed", "password:wrong") == 2);
    CHECK(rows("allowed", "session:opened") == 0);
    REQUIRE(browser.sign_in("ayana").status == 201);
    CHECK(rows("allowed", "session:opened") == 1);
    CHECK(count(node, "SELECT count(*) FROM audit_row WHERE detail LIKE '%nobody.here%'") == 0);
}

TEST_CASE("a changed password ends the other sessions and keeps the keys")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser here(node);
    Browser there(node);
    REQUIRE(here.sign_in("ayana").status == 201);
    REQUIRE(there.sign_in("ayana").status == 201);
    const std::string next = "eleven rivers run north";
    CHECK(here.post("/api/session/password",
                    R"({"current":"something else entirely","next":")" + next + R"("})")
              .code() == "access/wrong_credentials");
    CHECK(count(node, "SELECT count(*) FROM audit_row WHERE detail = 'password:wrong' AND "
                      "outcome = 'failed' AND actor IS NOT NULL") == 1);
    CHECK(here.post("/api/session/password",
                    R"({"current":"seven herds cross the pass","next":"password123456"})")
              .code() == "access/password_common");
    CHECK(here.post("/api/session/password",
                    R"({"current":"seven herds cross the pass","next":")" + next + R"("})")
              .status == 204);
    CHECK(here.get("/api/session").status == 200);
    CHECK(there.get("/api/session").code() == "access/no_session");
    CHECK(there.sign_in("ayana").code() == "access/wrong_credentials");
    CHECK(there.sign_in("ayana", next).status == 201);
}

TEST_CASE("a change of password that the machine was too busy for is no try")
{
    TestNode node(store::Engine::sqlite, true, {.at_once = 1, .waiting = 0});
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    REQUIRE(browser.sign_in("ayana").status == 201);
    const std::string body = R"({"current":"seven herds cross the pass","next":"eleven rivers run north"})";
    std::thread busy(
        [&] { (void)node.access->passwords().keys_of(test::good_password, crypto::Salt{}, {.passes = 16}); });
    int refused = 0;
    for (int i = 0; i < 1000 && refused < 20; ++i) {
        const auto answer = browser.post("/api/session/password", body);
        if (answer.status == 204) break; // the other one had not begun yet
        CHECK(answer.code() == "access/busy");
        ++refused;
    }
    busy.join();
    if (refused == 20) CHECK(browser.post("/api/session/password", body).status == 204);
}

TEST_CASE("a recovery code with the second factor sets a new password and is used up")
{
    TestNode node;
    Browser browser(node);
    const auto added = node.add("ayana", Role::caseworker);
    const auto activated = browser.activate("ayana", added.activation_code);
    const auto totp = test::totp_from(activated.text("/totp_secret"));
    REQUIRE(browser.code(crypto::totp_code(totp, node.clock.now())).status == 200);
    const std::string recovery = activated.text("/recovery_code");
    const std::string next = "eleven rivers run north";
    const auto recover = [&](const std::string& code, const std::string& digits) {
        return browser.post("/api/recovery", R"({"user_name":"ayana","recovery_code":")" + code +
                                                 R"(","code":")" + digits + R"(","password":")" + next +
                                                 R"("})");
    };
    node.clock.advance(2 * core::minute_ms);
    CHECK(recover(recovery, "000000x").code() == "access/recovery_wrong");
    CHECK(recover("0000-0000", crypto::totp_code(totp, node.clock.now())).code() == "access/recovery_wrong");
    const auto recovered = recover(recovery, crypto::totp_code(totp, node.clock.now()));
    REQUIRE(recovered.status == 201);
    CHECK(recovered.text("/stage") == "open");
    CHECK(recovered.text("/recovery_code") != recovery);
    node.clock.advance(2 * core::minute_ms);
    CHECK(recover(recovery, crypto::totp_code(totp, node.clock.now())).code() == "access/recovery_wrong");
    Browser other(node);
    CHECK(other.sign_in("ayana", next).text("/stage") == "code");
}

TEST_CASE("a person whose public keys were exchanged in the database is told so at the next sign-in")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    (void)node.add_ready("mallory", Role::caseworker);
    node.database.tamper("UPDATE vault_user_key SET box_public = (SELECT box_public FROM vault_user_key "
                         "WHERE user_id = (SELECT id "
                         "FROM access_user WHERE user_name = 'mallory'))");
    Browser browser(node);
    CHECK(browser.sign_in("ayana").code() == "access/keys_differ");
    CHECK(browser.sign_in("mallory").status == 201);
}

TEST_CASE("a demonstration's account cannot sign in on a real node")
{
    TestNode node;
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    CHECK(browser.sign_in("ayana").code() == "access/activation_expired");
    CHECK(browser.cookies.empty());
}

TEST_CASE("cookies are host-bound and secure over TLS, and never readable by scripts")
{
    TestNode node(store::Engine::sqlite, true);
    (void)node.add_ready("ayana", Role::caseworker);
    Browser browser(node);
    browser.secure = true;
    const auto answer = browser.sign_in("ayana");
    REQUIRE(answer.status == 201);
    CHECK(browser.cookies.contains("__Host-s"));
    const auto& cookie = answer.headers.at("Set-Cookie");
    CHECK(cookie.find("; HttpOnly") != std::string::npos);
    CHECK(cookie.find("; SameSite=Strict") != std::string::npos);
    CHECK(cookie.find("; Secure") != std::string::npos);
    // The plain name is worth nothing over TLS.
    browser.cookies["panoh-s"] = browser.cookies.at("__Host-s");
    browser.cookies.erase("__Host-s");
    CHECK(browser.get("/api/session").code() == "access/no_session");
}

#include "access/sessions.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "access/notices.h"
#include "access/test_node.h"
#include "core/bytes.h"

// What a person sees of the own sessions, and who ends which.

using namespace panoh;
using access::Role;
using test::Answer;
using test::Browser;
using test::TestNode;

namespace {

/// A demonstration, where signing in is a proof of presence for five minutes.
struct Rooms {
    explicit Rooms(store::Engine engine) : node(engine, true)
    {
        asel = node.add_ready("asel", Role::administrator);
        ayana = node.add_ready("ayana", Role::caseworker);
        CHECK(root.sign_in("asel").status == 201);
        CHECK(desk.sign_in("ayana").status == 201);
        node.clock.advance(core::minute_ms);
        CHECK(phone.sign_in("ayana").status == 201);
    }
    [[nodiscard]] static boost::json::array sessions(Browser& browser)
    {
        return browser.get("/api/sessions").json().at("items").as_array();
    }
    /// The id of a browser's own one.
    [[nodiscard]] static std::string own_id(Browser& browser)
    {
        for (const auto& item : sessions(browser))
            if (item.at("this").as_bool()) return std::string(item.at("id").as_string());
        return {};
    }
    [[nodiscard]] static bool is_in(Browser& browser) { return browser.get("/api/session").status == 200; }
    [[nodiscard]] std::int64_t count(const store::Sql& sql)
    {
        return *node.database->read([&](store::Reader& reader) {
            return reader.first(sql, {}, [](const store::Row& row) { return row.integer(0); });
        });
    }
    [[nodiscard]] std::int64_t told(core::UserId user)
    {
        return static_cast<std::int64_t>(node.database
                                             ->read([&](store::Reader& reader) {
                                                 auto all = access::notices_of(reader, user);
                                                 std::erase_if(all, [](const access::NoticeView& each) {
                                                     return each.kind != access::NoticeKind::sessions_ended;
                                                 });
                                                 return all;
                                             })
                                             .size());
    }
    [[nodiscard]] std::string sessions_of(core::UserId user) const
    {
        return "/api/users/" + core::to_string(user) + "/sessions";
    }
    void later() { node.clock.advance(access::step_up_lasts_ms); }

    TestNode node;
    core::UserId asel, ayana;
    Browser root{node}, desk{node}, phone{node};
};

constexpr const char* nobody = "00000000-0000-4000-8000-000000000000";
constexpr const char* sure = R"({"sure":true})";

} // namespace

TEST_CASE(
    "a person sees the own sessions and no other, the last used one first, by what the record has of them")
{
    for (const auto engine : test::engines()) {
        Rooms rooms(engine);
        auto seen = Rooms::sessions(rooms.phone);
        REQUIRE(seen.size() == 2);
        CHECK(seen[0].at("this").as_bool());
        CHECK_FALSE(seen[1].at("this").as_bool());
        CHECK(seen[0].at("stage").as_string() == "open");
        CHECK(seen[1].at("started_at").as_string() < seen[0].at("started_at").as_string());
        const std::string desk = Rooms::own_id(rooms.desk);
        CHECK(std::string(seen[1].at("id").as_string()) == desk);
        // A row of the record has the same.
        const auto in_record = rooms.node.database->read([&](store::Reader& reader) {
            static constexpr store::Sql find{
                "SELECT session_hash FROM audit_row WHERE detail = 'session:opened'"};
            std::vector<std::string> hashes;
            reader.each(find, {},
                        [&](const store::Row& row) { hashes.push_back(core::to_hex(row.bytes(0))); });
            return std::ranges::count(hashes, desk);
        });
        CHECK(in_record == 1);
        // Neither a cookie nor what a row is found by.
        const std::string body = rooms.phone.get("/api/sessions").body;
        for (Browser* each : {&rooms.desk, &rooms.phone}) {
            const std::string cookie = each->cookies.at("panoh-s");
            CHECK(body.find(cookie) == std::string::npos);
            const auto row = access::SessionToken::parse(cookie)->id();
            CHECK(body.find(core::to_hex(row)) == std::string::npos);
        }
        CHECK(body.find(Rooms::own_id(rooms.root)) == std::string::npos);

        // Used, it comes first; under another cookie it stays the same one.
        rooms.node.clock.advance(2 * core::minute_ms);
        REQUIRE(rooms.desk.post("/api/session/step-up", "{}").status == 200);
        rooms.node.clock.advance(2 * core::minute_ms);
        CHECK(Rooms::is_in(rooms.desk));
        seen = Rooms::sessions(rooms.desk);
        REQUIRE(seen.size() == 2);
        CHECK(std::string(seen[0].at("id").as_string()) == desk);
        CHECK(seen[0].at("this").as_bool());
        CHECK(std::string(seen[0].at("last_used_at").as_string()) == core::to_string(rooms.node.clock.now()));
        // What ran out is none any more.
        rooms.node.clock.advance(access::session_idle_ms - 3 * core::minute_ms);
        CHECK(Rooms::sessions(rooms.desk).size() == 1);
    }
}

TEST_CASE(
    "a session is told to end when it would be idle, and in its last minutes when its ten hours are over")
{
    Rooms rooms(store::Engine::sqlite);
    const auto ends = [&] {
        return std::string(Rooms::sessions(rooms.desk)[0].at("expires_at").as_string());
    };
    const core::Instant begun = rooms.node.clock.now() + -core::minute_ms;
    CHECK(Rooms::is_in(rooms.desk));
    CHECK(ends() == core::to_string(rooms.node.clock.now() + access::session_idle_ms));
    while (rooms.node.clock.now() < begun + (access::session_longest_ms - 10 * core::minute_ms)) {
        rooms.node.clock.advance(10 * core::minute_ms);
        REQUIRE(Rooms::is_in(rooms.desk));
    }
    CHECK(ends() == core::to_string(begun + access::session_longest_ms));
}

TEST_CASE(
    "a person ends one of the own sessions with a second factor, the present one without, another's never")
{
    for (const auto engine : test::engines()) {
        Rooms rooms(engine);
        const auto path = [](const std::string& id) { return "/api/sessions/" + id; };
        const std::string desk = path(Rooms::own_id(rooms.desk));
        CHECK(rooms.phone.del(path(Rooms::own_id(rooms.root))).code() == "access/session_not_found");
        CHECK(rooms.phone.del(path(nobody)).code() == "access/session_not_found");
        CHECK(Rooms::is_in(rooms.root));
        rooms.later();
        CHECK(rooms.phone.del(desk).code() == "access/step_up_needed");
        CHECK(rooms.phone.del("/api/sessions/others").code() == "access/step_up_needed");
        CHECK(Rooms::is_in(rooms.desk));
        REQUIRE(rooms.phone.post("/api/session/step-up", "{}").status == 200);
        CHECK(rooms.phone.del(desk).status == 204);
        CHECK_FALSE(Rooms::is_in(rooms.desk));
        CHECK(Rooms::is_in(rooms.phone));
        CHECK(rooms.phone.del(desk).code() == "access/session_not_found");
        CHECK(rooms.count({"SELECT count(*) FROM audit_row WHERE detail = 'session:other_ended'"}) == 1);

        rooms.later();
        const Answer left = rooms.phone.del(path(Rooms::own_id(rooms.phone)));
        CHECK(left.status == 204);
        CHECK(left.headers.at("Set-Cookie").find("Max-Age=0") != std::string::npos);
        CHECK_FALSE(Rooms::is_in(rooms.phone));
        CHECK(rooms.count({"SELECT count(*) FROM audit_row WHERE detail = 'session:ended'"}) == 1);
        // Nobody is told of what they did themselves.
        CHECK(rooms.told(rooms.ayana) == 0);
    }
}

TEST_CASE("a person ends all other sessions and goes on")
{
    Rooms rooms(store::Engine::sqlite);
    CHECK(rooms.desk.del("/api/sessions/others").status == 204);
    CHECK(Rooms::is_in(rooms.desk));
    CHECK(Rooms::is_in(rooms.root));
    CHECK_FALSE(Rooms::is_in(rooms.phone));
    CHECK(rooms.desk.del("/api/sessions/others").status == 204);
    CHECK(Rooms::sessions(rooms.desk).size() == 1);
}

TEST_CASE("an administrator ends all sessions of a person, who is told and signs in again")
{
    for (const auto engine : test::engines()) {
        Rooms rooms(engine);
        const std::string path = rooms.sessions_of(rooms.ayana);
        CHECK(rooms.desk.del(rooms.sessions_of(rooms.asel)).code() == "access/not_allowed");
        CHECK(rooms.root.del("/api/users/" + std::string(nobody) + "/sessions").code() ==
              "access/user_not_found");
        rooms.later();
        CHECK(rooms.root.del(path).code() == "access/step_up_needed");
        CHECK(Rooms::is_in(rooms.desk));
        REQUIRE(rooms.root.post("/api/session/step-up", "{}").status == 200);
        CHECK(rooms.root.del(path).status == 204);
        CHECK(rooms.desk.get("/api/users").code() == "access/no_session");
        CHECK(rooms.phone.get("/api/sessions").code() == "access/no_session");
        CHECK(Rooms::is_in(rooms.root));
        CHECK(rooms.told(rooms.ayana) == 1);
        // Again: there is nothing to tell of.
        CHECK(rooms.root.del(path).status == 204);
        CHECK(rooms.told(rooms.ayana) == 1);
        CHECK(rooms.count({"SELECT count(*) FROM audit_row WHERE action = 'people_manage' AND "
                           "detail = 'sessions:ended' AND outcome = 'allowed'"}) == 2);
        CHECK(rooms.desk.sign_in("ayana").status == 201);
        CHECK(rooms.desk.get("/api/session").json().at("notices").as_int64() >= 1);
        // The one that asks stays, also when it is the own account.
        CHECK(rooms.root.del(rooms.sessions_of(rooms.asel)).status == 204);
        CHECK(Rooms::is_in(rooms.root));
        CHECK(rooms.told(rooms.asel) == 0);
    }
}

TEST_CASE("an administrator ends every session on the node but the one that asks")
{
    for (const auto engine : test::engines()) {
        Rooms rooms(engine);
        Browser left_open(rooms.node);
        CHECK(left_open.sign_in("asel").status == 201);
        const std::string path = "/api/users/end-sessions";
        CHECK(rooms.desk.post(path, sure).code() == "access/not_allowed");
        CHECK(rooms.root.post(path, R"({"sure":false})").code() == "json/missing");
        rooms.later();
        CHECK(rooms.root.post(path, sure).code() == "access/step_up_needed");
        CHECK(Rooms::is_in(rooms.phone));
        REQUIRE(rooms.root.post("/api/session/step-up", "{}").status == 200);
        CHECK(rooms.root.post(path, sure).status == 204);
        for (Browser* each : {&rooms.desk, &rooms.phone, &left_open})
            CHECK_FALSE(Rooms::is_in(*each));
        CHECK(Rooms::is_in(rooms.root));
        CHECK(rooms.count({"SELECT count(*) FROM access_session"}) == 1);
        CHECK(rooms.told(rooms.ayana) == 1);
        CHECK(rooms.told(rooms.asel) == 0);
        CHECK(rooms.root.post(path, sure).status == 204);
        CHECK(rooms.told(rooms.ayana) == 1);
        CHECK(rooms.count({"SELECT count(*) FROM audit_row WHERE detail = 'sessions:all_ended'"}) == 2);
    }
}

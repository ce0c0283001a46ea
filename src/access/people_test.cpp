#include <doctest/doctest.h>

#include "access/teams.h"
#include "access/test_node.h"

// People and teams over their routes: accounts, keys of teams, what may not be lost.

using namespace panoh;
using access::Role;
using core::Compartment;
using test::Browser;
using test::TestNode;

namespace {

/// A demonstration node with an administrator signed in.
struct Staffed {
    explicit Staffed(store::Engine engine = store::Engine::sqlite) : node(engine, true), administrator(node)
    {
        gulnara = node.add_ready("gulnara", Role::administrator);
        REQUIRE(administrator.sign_in("gulnara").status == 201);
    }
    [[nodiscard]] std::string new_team(const std::string& name, const std::vector<core::UserId>& members)
    {
        std::string ids;
        for (const auto& id : members)
            ids += (ids.empty() ? "\"" : ",\"") + core::to_string(id) + "\"";
        return R"({"name":")" + name + R"(","organisation":")" + core::to_string(node.organisation) +
               R"(","members":[)" + ids + "]}";
    }
    [[nodiscard]] std::string new_user(const std::string& name)
    {
        return R"({"user_name":")" + name + R"(","name":"New Person","role":"caseworker","organisation":")" +
               core::to_string(node.organisation) + R"(","teams":[]})";
    }
    [[nodiscard]] core::TeamId team(const std::vector<core::UserId>& members)
    {
        const auto made = administrator.post("/api/teams", new_team("Intake", members));
        REQUIRE(made.status == 201);
        return *core::parse_id<core::TeamId>(made.text("/id"));
    }
    [[nodiscard]] bool holds(core::UserId user, core::TeamId team, Compartment compartment)
    {
        return node.database->read(
            [&](store::Reader& reader) { return vault::holds_team_key(reader, user, team, compartment); });
    }

    TestNode node;
    Browser administrator;
    core::UserId gulnara;
};

} // namespace

TEST_CASE("an administrator adds a person, who activates and appears as such")
{
    for (const auto engine : test::engines()) {
        Staffed staffed(engine);
        const auto added = staffed.administrator.post("/api/users", staffed.new_user("Ayana"));
        REQUIRE(added.status == 201);
        CHECK(added.text("/user/user_name") == "ayana");
        CHECK(added.json().at_pointer("/user/activated") == false);
        Browser person(staffed.node);
        REQUIRE(person.activate("ayana", added.text("/activation_code")).status == 201);
        const auto list = staffed.administrator.get("/api/users");
        REQUIRE(list.status == 200);
        CHECK(list.json().at_pointer("/items/0/activated") == true);
        CHECK(list.json().at("items").as_array().size() == 2);
        CHECK(list.json().at("next").is_null());
    }
}

TEST_CASE("a repeated creating request makes one account, and a changed one with the same key is refused")
{
    Staffed staffed;
    const std::vector<std::pair<std::string, std::string>> key = {{"idempotency-key", "7b0f"}};
    const auto first = staffed.administrator.post("/api/users", staffed.new_user("ayana"), key);
    const auto second = staffed.administrator.post("/api/users", staffed.new_user("ayana"), key);
    REQUIRE(first.status == 201);
    REQUIRE(second.status == 201);
    CHECK(first.text("/user/id") == second.text("/user/id"));
    CHECK(second.json().at("activation_code").is_null());
    CHECK(staffed.administrator.post("/api/users", staffed.new_user("bermet"), key).code() ==
          "http/idempotency_key_reused");
    CHECK(staffed.administrator.post("/api/users", staffed.new_user("ayana")).code() ==
          "access/user_name_taken");
    CHECK(staffed.administrator.post("/api/users", staffed.new_user("a b")).code() ==
          "access/user_name_invalid");
}

TEST_CASE("people see their own organisation, administrators the node")
{
    Staffed staffed;
    const auto home = staffed.node.organisation;
    (void)staffed.node.add_ready("ayana", Role::caseworker);
    staffed.node.organisation = staffed.node.make_organisation("Far Shelter", access::OrganisationType::ngo);
    (void)staffed.node.add_ready("zarina", Role::caseworker);
    staffed.node.organisation = home;
    Browser person(staffed.node);
    REQUIRE(person.sign_in("ayana").status == 201);
    CHECK(person.get("/api/users").body.find("zarina") == std::string::npos);
    CHECK(staffed.administrator.get("/api/users").body.find("zarina") != std::string::npos);
    const auto page = staffed.administrator.get("/api/users?limit=1");
    CHECK(page.text("/items/0/user_name") == "ayana");
    CHECK(staffed.administrator.get("/api/users?cursor=" + page.text("/next")).text("/items/0/user_name") ==
          "gulnara");
    CHECK(staffed.administrator.get("/api/users?limit=0").code() == "http/query_invalid");
}

TEST_CASE("a saved change needs the version that stands")
{
    Staffed staffed;
    const auto id = staffed.node.add_ready("ayana", Role::caseworker);
    const std::string path = "/api/users/" + core::to_string(id);
    const auto patch = [&](const std::string& body, const std::string& version) {
        return staffed.administrator.call(http::Method::patch, path, body,
                                          {{"if-match", "\"" + version + "\""}});
    };
    const auto changed = patch(R"({"name":"Ayana Two"})", "1");
    REQUIRE(changed.status == 200);
    CHECK(changed.headers.at("ETag") == "\"2\"");
    const auto stale = patch(R"({"name":"Ayana Three"})", "1");
    CHECK(stale.status == 412);
    CHECK(stale.text("/current/name") == "Ayana Two");
    CHECK(staffed.administrator.call(http::Method::patch, path, "{}").status == 428);
}

TEST_CASE("the last administrator can neither be deactivated, nor get another role, nor be reset by people")
{
    Staffed staffed;
    (void)staffed.node.add("second", Role::administrator); // never activated: does not count
    const auto own = staffed.node.organisation;
    staffed.node.organisation = staffed.node.make_organisation("Giver", access::OrganisationType::donor);
    (void)staffed.node.add_ready("giver", Role::administrator); // may manage nobody: does not count either
    staffed.node.organisation = own;
    const std::string path = "/api/users/" + core::to_string(staffed.gulnara);
    CHECK(staffed.administrator.post(path + "/deactivate").code() == "access/last_administrator");
    CHECK(staffed.administrator.post(path + "/activate-again").code() == "access/last_administrator");
    CHECK(staffed.administrator
              .call(http::Method::patch, path, R"({"role":"auditor"})", {{"if-match", "\"1\""}})
              .code() == "access/last_administrator");
    (void)staffed.node.add_ready("third", Role::administrator);
    CHECK(staffed.administrator.post(path + "/deactivate").status == 200);
    CHECK(staffed.administrator.get("/api/session").code() == "access/no_session");
}

TEST_CASE("a new team's keys go to its activated members, each as far as the role may hold them")
{
    Staffed staffed;
    const auto daniyar = staffed.node.add_ready("daniyar", Role::supervisor);
    const auto ayana = staffed.node.add_ready("ayana", Role::caseworker);
    const auto madina = staffed.node.add_ready("madina", Role::lawyer);
    const auto late = staffed.node.add("late", Role::caseworker).id;
    CHECK(staffed.administrator.post("/api/teams", staffed.new_team("Lonely", {ayana})).code() ==
          "access/team_needs_supervisor");
    const auto team = staffed.team({daniyar, ayana, madina, late});
    CHECK(staffed.holds(daniyar, team, Compartment::medical));
    CHECK(staffed.holds(ayana, team, Compartment::whereabouts));
    CHECK_FALSE(staffed.holds(ayana, team, Compartment::medical));
    CHECK(staffed.holds(madina, team, Compartment::narrative));
    CHECK_FALSE(staffed.holds(madina, team, Compartment::whereabouts));
    CHECK_FALSE(staffed.holds(late, team, Compartment::identity));
    CHECK_FALSE(staffed.holds(staffed.gulnara, team, Compartment::identity));
    CHECK(staffed.administrator.post("/api/teams", staffed.new_team("Intake", {daniyar})).code() ==
          "access/team_name_taken");
}

TEST_CASE("a supervisor of the team gives keys to a member, an outsider cannot, and the waiting list says "
          "who waits")
{
    Staffed staffed;
    const auto daniyar = staffed.node.add_ready("daniyar", Role::supervisor);
    const auto bolot = staffed.node.add_ready("bolot", Role::supervisor);
    const auto ayana = staffed.node.add_ready("ayana", Role::caseworker);
    const auto team = staffed.team({daniyar});
    const std::string members = "/api/teams/" + core::to_string(team) + "/members";
    REQUIRE(staffed.administrator.post(members, R"({"user":")" + core::to_string(ayana) + "\"}").status ==
            204);
    const auto waiting = [&](core::UserId user) {
        return staffed.node.database->read([&](store::Reader& reader) {
            return access::waiting_for_keys(reader, *access::subject_of(reader, user)).size();
        });
    };
    CHECK(waiting(daniyar) == 1);
    CHECK(waiting(ayana) == 0);
    Browser outsider(staffed.node);
    REQUIRE(outsider.sign_in("bolot").status == 201);
    const std::string keys = members + "/" + core::to_string(ayana) + "/keys";
    CHECK(outsider.post(keys).code() == "access/team_not_found");
    CHECK(staffed.administrator.post(keys).code() == "access/not_allowed");
    // On the team, but without keys of his own.
    REQUIRE(staffed.administrator.post(members, R"({"user":")" + core::to_string(bolot) + "\"}").status ==
            204);
    CHECK(outsider.post(keys).code() == "vault/no_key");
    Browser supervisor(staffed.node);
    REQUIRE(supervisor.sign_in("daniyar").status == 201);
    CHECK(supervisor.post(keys).status == 204);
    CHECK(staffed.holds(ayana, team, Compartment::identity));
    CHECK_FALSE(staffed.holds(ayana, team, Compartment::medical));
    CHECK(waiting(daniyar) == 1); // bolot
    CHECK(supervisor.get("/api/session").json().at_pointer("/teams/0/has_keys") == true);
}

TEST_CASE("keys that nobody else holds are not lost by leaving, another role or a new activation")
{
    Staffed staffed;
    const auto daniyar = staffed.node.add_ready("daniyar", Role::supervisor);
    const auto ayana = staffed.node.add_ready("ayana", Role::caseworker);
    const auto team = staffed.team({daniyar, ayana});
    const std::string user = "/api/users/" + core::to_string(daniyar);
    const std::string member = "/api/teams/" + core::to_string(team) + "/members/" + core::to_string(daniyar);
    CHECK(staffed.administrator.del(member).code() == "access/last_key_holder");
    CHECK(staffed.administrator.post(user + "/activate-again").code() == "access/last_key_holder");
    CHECK(staffed.administrator
              .call(http::Method::patch, user, R"({"role":"auditor"})", {{"if-match", "\"1\""}})
              .code() == "access/last_key_holder");
    CHECK(staffed.administrator
              .del("/api/teams/" + core::to_string(team) + "/members/" + core::to_string(ayana))
              .status == 204);
    CHECK_FALSE(staffed.holds(ayana, team, Compartment::identity));
    // A stolen account has to be shut whatever happens; its keys then stay sealed to the person.
    CHECK(staffed.administrator.post(user + "/deactivate").status == 200);
    CHECK(staffed.holds(daniyar, team, Compartment::medical));
}

TEST_CASE("a new activation takes the old keys and the old password")
{
    Staffed staffed;
    const auto daniyar = staffed.node.add_ready("daniyar", Role::supervisor);
    const auto ayana = staffed.node.add_ready("ayana", Role::caseworker);
    const auto team = staffed.team({daniyar, ayana});
    const auto again = staffed.administrator.post("/api/users/" + core::to_string(ayana) + "/activate-again");
    REQUIRE(again.status == 200);
    CHECK_FALSE(staffed.holds(ayana, team, Compartment::identity));
    Browser person(staffed.node);
    CHECK(person.sign_in("ayana").code() == "access/wrong_credentials");
    REQUIRE(person.activate("ayana", again.text("/activation_code")).status == 201);
    CHECK(person.get("/api/session").json().at_pointer("/teams/0/has_keys") == false);
}

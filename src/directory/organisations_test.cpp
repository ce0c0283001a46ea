#include <doctest/doctest.h>

#include "access/test_node.h"
#include "directory/migrations.h"
#include "directory/organisation.h"
#include "directory/organisations_http.h"

// The directory over its routes, and what accounts learn of it.

using namespace panoh;
using access::Role;
using test::Browser;
using test::TestNode;

namespace {

struct Listed {
    explicit Listed(store::Engine engine = store::Engine::sqlite) : node(engine, true), administrator(node)
    {
        if (!node.database->migrate(tables())) throw std::runtime_error("the migrations do not run");
        directory::add_routes(node.router, node.access->gate(), *node.database.operator->());
        (void)node.add_ready("gulnara", Role::administrator);
        (void)node.add_ready("ayana", Role::caseworker);
        REQUIRE(administrator.sign_in("gulnara").status == 201);
    }
    static std::vector<store::Migration> tables()
    {
        std::vector<store::Migration> all;
        for (const auto& part :
             {audit::migrations, vault::migrations, access::migrations, directory::migrations})
            all.insert(all.end(), part.begin(), part.end());
        return all;
    }
    TestNode node;
    Browser administrator;
};

const std::string shelter = R"({"name":"Sunrise Shelter","country":"KG","type":"NGO","city":"Osh",)"
                            R"("email":"office@sunrise.example","website":"https://sunrise.example",)"
                            R"("phone":"+996 312 00 00 00","description":"A fictional shelter."})";

} // namespace

TEST_CASE("an added organisation is in the directory and can have accounts at once")
{
    for (const auto engine : test::engines()) {
        Listed listed(engine);
        const auto added = listed.administrator.post("/api/organisations", shelter);
        REQUIRE(added.status == 201);
        CHECK(added.headers.at("ETag") == "\"1\"");
        CHECK(added.text("/city") == "Osh");
        CHECK(added.json().at("alternate_name").is_null());
        CHECK(listed.administrator
                  .post("/api/users",
                        R"({"user_name":"zarina","name":"Zarina","role":"supervisor","organisation":")" +
                            added.text("/id") + R"(","teams":[]})")
                  .status == 201);
        Browser person(listed.node);
        REQUIRE(person.sign_in("ayana").status == 201);
        CHECK(person.get("/api/organisations").text("/items/0/name") == "Sunrise Shelter");
        CHECK(person.post("/api/organisations", shelter).code() == "access/not_allowed");
    }
}

TEST_CASE("an address is kept to the last digit, and a change of one part leaves the others")
{
    for (const auto engine : test::engines()) {
        Listed listed(engine);
        const std::string address =
            R"("street":"12 Toktogul Street","city":"Osh","state":"Osh Region","postal_code":"723500",)"
            R"("country":"KG","latitude":40.51230000000001,"longitude":-0.1)";
        const auto added = listed.administrator.post(
            "/api/organisations", R"({"name":"Sunrise Office","type":"LegalService",)" + address + "}");
        REQUIRE(added.status == 201);
        const auto changed =
            listed.administrator.call(http::Method::patch, "/api/organisations/" + added.text("/id"),
                                      R"({"phone":"+996 3222 00000"})", {{"if-match", "\"1\""}});
        REQUIRE(changed.status == 200);
        for (const auto& answer : {added, changed}) {
            CHECK(answer.text("/street") == "12 Toktogul Street");
            CHECK(answer.text("/state") == "Osh Region");
            CHECK(answer.text("/postal_code") == "723500");
            CHECK(answer.json().at("latitude").to_number<double>() == 40.51230000000001);
            CHECK(answer.json().at("longitude").to_number<double>() == -0.1);
        }
    }
}

TEST_CASE("names are told apart without regard to case, and a repeated request adds one")
{
    Listed listed;
    const std::vector<std::pair<std::string, std::string>> key = {{"idempotency-key", "k1"}};
    const auto first = listed.administrator.post("/api/organisations", shelter, key);
    const auto second = listed.administrator.post("/api/organisations", shelter, key);
    REQUIRE(first.status == 201);
    CHECK(second.status == 201);
    CHECK(first.text("/id") == second.text("/id"));
    CHECK(listed.administrator
              .post("/api/organisations", R"({"name":"SUNRISE shelter","country":"KG","type":"NGO"})")
              .code() == "directory/name_taken");
}

TEST_CASE("every fault of an entry is told in one answer")
{
    directory::Organisation organisation;
    organisation.name = "  ";
    organisation.email = "office at sunrise";
    organisation.website = "javascript:alert(1)";
    organisation.phone = "call us";
    organisation.city = std::string(300, 'x');
    const auto checked = directory::check(organisation);
    REQUIRE_FALSE(checked.has_value());
    std::vector<std::string> fields;
    for (const auto& fault : checked.error().faults)
        fields.push_back(fault.field);
    CHECK(fields == std::vector<std::string>{"name", "city", "email", "website", "phone"});
}

TEST_CASE("no line of an entry hides anything, and a place is on the map")
{
    const auto faults_of = [](const directory::Organisation& organisation) {
        std::vector<std::pair<std::string, std::string>> found;
        const auto checked = directory::check(organisation);
        if (!checked)
            for (const auto& fault : checked.error().faults)
                found.emplace_back(fault.field, fault.code);
        return found;
    };
    const std::string hidden = "Osh \u202e";
    directory::Organisation organisation{.name = hidden};
    organisation.alternate_name = organisation.email = organisation.website = organisation.phone = hidden;
    organisation.street = organisation.city = organisation.state = organisation.postal_code = hidden;
    organisation.description = "Two lines\nare text, \u202e is not.";
    std::size_t not_allowed = 0;
    for (const auto& [field, code] : faults_of(organisation))
        if (code == "json/character_not_allowed") ++not_allowed;
    CHECK(not_allowed == 10);

    directory::Organisation place{.name = "Sunrise", .description = "Two lines\nare text."};
    for (const auto& [latitude, longitude] : {std::pair{90.0, -180.0}, {-90.0, 180.0}, {0.0, 0.0}}) {
        place.latitude = latitude;
        place.longitude = longitude;
        CHECK(faults_of(place).empty());
    }
    place.latitude = -90.5;
    place.longitude = 180.5;
    place.street = place.state = place.postal_code = std::string(201, 'x');
    CHECK(faults_of(place) ==
          std::vector<std::pair<std::string, std::string>>{{"street", "directory/too_long"},
                                                           {"state", "directory/too_long"},
                                                           {"postal_code", "directory/too_long"},
                                                           {"latitude", "json/out_of_range"},
                                                           {"longitude", "json/out_of_range"}});
}

TEST_CASE("a change needs the version that stands, and cannot turn a service into an authority")
{
    Listed listed;
    const auto added = listed.administrator.post("/api/organisations", shelter);
    const std::string path = "/api/organisations/" + added.text("/id");
    const auto patch = [&](const std::string& body, const std::string& version) {
        return listed.administrator.call(http::Method::patch, path, body,
                                         {{"if-match", "\"" + version + "\""}});
    };
    const auto changed = patch(R"({"city":null,"type":"LegalService"})", "1");
    REQUIRE(changed.status == 200);
    CHECK(changed.json().at("city").is_null());
    CHECK(changed.text("/type") == "LegalService");
    CHECK(patch(R"({"city":"Osh"})", "1").status == 412);
    CHECK(patch(R"({"type":"LawEnforcement"})", "2").code() == "directory/type_fixed");
    const auto seen = listed.node.database->read([&](store::Reader& reader) {
        return access::organisation(reader, *core::parse_id<core::OrganisationId>(added.text("/id")));
    });
    REQUIRE(seen.has_value());
    CHECK(seen->type == access::OrganisationType::legal_service);
}

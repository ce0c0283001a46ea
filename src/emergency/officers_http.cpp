// The duty officers of an organisation over HTTP.

#include "emergency/officers_http.h"

#include "core/json.h"
#include "vault/standing.h"

namespace panoh::emergency {

namespace {

using access::Caller;
using access::PermitIssuer;
using core::Action;

struct OfficersBody {
    std::vector<core::UserId> users;
};
PANOH_JSON(OfficersBody, users)

struct OfficerView {
    core::UserId user = {};
    std::string name = {};
    access::Role role = access::Role::supervisor;
};
PANOH_JSON(OfficerView, user, name, role)

struct OfficersView {
    std::vector<OfficerView> officers = {};
    std::vector<OfficerView> candidates = {}; ///< everybody who could be one
    std::int64_t keys_left = 0;               ///< data keys that are not sealed to the emergency key yet
};
PANOH_JSON(OfficersView, officers, candidates, keys_left)

OfficerView view_of(const access::Person& person)
{
    return {person.id, person.name, person.role};
}

http::Response list(store::Database& database, Caller& caller)
{
    const auto found = database.read([&](store::Reader& reader) {
        const auto organisation = caller.subject().organisation;
        OfficersView view{.keys_left = vault::keys_to_share(reader, access::emergency_team(organisation))};
        for (const auto& each : access::officers(reader, organisation))
            view.officers.push_back(view_of(each));
        for (const auto& each : access::people_of(reader, organisation))
            if (each.active && each.activated && access::may_be_officer(each.role, each.organisation_type))
                view.candidates.push_back(view_of(each));
        return view;
    });
    return http::ok(found);
}

http::Response name(store::Database& database, Caller& caller, const http::Request& request)
{
    auto body = request.json<OfficersBody>();
    if (!body) return http::problem(body.error());
    // Whoever opens a case this very moment seals it again.
    const vault::Registrar::Beginning beginning(caller.keys().registrar());
    const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
        PANOH_TRY(const auto permit, PermitIssuer::permit<Action::team_grant_keys>(
                                         caller.subject(), caller.subject().organisation));
        return access::name_officers(transaction, permit, caller.act(), caller.keys(), body->users);
    });
    return http::answer(done, [] { return http::no_content(); });
}

} // namespace

void add_officer_routes(http::Router& router, const access::Gate& gate, store::Database& database)
{
    router.add(
        gate.staff({.method = http::Method::get,
                    .pattern = "/api/emergencies/officers",
                    .policy = "keys_read",
                    .summary = "The duty officers, who could be one, and how far the emergency key is",
                    .gives = core::json_schema<OfficersView>()},
                   [&database](Caller& caller, const http::Request&) { return list(database, caller); }));
    router.add(gate.staff(
        {.method = http::Method::put,
         .pattern = "/api/emergencies/officers",
         .policy = "team_grant_keys",
         .summary =
             "Name two or more duty officers, or nobody; only an officer can give the key to more people",
         .takes = core::json_schema<OfficersBody>(),
         .success = 204,
         .problems = {"access/officers_two", "access/user_not_found", "access/other_organisation",
                      "access/not_activated", "access/role_without_key", "vault/no_key"}},
        [&database](Caller& caller, const http::Request& request) {
            return name(database, caller, request);
        }));
}

} // namespace panoh::emergency

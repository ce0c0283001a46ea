#include "access/teams_http.h"

#include "access/finding.h"
#include "access/page.h"
#include "access/teams.h"
#include "access/users_http.h"
#include "core/json.h"

namespace panoh::access {

namespace {

using core::Action;

struct NewTeamBody {
    std::string name;
    core::OrganisationId organisation = {};
    std::vector<core::UserId> members = {};
};
PANOH_JSON(NewTeamBody, name, organisation, members)

struct MemberBody {
    core::UserId user = {};
};
PANOH_JSON(MemberBody, user)

struct TeamItems {
    std::vector<TeamView> items;
    std::optional<std::string> next = {};
};
PANOH_JSON(TeamItems, items, next)

core::Result<core::TeamId> team_param(const http::Request& request)
{
    const auto id = core::parse_id<core::TeamId>(request.param("team"));
    if (!id) return core::fail(core::ErrorKind::not_found, "access/team_not_found");
    return *id;
}

core::Result<core::UserId> member_param(const http::Request& request)
{
    const auto id = core::parse_id<core::UserId>(request.param("user"));
    if (!id) return core::fail(core::ErrorKind::not_found, "access/member_not_found");
    return *id;
}

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto items = database.read([&](store::Reader& reader) -> core::Result<TeamItems> {
            PANOH_TRY(const Page page, page_of(request));
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::people_list>(
                                             caller.subject(), listed_organisation(caller.subject())));
            TeamItems found{.items = list_teams(reader, permit, page.after, page.limit)};
            if (static_cast<int>(found.items.size()) == page.limit)
                found.next = cursor_for(team_cursor(found.items.back()));
            return found;
        });
        return http::answer(items, [](const TeamItems& found) { return http::ok(found); });
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        auto body = request.json<NewTeamBody>();
        if (!body) return http::problem(body.error());
        const NewTeam team{std::move(body->name), body->organisation, std::move(body->members)};
        const auto made = database.write([&](store::Transaction& transaction) -> core::Result<TeamView> {
            PANOH_TRY(const auto permit,
                      PermitIssuer::permit<Action::team_manage>(caller.subject(), team.organisation));
            PANOH_TRY(const auto before, made_before(transaction, caller, request));
            if (before) return team_view(transaction, core::TeamId{*before}).value_or(TeamView{});
            PANOH_TRY(const core::TeamId id,
                      make_team(transaction, permit, caller.act(),
                                {caller.keys().registrar(), &caller.keys(), caller.act().at}, team));
            remember_made(transaction, caller, request, id.bytes);
            return team_view(transaction, id).value_or(TeamView{});
        });
        return http::answer(made, [](const TeamView& view) {
            return http::created("/api/teams/" + core::to_string(view.id), view);
        });
    }

    [[nodiscard]] http::Response join(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<MemberBody>();
        if (!body) return http::problem(body.error());
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const core::TeamId id, team_param(request));
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::team_manage>(caller.subject(), id));
            return add_member(transaction, permit, caller.act(), body->user);
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response leave(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const core::TeamId id, team_param(request));
            PANOH_TRY(const core::UserId user, member_param(request));
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::team_manage>(caller.subject(), id));
            return remove_member(transaction, permit, caller.act(), user);
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response give(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const core::TeamId id, team_param(request));
            PANOH_TRY(const core::UserId user, member_param(request));
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::team_grant_keys>(caller.subject(), id));
            return give_keys(transaction, permit, caller.act(), caller.keys(), user);
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response let_find(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            const auto to = core::parse_id<core::UserId>(request.param("user"));
            if (!to) return core::fail(core::ErrorKind::not_found, "access/user_not_found");
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::team_grant_keys>(
                                             caller.subject(), caller.subject().organisation));
            return give_finding_key(transaction, permit, caller.act(), caller.keys(), *to);
        });
        return http::answer(done, [] { return http::no_content(); });
    }
};

void add_member_routes(http::Router& router, const Gate& gate, const Handlers& handlers)
{
    router.add(
        gate.staff({.method = http::Method::post,
                    .pattern = "/api/users/{user}/finding-key",
                    .policy = "team_grant_keys",
                    .summary = "Give the organisation's finding key to a colleague who may find by name",
                    .success = 204,
                    .problems = {"access/user_not_found", "access/not_activated", "access/role_without_key"}},
                   handler(handlers, &Handlers::let_find)));
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/teams/{team}/members",
         .policy = "team_manage",
         .summary = "Put somebody on a team; keys are given by a colleague",
         .takes = core::json_schema<MemberBody>(),
         .success = 204,
         .problems = {"access/team_not_found", "access/user_not_found", "access/other_organisation"}},
        handler(handlers, &Handlers::join)));
    router.add(gate.staff({.method = http::Method::del,
                           .pattern = "/api/teams/{team}/members/{user}",
                           .policy = "team_manage",
                           .summary = "Take somebody off a team, and the team's keys from them",
                           .success = 204,
                           .problems = {"access/member_not_found", "access/last_key_holder"}},
                          handler(handlers, &Handlers::leave)));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/teams/{team}/members/{user}/keys",
                           .policy = "team_grant_keys",
                           .summary = "Give the team's keys to a member, as far as the role may hold them",
                           .success = 204,
                           .problems = {"access/team_not_found", "access/member_not_found",
                                        "access/not_activated", "vault/no_key"}},
                          handler(handlers, &Handlers::give)));
}

} // namespace

void add_teams_routes(http::Router& router, const Gate& gate, store::Database& database)
{
    const Handlers handlers{database};
    router.add(gate.staff({.method = http::Method::get,
                           .pattern = "/api/teams",
                           .policy = "people_list",
                           .summary = "Teams of the own organisation; all of the node for administrators",
                           .query = {{"limit", "1 to 200"}, {"cursor", "Where the page before ended"}},
                           .gives = core::json_schema<TeamItems>(),
                           .problems = {"http/query_invalid"}},
                          handler(handlers, &Handlers::list)));
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/teams",
         .policy = "team_manage",
         .summary = "Make a team and its keys, sealed to its activated members",
         .takes = core::json_schema<NewTeamBody>(),
         .gives = core::json_schema<TeamView>(),
         .success = 201,
         .problems = {"access/name_missing", "access/name_too_long", "access/team_name_taken",
                      "access/organisation_unknown", "access/user_not_found", "access/other_organisation",
                      "access/team_needs_supervisor", "http/idempotency_key_reused"},
         .idempotent_create = true},
        handler(handlers, &Handlers::add)));
    add_member_routes(router, gate, handlers);
}

} // namespace panoh::access

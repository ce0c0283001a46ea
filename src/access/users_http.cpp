#include "access/users_http.h"

#include "access/page.h"
#include "access/users.h"
#include "core/json.h"

namespace panoh::access {

namespace {

using core::Action;

struct NewUserBody {
    std::string user_name;
    std::string name;
    Role role = Role::caseworker;
    core::OrganisationId organisation = {};
    std::vector<core::TeamId> teams = {};
    std::optional<core::Instant> ends_at = {};
};
PANOH_JSON(NewUserBody, user_name, name, role, organisation, teams, ends_at)

struct AddedBody {
    UserView user;
    std::optional<std::string> activation_code =
        {}; ///< null when the request was a repetition: it is shown once
};
PANOH_JSON(AddedBody, user, activation_code)

struct ChangeBody {
    std::optional<std::string> name;
    std::optional<Role> role;
    core::Patch<core::Instant> ends_at = {};
};
PANOH_JSON(ChangeBody, name, role, ends_at)

struct CodeView {
    std::string activation_code;
};
PANOH_JSON(CodeView, activation_code)

struct UserItems {
    std::vector<UserView> items;
    std::optional<std::string> next = {};
};
PANOH_JSON(UserItems, items, next)

/// Zero where null clears it.
std::optional<core::Instant> ends_at_of(const ChangeBody& body)
{
    if (!body.ends_at.given) return std::nullopt;
    return body.ends_at.value.value_or(core::Instant{});
}

core::Result<core::UserId> user_param(const http::Request& request)
{
    const auto id = core::parse_id<core::UserId>(request.param("user"));
    if (!id) return core::fail(core::ErrorKind::not_found, "access/user_not_found");
    return *id;
}

core::Result<MayManageUser> managing(const Caller& caller, const http::Request& request)
{
    PANOH_TRY(const core::UserId id, user_param(request));
    return PermitIssuer::permit<Action::people_manage>(caller.subject(), id);
}

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;
    const NodeSecret& secret;

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto items = database.read([&](store::Reader& reader) -> core::Result<UserItems> {
            PANOH_TRY(const Page page, page_of(request));
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::people_list>(
                                             caller.subject(), listed_organisation(caller.subject())));
            UserItems found{.items = list_users(reader, permit, page.after, page.limit)};
            if (static_cast<int>(found.items.size()) == page.limit)
                found.next = cursor_for(found.items.back().user_name);
            return found;
        });
        return http::answer(items, [](const UserItems& found) { return http::ok(found); });
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        auto body = request.json<NewUserBody>();
        if (!body) return http::problem(body.error());
        const NewUser user{
            std::move(body->user_name), std::move(body->name),  body->role,
            body->organisation,         std::move(body->teams), body->ends_at.value_or(core::Instant{})};
        const auto added = database.write([&](store::Transaction& transaction) -> core::Result<AddedBody> {
            PANOH_TRY(const auto permit,
                      PermitIssuer::permit<Action::people_manage>(caller.subject(), user.organisation));
            PANOH_TRY(const auto before, made_before(transaction, caller, request));
            if (before)
                return AddedBody{.user = user_view(transaction, core::UserId{*before}).value_or(UserView{})};
            PANOH_TRY(AddedUser made, add_user(transaction, permit, caller.act(), secret, user));
            remember_made(transaction, caller, request, made.id.bytes);
            return AddedBody{user_view(transaction, made.id).value_or(UserView{}),
                             std::move(made.activation_code)};
        });
        return http::answer(added, [](const AddedBody& made) {
            return http::created("/api/users/" + core::to_string(made.user.id), made);
        });
    }

    [[nodiscard]] http::Response change(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<ChangeBody>();
        if (!body) return http::problem(body.error());
        const auto changed = database.write([&](store::Transaction& transaction) -> core::Result<UserView> {
            PANOH_TRY(const auto permit, managing(caller, request));
            PANOH_TRY(const std::int64_t version, request.if_match());
            PANOH_CHECK(change_user(transaction, permit, caller.act(), version,
                                    {body->name, body->role, ends_at_of(*body)}));
            return user_view(transaction, permit.object()).value_or(UserView{});
        });
        return http::answer(changed,
                            [](const UserView& view) { return http::ok(view).tagged(view.version); });
    }

    [[nodiscard]] http::Response deactivate(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Result<UserView> {
            PANOH_TRY(const auto permit, managing(caller, request));
            PANOH_CHECK(deactivate_user(transaction, permit, caller.act()));
            return user_view(transaction, permit.object()).value_or(UserView{});
        });
        return http::answer(done, [](const UserView& view) { return http::ok(view).tagged(view.version); });
    }

    [[nodiscard]] http::Response again(Caller& caller, const http::Request& request) const
    {
        const auto code = database.write([&](store::Transaction& transaction) -> core::Result<std::string> {
            PANOH_TRY(const auto permit, managing(caller, request));
            return activate_again(transaction, permit, caller.act(), secret);
        });
        return http::answer(code, [](const std::string& text) { return http::ok(CodeView{text}); });
    }
};

void add_collection(http::Router& router, const Gate& gate, const Handlers& handlers)
{
    router.add(gate.staff({.method = http::Method::get,
                           .pattern = "/api/users",
                           .policy = "people_list",
                           .summary = "People of the own organisation; all of the node for administrators",
                           .query = {{"limit", "1 to 200"}, {"cursor", "Where the page before ended"}},
                           .gives = core::json_schema<UserItems>(),
                           .problems = {"http/query_invalid"}},
                          handler(handlers, &Handlers::list)));
    router.add(
        gate.staff({.method = http::Method::post,
                    .pattern = "/api/users",
                    .policy = "people_manage",
                    .summary = "Add an account; the activation code is shown once",
                    .takes = core::json_schema<NewUserBody>(),
                    .gives = core::json_schema<AddedBody>(),
                    .success = 201,
                    .problems = {"access/user_name_invalid", "access/user_name_taken", "access/name_missing",
                                 "access/name_too_long", "access/organisation_unknown", "access/team_unknown",
                                 "access/end_passed", "http/idempotency_key_reused"},
                    .idempotent_create = true},
                   handler(handlers, &Handlers::add)));
}

} // namespace

core::OrganisationId listed_organisation(const Subject& subject)
{
    return subject.role == Role::administrator ? core::OrganisationId{} : subject.organisation;
}

void add_users_routes(http::Router& router, const Gate& gate, store::Database& database,
                      const NodeSecret& secret)
{
    const Handlers handlers{database, secret};
    add_collection(router, gate, handlers);
    router.add(gate.staff(
        {.method = http::Method::patch,
         .pattern = "/api/users/{user}",
         .policy = "people_manage",
         .summary = "Change name, role or end; another role loses its keys, a later end has them given again",
         .takes = core::json_schema<ChangeBody>(),
         .gives = core::json_schema<UserView>(),
         .problems = {"access/stale", "access/user_not_found", "access/last_administrator",
                      "access/last_key_holder", "access/name_missing", "access/name_too_long",
                      "access/end_passed", "access/account_changed"},
         .versioned = true},
        handler(handlers, &Handlers::change)));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/users/{user}/deactivate",
                           .policy = "people_manage",
                           .summary = "Shut an account; its next request is refused",
                           .gives = core::json_schema<UserView>(),
                           .problems = {"access/user_not_found", "access/last_administrator"},
                           .tagged = true},
                          handler(handlers, &Handlers::deactivate)));
    router.add(
        gate.staff({.method = http::Method::post,
                    .pattern = "/api/users/{user}/activate-again",
                    .policy = "people_manage",
                    .summary = "A new activation code and new keys; colleagues give the team's keys again",
                    .gives = core::json_schema<CodeView>(),
                    .problems = {"access/user_not_found", "access/last_administrator",
                                 "access/last_key_holder", "access/account_ended", "access/account_changed"}},
                   handler(handlers, &Handlers::again)));
}

} // namespace panoh::access

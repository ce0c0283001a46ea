#include "access/sessions_http.h"

#include "access/cookies.h"
#include "access/sessions.h"
#include "core/json.h"

namespace panoh::access {

namespace {

using core::Action;
using http::Method;

struct SessionItems {
    std::vector<OwnSession> items;
};
PANOH_JSON(SessionItems, items)

/// Nobody does it by the way.
struct EndAllBody {
    bool sure = false;
};
PANOH_JSON(EndAllBody, sure)

core::Result<MayKeepAccount> own(const Caller& caller)
{
    return PermitIssuer::permit<Action::account_keep>(caller.subject(), caller.subject().user);
}

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;
    SignIn& sign_in;

    [[nodiscard]] http::Response list(Caller& caller, const http::Request&) const
    {
        const auto items = database.read([&](store::Reader& reader) -> core::Result<SessionItems> {
            PANOH_TRY(const auto permit, own(caller));
            return SessionItems{own_sessions(reader, permit, caller.session(), caller.act().at)};
        });
        return http::answer(items, [](const SessionItems& found) { return http::ok(found); });
    }

    [[nodiscard]] http::Response end_one(Caller& caller, const http::Request& request) const
    {
        const auto was_this = database.write([&](store::Transaction& transaction) -> core::Result<bool> {
            PANOH_TRY(const auto permit, own(caller));
            PANOH_TRY(const auto session,
                      own_session(transaction, permit, request.param("session"), caller.act().at));
            const bool present = session.id == caller.session();
            // Leaving is free; who found an open session must not shut its owner out elsewhere.
            if (!present) PANOH_CHECK(caller.check_present());
            PANOH_CHECK(end_own_session(transaction, permit, caller.act(), session));
            return present;
        });
        return http::answer(was_this,
                            [&](bool present) { return present ? signed_out(request) : http::no_content(); });
    }

    [[nodiscard]] http::Response end_others(Caller& caller, const http::Request&) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, own(caller));
            end_other_sessions(transaction, permit, caller.act(), caller.session());
            return {};
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    /// Everywhere, also on a device that was lost, and without a second factor, which may be lost with it.
    [[nodiscard]] http::Response end_own(Caller&, const http::Request& request) const
    {
        const auto session = SessionToken::parse(request.cookie(session_cookie(request)));
        if (session) sign_in.sign_out_everywhere(*session);
        return signed_out(request);
    }

    [[nodiscard]] http::Response end_of_user(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            const auto id = core::parse_id<core::UserId>(request.param("user"));
            if (!id) return core::fail(core::ErrorKind::not_found, "access/user_not_found");
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::people_manage>(caller.subject(), *id));
            return end_sessions_of(transaction, permit, caller.act(), caller.session());
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response end_of_everybody(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<EndAllBody>();
        if (!body) return http::problem(body.error());
        if (!body->sure)
            return http::problem({.kind = core::ErrorKind::invalid, .code = "json/missing", .field = "sure"});
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit,
                      PermitIssuer::permit<Action::people_manage>(caller.subject(), core::OrganisationId{}));
            return end_sessions_of_everybody(transaction, permit, caller.act(), caller.session());
        });
        return http::answer(done, [] { return http::no_content(); });
    }
};

void add_own_routes(http::Router& router, const Gate& gate, const Handlers& handlers)
{
    router.add(gate.staff({.method = Method::get,
                           .pattern = "/api/sessions",
                           .policy = "account_keep",
                           .summary = "The own sessions that have not run out, the last used one first",
                           .gives = core::json_schema<SessionItems>(),
                           .problems = {"access/no_session", "access/not_finished"}},
                          handler(handlers, &Handlers::list)));
    router.add(gate.staff({.method = Method::del,
                           .pattern = "/api/sessions",
                           .policy = "account_keep",
                           .summary = "End every session of this person, on all devices",
                           .success = 204,
                           .problems = {"access/no_session", "access/not_finished", "access/wrong_origin"}},
                          handler(handlers, &Handlers::end_own)));
    router.add(gate.staff({.method = Method::del,
                           .pattern = "/api/sessions/others",
                           .policy = "account_keep",
                           .summary = "End every session of this person but the one that asks",
                           .success = 204,
                           .problems = {"access/no_session", "access/not_finished", "access/wrong_origin"}},
                          handler(handlers, &Handlers::end_others)));
    router.add(gate.staff({.method = Method::del,
                           .pattern = "/api/sessions/{session}",
                           .policy = "account_keep",
                           .summary = "End one of the own sessions; the one that asks is signed out",
                           .success = 204,
                           .problems = {"access/session_not_found", "access/no_session",
                                        "access/not_finished", "access/wrong_origin"}},
                          handler(handlers, &Handlers::end_one)));
}

} // namespace

void add_sessions_routes(http::Router& router, const Gate& gate, store::Database& database, SignIn& sign_in)
{
    const Handlers handlers{database, sign_in};
    add_own_routes(router, gate, handlers);
    router.add(gate.staff({.method = Method::del,
                           .pattern = "/api/users/{user}/sessions",
                           .policy = "people_manage",
                           .summary = "End all sessions of a person, who signs in again and is told",
                           .success = 204,
                           .problems = {"access/user_not_found"}},
                          handler(handlers, &Handlers::end_of_user)));
    router.add(gate.staff({.method = Method::post,
                           .pattern = "/api/users/end-sessions",
                           .policy = "people_manage",
                           .summary = "End every session on this node but the one that asks",
                           .takes = core::json_schema<EndAllBody>(),
                           .success = 204,
                           .problems = {"json/missing"}},
                          handler(handlers, &Handlers::end_of_everybody)));
}

} // namespace panoh::access

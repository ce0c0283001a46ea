#include "recovery/recovery_http.h"

#include "access/people.h"
#include "recovery/key_state.h"

namespace panoh::recovery {

namespace {

using access::Caller;
using access::handler;
using access::PermitIssuer;
using core::Action;

struct MadeRootView {
    std::optional<std::string> code = {}; ///< null when the request was a repetition: it is shown once
    std::string fingerprint = {};
};
PANOH_JSON(MadeRootView, code, fingerprint)
struct CodeBody {
    core::SecretText code;
};
PANOH_JSON(CodeBody, code)
struct CustodiansBody {
    std::vector<core::UserId> custodians = {};
};
PANOH_JSON(CustodiansBody, custodians)
struct KeptBody {
    std::string fingerprint = {};
};
PANOH_JSON(KeptBody, fingerprint)
struct ReasonBody {
    RefusalReason reason = RefusalReason::other;
};
PANOH_JSON(ReasonBody, reason)
struct WishBody {
    core::TeamId team = {};
    core::UserId for_user = {};
    WishReason reason = WishReason::other;
};
PANOH_JSON(WishBody, team, for_user, reason)

struct RequestView {
    core::RecoveryId id = {};
    core::TeamId team = {};
    std::string team_name = {};
    core::UserId for_user = {};
    std::string for_name = {};
    WishReason reason = WishReason::other;
    std::string asked_by = {};
    core::Instant asked_at = {};
    core::Instant ends_at = {};
    std::optional<std::string> done_by = {};
    std::optional<core::Instant> done_at = {};
    bool may_agree = false; ///< it waits for the reader
};
PANOH_JSON(RequestView, id, team, team_name, for_user, for_name, reason, asked_by, asked_at, ends_at, done_by,
           done_at, may_agree)
struct RequestItems {
    std::vector<RequestView> items = {};
};
PANOH_JSON(RequestItems, items)

RequestView view_of(const Request& request, access::PeopleNames& names, const Caller& caller,
                    core::Instant now)
{
    RequestView view{.id = request.id,
                     .team = request.team,
                     .team_name = names.team(request.team),
                     .for_user = request.for_user,
                     .for_name = names.user(request.for_user),
                     .reason = request.reason,
                     .asked_by = names.user(request.asked_by),
                     .asked_at = request.asked_at,
                     .ends_at = request.asked_at + request_holds_ms,
                     .done_at = request.done_at};
    if (request.done_by) view.done_by = names.user(*request.done_by);
    const auto reader = caller.subject().user;
    view.may_agree =
        !request.done_at && now < view.ends_at && request.asked_by != reader && request.for_user != reader;
    return view;
}

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;
    const core::Clock& clock;

    [[nodiscard]] http::Response state(Caller& caller, const http::Request&) const
    {
        const auto found = database.read([&](store::Reader& reader) -> core::Result<KeyState> {
            PANOH_TRY(const auto permit, own<Action::keys_read>(caller));
            return key_state(reader, permit, caller.keys().registrar(), clock.now());
        });
        return http::answer(found, [](const KeyState& view) { return http::ok(view); });
    }

    [[nodiscard]] http::Response root(Caller& caller, const http::Request&) const
    {
        const auto made = database.write([&](store::Transaction& transaction) -> core::Result<MadeRootView> {
            PANOH_TRY(const auto permit, own<Action::recovery_manage>(caller));
            PANOH_TRY(auto root, make_root(transaction, permit, caller.act(), caller.keys().registrar()));
            return MadeRootView{std::move(root.code), std::move(root.fingerprint)};
        });
        return http::answer(made, [](const MadeRootView& view) { return http::ok(view); });
    }

    [[nodiscard]] http::Response keep(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<KeptBody>();
        if (!body) return http::problem(body.error());
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, own<Action::recovery_manage>(caller));
            return keep_root(transaction, permit, caller.act(), body->fingerprint);
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response renew(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<CodeBody>();
        if (!body) return http::problem(body.error());
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, own<Action::recovery_manage>(caller));
            return renew_root(transaction, permit, caller.act(), caller.keys().registrar(),
                              body->code.reveal());
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response name(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<CustodiansBody>();
        if (!body) return http::problem(body.error());
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, own<Action::recovery_manage>(caller));
            return name_custodians(transaction, permit, caller.act(), caller.keys(), body->custodians);
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response refuse(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<ReasonBody>();
        if (!body) return http::problem(body.error());
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, own<Action::recovery_manage>(caller));
            refuse_custodians(transaction, permit, caller.act(), body->reason);
            return {};
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request&) const
    {
        const auto items = database.read([&](store::Reader& reader) -> core::Result<RequestItems> {
            PANOH_TRY(const auto permit, own<Action::recovery_help>(caller));
            PANOH_CHECK(check_custodian(reader, permit, caller.subject().user));
            access::PeopleNames names(reader, caller.names());
            RequestItems found;
            for (const auto& each : requests(reader, permit.object()))
                found.items.push_back(view_of(each, names, caller, clock.now()));
            return found;
        });
        return http::answer(items, [](const RequestItems& found) { return http::ok(found); });
    }

    [[nodiscard]] http::Response ask(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<WishBody>();
        if (!body) return http::problem(body.error());
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, own<Action::recovery_help>(caller));
            PANOH_CHECK(ask_back(transaction, permit, caller.act(), caller.keys(),
                                 {body->team, body->for_user, body->reason}));
            return {};
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response agree(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            const auto id = core::parse_id<core::RecoveryId>(request.param("request"));
            if (!id) return core::fail(core::ErrorKind::not_found, "recovery/request_not_found");
            PANOH_TRY(const auto permit, own<Action::recovery_help>(caller));
            return agree_back(transaction, permit, caller.act(), caller.keys(), *id);
        });
        return http::answer(done, [] { return http::no_content(); });
    }

private:
    template <Action A>
    [[nodiscard]] static core::Result<core::Permit<A, core::OrganisationId>> own(const Caller& caller)
    {
        return PermitIssuer::permit<A>(caller.subject(), caller.subject().organisation);
    }
};

void add_set_up_routes(http::Router& router, const access::Gate& gate, const Handlers& handlers)
{
    router.add(
        gate.staff({.method = http::Method::get,
                    .pattern = "/api/keys",
                    .policy = "keys_read",
                    .summary = "How the organisation stands with its keys: rotations that wait, keys that "
                               "hang on one person, root and custodians",
                    .gives = core::json_schema<KeyState>()},
                   handler(handlers, &Handlers::state)));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/recovery/root",
                           .policy = "recovery_manage",
                           .summary = "Make the organisation's root; its code is shown once, to be printed. "
                                      "Again, in place of the one before, until somebody keeps it",
                           .gives = core::json_schema<MadeRootView>(),
                           .problems = {"recovery/root_made"}},
                          handler(handlers, &Handlers::root)));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/recovery/root-kept",
                           .policy = "recovery_manage",
                           .summary = "The paper of the root with this fingerprint is in the safe",
                           .takes = core::json_schema<KeptBody>(),
                           .success = 204,
                           .problems = {"recovery/root_missing", "recovery/root_other"}},
                          handler(handlers, &Handlers::keep)));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/recovery/root-renewal",
                           .policy = "recovery_manage",
                           .summary = "With the printed code: the root signs for this node again",
                           .takes = core::json_schema<CodeBody>(),
                           .success = 204,
                           .problems = {"recovery/root_missing", "recovery/root_code_wrong"}},
                          handler(handlers, &Handlers::renew)));
    router.add(gate.staff({.method = http::Method::put,
                           .pattern = "/api/recovery/custodians",
                           .policy = "recovery_manage",
                           .summary = "Name two to five custodians; any two bring a lost team's keys back",
                           .takes = core::json_schema<CustodiansBody>(),
                           .success = 204,
                           .problems = {"vault/custodians", "access/user_not_found",
                                        "access/other_organisation", "access/not_activated"}},
                          handler(handlers, &Handlers::name)));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/recovery/refusal",
                           .policy = "recovery_manage",
                           .summary = "Keep it that the organisation wants no custodians, and why",
                           .takes = core::json_schema<ReasonBody>(),
                           .success = 204},
                          handler(handlers, &Handlers::refuse)));
}

} // namespace

void add_routes(http::Router& router, const access::Gate& gate, const RecoveryParts& parts)
{
    const Handlers handlers{parts.database, parts.clock};
    add_set_up_routes(router, gate, handlers);
    router.add(gate.staff({.method = http::Method::get,
                           .pattern = "/api/recovery/requests",
                           .policy = "recovery_help",
                           .summary = "What custodians asked for, newest first; for custodians",
                           .gives = core::json_schema<RequestItems>(),
                           .problems = {"recovery/not_custodian"}},
                          handler(handlers, &Handlers::list)));
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/recovery/requests",
         .policy = "recovery_help",
         .summary = "As a custodian: ask another one to bring a team's keys back for a member",
         .takes = core::json_schema<WishBody>(),
         .success = 204,
         .problems = {"recovery/not_custodian", "recovery/not_for_oneself", "access/team_not_found",
                      "access/member_not_found", "access/not_activated", "access/role_without_key"}},
        handler(handlers, &Handlers::ask)));
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/recovery/requests/{request}/agreement",
         .policy = "recovery_help",
         .summary = "As another custodian: agree, and the member gets the keys",
         .success = 204,
         .problems = {"recovery/not_custodian", "recovery/not_for_oneself", "recovery/another_custodian",
                      "recovery/request_not_found", "recovery/request_over", "vault/nothing_in_escrow"}},
        handler(handlers, &Handlers::agree)));
}

} // namespace panoh::recovery

#include "access/session_http.h"

#include "access/cookies.h"
#include "access/session_view.h"
#include "core/json.h"

namespace panoh::access {

namespace {

struct SignInBody {
    std::string user_name;
    core::SecretText password;
};
PANOH_JSON(SignInBody, user_name, password)

/// What a security key says, each part in base64url as the browser gives it.
struct KeyBody {
    std::string id;
    std::string client_data;
    std::string authenticator_data;
    std::string signature;
};
PANOH_JSON(KeyBody, id, client_data, authenticator_data, signature)

/// Six digits or a spare code, or a security key.
struct ProofBody {
    std::optional<core::SecretText> code = {};
    std::optional<KeyBody> key = {};
};
PANOH_JSON(ProofBody, code, key)

/// Points into `body`.
core::Result<Proof> proof_of(const ProofBody& body, const http::Request& request)
{
    Proof proof{.host = host_of(request)};
    if (body.code) proof.code = body.code->reveal();
    if (!body.key) return proof;
    KeyProof& key = proof.key.emplace();
    PANOH_TRY(key.id, crypto::from_base64url(body.key->id));
    PANOH_TRY(key.browser, crypto::from_base64url(body.key->client_data));
    PANOH_TRY(key.key, crypto::from_base64url(body.key->authenticator_data));
    PANOH_TRY(key.signature, crypto::from_base64url(body.key->signature));
    return proof;
}

struct ActivationBody {
    std::string user_name;
    core::SecretText activation_code;
    core::SecretText password;
};
PANOH_JSON(ActivationBody, user_name, activation_code, password)

struct RecoveryBody {
    std::string user_name;
    core::SecretText recovery_code;
    core::SecretText code;
    core::SecretText password;
};
PANOH_JSON(RecoveryBody, user_name, recovery_code, code, password)

struct PasswordBody {
    core::SecretText current;
    core::SecretText next;
};
PANOH_JSON(PasswordBody, current, next)

/// Nobody does it by the way.
struct TravelBody {
    bool sure = false;
};
PANOH_JSON(TravelBody, sure)

Visitor visitor_of(const http::Request& request)
{
    return {.network = request.network, .device = std::string(request.cookie(device_cookie(request)))};
}

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;
    const core::Clock& clock;
    SignIn& sign_in;
    const NodeSecret& secret;

    [[nodiscard]] core::Result<SessionToken> token(const http::Request& request) const
    {
        return SessionToken::parse(request.cookie(session_cookie(request)));
    }

    [[nodiscard]] core::Result<SessionView> view(const SessionToken& token,
                                                 const http::Request& request) const
    {
        return database.read([&](store::Reader& reader) -> core::Result<SessionView> {
            PANOH_TRY(const Session session, read_session(reader, token, clock.now()));
            return session_view(reader, secret, session, sign_in.demo(), host_of(request));
        });
    }

    [[nodiscard]] http::Response started(int status, const http::Request& request, const SignedIn& signed_in,
                                         std::optional<std::string> recovery = {}) const
    {
        auto seen = view(signed_in.session, request);
        if (!seen) return http::problem(seen.error());
        if (signed_in.second_factor) {
            seen->totp_address = signed_in.second_factor->address;
            seen->totp_secret = signed_in.second_factor->secret;
        }
        seen->recovery_code = std::move(recovery);
        auto response = http::json_response(status, core::write_json(*seen));
        response.with("Set-Cookie", set_session(request, signed_in.session.cookie_value()));
        if (signed_in.device) response.with("Set-Cookie", set_device(request, *signed_in.device));
        return response;
    }

    [[nodiscard]] http::Response post_session(const http::Request& request) const
    {
        const auto body = request.json<SignInBody>();
        if (!body) return http::problem(body.error());
        return http::answer(sign_in.sign_in(body->user_name, body->password.reveal(), visitor_of(request)),
                            [&](const SignedIn& signed_in) { return started(201, request, signed_in); });
    }

    [[nodiscard]] http::Response post_code(const http::Request& request) const
    {
        return shown(request, &SignIn::confirm);
    }

    [[nodiscard]] http::Response post_step_up(const http::Request& request) const
    {
        return shown(request, &SignIn::step_up);
    }

    /// A second factor, at sign-in or later: a session under a new cookie comes of it.
    [[nodiscard]] http::Response
    shown(const http::Request& request,
          core::Result<SignedIn> (SignIn::*use)(const SessionToken&, const Proof&, const Visitor&)) const
    {
        const auto body = request.json<ProofBody>();
        if (!body) return http::problem(body.error());
        const auto session = token(request);
        if (!session) return http::problem(session.error());
        const auto proof = proof_of(*body, request);
        if (!proof)
            return http::problem({.kind = core::ErrorKind::malformed, .code = "access/key_unreadable"});
        return http::answer((sign_in.*use)(*session, *proof, visitor_of(request)),
                            [&](const SignedIn& signed_in) { return started(200, request, signed_in); });
    }

    [[nodiscard]] http::Response delete_step_up(const http::Request& request) const
    {
        const auto session = token(request);
        if (!session) return http::problem(session.error());
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            end_step_up(transaction, session->id());
            return {};
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response get_session(const http::Request& request) const
    {
        const auto session = token(request);
        if (!session) return http::problem(session.error());
        return http::answer(view(*session, request), [](const SessionView& seen) { return http::ok(seen); });
    }

    [[nodiscard]] http::Response delete_session(const http::Request& request) const
    {
        if (const auto session = token(request)) sign_in.sign_out(*session);
        return signed_out(request);
    }

    [[nodiscard]] http::Response post_activation(const http::Request& request) const
    {
        const auto body = request.json<ActivationBody>();
        if (!body) return http::problem(body.error());
        const auto activated = sign_in.activate(body->user_name, body->activation_code.reveal(),
                                                body->password.reveal(), visitor_of(request));
        return http::answer(activated, [&](const Activated& done) {
            return started(201, request, done.signed_in, done.recovery_code);
        });
    }

    [[nodiscard]] http::Response post_recovery(const http::Request& request) const
    {
        const auto body = request.json<RecoveryBody>();
        if (!body) return http::problem(body.error());
        const auto recovered =
            sign_in.recover(body->user_name, body->recovery_code.reveal(), body->code.reveal(),
                            body->password.reveal(), visitor_of(request));
        return http::answer(recovered, [&](const Activated& done) {
            return started(201, request, done.signed_in, done.recovery_code);
        });
    }

    [[nodiscard]] http::Response post_travel(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<TravelBody>();
        if (!body) return http::problem(body.error());
        if (!body->sure)
            return http::problem({.kind = core::ErrorKind::invalid, .code = "json/missing", .field = "sure"});
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, PermitIssuer::permit<core::Action::keys_lay_down>(
                                             caller.subject(), caller.subject().user));
            return lay_down_keys(transaction, permit, caller.act(), caller.session());
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response post_password(const http::Request& request) const
    {
        const auto body = request.json<PasswordBody>();
        if (!body) return http::problem(body.error());
        const auto session = token(request);
        if (!session) return http::problem(session.error());
        return http::answer(sign_in.change_password(*session, body->current.reveal(), body->next.reveal()),
                            [] { return http::no_content(); });
    }
};

using Serve = http::Response (Handlers::*)(const http::Request&) const;

http::Handler open_handler(const Handlers& handlers, Serve serve)
{
    return [handlers, serve](const http::Request& request) { return (handlers.*serve)(request); };
}

StaffHandler staff_handler(const Handlers& handlers, Serve serve)
{
    return [handlers, serve](Caller&, const http::Request& request) { return (handlers.*serve)(request); };
}

void add_open_routes(http::Router& router, const Gate& gate, const Handlers& handlers)
{
    router.add(gate.open({.method = http::Method::post,
                          .pattern = "/api/session",
                          .policy = "open_to_all",
                          .summary = "Sign in with name and password",
                          .takes = core::json_schema<SignInBody>(),
                          .gives = core::json_schema<SessionView>(),
                          .success = 201,
                          .problems = {"access/wrong_credentials", "access/too_many_tries", "access/busy",
                                       "access/activation_expired", "access/account_ended",
                                       "access/keys_differ", "access/wrong_origin"},
                          .slow = true},
                         open_handler(handlers, &Handlers::post_session)));
    router.add(gate.open(
        {.method = http::Method::post,
         .pattern = "/api/activation",
         .policy = "open_to_all",
         .summary = "Activate an account: set the password, receive recovery code and second factor",
         .takes = core::json_schema<ActivationBody>(),
         .gives = core::json_schema<SessionView>(),
         .success = 201,
         .problems = {"access/activation_wrong", "access/password_too_short", "access/password_too_long",
                      "access/password_common", "access/account_ended", "access/too_many_tries",
                      "access/busy", "access/wrong_origin"},
         .slow = true},
        open_handler(handlers, &Handlers::post_activation)));
    router.add(
        gate.open({.method = http::Method::post,
                   .pattern = "/api/recovery",
                   .policy = "open_to_all",
                   .summary = "Set a new password with the recovery code and the second factor",
                   .takes = core::json_schema<RecoveryBody>(),
                   .gives = core::json_schema<SessionView>(),
                   .success = 201,
                   .problems = {"access/recovery_wrong", "access/password_too_short",
                                "access/password_too_long", "access/password_common", "access/account_ended",
                                "access/too_many_tries", "access/busy", "access/wrong_origin"},
                   .slow = true},
                  open_handler(handlers, &Handlers::post_recovery)));
}

void add_signed_in_routes(http::Router& router, const Gate& gate, const Handlers& handlers)
{
    router.add(gate.staff({.method = http::Method::get,
                           .pattern = "/api/session",
                           .policy = "session_read",
                           .summary = "The own session: who, which organisation and teams, until when",
                           .gives = core::json_schema<SessionView>(),
                           .problems = {"access/no_session"}},
                          staff_handler(handlers, &Handlers::get_session)));
    router.add(gate.staff({.method = http::Method::del,
                           .pattern = "/api/session",
                           .policy = "session_read",
                           .summary = "Sign out",
                           .success = 204,
                           .problems = {"access/no_session", "access/wrong_origin"}},
                          staff_handler(handlers, &Handlers::delete_session)));
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/session/code",
                           .policy = "session_finish",
                           .summary = "Show the second factor; the session becomes open",
                           .takes = core::json_schema<ProofBody>(),
                           .gives = core::json_schema<SessionView>(),
                           .problems = {"access/code_wrong", "access/key_wrong", "access/key_copied",
                                        "access/key_unreadable", "access/no_session", "access/too_many_tries",
                                        "access/not_allowed", "access/wrong_origin"}},
                          staff_handler(handlers, &Handlers::post_code)));
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/session/password",
         .policy = "account_keep",
         .summary = "Change the own password; other sessions end",
         .takes = core::json_schema<PasswordBody>(),
         .success = 204,
         .problems = {"access/wrong_credentials", "access/not_finished", "access/password_too_short",
                      "access/password_too_long", "access/password_common", "access/busy",
                      "access/too_many_tries", "access/no_session", "access/wrong_origin"},
         .slow = true},
        staff_handler(handlers, &Handlers::post_password)));
}

void add_presence_routes(http::Router& router, const Gate& gate, const Handlers& handlers)
{
    router.add(
        gate.staff({.method = http::Method::post,
                    .pattern = "/api/session/travel",
                    .policy = "keys_lay_down",
                    .summary = "Before a journey: lay the own team keys down; colleagues give them back",
                    .takes = core::json_schema<TravelBody>(),
                    .success = 204,
                    .problems = {"access/last_key_holder", "access/not_finished", "access/no_session"}},
                   [handlers](Caller& caller, const http::Request& request) {
                       return handlers.post_travel(caller, request);
                   }));
    router.add(
        gate.staff({.method = http::Method::post,
                    .pattern = "/api/session/step-up",
                    .policy = "account_keep",
                    .summary = "Show a second factor again: five minutes for privileged acts, a new cookie",
                    .takes = core::json_schema<ProofBody>(),
                    .gives = core::json_schema<SessionView>(),
                    .problems = {"access/code_wrong", "access/key_wrong", "access/key_copied",
                                 "access/key_not_verified", "access/key_instead", "access/key_unreadable",
                                 "access/not_finished", "access/too_many_tries", "access/no_session"}},
                   staff_handler(handlers, &Handlers::post_step_up)));
    router.add(gate.staff({.method = http::Method::del,
                           .pattern = "/api/session/step-up",
                           .policy = "account_keep",
                           .summary = "Give up the proof of presence before its time",
                           .success = 204,
                           .problems = {"access/no_session"}},
                          staff_handler(handlers, &Handlers::delete_step_up)));
}

} // namespace

void add_session_routes(http::Router& router, const Gate& gate, store::Database& database,
                        const core::Clock& clock, SignIn& sign_in, const NodeSecret& secret)
{
    const Handlers handlers{database, clock, sign_in, secret};
    add_open_routes(router, gate, handlers);
    add_signed_in_routes(router, gate, handlers);
    add_presence_routes(router, gate, handlers);
}

} // namespace panoh::access

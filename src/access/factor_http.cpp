#include "access/factor_http.h"

#include "access/notices.h"
#include "access/second_factor.h"
#include "access/security_keys.h"
#include "core/json.h"

namespace panoh::access {

namespace {

constexpr std::int64_t challenge_lasts_ms = 5 * core::minute_ms;

struct FactorsView {
    std::vector<SecurityKeyView> items = {};
    /// Whether this name of the node lets browsers offer keys: a domain name or "localhost".
    bool possible = false;
    bool needed = false; ///< the node demands one of this role
    std::int64_t spare_codes = 0;
};
PANOH_JSON(FactorsView, items, possible, needed, spare_codes)

struct ChallengeBody {
    ChallengeFor use = ChallengeFor::sign_in;
};
PANOH_JSON(ChallengeBody, use)

/// What the browser hands to the key.
struct ChallengeView {
    std::string challenge = {};
    std::string rp_id = {};
    std::string user = {};              ///< base64url, for a new key
    std::vector<std::string> keys = {}; ///< those that may answer, or that need not be made again
};
PANOH_JSON(ChallengeView, challenge, rp_id, user, keys)

struct NewKeyBody {
    std::string name;
    std::string client_data;
    std::string attestation;
};
PANOH_JSON(NewKeyBody, name, client_data, attestation)

struct KeyNameBody {
    std::string name;
};
PANOH_JSON(KeyNameBody, name)

struct SpareCodes {
    std::vector<std::string> codes = {};
};
PANOH_JSON(SpareCodes, codes)

struct NoticeItems {
    std::vector<NoticeView> items = {};
};
PANOH_JSON(NoticeItems, items)

struct SeenBody {
    std::string until;
};
PANOH_JSON(SeenBody, until)

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;
    const NodeSecret& secret;
    bool demo;
    KeysRule rule;

    [[nodiscard]] bool needed(const Subject& subject) const
    {
        return rule == KeysRule::required && !demo && should_have_key(subject.role);
    }

    [[nodiscard]] http::Response list(Caller& caller, const http::Request& request) const
    {
        const auto view = database.read([&](store::Reader& reader) -> core::Result<FactorsView> {
            const core::UserId user = caller.subject().user;
            return FactorsView{.items = key_views(reader, secret, user),
                               .possible = rp_id_of(host_of(request)).has_value(),
                               .needed = needed(caller.subject()),
                               .spare_codes = count_spare_codes(reader, user)};
        });
        return http::answer(view, [](const FactorsView& found) { return http::ok(found); });
    }

    /// A key for signing in is for who is half-way, every other for who is in.
    [[nodiscard]] static core::Done check_use(const Caller& caller, ChallengeFor use)
    {
        if (use == ChallengeFor::new_key) return caller.check_present();
        const bool open = caller.subject().stage == Stage::open;
        if (open == (use == ChallengeFor::step_up)) return {};
        return core::fail(core::ErrorKind::conflict, open ? "access/already_open" : "access/not_finished");
    }

    [[nodiscard]] http::Response challenge(Caller& caller, const http::Request& request) const
    {
        const auto made = database.write([&](store::Transaction& transaction) -> core::Result<ChallengeView> {
            PANOH_TRY(const auto body, request.json<ChallengeBody>());
            PANOH_CHECK(check_use(caller, body.use));
            const auto rp_id = rp_id_of(host_of(request));
            if (!rp_id) return core::fail(core::ErrorKind::conflict, "access/keys_need_a_name");
            const core::UserId user = caller.subject().user;
            crypto::Hash bytes = {};
            crypto::fill_random(bytes);
            store_challenge(transaction, caller.session(), body.use, bytes,
                            caller.act().at + challenge_lasts_ms);
            ChallengeView view{.challenge = crypto::to_base64url(bytes),
                               .rp_id = *rp_id,
                               .user = crypto::to_base64url(user.bytes)};
            for (const auto& key : security_keys_of(transaction, secret, user))
                if (key.rp_id == *rp_id) view.keys.push_back(crypto::to_base64url(key.key.id));
            return view;
        });
        return http::answer(made, [](const ChallengeView& view) { return http::ok(view); });
    }

    [[nodiscard]] http::Response add(Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<NewKeyBody>();
        if (!body) return http::problem(body.error());
        auto browser = crypto::from_base64url(body->client_data);
        auto attestation = crypto::from_base64url(body->attestation);
        if (!browser || !attestation)
            return http::problem({.kind = core::ErrorKind::malformed, .code = "access/key_unreadable"});
        const MadeKey made{body->name, std::move(*browser), std::move(*attestation)};
        // Used up also by what is refused.
        const auto challenge =
            database.write([&](store::Transaction& transaction) -> core::Result<std::optional<crypto::Hash>> {
                return take_challenge(transaction, caller.session(), ChallengeFor::new_key, caller.act().at);
            });
        const auto added = database.write(
            [&](store::Transaction& transaction) -> core::Result<std::vector<SecurityKeyView>> {
                PANOH_CHECK(add_security_key(transaction, caller.act(), secret,
                                             challenge.value_or(std::nullopt), host_of(request), made));
                return key_views(transaction, secret, caller.subject().user);
            });
        return http::answer(added, [](const std::vector<SecurityKeyView>& all) {
            return http::created("/api/security-keys", all.back());
        });
    }

    [[nodiscard]] static core::Result<core::SecurityKeyId> key_param(const http::Request& request)
    {
        const auto id = core::parse_id<core::SecurityKeyId>(request.param("key"));
        if (!id) return core::fail(core::ErrorKind::not_found, "access/key_not_found");
        return *id;
    }

    [[nodiscard]] http::Response rename(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto body, request.json<KeyNameBody>());
            PANOH_TRY(const auto id, key_param(request));
            return name_security_key(transaction, caller.act(), id, body.name);
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response remove(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto id, key_param(request));
            return remove_security_key(transaction, caller.act(), secret, id, needed(caller.subject()));
        });
        return http::answer(done, [] { return http::no_content(); });
    }

    [[nodiscard]] http::Response make_codes(Caller& caller, const http::Request&) const
    {
        const auto codes = database.write([&](store::Transaction& transaction) -> core::Result<SpareCodes> {
            return SpareCodes{make_spare_codes(transaction, caller.act(), secret)};
        });
        return http::answer(codes, [](const SpareCodes& made) { return http::ok(made); });
    }

    [[nodiscard]] http::Response notices(Caller& caller, const http::Request&) const
    {
        const auto items = database.read([&](store::Reader& reader) -> core::Result<NoticeItems> {
            return NoticeItems{notices_of(reader, caller.subject().user)};
        });
        return http::answer(items, [](const NoticeItems& found) { return http::ok(found); });
    }

    [[nodiscard]] http::Response seen(Caller& caller, const http::Request& request) const
    {
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto body, request.json<SeenBody>());
            const auto until = core::parse_instant(body.until);
            if (!until) return core::fail(core::ErrorKind::malformed, "json/not_an_instant", "until");
            mark_notices_seen(transaction, caller.subject().user, *until, caller.act().at);
            return {};
        });
        return http::answer(done, [] { return http::no_content(); });
    }
};

using Serve = http::Response (Handlers::*)(Caller&, const http::Request&) const;

using Add = std::function<void(core::Action, http::Route, Serve)>;

void add_key_routes(const Add& add)
{
    using core::Action;
    using http::Method;
    add(Action::session_read,
        {.method = Method::post,
         .pattern = "/api/session/challenge",
         .summary = "Random bytes for a security key to sign: five minutes, one use, this session",
         .takes = core::json_schema<ChallengeBody>(),
         .gives = core::json_schema<ChallengeView>(),
         .problems = {"access/keys_need_a_name", "access/not_finished", "access/already_open"}},
        &Handlers::challenge);
    add(core::Action::account_keep,
        {.pattern = "/api/security-keys",
         .summary = "The own security keys, and how many spare codes are left",
         .gives = core::json_schema<FactorsView>()},
        &Handlers::list);
    add(core::Action::account_keep,
        {.method = Method::post,
         .pattern = "/api/security-keys",
         .summary = "Add a security key that the browser just made",
         .takes = core::json_schema<NewKeyBody>(),
         .gives = core::json_schema<SecurityKeyView>(),
         .success = 201,
         .problems = {"access/keys_need_a_name", "access/key_wrong", "access/key_unreadable",
                      "access/key_taken", "access/too_many_keys", "access/name_missing",
                      "access/name_too_long"}},
        &Handlers::add);
    add(core::Action::account_keep,
        {.method = Method::patch,
         .pattern = "/api/security-keys/{key}",
         .summary = "Give a security key another name",
         .takes = core::json_schema<KeyNameBody>(),
         .success = 204,
         .problems = {"access/key_not_found", "access/name_missing", "access/name_too_long"}},
        &Handlers::rename);
    add(core::Action::account_keep,
        {.method = Method::del,
         .pattern = "/api/security-keys/{key}",
         .summary = "Remove a security key",
         .success = 204,
         .problems = {"access/key_not_found", "access/last_security_key"}},
        &Handlers::remove);
    add(core::Action::account_keep,
        {.method = Method::post,
         .pattern = "/api/security-keys/spare-codes",
         .summary = "Ten codes for a lost second factor, each used once; those before are void",
         .gives = core::json_schema<SpareCodes>()},
        &Handlers::make_codes);
}

} // namespace

void add_factor_routes(http::Router& router, const Gate& gate, store::Database& database,
                       const NodeSecret& secret, bool demo)
{
    const Handlers handlers{database, secret, demo, gate.keys_rule()};
    const auto add = [&](core::Action policy, http::Route route, Serve serve) {
        route.policy = core::to_text(policy);
        router.add(gate.staff(std::move(route), handler(handlers, serve)));
    };
    add_key_routes(add);
    add(core::Action::account_keep,
        {.pattern = "/api/notices",
         .summary = "What happened to the own account, and for leads to those of their teams",
         .gives = core::json_schema<NoticeItems>()},
        &Handlers::notices);
    add(core::Action::account_keep,
        {.method = http::Method::post,
         .pattern = "/api/notices/seen",
         .summary = "Notices up to a time were seen",
         .takes = core::json_schema<SeenBody>(),
         .success = 204},
        &Handlers::seen);
}

} // namespace panoh::access

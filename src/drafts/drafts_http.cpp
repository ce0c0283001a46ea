#include "drafts/drafts_http.h"

#include "core/json.h"
#include "drafts/drafts.h"

namespace panoh::drafts {

namespace {

using access::Caller;
using access::handler;
using access::PermitIssuer;
using core::Action;

struct KeptItems {
    std::vector<Kept> items;
};
PANOH_JSON(KeptItems, items)

struct DraftBody {
    core::SittingId sitting;
    std::int64_t count = 0;
    std::optional<core::SittingId> goes_on_from = {};
    core::SecretText text;
};
PANOH_JSON(DraftBody, sitting, count, goes_on_from, text)

struct DraftView {
    std::string key;
    core::Instant begun_at;
    core::Instant kept_at;
    core::SittingId sitting;
    core::SecretText text;
};
PANOH_JSON(DraftView, key, begun_at, kept_at, sitting, text)

core::Result<DraftKey> key_param(const http::Request& request)
{
    const auto key = parse_key(request.param("key"));
    if (!key) return core::fail(core::ErrorKind::not_found, "draft/not_found");
    return *key;
}

/// The handlers of this file; copied into the routes.
struct Handlers {
    store::Database& database;

    [[nodiscard]] http::Response all(Caller& caller, const http::Request& /*request*/) const
    {
        const auto items = database.read([&](store::Reader& reader) -> core::Result<KeptItems> {
            PANOH_TRY(const auto permit,
                      PermitIssuer::permit<Action::draft_keep>(caller.subject(), caller.subject().user));
            return KeptItems{list(reader, permit, caller.keys(), caller.act().at)};
        });
        return http::answer(items, [](const KeptItems& found) { return http::ok(found); });
    }

    [[nodiscard]] http::Response one(Caller& caller, const http::Request& request) const
    {
        const auto key = key_param(request);
        if (!key) return http::problem(key.error());
        const auto permit = PermitIssuer::permit<Action::draft_open>(caller.subject(), *key);
        if (!permit) return http::problem(permit.error());
        auto opened = database.read([&](store::Reader& reader) {
            return open(reader, *permit, caller.subject(), caller.keys(), caller.act().at);
        });
        if (!opened) return http::problem(opened.error());
        const auto noted = database.write([&](store::Transaction& transaction) {
            return note_opened(transaction, *permit, caller.subject(), caller.act());
        });
        return http::answer(noted, [&] {
            return http::ok(DraftView{.key = opened->kept.key,
                                      .begun_at = opened->kept.begun_at,
                                      .kept_at = opened->kept.kept_at,
                                      .sitting = opened->sitting,
                                      .text = std::move(opened->text)});
        });
    }

    [[nodiscard]] http::Response put(Caller& caller, const http::Request& request) const
    {
        const auto key = key_param(request);
        if (!key) return http::problem(key.error());
        auto body = request.json<DraftBody>();
        if (!body) return http::problem(body.error());
        const Writing writing{.sitting = {body->sitting, body->count},
                              .goes_on_from = body->goes_on_from,
                              .text = std::move(body->text)};
        const auto kept = database.write([&](store::Transaction& transaction) -> core::Result<Kept> {
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::draft_keep>(caller.subject(), *key));
            return keep(transaction, permit, caller.subject(), caller.keys(), caller.act(), writing);
        });
        return http::answer(kept, [](const Kept& view) { return http::ok(view); });
    }

    [[nodiscard]] http::Response remove(Caller& caller, const http::Request& request) const
    {
        const auto key = key_param(request);
        if (!key) return http::problem(key.error());
        const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
            PANOH_TRY(const auto permit, PermitIssuer::permit<Action::draft_keep>(caller.subject(), *key));
            drop(transaction, permit, caller.subject().user);
            return {};
        });
        return http::answer(done, [] { return http::no_content(); });
    }
};

} // namespace

void add_routes(http::Router& router, const access::Gate& gate, store::Database& database)
{
    const Handlers handlers{database};
    using http::Method;
    router.add(gate.staff({.method = Method::get,
                           .pattern = "/api/drafts",
                           .policy = "draft_keep",
                           .summary = "The own unsaved forms, without what is in them.",
                           .gives = core::json_schema<KeptItems>()},
                          handler(handlers, &Handlers::all)));
    router.add(
        gate.staff({.method = Method::get,
                    .pattern = "/api/drafts/{key}",
                    .policy = "draft_open",
                    .summary = "Opens an own unsaved form again.",
                    .gives = core::json_schema<DraftView>(),
                    .problems = {"draft/not_found", "case/not_found", "vault/no_key", "vault/tampered"}},
                   handler(handlers, &Handlers::one)));
    router.add(gate.staff({.method = Method::put,
                           .pattern = "/api/drafts/{key}",
                           .policy = "draft_keep",
                           .summary = "Keeps what was typed into a form, for its writer alone.",
                           .takes = core::json_schema<DraftBody>(),
                           .gives = core::json_schema<Kept>(),
                           .problems = {"draft/not_found", "case/not_found", "draft/empty", "draft/too_long",
                                        "draft/too_many", "draft/elsewhere"}},
                          handler(handlers, &Handlers::put)));
    router.add(gate.staff({.method = Method::del,
                           .pattern = "/api/drafts/{key}",
                           .policy = "draft_keep",
                           .summary = "Throws an own unsaved form away, or nothing.",
                           .success = 204,
                           .problems = {"draft/not_found"}},
                          handler(handlers, &Handlers::remove)));
}

} // namespace panoh::drafts

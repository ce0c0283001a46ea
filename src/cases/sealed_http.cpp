// Identity and whereabouts over HTTP: opened only with an audit row that is durable before the first byte
// leaves.

#include "cases/case_view.h"
#include "cases/cases_http.h"
#include "cases/on_case_http.h"

namespace panoh::cases {
namespace {

struct IdentityView : Identity {
    std::int64_t version;
};
PANOH_JSON_DERIVED(IdentityView, Identity, version)

struct WhereaboutsView : Whereabouts {
    std::int64_t version;
};
PANOH_JSON_DERIVED(WhereaboutsView, Whereabouts, version)

struct Written {
    std::int64_t version;
};
PANOH_JSON(Written, version)

/// Reads a sealed part, then writes the audit row, then answers: never the other way round.
template <Action A, typename View, typename Read>
http::Response read_sealed(const HttpNeeds& needs, access::Caller& caller, const http::Request& request,
                           core::Compartment compartment, Read read)
{
    struct Opened {
        CaseFile file;
        View view;
    };
    auto opened = needs.database.read([&](store::Reader& reader) -> core::Result<Opened> {
        PANOH_TRY(const auto id, case_param(request));
        PANOH_TRY(auto found, permitted<A>(reader, caller, id));
        PANOH_TRY(auto value, read(reader, found.permit, caller.keys()));
        Opened out{.file = std::move(found.file), .view = {}};
        static_cast<decltype(value.value)&>(out.view) = std::move(value.value);
        out.view.version = value.version;
        return out;
    });
    if (!opened) return http::problem(opened.error());
    const auto noted = needs.database.write([&](store::Transaction& transaction) -> core::Done {
        // Asked again: a case handed over in between is no longer this person's to open.
        PANOH_CHECK(permitted<A>(transaction, caller, opened->file.id));
        note_opened(transaction, caller.keys(), caller.act(), A, compartment, opened->file.team,
                    {&opened->file.id, 1});
        return {};
    });
    if (!noted) return http::problem(noted.error());
    return http::ok(opened->view).tagged(opened->view.version);
}

template <Action A, typename Body, typename Write>
http::Response write_sealed(const HttpNeeds& needs, access::Caller& caller, const http::Request& request,
                            Write write)
{
    const auto expected = request.if_match();
    if (!expected) return http::problem(expected.error());
    const auto body = request.json<Body>();
    if (!body) return http::problem(body.error());
    const auto version =
        needs.database.write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
            PANOH_TRY(const auto id, case_param(request));
            PANOH_TRY(const auto found, permitted<A>(transaction, caller, id));
            return write(transaction, found.permit, *expected, *body);
        });
    return http::answer(version,
                        [](std::int64_t written) { return http::ok(Written{written}).tagged(written); });
}

http::Route sealed_route(http::Method method, std::string pattern, Action policy, std::string summary)
{
    return {.method = method,
            .pattern = std::move(pattern),
            .policy = std::string(core::to_text(policy)),
            .summary = std::move(summary),
            .problems = {"case/not_found", "vault/no_key"}};
}

} // namespace

void add_sealed_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    using http::Method;
    auto route = sealed_route(Method::get, "/api/cases/{case}/identity", Action::identity_read,
                              "Opens the identity; recorded for the team to see.");
    route.gives = core::json_schema<IdentityView>();
    route.tagged = true;
    router.add(gate.staff(std::move(route), [needs](access::Caller& caller, const http::Request& request) {
        return read_sealed<Action::identity_read, IdentityView>(needs, caller, request,
                                                                core::Compartment::identity, read_identity);
    }));

    route = sealed_route(Method::put, "/api/cases/{case}/identity", Action::identity_write,
                         "Seals a new identity.");
    route.takes = core::json_schema<Identity>();
    route.gives = core::json_schema<Written>();
    route.versioned = true;
    route.problems.insert(route.problems.end(),
                          {"case/identity_stale", "case/name_empty", "case/birth_in_future"});
    router.add(gate.staff(std::move(route), [needs](access::Caller& caller, const http::Request& request) {
        return write_sealed<Action::identity_write, Identity>(
            needs, caller, request,
            [&](auto& transaction, const auto& permit, auto expected, const Identity& body) {
                return write_identity(transaction, permit, caller.keys(), caller.act(), expected, body,
                                      needs.time_zone);
            });
    }));

    route = sealed_route(Method::get, "/api/cases/{case}/whereabouts", Action::whereabouts_read,
                         "Opens where the person is and how to reach them.");
    route.gives = core::json_schema<WhereaboutsView>();
    route.tagged = true;
    router.add(gate.staff(std::move(route), [needs](access::Caller& caller, const http::Request& request) {
        return read_sealed<Action::whereabouts_read, WhereaboutsView>(
            needs, caller, request, core::Compartment::whereabouts, read_whereabouts);
    }));

    route = sealed_route(Method::put, "/api/cases/{case}/whereabouts", Action::whereabouts_write,
                         "Seals new whereabouts.");
    route.takes = core::json_schema<Whereabouts>();
    route.gives = core::json_schema<Written>();
    route.versioned = true;
    route.problems.emplace_back("case/whereabouts_stale");
    router.add(gate.staff(std::move(route), [needs](access::Caller& caller, const http::Request& request) {
        return write_sealed<Action::whereabouts_write, Whereabouts>(
            needs, caller, request,
            [&](auto& transaction, const auto& permit, auto expected, const Whereabouts& body) {
                return write_whereabouts(transaction, permit, caller.keys(), caller.act(), expected, body);
            });
    }));
}

} // namespace panoh::cases

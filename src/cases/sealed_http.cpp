// Identity, whereabouts and story over HTTP: opened only with an audit row that is durable before the first
// byte leaves.

#include "access/people.h"
#include "cases/cases_http.h"
#include "cases/on_case_http.h"
#include "cases/sealed_parts.h"

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

struct StoryView : Story {
    std::int64_t version;
};
PANOH_JSON_DERIVED(StoryView, Story, version)

/// A version that somebody replaced.
template <typename T>
struct BeforeView {
    std::int64_t version = 0;
    core::Instant changed_at = {};
    core::UserId changed_by = {};
    std::string changed_by_name = {};
    T value = {};
    BOOST_DESCRIBE_CLASS(BeforeView, (), (version, changed_at, changed_by, changed_by_name, value), (), ())
};

template <typename T>
struct BeforeItems {
    std::vector<BeforeView<T>> items = {};
    std::optional<std::string> next = {};
    BOOST_DESCRIBE_CLASS(BeforeItems, (), (items, next), (), ())
};

struct Written {
    std::int64_t version;
};
PANOH_JSON(Written, version)

/// Opens something sealed of a case, then writes the audit row, then gives it out: never the other way round.
template <Action A, typename Out, typename Read>
core::Result<Out> opened_and_noted(const HttpNeeds& needs, access::Caller& caller,
                                   const http::Request& request, core::Compartment compartment, Read read)
{
    struct Opened {
        CaseFile file;
        Out out;
    };
    PANOH_TRY(auto opened, needs.database.read([&](store::Reader& reader) -> core::Result<Opened> {
        PANOH_TRY(const auto id, case_param(request));
        PANOH_TRY(auto found, permitted<A>(reader, caller, id));
        PANOH_TRY(auto out, read(reader, found.permit));
        return Opened{.file = std::move(found.file), .out = std::move(out)};
    }));
    PANOH_CHECK(needs.database.write([&](store::Transaction& transaction) -> core::Done {
        // Asked again: a case handed over in between is no longer this person's to open.
        PANOH_CHECK(permitted<A>(transaction, caller, opened.file.id));
        return note_opened(transaction, caller, A, compartment, opened.file);
    }));
    return std::move(opened.out);
}

template <Action A, typename View, typename Read>
http::Response read_sealed(const HttpNeeds& needs, access::Caller& caller, const http::Request& request,
                           core::Compartment compartment, Read read)
{
    const auto view = opened_and_noted<A, View>(
        needs, caller, request, compartment,
        [&](store::Reader& reader, const CasePermit<A>& permit) -> core::Result<View> {
            PANOH_TRY(auto value, read(reader, permit, caller.keys()));
            View out = {};
            static_cast<decltype(value.value)&>(out) = std::move(value.value);
            out.version = value.version;
            return out;
        });
    return http::answer(view, [](const View& shown) { return http::ok(shown).tagged(shown.version); });
}

template <Action A, typename T, typename Read>
http::Response read_before(const HttpNeeds& needs, access::Caller& caller, const http::Request& request,
                           core::Compartment compartment, Read read)
{
    const auto items = opened_and_noted<A, BeforeItems<T>>(
        needs, caller, request, compartment,
        [&](store::Reader& reader, const CasePermit<A>& permit) -> core::Result<BeforeItems<T>> {
            PANOH_TRY(auto replaced, read(reader, permit, caller.keys()));
            access::PeopleNames names(reader, caller.names());
            BeforeItems<T> out;
            for (auto& one : replaced)
                out.items.push_back({.version = one.version,
                                     .changed_at = one.changed_at,
                                     .changed_by = one.changed_by,
                                     .changed_by_name = names.user(one.changed_by),
                                     .value = std::move(one.value)});
            return out;
        });
    return http::answer(items, [](const auto& shown) { return http::ok(shown); });
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

/// The three routes of one sealed part. `write` gets transaction, permit, expected version and body.
template <Action Reads, Action Writes, typename View, typename T, typename Read, typename Before,
          typename Write>
void add_part(http::Router& router, const access::Gate& gate, const HttpNeeds& needs, const std::string& name,
              core::Compartment compartment, std::vector<std::string> write_problems, Read read,
              Before before, Write write)
{
    using http::Method;
    const std::string pattern = "/api/cases/{case}/" + name;
    auto route =
        sealed_route(Method::get, pattern, Reads, "Opens the " + name + "; recorded for the team to see.");
    route.gives = core::json_schema<View>();
    route.tagged = true;
    add_opening_problems(route);
    router.add(gate.staff(std::move(route), [=](access::Caller& caller, const http::Request& request) {
        return read_sealed<Reads, View>(needs, caller, request, compartment, read);
    }));
    route = sealed_route(Method::get, pattern + "/before", Reads,
                         "Opens what was replaced of the " + name + ", newest first, at most 50.");
    route.gives = core::json_schema<BeforeItems<T>>();
    add_opening_problems(route);
    router.add(gate.staff(std::move(route), [=](access::Caller& caller, const http::Request& request) {
        return read_before<Reads, T>(needs, caller, request, compartment, before);
    }));
    route =
        sealed_route(Method::put, pattern, Writes, "Seals the " + name + " anew; what stood there is kept.");
    route.takes = core::json_schema<T>();
    route.gives = core::json_schema<Written>();
    route.versioned = true;
    route.problems.insert(route.problems.end(), write_problems.begin(), write_problems.end());
    router.add(gate.staff(std::move(route), [=](access::Caller& caller, const http::Request& request) {
        return write_sealed<Writes, T>(
            needs, caller, request, [&](auto& transaction, const auto& permit, auto expected, const T& body) {
                return write(transaction, permit, caller, expected, body);
            });
    }));
}

} // namespace

void add_sealed_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    const auto time_zone = needs.time_zone;
    add_part<Action::identity_read, Action::identity_write, IdentityView, Identity>(
        router, gate, needs, "identity", core::Compartment::identity,
        {"case/identity_stale", "case/name_empty", "case/birth_in_future"}, read_identity, identity_before,
        [time_zone](auto& transaction, const auto& permit, access::Caller& caller, auto expected,
                    const Identity& body) {
            return write_identity(transaction, permit, caller.keys(), caller.act(), expected, body,
                                  time_zone);
        });
    add_part<Action::whereabouts_read, Action::whereabouts_write, WhereaboutsView, Whereabouts>(
        router, gate, needs, "whereabouts", core::Compartment::whereabouts, {"case/whereabouts_stale"},
        read_whereabouts, whereabouts_before,
        [](auto& transaction, const auto& permit, access::Caller& caller, auto expected,
           const Whereabouts& body) {
            return write_whereabouts(transaction, permit, caller.keys(), caller.act(), expected, body);
        });
    add_part<Action::narrative_read, Action::narrative_write, StoryView, Story>(
        router, gate, needs, "story", core::Compartment::narrative,
        {"case/story_stale", "case/date_in_future", "case/too_long"}, read_story, story_before,
        [time_zone](auto& transaction, const auto& permit, access::Caller& caller, auto expected,
                    const Story& body) {
            return write_story(transaction, permit, caller.keys(), caller.act(), expected, body, time_zone);
        });
}

} // namespace panoh::cases

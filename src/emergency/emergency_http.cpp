// Emergency openings over HTTP: opened only with an audit row that is durable before the first byte leaves.

#include "emergency/emergency_http.h"

#include "access/people.h"
#include "cases/scope.h"
#include "core/json.h"
#include "emergency/officers_http.h"
#include "emergency/openings.h"

namespace panoh::emergency {

namespace {

using access::Caller;
using access::PermitIssuer;

struct OpenBody {
    std::string reference;
    EmergencyReason reason;
    std::string why;
};
PANOH_JSON(OpenBody, reference, reason, why)

struct VerdictBody {
    EmergencyVerdict verdict;
};
PANOH_JSON(VerdictBody, verdict)

struct OpeningView {
    core::EmergencyId id = {};
    std::string reference = {};
    std::optional<core::CaseId> case_id = {}; ///< for who reviews it: they may read the case
    std::string team_name = {};
    std::string officer_name = {};
    std::string reason = {};
    core::Instant opened_at = {};
    core::Instant ends_at = {};
    bool open = false; ///< to the reader, now
    bool mine = false;
    std::optional<std::string> reviewed_by = {};
    std::optional<core::Instant> reviewed_at = {};
    std::optional<std::string> verdict = {};
};
PANOH_JSON(OpeningView, id, reference, case_id, team_name, officer_name, reason, opened_at, ends_at, open,
           mine, reviewed_by, reviewed_at, verdict)

struct OpeningItems {
    bool officer = false; ///< whether the reader may open one
    std::vector<OpeningView> own = {};
    std::vector<OpeningView> to_review = {};
};
PANOH_JSON(OpeningItems, officer, own, to_review)

/// Who it is and where, for the officer.
struct PersonView {
    OpeningView opening = {};
    std::optional<std::string> assigned_name = {};
    cases::Identity identity = {};
    cases::Whereabouts whereabouts = {};
};
PANOH_JSON(PersonView, opening, assigned_name, identity, whereabouts)

struct WhyView {
    std::string why;
};
PANOH_JSON(WhyView, why)

OpeningView view_of(access::PeopleNames& names, const Caller& caller, const Opening& opening)
{
    const auto reader = caller.subject().user;
    OpeningView view{.id = opening.id,
                     .reference = opening.reference,
                     .team_name = names.team(opening.team),
                     .officer_name = names.user(opening.officer),
                     .reason = opening.reason,
                     .opened_at = opening.opened_at,
                     .ends_at = opening.ends_at,
                     .open = is_open(opening, reader, caller.act().at),
                     .mine = opening.officer == reader,
                     .reviewed_at = opening.reviewed_at};
    if (!view.mine) view.case_id = opening.case_id;
    if (opening.reviewed_by) view.reviewed_by = names.user(*opening.reviewed_by);
    if (!opening.verdict.empty()) view.verdict = opening.verdict;
    return view;
}

/// An opening as one request found it, with the right to do `A`. Who has no part in it is not told of it.
template <Action A>
struct Permitted {
    Opening opening;
    cases::UnreadCase about;
    cases::CasePermit<A> permit;
};
template <Action A>
core::Result<Permitted<A>> permitted(store::Reader& reader, const Caller& caller,
                                     const http::Request& request)
{
    const auto not_found = core::fail(core::ErrorKind::not_found, "emergency/not_found");
    const auto id = core::parse_id<core::EmergencyId>(request.param("emergency"));
    if (!id) return not_found;
    PANOH_TRY(Opening opening, find_opening(reader, *id));
    auto about = cases::unread_case(reader, opening.case_id);
    if (!about) return not_found;
    auto facts = about->facts();
    facts.emergency = is_open(opening, caller.subject().user, caller.act().at);
    auto permit = PermitIssuer::permit_case<A>(caller.subject(), opening.case_id, facts);
    if (!permit && permit.error().kind == core::ErrorKind::not_found) return not_found;
    if (!permit) return core::fail(permit.error());
    return Permitted<A>{std::move(opening), std::move(*about), std::move(*permit)};
}

http::Response list(store::Database& database, Caller& caller)
{
    const auto items = database.read([&](store::Reader& reader) {
        const auto& subject = caller.subject();
        access::PeopleNames names(reader, caller.names());
        OpeningItems found{.officer = access::is_officer(reader, subject.user, subject.organisation)};
        for (const auto& each : opened_by(reader, subject.user))
            found.own.push_back(view_of(names, caller, each));
        const auto scope = cases::scope_of(reader, subject, Action::emergency_review);
        for (const auto& each : to_review(reader, scope.teams, subject.user))
            found.to_review.push_back(view_of(names, caller, each));
        return found;
    });
    return http::ok(items);
}

http::Response open(store::Database& database, Caller& caller, const http::Request& request)
{
    const auto body = request.json<OpenBody>();
    if (!body) return http::problem(body.error());
    const auto opened = database.write([&](store::Transaction& transaction) -> core::Result<OpeningView> {
        access::PeopleNames names(transaction, caller.names());
        PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
        if (before) {
            PANOH_TRY(const auto made, find_opening(transaction, core::EmergencyId{*before}));
            return view_of(names, caller, made);
        }
        PANOH_TRY(const auto id, cases::case_called(transaction, body->reference));
        PANOH_TRY(cases::UnreadCase found, cases::unread_case(transaction, id));
        PANOH_TRY(const auto permit,
                  PermitIssuer::permit_case<Action::emergency_open>(caller.subject(), id, found.facts()));
        PANOH_TRY(const auto made,
                  open_in_emergency(transaction, permit, std::move(found).held(permit),
                                    caller.subject().organisation, caller.keys(), caller.act(),
                                    {.reason = body->reason, .why = body->why}));
        access::remember_made(transaction, caller, request, made.id.bytes);
        return view_of(names, caller, made);
    });
    return http::answer(opened, [](const OpeningView& view) {
        return http::created("/api/emergencies/" + core::to_string(view.id), view);
    });
}

/// Opens, then writes the audit row, then gives it out: never the other way round. The decision is taken
/// again in between: four hours may have ended.
template <Action A, typename View, typename Read>
http::Response read_noted(store::Database& database, Caller& caller, const http::Request& request,
                          std::string_view detail, Read read)
{
    const auto view = database.read([&](store::Reader& reader) -> core::Result<View> {
        PANOH_TRY(auto found, permitted<A>(reader, caller, request));
        return read(reader, std::move(found));
    });
    if (!view) return http::problem(view.error());
    const auto noted = database.write([&](store::Transaction& transaction) -> core::Done {
        PANOH_TRY(const auto found, permitted<A>(transaction, caller, request));
        audit::append(transaction, caller.act(),
                      {.action = A,
                       .cases = {found.opening.case_id},
                       .object = found.opening.id.bytes,
                       .detail = std::string(detail)});
        return {};
    });
    return http::answer(noted, [&] { return http::ok(*view); });
}

http::Response read(store::Database& database, Caller& caller, const http::Request& request)
{
    return read_noted<Action::emergency_read, PersonView>(
        database, caller, request, "emergency:opened",
        [&](store::Reader& reader, Permitted<Action::emergency_read> found) -> core::Result<PersonView> {
            const auto group = access::emergency_team(caller.subject().organisation);
            PANOH_TRY(auto opened, cases::read_in_emergency(reader, found.permit, caller.keys(), group));
            access::PeopleNames names(reader, caller.names());
            PersonView view{.opening = view_of(names, caller, found.opening),
                            .identity = std::move(opened.identity.value),
                            .whereabouts = std::move(opened.whereabouts.value)};
            const auto held = std::move(found.about).read(found.permit);
            if (!held.assigned_to.is_null()) view.assigned_name = names.user(held.assigned_to);
            return view;
        });
}

http::Response why(store::Database& database, Caller& caller, const http::Request& request)
{
    return read_noted<Action::emergency_review, WhyView>(
        database, caller, request, "emergency:why",
        [&](store::Reader& reader,
            const Permitted<Action::emergency_review>& found) -> core::Result<WhyView> {
            PANOH_TRY(const auto text, read_why(reader, found.permit, caller.keys(), found.opening));
            return WhyView{std::string(text.reveal())};
        });
}

http::Response end(store::Database& database, Caller& caller, const http::Request& request)
{
    const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
        PANOH_TRY(const auto found, permitted<Action::emergency_read>(transaction, caller, request));
        end_opening(transaction, found.permit, caller.act(), found.opening);
        return {};
    });
    return http::answer(done, [] { return http::no_content(); });
}

http::Response review(store::Database& database, Caller& caller, const http::Request& request)
{
    const auto body = request.json<VerdictBody>();
    if (!body) return http::problem(body.error());
    const auto done = database.write([&](store::Transaction& transaction) -> core::Done {
        PANOH_TRY(auto found, permitted<Action::emergency_review>(transaction, caller, request));
        return review_opening(transaction, found.permit, caller.act(), std::move(found.opening),
                              body->verdict);
    });
    return http::answer(done, [] { return http::no_content(); });
}

using Serve = http::Response (*)(store::Database&, Caller&, const http::Request&);

access::StaffHandler handler(store::Database& database, Serve serve)
{
    return [&database, serve](Caller& caller, const http::Request& request) {
        return serve(database, caller, request);
    };
}

http::Route route(http::Method method, const char* pattern, Action policy, const char* summary)
{
    return {.method = method,
            .pattern = pattern,
            .policy = std::string(core::to_text(policy)),
            .summary = summary};
}

void add_opening_routes(http::Router& router, const access::Gate& gate, store::Database& database)
{
    using http::Method;
    auto listing = route(Method::get, "/api/emergencies", Action::emergency_review,
                         "What the reader opened on duty, and what of others waits for a review.");
    listing.gives = core::json_schema<OpeningItems>();
    router.add(gate.staff(std::move(listing), [&database](Caller& caller, const http::Request&) {
        return list(database, caller);
    }));
    auto opening = route(Method::post, "/api/emergencies", Action::emergency_open,
                         "As a duty officer: opens one case of another team for four hours and tells whoever "
                         "answers for it.");
    opening.takes = core::json_schema<OpenBody>();
    opening.gives = core::json_schema<OpeningView>();
    opening.success = 201;
    opening.problems = {"case/not_found",         "emergency/not_officer",  "emergency/own_team",
                        "emergency/open_already", "emergency/too_many",     "emergency/not_sealed_yet",
                        "emergency/why_missing",  "emergency/why_too_long", "vault/team_without_keys"};
    opening.idempotent_create = true;
    router.add(gate.staff(std::move(opening), handler(database, open)));
    auto reading =
        route(Method::get, "/api/emergencies/{emergency}", Action::emergency_read,
              "Who it is and where, while it is open to the officer; recorded for the team to see.");
    reading.gives = core::json_schema<PersonView>();
    reading.problems = {"emergency/not_found", "vault/no_key"};
    router.add(gate.staff(std::move(reading), handler(database, read)));
}

void add_closing_routes(http::Router& router, const access::Gate& gate, store::Database& database)
{
    using http::Method;
    auto ending = route(Method::post, "/api/emergencies/{emergency}/end", Action::emergency_read,
                        "The officer is done with it.");
    ending.success = 204;
    ending.problems = {"emergency/not_found"};
    router.add(gate.staff(std::move(ending), handler(database, end)));
    auto reason = route(Method::get, "/api/emergencies/{emergency}/why", Action::emergency_review,
                        "Opens what the officer wrote, for who reviews it.");
    reason.gives = core::json_schema<WhyView>();
    reason.problems = {"emergency/not_found", "vault/no_key"};
    router.add(gate.staff(std::move(reason), handler(database, why)));
    auto reviewing = route(Method::post, "/api/emergencies/{emergency}/review", Action::emergency_review,
                           "Says whether it was needed, which closes it.");
    reviewing.takes = core::json_schema<VerdictBody>();
    reviewing.success = 204;
    reviewing.problems = {"emergency/not_found", "emergency/own", "emergency/reviewed"};
    router.add(gate.staff(std::move(reviewing), handler(database, review)));
}

} // namespace

void add_routes(http::Router& router, const access::Gate& gate, store::Database& database)
{
    add_officer_routes(router, gate, database);
    add_opening_routes(router, gate, database);
    add_closing_routes(router, gate, database);
}

} // namespace panoh::emergency

// Asks over HTTP: about a case that another team holds, and the answer of that team.

#include "access/people.h"
#include "cases/asks.h"
#include "cases/cases_http.h"
#include "cases/on_case_http.h"

namespace panoh::cases {
namespace {

struct AskBody {
    AskPurpose purpose;
};
PANOH_JSON(AskBody, purpose)

struct AnswerBody {
    AskAnswer answer;
};
PANOH_JSON(AnswerBody, answer)

/// What the asker sees: no more of the case than the search showed.
struct AskView {
    core::AskId id;
    std::string reference;
    std::string team_name;
    std::string purpose;
    core::Instant asked_at;
    std::optional<std::string> answer;
};
PANOH_JSON(AskView, id, reference, team_name, purpose, asked_at, answer)

AskView view_of(store::Reader& reader, Ask ask)
{
    return {.id = ask.id,
            .reference = std::move(ask.reference),
            .team_name = access::PeopleNames(reader).team(ask.team),
            .purpose = std::move(ask.purpose),
            .asked_at = ask.asked_at,
            .answer = std::move(ask.answer)};
}

http::Response ask(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    const auto body = request.json<AskBody>();
    if (!body) return http::problem(body.error());
    const auto asked = needs.database.write([&](store::Transaction& transaction) -> core::Result<AskView> {
        PANOH_TRY(const auto id, case_param(request));
        PANOH_TRY(UnreadCase found, unread_case(transaction, id));
        PANOH_TRY(const auto permit,
                  access::PermitIssuer::permit_case<Action::case_ask>(caller.subject(), id, found.facts()));
        PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
        if (before) {
            PANOH_TRY(auto made, find_ask(transaction, core::AskId{*before}));
            return view_of(transaction, std::move(made));
        }
        PANOH_TRY(auto made, ask_about(transaction, permit, std::move(found).held(permit),
                                       caller.subject().teams, caller.act(), body->purpose));
        access::remember_made(transaction, caller, request, made.id.bytes);
        return view_of(transaction, std::move(made));
    });
    return http::answer(asked, [](const AskView& view) { return http::created("/api/today", view); });
}

http::Response answer(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    const auto body = request.json<AnswerBody>();
    if (!body) return http::problem(body.error());
    const auto done = needs.database.write([&](store::Transaction& transaction) -> core::Done {
        const auto not_found = core::fail(core::ErrorKind::not_found, "case/ask_not_found");
        const auto id = core::parse_id<core::AskId>(request.param("ask"));
        if (!id) return not_found;
        PANOH_TRY(Ask found, find_ask(transaction, *id));
        PANOH_TRY(const UnreadCase about, unread_case(transaction, found.case_id));
        const auto permit = access::PermitIssuer::permit_case<Action::case_answer>(
            caller.subject(), found.case_id, about.facts());
        if (!permit && permit.error().kind == core::ErrorKind::not_found) return not_found;
        if (!permit) return core::fail(permit.error());
        PANOH_CHECK(answer_ask(transaction, *permit, caller.act(), std::move(found), body->answer));
        return {};
    });
    return http::answer(done, [] { return http::no_content(); });
}

} // namespace

void add_ask_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    using http::Method;
    router.add(gate.staff(
        {.method = Method::post,
         .pattern = "/api/cases/{case}/asks",
         .policy = std::string(core::to_text(Action::case_ask)),
         .summary = "Asks the team that holds a found case to get in touch; nothing of the case is told.",
         .takes = core::json_schema<AskBody>(),
         .gives = core::json_schema<AskView>(),
         .success = 201,
         .problems = {"case/not_found", "case/own_team", "case/asked_already"},
         .idempotent_create = true},
        [needs](auto& caller, const auto& request) { return ask(needs, caller, request); }));
    router.add(
        gate.staff({.method = Method::post,
                    .pattern = "/api/asks/{ask}/answer",
                    .policy = std::string(core::to_text(Action::case_answer)),
                    .summary = "Says that the asker was contacted, or that the team declines.",
                    .takes = core::json_schema<AnswerBody>(),
                    .success = 204,
                    .problems = {"case/ask_not_found", "case/ask_answered"}},
                   [needs](auto& caller, const auto& request) { return answer(needs, caller, request); }));
}

} // namespace panoh::cases

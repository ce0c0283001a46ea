// The list of cases as a file, over HTTP.

#include "access/people.h"
#include "cases/cases_http.h"
#include "cases/list_out.h"
#include "cases/scope.h"
#include "core/date.h"

namespace panoh::cases {
namespace {

struct ListOutBody {
    std::optional<State> state = {};
    std::optional<core::Coded<"country">> country = {};
    std::optional<core::UserId> assigned_to = {};
    bool names = false;
    Why why = {};
    ListWords words = {};
};
PANOH_JSON(ListOutBody, state, country, assigned_to, names, why, words)

core::Result<ListOut> begin(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    using core::Action;
    PANOH_TRY(const auto body, request.json<ListOutBody>());
    PANOH_CHECK(check(body.why));
    return needs.database.read([&](store::Reader& reader) -> core::Result<ListOut> {
        const access::Subject& subject = caller.subject();
        Scope scope = scope_of(reader, subject, Action::case_list_export);
        PANOH_TRY(const auto list, access::PermitIssuer::permit<Action::case_list>(subject, scope));
        if (body.names) PANOH_CHECK(caller.check_present());
        if (body.names) PANOH_CHECK(access::PermitIssuer::permit<Action::identity_read>(subject, scope));
        PANOH_TRY(const auto permit,
                  access::PermitIssuer::permit<Action::case_list_export>(subject, std::move(scope)));
        access::PeopleNames people(reader);
        const Taker taker{.name = named(people.user(subject.user), people.organisation(subject.organisation)),
                          .at = needs.clock.now(),
                          .time_zone = needs.time_zone,
                          .demo = needs.demo};
        audit::Act act = caller.act();
        act.purpose = body.why.purpose.code;
        return ListOut::begin(
            {.database = needs.database, .act = std::move(act), .keys = caller.lasting_keys()}, permit, list,
            {.state = body.state,
             .country = body.country ? std::optional(body.country->code) : std::nullopt,
             .assigned_to = body.assigned_to,
             .names = body.names},
            body.words, about_of(body.words.about, taker, body.why));
    });
}

http::Response list_out(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    auto begun = begin(needs, caller, request);
    if (!begun) return http::problem(begun.error());
    const auto today = core::to_string(core::local_day(needs.clock.now(), needs.time_zone));
    return http::download("cases-" + today + ".xlsx", tables::xlsx_type,
                          [out = std::make_shared<ListOut>(std::move(*begun))](std::string& piece) {
                              return out->next(piece);
                          });
}

} // namespace

void add_list_out_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/cases/export",
         .policy = std::string(core::to_text(core::Action::case_list_export)),
         .summary =
             "The list as XLSX: all that fit, with who, when and why; each portion after its audit row.",
         .takes = core::json_schema<ListOutBody>(),
         .problems = {"export/why_missing", "export/why_too_long", "export/why_not_a_line",
                      "export/words_invalid"}},
        [needs](auto& caller, const auto& request) { return list_out(needs, caller, request); }));
}

} // namespace panoh::cases

// A summary on paper: what is printed is what the browser shows; the node keeps who printed it and why.

#include "access/people.h"
#include "cases/cases_http.h"
#include "cases/on_case_http.h"
#include "cases/why.h"
#include "core/date.h"

namespace panoh::cases {
namespace {

struct PrintBody {
    bool with_name = false;
    Why why = {};
};
PANOH_JSON(PrintBody, with_name, why)

struct PrintView {
    std::string who;
    std::string when; ///< on the clocks of the node's zone
    bool fictional;
};
PANOH_JSON(PrintView, who, when, fictional)

core::Result<PrintView> print(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    PANOH_TRY(const auto body, request.json<PrintBody>());
    PANOH_CHECK(check(body.why));
    PANOH_TRY(const auto id, case_param(request));
    audit::Act act = caller.act();
    act.purpose = body.why.purpose.code;
    return needs.database.write([&](store::Transaction& transaction) -> core::Result<PrintView> {
        PANOH_TRY(const auto found, permitted<Action::case_print>(transaction, caller, id));
        if (body.with_name) PANOH_CHECK(permitted<Action::identity_read>(transaction, caller, id));
        audit::append(transaction, act,
                      {.action = Action::case_print,
                       .cases = {found.file.id},
                       .detail = body.with_name ? "with:names" : "with:codes"});
        access::PeopleNames people(transaction);
        const auto& subject = caller.subject();
        return PrintView{.who = named(people.user(subject.user), people.organisation(subject.organisation)),
                         .when = core::local_minute(act.at, needs.time_zone),
                         .fictional = needs.demo};
    });
}

} // namespace

void add_print_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    router.add(gate.staff({.method = http::Method::post,
                           .pattern = "/api/cases/{case}/print",
                           .policy = std::string(core::to_text(core::Action::case_print)),
                           .summary = "Notes that a summary goes on paper, and gives the line for its foot.",
                           .takes = core::json_schema<PrintBody>(),
                           .gives = core::json_schema<PrintView>(),
                           .problems = {"case/not_found", "export/why_missing", "export/why_too_long",
                                        "export/why_not_a_line"}},
                          [needs](auto& caller, const auto& request) {
                              return http::answer(print(needs, caller, request),
                                                  [](const PrintView& view) { return http::ok(view); });
                          }));
}

} // namespace panoh::cases

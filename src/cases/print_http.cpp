// A summary on paper, or who looked at the file: what is printed is what the browser shows; the node keeps
// who printed it and why.

#include "access/people.h"
#include "cases/cases_http.h"
#include "cases/on_case_http.h"
#include "cases/why.h"
#include "core/date.h"

namespace panoh::cases {

/// What goes on paper.
enum class Paper {
    summary,
    looked, ///< who looked at the file: it may go to the person whose file it is
};

} // namespace panoh::cases

template <>
struct panoh::core::Names<panoh::cases::Paper> {
    static constexpr std::array<Named<panoh::cases::Paper>, 2> all = {{
        {panoh::cases::Paper::summary, "summary"},
        {panoh::cases::Paper::looked, "looked"},
    }};
};

namespace panoh::cases {
namespace {

struct PrintBody {
    bool with_name = false;          ///< of the person; on a list of who looked, those of the staff
    std::optional<Paper> paper = {}; ///< a summary if absent
    Why why = {};
};
PANOH_JSON(PrintBody, with_name, paper, why)

struct PrintView {
    std::string who;
    std::string when; ///< on the clocks of the node's zone
    bool fictional;
};
PANOH_JSON(PrintView, who, when, fictional)

/// What the audit row says was printed.
const char* detail_of(Paper paper, bool with_name)
{
    switch (paper) {
    case Paper::summary:
        return with_name ? "with:names" : "with:codes";
    case Paper::looked:
        return with_name ? "looked:names" : "looked:roles";
    }
    return "";
}

core::Result<PrintView> print(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    PANOH_TRY(const auto body, request.json<PrintBody>());
    PANOH_CHECK(check(body.why));
    PANOH_TRY(const auto id, case_param(request));
    const Paper paper = body.paper.value_or(Paper::summary);
    audit::Act act = caller.act();
    act.purpose = body.why.purpose.code;
    return needs.database.write([&](store::Transaction& transaction) -> core::Result<PrintView> {
        PANOH_TRY(const auto found, permitted<Action::case_print>(transaction, caller, id));
        if (paper == Paper::looked) {
            PANOH_CHECK(permitted<Action::case_history>(transaction, caller, id));
        } else if (body.with_name) {
            PANOH_CHECK(permitted<Action::identity_read>(transaction, caller, id));
            PANOH_CHECK(caller.opens({&id, 1}));
        }
        audit::append(transaction, act,
                      {.action = Action::case_print,
                       .cases = {found.file.id},
                       .detail = detail_of(paper, body.with_name)});
        access::PeopleNames people(transaction);
        const auto& subject = caller.subject();
        // The foot of a list without names of staff has none either.
        const bool named_too = paper == Paper::summary || body.with_name;
        return PrintView{.who = named(named_too ? people.user(subject.user) : "",
                                      people.organisation(subject.organisation)),
                         .when = core::local_minute(act.at, needs.time_zone),
                         .fictional = needs.demo};
    });
}

} // namespace

void add_print_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/cases/{case}/print",
         .policy = std::string(core::to_text(core::Action::case_print)),
         .summary = "Notes that a summary, or who looked, goes on paper, and gives the line for its foot.",
         .takes = core::json_schema<PrintBody>(),
         .gives = core::json_schema<PrintView>(),
         .problems = {"case/not_found", "export/why_missing", "export/why_too_long", "export/why_not_a_line",
                      "access/step_up_needed", "access/read_enough"}},
        [needs](auto& caller, const auto& request) {
            return http::answer(print(needs, caller, request),
                                [](const PrintView& view) { return http::ok(view); });
        }));
}

} // namespace panoh::cases

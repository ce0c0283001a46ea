#include "app/audit_routes.h"

#include "access/gate.h"
#include "app/audit_export.h"
#include "cases/why.h"

namespace panoh::app {
namespace {

using core::Action;

struct CheckpointView {
    std::int64_t rows;
    std::string head;
    core::Instant at;
};
PANOH_JSON(CheckpointView, rows, head, at)

struct StateView {
    std::int64_t rows;
    std::optional<CheckpointView> checkpoint; ///< the newest; rows after it are not proved yet
    std::optional<audit::Alarm> alarm;        ///< why the record and its checkpoints do not fit
    std::int64_t alarm_rows;                  ///< of the checkpoint that does not
    std::string origin;                       ///< fingerprint of the key
    std::string public_key;
};
PANOH_JSON(StateView, rows, checkpoint, alarm, alarm_rows, origin, public_key)

StateView state_of(Node& node, const Checkpoints& checkpoints)
{
    const auto state = checkpoints.state();
    const auto rows =
        node.database().read([](store::Reader& reader) { return audit::read_head(reader).seq; });
    StateView view{.rows = rows,
                   .checkpoint = {},
                   .alarm = state.alarm,
                   .alarm_rows = state.alarm_rows,
                   .origin = audit::fingerprint(checkpoints.public_key()),
                   .public_key = crypto::to_base64url(checkpoints.public_key().bytes)};
    if (state.newest)
        view.checkpoint = {.rows = state.newest->rows,
                           .head = crypto::to_base64url(state.newest->head),
                           .at = state.newest->at};
    return view;
}

struct ExportBody {
    std::optional<core::Date> from = {};
    std::optional<core::Date> to = {};
    cases::Why why = {};
};
PANOH_JSON(ExportBody, from, to, why)

http::Response take_out(Node& node, const Checkpoints& checkpoints, access::Caller& caller,
                        const http::Request& request)
{
    const auto body = request.json<ExportBody>();
    if (!body) return http::problem(body.error());
    if (const auto checked = cases::check(body->why); !checked) return http::problem(checked.error());
    const auto& subject = caller.subject();
    AuditTaker taker{.act = caller.act(),
                     .name = node.database().read([&](store::Reader& reader) {
                         access::PeopleNames names(reader);
                         return cases::named(names.user(subject.user),
                                             names.organisation(subject.organisation));
                     }),
                     .why = body->why.text,
                     .names_of = subject.organisation,
                     .time_zone = node.config().time_zone,
                     .key = checkpoints.public_key()};
    taker.act.purpose = body->why.purpose.code;
    const auto begun = AuditExport::begin(node.database(), taker, {.from = body->from, .to = body->to});
    if (!begun) return http::problem(begun.error());
    const auto today = core::to_string(core::local_day(taker.act.at, taker.time_zone));
    return http::download("audit-" + today + ".jsonl", "text/plain; charset=utf-8",
                          [out = *begun](std::string& piece) { return out->next(piece); });
}

} // namespace

void add_audit_routes(http::Router& router, Node& node, const Checkpoints& checkpoints)
{
    const auto& gate = node.access().gate();
    router.add(gate.staff(
        {.pattern = "/api/audit/state",
         .policy = std::string(core::to_text(Action::audit_state)),
         .summary = "How long the record of who did what is, up to where a signed checkpoint "
                    "proves it, and whether anything speaks against it.",
         .gives = core::json_schema<StateView>()},
        [&node, &checkpoints](auto&, const auto&) { return http::ok(state_of(node, checkpoints)); }));
    router.add(
        gate.staff({.method = http::Method::post,
                    .pattern = "/api/audit/export",
                    .policy = std::string(core::to_text(Action::audit_read)),
                    .summary = "The rows of some days as JSON lines, with their hashes, the checkpoints "
                               "between them and the key; after its own row.",
                    .takes = core::json_schema<ExportBody>(),
                    .problems = {"audit/days_invalid", "export/why_missing", "export/why_too_long",
                                 "export/why_not_a_line"}},
                   [&node, &checkpoints](auto& caller, const auto& request) {
                       return take_out(node, checkpoints, caller, request);
                   }));
}

} // namespace panoh::app

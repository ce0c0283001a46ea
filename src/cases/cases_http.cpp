#include "cases/cases_http.h"

#include "access/people.h"
#include "cases/case_view.h"
#include "cases/on_case_http.h"

namespace panoh::cases {
namespace {

/// The body of `POST /api/cases`: owner, basis and identity beside any of the coded fields.
struct OpenBody : CodedChange {
    core::Coded<"country"> country;
    core::TeamId team;
    IntakeBasis consent;
    Identity identity;
};
PANOH_JSON_DERIVED(OpenBody, CodedChange, country, team, consent, identity)

struct MoveBody {
    State to = State::intake;
    std::optional<core::Coded<"closure_reason">> closure_reason = {};
};
PANOH_JSON(MoveBody, to, closure_reason)

struct AssignBody {
    core::UserId to;
};
PANOH_JSON(AssignBody, to)

struct AnswerBeforeView {
    std::string field;
    std::int64_t version;
    core::RawJson value;
    core::Instant changed_at;
    core::UserId changed_by;
    std::string changed_by_name;
};
PANOH_JSON(AnswerBeforeView, field, version, value, changed_at, changed_by, changed_by_name)

struct AnswersBefore {
    std::vector<AnswerBeforeView> items;
    std::optional<std::string> next = {};
};
PANOH_JSON(AnswersBefore, items, next)

struct ReceiverView {
    core::UserId user;
    std::string name;
    access::Role role;
    bool has_keys;
};
PANOH_JSON(ReceiverView, user, name, role, has_keys)

struct ReceiverItems {
    std::vector<ReceiverView> items;
    std::optional<std::string> next = {};
};
PANOH_JSON(ReceiverItems, items, next)

class CaseRoutes {
public:
    explicit CaseRoutes(HttpNeeds needs) : needs_(std::move(needs)) {}

    http::Response open(access::Caller& caller, const http::Request& request) const
    {
        auto body = request.json<OpenBody>();
        if (!body) return http::problem(body.error());
        const RecordedCase wanted{.opened = {.country = std::move(body->country),
                                             .consent = std::move(body->consent),
                                             .identity = std::move(body->identity),
                                             .answers = static_cast<CodedChange&>(*body)}};
        const auto permit = access::PermitIssuer::permit<Action::case_open>(caller.subject(), body->team);
        if (!permit) return http::problem(permit.error());
        const auto make = [&](store::Reader& reader) {
            return make_case(reader, *permit, caller.subject().organisation, caller.keys(), caller.act(),
                             wanted, core::local_day(caller.act().at, needs_.time_zone));
        };
        const auto made = needs_.database.read(make);
        if (!made) return http::problem(made.error());
        const auto opened =
            needs_.database.write([&](store::Transaction& transaction) -> core::Result<CaseFile> {
                PANOH_TRY(const auto before, access::made_before(transaction, caller, request));
                if (before) return again(transaction, caller, core::CaseId{*before});
                if (!caller.keys().registrar().no_epoch_since(made->mark)) {
                    // Somebody left meanwhile, and the team's key is another.
                    caller.keys().forget_teams();
                    PANOH_TRY(const auto again, make(transaction));
                    CaseFile file = write_case(transaction, *permit, caller.act(), again);
                    access::remember_made(transaction, caller, request, file.id.bytes);
                    return file;
                }
                CaseFile file = write_case(transaction, *permit, caller.act(), *made);
                access::remember_made(transaction, caller, request, file.id.bytes);
                return file;
            });
        return answer(caller, opened, [](const CaseView& shown) {
            return http::created("/api/cases/" + core::to_string(shown.id), shown).tagged(shown.version);
        });
    }

    http::Response read(access::Caller& caller, const http::Request& request) const
    {
        const auto read = needs_.database.read([&](store::Reader& reader) -> core::Result<CaseView> {
            PANOH_TRY(const auto id, case_param(request));
            PANOH_TRY(const auto found, permitted<Action::case_read>(reader, caller, id));
            return view(reader, caller, found.file);
        });
        return http::answer(read, tagged);
    }

    http::Response change(access::Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<CodedChange>();
        if (!body) return http::problem(body.error());
        return update<Action::case_change>(
            caller, request, [&](auto& transaction, const auto& found, auto expected) {
                return change_case(transaction, found.permit, caller.act(), found.file, expected, *body,
                                   core::local_day(caller.act().at, needs_.time_zone));
            });
    }

    http::Response basis(access::Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<IntakeBasis>();
        if (!body) return http::problem(body.error());
        return update<Action::case_change>(
            caller, request, [&](auto& transaction, const auto& found, auto expected) {
                return change_basis(transaction, found.permit, caller.act(), found.file, expected, *body);
            });
    }

    http::Response before(access::Caller& caller, const http::Request& request) const
    {
        const auto read = needs_.database.read([&](store::Reader& reader) -> core::Result<AnswersBefore> {
            PANOH_TRY(const auto id, case_param(request));
            PANOH_TRY(const auto found, permitted<Action::case_read>(reader, caller, id));
            PANOH_TRY(const auto answers,
                      replaced_answers(reader, found.permit, request.query("field").value_or("")));
            access::PeopleNames names(reader, caller.names());
            AnswersBefore items;
            for (const auto& one : answers)
                items.items.push_back({.field = one.field,
                                       .version = one.version,
                                       .value = {one.value},
                                       .changed_at = one.changed_at,
                                       .changed_by = one.changed_by,
                                       .changed_by_name = names.user(one.changed_by)});
            return items;
        });
        return http::answer(read, [](const AnswersBefore& items) { return http::ok(items).compressible(); });
    }

    http::Response move(access::Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<MoveBody>();
        if (!body) return http::problem(body.error());
        return update<Action::case_move>(
            caller, request, [&](auto& transaction, const auto& found, auto expected) {
                return move_case(transaction, found.permit, caller.act(), found.file, expected, body->to,
                                 body->closure_reason);
            });
    }

    http::Response assign(access::Caller& caller, const http::Request& request) const
    {
        const auto body = request.json<AssignBody>();
        if (!body) return http::problem(body.error());
        return update<Action::case_assign>(
            caller, request, [&](auto& transaction, const auto& found, auto expected) {
                return assign_case(transaction, found.permit, caller.act(), found.file, expected, body->to);
            });
    }

    http::Response receivers(access::Caller& caller, const http::Request& request) const
    {
        const auto read = needs_.database.read([&](store::Reader& reader) -> core::Result<ReceiverItems> {
            PANOH_TRY(const auto id, case_param(request));
            PANOH_TRY(const auto found, permitted<Action::case_assign>(reader, caller, id));
            ReceiverItems items;
            for (auto& person : access::members_of(reader, found.file.team)) {
                if (person.id == found.file.assigned_to || !check_receiver(reader, found.file, person.id))
                    continue;
                const bool has_keys = access::lacking_keys(reader, person, found.file.team).empty();
                items.items.push_back({person.id, std::move(person.name), person.role, has_keys});
            }
            return items;
        });
        return http::answer(read, [](const ReceiverItems& items) { return http::ok(items); });
    }

private:
    CaseView view(store::Reader& reader, const access::Caller& caller, const CaseFile& file) const
    {
        return view_of(reader, caller, file, needs_.time_zone);
    }

    /// What a creation that came a second time made.
    static core::Result<CaseFile> again(store::Reader& reader, const access::Caller& caller, core::CaseId id)
    {
        PANOH_TRY(auto found, permitted<Action::case_read>(reader, caller, id));
        return std::move(found.file);
    }

    static http::Response tagged(const CaseView& shown)
    {
        return http::ok(shown).tagged(shown.version).compressible();
    }

    /// The names beside a case are looked up once it is written: the one writer serves everybody.
    template <typename Say>
    http::Response answer(const access::Caller& caller, const core::Result<CaseFile>& file, Say&& say) const
    {
        if (!file) return http::problem(file.error());
        return say(needs_.database.read([&](store::Reader& reader) { return view(reader, caller, *file); }));
    }

    /// One update: permit and version checked in the transaction; a stale one is answered with what stands
    /// now.
    template <Action A, typename Change>
    http::Response update(access::Caller& caller, const http::Request& request, Change&& change) const
    {
        const auto expected = request.if_match();
        if (!expected) return http::problem(expected.error());
        const auto updated =
            needs_.database.write([&](store::Transaction& transaction) -> core::Result<CaseFile> {
                PANOH_TRY(const auto id, case_param(request));
                PANOH_TRY(const auto found, permitted<A>(transaction, caller, id));
                core::Result<CaseFile> file = change(transaction, found, *expected);
                if (!file && file.error().kind == core::ErrorKind::stale)
                    file.error().current = core::write_json(view(transaction, caller, found.file));
                return file;
            });
        return answer(caller, updated, tagged);
    }

    HttpNeeds needs_;
};

http::Route route(http::Method method, std::string pattern, Action policy, std::string summary)
{
    return {.method = method,
            .pattern = std::move(pattern),
            .policy = std::string(core::to_text(policy)),
            .summary = std::move(summary),
            .gives = core::json_schema<CaseView>()};
}

} // namespace

void add_case_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    using http::Method;
    const auto routes = std::make_shared<const CaseRoutes>(needs);
    const auto bind = [routes](auto member) {
        return [routes, member](access::Caller& caller, const http::Request& request) {
            return ((*routes).*member)(caller, request);
        };
    };
    auto open = route(Method::post, "/api/cases", Action::case_open, "Opens a case with a sealed identity.");
    open.takes = core::json_schema<OpenBody>();
    open.success = 201;
    open.idempotent_create = true;
    open.tagged = true;
    open.problems = {"case/consent_or_exception", "case/consent_mode_missing", "case/name_empty"};
    router.add(gate.staff(std::move(open), bind(&CaseRoutes::open)));

    auto read = route(Method::get, "/api/cases/{case}", Action::case_read, "The coded part of a case.");
    read.problems = {"case/not_found"};
    read.tagged = true;
    router.add(gate.staff(std::move(read), bind(&CaseRoutes::read)));

    const auto versioned = [&](http::Route made, std::string takes, std::vector<std::string> problems) {
        made.takes = std::move(takes);
        made.versioned = true;
        problems.emplace_back("case/stale");
        problems.emplace_back("case/not_found");
        made.problems = std::move(problems);
        return made;
    };
    router.add(gate.staff(
        versioned(route(Method::patch, "/api/cases/{case}", Action::case_change, "Changes coded fields."),
                  core::json_schema<CodedChange>(), {"case/unknown_and_known", "case/date_in_future"}),
        bind(&CaseRoutes::change)));
    router.add(gate.staff(versioned(route(Method::put, "/api/cases/{case}/consent", Action::case_change,
                                          "Another basis of the case: consent, or an exception."),
                                    core::json_schema<IntakeBasis>(),
                                    {"case/consent_or_exception", "case/consent_mode_missing"}),
                          bind(&CaseRoutes::basis)));
    auto before = route(Method::get, "/api/cases/{case}/answers/before", Action::case_read,
                        "What coded fields said before they were changed, newest first, at most 200.");
    before.query = {{"field", "Only of this field"}};
    before.gives = core::json_schema<AnswersBefore>();
    before.problems = {"case/not_found", "case/field_unknown"};
    router.add(gate.staff(std::move(before), bind(&CaseRoutes::before)));
    router.add(gate.staff(
        versioned(route(Method::post, "/api/cases/{case}/move", Action::case_move, "To another state."),
                  core::json_schema<MoveBody>(), {"case/state_not_allowed", "case/closure_reason_missing"}),
        bind(&CaseRoutes::move)));
    router.add(gate.staff(
        versioned(route(Method::post, "/api/cases/{case}/assign", Action::case_assign, "To a colleague."),
                  core::json_schema<AssignBody>(), {"case/not_on_team", "case/receiver_may_not"}),
        bind(&CaseRoutes::assign)));
    auto receivers = route(Method::get, "/api/cases/{case}/receivers", Action::case_assign,
                           "Who of the team could be handed the case, by name.");
    receivers.gives = core::json_schema<ReceiverItems>();
    receivers.problems = {"case/not_found"};
    router.add(gate.staff(std::move(receivers), bind(&CaseRoutes::receivers)));
}

void add_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    add_list_routes(router, gate, needs);
    add_list_out_routes(router, gate, needs);
    add_print_routes(router, gate, needs);
    add_case_routes(router, gate, needs);
    add_sealed_routes(router, gate, needs);
    add_note_routes(router, gate, needs);
    add_find_routes(router, gate, needs);
    add_ask_routes(router, gate, needs);
    add_today_routes(router, gate, needs);
}

} // namespace panoh::cases

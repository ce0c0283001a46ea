// Lists over HTTP.

#include <charconv>

#include "access/decide.h"
#include "access/people.h"
#include "cases/case_list.h"
#include "cases/case_view.h"
#include "cases/cases_http.h"
#include "cases/columns.h"
#include "cases/on_case_http.h"
#include "cases/scope.h"

namespace panoh::cases {
namespace {

struct RowView {
    core::CaseId id;
    std::string reference;
    State state;
    std::optional<std::string> trafficking_status;
    std::vector<std::string> exploitation;
    std::string country;
    std::vector<std::string> citizenship;
    std::optional<std::string> gender;
    std::optional<std::string> age_band;
    std::optional<std::string> country_of_exploitation;
    core::TeamId team;
    std::string team_name;
    std::optional<core::UserId> assigned_to;
    std::optional<std::string> assigned_name;
    std::optional<std::string> next_step;
    std::optional<std::string> due_on;
    core::Date opened_on;
    core::Instant updated_at;
    std::int64_t version;
    std::optional<ShortName> name;
};
PANOH_JSON(RowView, id, reference, state, trafficking_status, exploitation, country, citizenship, gender,
           age_band, country_of_exploitation, team, team_name, assigned_to, assigned_name, next_step, due_on,
           opened_on, updated_at, version, name)

struct ListView {
    std::vector<RowView> items;
    std::optional<std::string> next;
    core::RawJson totals;
};
PANOH_JSON(ListView, items, next, totals)

std::string map_json(const std::map<std::string, std::int64_t>& map)
{
    std::string text = "{";
    for (const auto& [key, value] : map) {
        if (text.size() > 1) text += ',';
        text += core::write_json(key) + ":" + core::write_json(value);
    }
    return text + "}";
}

core::RawJson totals_json(const Totals& totals)
{
    return {"{\"all\":" + core::write_json(totals.all) + ",\"by_state\":" + map_json(totals.by_state) +
            ",\"by_country\":" + map_json(totals.by_country) + "}"};
}

core::Result<int> limit_of(const http::Request& request)
{
    const auto text = request.query("limit");
    if (!text) return 50;
    int limit = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (error != std::errc{} || end != text->data() + text->size() || limit < 1 || limit > 200)
        return core::fail(core::ErrorKind::malformed, "http/limit_invalid", "limit");
    return limit;
}

template <typename E>
core::Result<std::optional<E>> named(const http::Request& request, std::string_view field)
{
    const auto text = request.query(field);
    if (!text || text->empty()) return std::optional<E>{};
    const auto value = core::from_text<E>(*text);
    if (!value) return core::fail(core::ErrorKind::malformed, "json/code_unknown", std::string(field));
    return std::optional<E>{*value};
}

core::Result<ListQuery> query_of(const http::Request& request, const access::Subject& subject)
{
    ListQuery query;
    PANOH_TRY(query.limit, limit_of(request));
    PANOH_TRY(query.state, named<State>(request, "state"));
    PANOH_TRY(const auto sort, named<Sort>(request, "sort"));
    query.sort = sort.value_or(Sort::opened);
    query.cursor = request.query("cursor").value_or("");
    if (const auto country = request.query("country"); country && !country->empty()) {
        if (!core::code_list("country").has(*country))
            return core::fail(core::ErrorKind::malformed, "json/code_unknown", "country");
        query.country = std::string(*country);
    }
    if (const auto person = request.query("assigned_to"); person && !person->empty()) {
        query.assigned_to =
            *person == "me" ? std::optional(subject.user) : core::parse_id<core::UserId>(*person);
        if (!query.assigned_to)
            return core::fail(core::ErrorKind::malformed, "json/not_an_id", "assigned_to");
    }
    return query;
}

/// Only the team asked for, when it is one of the scope.
core::Done narrow(Scope& scope, const http::Request& request)
{
    const auto text = request.query("team");
    if (!text || text->empty()) return {};
    const auto team = core::parse_id<core::TeamId>(*text);
    if (!team || std::ranges::find(scope.teams, *team) == scope.teams.end())
        return core::fail(core::ErrorKind::malformed, "case/team_unknown", "team");
    scope.teams = {*team};
    return {};
}

RowView view_of_row(const ListRow& row, access::PeopleNames& names, const std::string& time_zone)
{
    return {.id = row.id,
            .reference = row.reference,
            .state = row.state,
            .trafficking_status = row.trafficking_status,
            .exploitation = split_codes(row.exploitation.value_or("")),
            .country = row.country,
            .citizenship = split_codes(row.citizenship.value_or("")),
            .gender = row.gender,
            .age_band = maybe_text(row.age_band),
            .country_of_exploitation = row.country_of_exploitation,
            .team = row.team,
            .team_name = names.team(row.team),
            .assigned_to = maybe_user(row.assigned_to),
            .assigned_name = maybe_text(names.user(row.assigned_to)),
            .next_step = row.next_step,
            .due_on = row.due_on,
            .opened_on = core::local_day(row.opened_at, time_zone),
            .updated_at = row.updated_at,
            .version = row.version,
            .name = row.name};
}

ListView view_of_page(store::Reader& reader, const ListPage& page, const Totals& totals,
                      const std::string& time_zone)
{
    access::PeopleNames names(reader);
    ListView view{.items = {}, .next = maybe_text(page.next), .totals = totals_json(totals)};
    for (const auto& row : page.rows)
        view.items.push_back(view_of_row(row, names, time_zone));
    return view;
}

/// A page as it was read, before its names were noted.
struct ReadPage {
    ListPage page;
    ListView view;
};

/// Whether a case can leave a person's reach between the reading and the audit row. A case stays in its team
/// and house; who has it is changed by anybody of the team at any time.
bool can_be_taken_away(const access::Subject& subject)
{
    return access::reach(subject.role, subject.organisation_type, Action::identity_read) ==
           access::Reach::opened;
}

/// One audit row that lists the cases whose names were opened, durable before the page leaves. A name that is
/// no longer this person's to see leaves the page instead.
core::Done note_names(const HttpNeeds& needs, access::Caller& caller, ReadPage& read)
{
    std::vector<core::CaseId> opened;
    for (const auto& row : read.page.rows)
        if (row.name) opened.push_back(row.id);
    if (opened.empty()) return {};
    const bool ask_again = can_be_taken_away(caller.subject());
    using Cases = std::vector<core::CaseId>;
    PANOH_TRY(const Cases noted,
              needs.database.write([&](store::Transaction& transaction) -> core::Result<Cases> {
                  Cases cases = ask_again ? openable(transaction, caller.subject(), opened) : opened;
                  if (cases.empty()) return cases;
                  PANOH_CHECK(caller.opens(cases));
                  audit::append(transaction, caller.act(),
                                {.action = Action::identity_read, .cases = cases, .detail = "names:list"});
                  make_quick(transaction, caller.keys(), read.page);
                  return cases;
              }));
    if (!ask_again) return {};
    keep_names_of(read.page, noted);
    for (std::size_t i = 0; i < read.view.items.size(); ++i)
        if (!read.page.rows[i].name) read.view.items[i].name.reset();
    return {};
}

http::Response list(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    const auto names = request.query("names").value_or("");
    if (!names.empty() && names != "shown")
        return http::problem(
            {.kind = core::ErrorKind::malformed, .code = "json/code_unknown", .field = "names"});
    const bool shown = names == "shown";
    auto read = needs.database.read([&](store::Reader& reader) -> core::Result<ReadPage> {
        PANOH_TRY(const auto query, query_of(request, caller.subject()));
        Scope scope = scope_of(reader, caller.subject(), Action::case_list);
        PANOH_CHECK(narrow(scope, request));
        if (shown) PANOH_CHECK(access::PermitIssuer::permit<Action::identity_read>(caller.subject(), scope));
        PANOH_TRY(const auto permit,
                  access::PermitIssuer::permit<Action::case_list>(caller.subject(), std::move(scope)));
        PANOH_TRY(ListPage page, list_cases(reader, permit, query, shown));
        if (shown) open_names(reader, caller.keys(), page);
        ReadPage out{.page = std::move(page), .view = {}};
        out.view = view_of_page(reader, out.page, totals(reader, permit), needs.time_zone);
        return out;
    });
    if (!read) return http::problem(read.error());
    if (!shown) return http::ok(read->view).compressible();
    return http::answer(note_names(needs, caller, *read), [&] { return http::ok(read->view); });
}

} // namespace

void add_list_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    using http::Method;
    router.add(gate.staff(
        {.method = Method::get,
         .pattern = "/api/cases",
         .policy = std::string(core::to_text(Action::case_list)),
         .summary = "One page of cases; with names=shown opens the page's names under one audit row.",
         .query = {{"state", "only this state"},
                   {"country", "only this country"},
                   {"assigned_to", "a user's id, or me"},
                   {"team", "only this team"},
                   {"sort", "opened, updated or due"},
                   {"limit", "1 to 200, 50 if absent"},
                   {"cursor", "next of the page before"},
                   {"names", "shown: open the names"}},
         .gives = core::json_schema<ListView>(),
         .problems = {"case/cursor_invalid", "http/limit_invalid", "json/code_unknown",
                      "access/step_up_needed", "access/read_enough"}},
        [needs](auto& caller, const auto& request) { return list(needs, caller, request); }));
}

} // namespace panoh::cases

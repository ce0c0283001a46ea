// The search by name over HTTP.

#include <algorithm>

#include "access/finding.h"
#include "access/people.h"
#include "cases/asks.h"
#include "cases/case_view.h"
#include "cases/cases_http.h"
#include "cases/on_case_http.h"
#include "cases/search.h"

namespace panoh::cases {
namespace {

struct ReasonView {
    Sign sign;
    std::string of;
};
PANOH_JSON(ReasonView, sign, of)

struct MatchView {
    core::CaseId case_;
    std::string reference;
    State state;
    std::optional<int> birth_year;
    std::string team_name;
    std::optional<std::string> assigned_name;
    int strength;
    ShortName initials;
    std::vector<ReasonView> reasons;
};
PANOH_JSON(MatchView, case_, reference, state, birth_year, team_name, assigned_name, strength, initials,
           reasons)

/// All that is told of another team's case.
struct HeldView {
    core::CaseId case_;
    std::string reference;
    std::string team_name;
    int strength;
    bool asked; ///< an ask of this person waits
};
PANOH_JSON(HeldView, case_, reference, team_name, strength, asked)

struct ElsewhereView {
    bool has_key;
    std::int64_t searched;
    std::int64_t not_searched;
    std::vector<HeldView> matches;
};
PANOH_JSON(ElsewhereView, has_key, searched, not_searched, matches)

struct FoundView {
    std::int64_t searched;
    std::vector<MatchView> matches;
    ElsewhereView elsewhere;
};
PANOH_JSON(FoundView, searched, matches, elsewhere)

/// What a search read, before it is audited.
struct ReadFind {
    Found found;
    FoundElsewhere elsewhere;
    std::vector<core::CaseId> lacking;
    FoundView view;
};

std::vector<core::TeamId> other_teams(store::Reader& reader, const access::Subject& subject)
{
    auto teams = access::team_ids_of(reader, subject.organisation);
    std::erase_if(teams, [&](const core::TeamId& team) {
        return std::ranges::find(subject.teams, team) != subject.teams.end();
    });
    return teams;
}

MatchView view_of_match(const Match& match, access::PeopleNames& names)
{
    MatchView view{.case_ = match.id,
                   .reference = match.reference,
                   .state = match.state,
                   .birth_year = match.birth_year,
                   .team_name = names.team(match.team),
                   .assigned_name = maybe_text(names.user(match.assigned_to)),
                   .strength = match.strength,
                   .initials = match.initials,
                   .reasons = {}};
    for (const auto& reason : match.reasons)
        view.reasons.push_back({reason.sign, reason.of});
    return view;
}

/// Decided once more for each case by itself, as for every other way to it.
core::Result<HeldView> view_of_held(store::Reader& reader, const access::Subject& subject,
                                    const HeldMatch& match, access::PeopleNames& names)
{
    PANOH_TRY(UnreadCase found, unread_case(reader, match.id));
    PANOH_TRY(const auto permit,
              access::PermitIssuer::permit_case<Action::case_ask>(subject, match.id, found.facts()));
    const HeldCase held = std::move(found).held(permit);
    return HeldView{.case_ = match.id,
                    .reference = held.reference,
                    .team_name = names.team(held.team),
                    .strength = match.strength,
                    .asked = has_asked(reader, subject.user, match.id)};
}

core::Result<ReadFind> search(store::Reader& reader, access::Caller& caller, const Question& question)
{
    const auto& subject = caller.subject();
    PANOH_TRY(const auto own, access::PermitIssuer::permit<Action::case_find>(subject, subject.teams));
    PANOH_TRY(const auto others,
              access::PermitIssuer::permit<Action::case_ask>(subject, other_teams(reader, subject)));
    ReadFind read;
    read.found = find_cases(reader, own, caller.keys(), question);
    read.elsewhere = find_elsewhere(reader, others, subject.organisation, caller.keys(), question);
    read.lacking = lacking_finding(reader, subject);
    keep_best_of_both(read.found.matches, read.elsewhere.matches);
    read.view.searched = read.found.searched;
    access::PeopleNames names(reader);
    for (const auto& match : read.found.matches)
        read.view.matches.push_back(view_of_match(match, names));
    auto& elsewhere = read.view.elsewhere;
    elsewhere.has_key = read.elsewhere.has_key;
    elsewhere.searched = read.elsewhere.searched;
    elsewhere.not_searched = read.elsewhere.not_searched;
    for (const auto& match : read.elsewhere.matches)
        if (auto held = view_of_held(reader, subject, match, names))
            elsewhere.matches.push_back(std::move(*held));
    return read;
}

/// One row for the search and what it showed of the own teams; one more for the cases of others.
void note_search(store::Transaction& transaction, const audit::Act& act, const FoundView& view)
{
    const auto ids = [](const auto& matches) {
        std::vector<core::CaseId> cases;
        for (const auto& match : matches)
            cases.push_back(match.case_);
        return cases;
    };
    audit::append(transaction, act,
                  {.action = Action::case_find,
                   .cases = ids(view.matches),
                   .detail = "searched:" + core::write_json(view.searched)});
    if (view.elsewhere.matches.empty()) return;
    audit::append(
        transaction, act,
        {.action = Action::case_find, .cases = ids(view.elsewhere.matches), .detail = "found:other_team"});
}

http::Response find(const HttpNeeds& needs, access::Caller& caller, const http::Request& request)
{
    const auto query = request.json<FindQuery>();
    if (!query) return http::problem(query.error());
    const auto question = question_of(*query);
    if (!question) return http::problem(question.error());
    if (auto let_on = caller.searches(); !let_on) return http::problem(let_on.error());
    const auto read =
        needs.database.read([&](store::Reader& reader) { return search(reader, caller, *question); });
    if (!read) return http::problem(read.error());
    const auto noted = needs.database.write([&](store::Transaction& transaction) -> core::Done {
        note_search(transaction, caller.act(), read->view);
        PANOH_CHECK(
            access::make_missing_finding_key(transaction, caller.subject(), caller.keys(), caller.act()));
        return keep_up_findings(transaction, caller.keys(), caller.subject().organisation, read->found,
                                read->lacking, read->elsewhere.boxed);
    });
    return http::answer(noted, [&] { return http::ok(read->view); });
}

} // namespace

void add_find_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    router.add(gate.staff(
        {.method = http::Method::post,
         .pattern = "/api/cases/find",
         .policy = std::string(core::to_text(Action::case_find)),
         .summary = "Searches the sealed names of the own teams, and tells which other team holds a fitting "
                    "case; at most five matches in all.",
         .takes = core::json_schema<FindQuery>(),
         .gives = core::json_schema<FoundView>(),
         .problems = {"case/name_empty", "case/too_long", "access/step_up_needed", "access/read_enough"}},
        [needs](auto& caller, const auto& request) { return find(needs, caller, request); }));
}

} // namespace panoh::cases

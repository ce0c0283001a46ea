// The Today screen over HTTP: what waits, late first.

#include "access/decide.h"
#include "access/finding.h"
#include "access/people.h"
#include "cases/asks.h"
#include "cases/case_view.h"
#include "cases/cases_http.h"
#include "cases/on_case_http.h"
#include "cases/scope.h"
#include "cases/today.h"

namespace panoh::cases {
namespace {

struct TaskView {
    core::CaseId case_;
    std::string reference;
    std::optional<std::string> next_step;
    core::Date due_on;
    int days_late;
    State state;
    std::optional<std::string> risk_level;
    std::optional<std::string> primary_language;
    bool assigned_to_me;
    std::optional<std::string> assigned_name;
};
PANOH_JSON(TaskView, case_, reference, next_step, due_on, days_late, state, risk_level, primary_language,
           assigned_to_me, assigned_name)

struct WaitingView {
    core::UserId user;
    std::string name;
    core::TeamId team;
    std::string team_name;
    bool travelling; ///< laid the keys down for a journey
};
PANOH_JSON(WaitingView, user, name, team, team_name, travelling)

struct RecentView {
    core::CaseId case_;
    std::string reference;
    State state;
    std::string actor_name;
    core::Instant at;
};
PANOH_JSON(RecentView, case_, reference, state, actor_name, at)

/// A colleague who has the keys of the own teams and not the finding key.
struct WaitingToFindView {
    core::UserId user;
    std::string name;
};
PANOH_JSON(WaitingToFindView, user, name)

/// Somebody of another team asks about a case of one of ours.
struct AskOfUsView {
    core::AskId id;
    core::CaseId case_;
    std::string reference;
    std::string team_name; ///< of the asker: the first of theirs
    std::string asked_by_name;
    std::string purpose;
    core::Instant asked_at;
};
PANOH_JSON(AskOfUsView, id, case_, reference, team_name, asked_by_name, purpose, asked_at)

/// What I asked, and whether somebody answered.
struct AskedView {
    core::AskId id;
    std::string reference;
    std::string team_name; ///< that holds the case
    std::string purpose;
    core::Instant asked_at;
    std::optional<std::string> answer;
    std::optional<std::string> answered_by_name;
};
PANOH_JSON(AskedView, id, reference, team_name, purpose, asked_at, answer, answered_by_name)

struct TodayView {
    core::Date day;
    std::vector<TaskView> late = {};
    std::vector<TaskView> today = {};
    std::vector<TaskView> week = {};
    std::vector<WaitingView> waiting_for_keys = {};
    std::vector<WaitingToFindView> waiting_to_find = {};
    std::vector<AskOfUsView> asks = {};
    std::vector<AskedView> asked = {};
    std::vector<RecentView> recent = {};
};
PANOH_JSON(TodayView, day, late, today, week, waiting_for_keys, waiting_to_find, asks, asked, recent)

TaskView view_of_task(const Task& task, access::PeopleNames& names, core::UserId me, const core::Date& day)
{
    return {.case_ = task.id,
            .reference = task.reference,
            .next_step = maybe_text(task.next_step),
            .due_on = task.due_on,
            .days_late = std::max(0, core::days_between(task.due_on, day)),
            .state = task.state,
            .risk_level = maybe_text(task.risk_level),
            .primary_language = maybe_text(task.primary_language),
            .assigned_to_me = task.assigned_to == me,
            .assigned_name = maybe_text(names.user(task.assigned_to))};
}

void add_tasks(TodayView& view, store::Reader& reader, const std::vector<Task>& tasks, core::UserId me)
{
    access::PeopleNames names(reader);
    for (const auto& task : tasks) {
        auto& part = task.due_on < view.day ? view.late : task.due_on == view.day ? view.today : view.week;
        part.push_back(view_of_task(task, names, me, view.day));
    }
}

void add_recent(TodayView& view, store::Reader& reader, const std::vector<Recent>& recent)
{
    access::PeopleNames names(reader);
    for (const auto& change : recent)
        view.recent.push_back({change.id, change.reference, change.state, names.user(change.by), change.at});
}

/// For who may answer; those of the teams the person is on.
void add_asks(TodayView& view, store::Reader& reader, const access::Subject& subject)
{
    if (access::decide(subject, Action::case_answer, std::nullopt) != access::Verdict::allow) return;
    access::PeopleNames names(reader);
    for (auto& ask : waiting_asks(reader, subject.teams)) {
        const auto teams = access::teams_of(reader, ask.asked_by);
        view.asks.push_back({ask.id, ask.case_id, std::move(ask.reference),
                             teams.empty() ? std::string() : teams.front().name, names.user(ask.asked_by),
                             std::move(ask.purpose), ask.asked_at});
    }
}

void add_asked(TodayView& view, store::Reader& reader, const access::Subject& subject, core::Instant since)
{
    if (access::decide(subject, Action::case_ask, std::nullopt) != access::Verdict::allow) return;
    access::PeopleNames names(reader);
    for (auto& ask : asked_by(reader, subject.user, since))
        view.asked.push_back({ask.id, std::move(ask.reference), names.team(ask.team), std::move(ask.purpose),
                              ask.asked_at, std::move(ask.answer), maybe_text(names.user(ask.answered_by))});
}

http::Response today(const HttpNeeds& needs, access::Caller& caller)
{
    const auto& subject = caller.subject();
    // Its right is that of the own session, so that everybody has a Today; half a sign-in has none.
    if (subject.stage != access::Stage::open)
        return http::problem({.kind = core::ErrorKind::forbidden, .code = "access/not_finished"});
    const auto read = needs.database.read([&](store::Reader& reader) -> core::Result<TodayView> {
        const core::Instant now = caller.act().at;
        TodayView view{.day = core::local_day(now, needs.time_zone)};
        for (auto& waiting : access::waiting_for_keys(reader, subject))
            view.waiting_for_keys.push_back({waiting.user, std::move(waiting.name), waiting.team,
                                             std::move(waiting.team_name), waiting.travelling});
        for (auto& waiting : access::waiting_to_find(reader, subject))
            view.waiting_to_find.push_back({waiting.user, std::move(waiting.name)});
        add_asks(view, reader, subject);
        add_asked(view, reader, subject, now + -14 * core::day_ms);
        const auto permit = access::PermitIssuer::permit<Action::case_list>(
            subject, scope_of(reader, subject, Action::case_list));
        if (!permit)
            return view; // administrators, auditors and data officers have no cases, and a Today all the same
        add_tasks(view, reader, tasks_until(reader, *permit, core::add_days(view.day, 7)), subject.user);
        add_recent(view, reader, changed_by_others(reader, *permit, subject.user, now + -7 * core::day_ms));
        return view;
    });
    return http::answer(read, [](const TodayView& view) { return http::ok(view).compressible(); });
}

} // namespace

void add_today_routes(http::Router& router, const access::Gate& gate, const HttpNeeds& needs)
{
    router.add(gate.staff({.method = http::Method::get,
                           .pattern = "/api/today",
                           .policy = std::string(core::to_text(Action::session_read)),
                           .summary = "Next steps that are late, due today or within a week.",
                           .gives = core::json_schema<TodayView>(),
                           .problems = {"access/not_finished"}},
                          [needs](auto& caller, const auto& /*request*/) { return today(needs, caller); }));
}

} // namespace panoh::cases

#include "cases/today.h"

#include <algorithm>

namespace panoh::cases {
namespace {
using store::Row;
using store::Sql;
constexpr int most_tasks = 200;
} // namespace

std::vector<Task> tasks_until(store::Reader& reader, const ListPermit& permit, const core::Date& until)
{
    static constexpr Sql sql{
        "SELECT id, reference, next_step, due_on, state, risk_level, primary_language, assigned_to, "
        "opened_by FROM case_file WHERE team = ? AND due_sort <= ? ORDER BY due_sort, id LIMIT ?"};
    const Scope& scope = permit.object();
    const std::string last = core::to_string(until);
    std::vector<Task> tasks;
    for (const auto& team : scope.teams)
        reader.each(sql, {team, last, most_tasks}, [&](const Row& row) {
            if (scope.opened_by && row.id<core::UserId>(8) != *scope.opened_by) return;
            Task task{.id = row.id<core::CaseId>(0),
                      .reference = std::string(row.text(1)),
                      .next_step = row.maybe_text(2).value_or(""),
                      .due_on = core::parse_date(row.text(3)).value_or(core::Date{}),
                      .state = core::from_text<State>(row.text(4)).value_or(State::suspended),
                      .risk_level = row.maybe_text(5).value_or(""),
                      .primary_language = row.maybe_text(6).value_or("")};
            if (!row.is_null(7)) task.assigned_to = row.id<core::UserId>(7);
            tasks.push_back(std::move(task));
        });
    std::ranges::stable_sort(tasks, {}, &Task::due_on);
    if (tasks.size() > most_tasks) tasks.resize(most_tasks);
    return tasks;
}

std::vector<Recent> changed_by_others(store::Reader& reader, core::UserId person, core::Instant since)
{
    static constexpr Sql sql{
        "SELECT id, reference, state, updated_by, updated_at FROM case_file WHERE assigned_to = ? "
        "AND updated_by <> ? AND updated_at >= ? ORDER BY updated_at DESC, id LIMIT 10"};
    std::vector<Recent> recent;
    reader.each(sql, {person, person, since}, [&](const Row& row) {
        recent.push_back({.id = row.id<core::CaseId>(0),
                          .reference = std::string(row.text(1)),
                          .state = core::from_text<State>(row.text(2)).value_or(State::suspended),
                          .by = row.id<core::UserId>(3),
                          .at = row.instant(4)});
    });
    return recent;
}

} // namespace panoh::cases

#include "cases/today.h"

#include <algorithm>
#include <tuple>

namespace panoh::cases {
namespace {
using store::Row;
using store::Sql;
constexpr std::size_t most_tasks = 200;
constexpr std::size_t most_recent = 10;

Task read_task(const Row& row)
{
    Task task{.id = row.id<core::CaseId>(0),
              .reference = std::string(row.text(1)),
              .next_step = row.maybe_text(2).value_or(""),
              .due_on = core::parse_date(row.text(3)).value_or(core::Date{}),
              .state = core::from_text<State>(row.text(4)).value_or(State::suspended),
              .risk_level = row.maybe_text(5).value_or(""),
              .primary_language = row.maybe_text(6).value_or("")};
    if (!row.is_null(7)) task.assigned_to = row.id<core::UserId>(7);
    return task;
}

Recent read_recent(const Row& row)
{
    return {.id = row.id<core::CaseId>(0),
            .reference = std::string(row.text(1)),
            .state = core::from_text<State>(row.text(2)).value_or(State::suspended),
            .by = row.id<core::UserId>(3),
            .at = row.instant(4)};
}

/// Each team gave its own first ones: the first of all.
template <typename T, typename Before>
void keep_first(std::vector<T>& all, std::size_t most, Before before)
{
    std::ranges::sort(all, before);
    if (all.size() > most) all.resize(most);
}
} // namespace

std::vector<Task> tasks_until(store::Reader& reader, const ListPermit& permit, const core::Date& until)
{
    static constexpr Sql of_team{
        "SELECT id, reference, next_step, due_on, state, risk_level, primary_language, assigned_to "
        "FROM case_file WHERE team = ? AND due_sort <= ? ORDER BY due_sort, id LIMIT ?"};
    static constexpr Sql of_opener{
        "SELECT id, reference, next_step, due_on, state, risk_level, primary_language, assigned_to "
        "FROM case_file WHERE team = ? AND due_sort <= ? AND opened_by = ? "
        "AND (assigned_to IS NULL OR assigned_to = ?) ORDER BY due_sort, id LIMIT ?"};
    const Scope& scope = permit.object();
    const std::string last = core::to_string(until);
    const auto most = static_cast<std::int64_t>(most_tasks);
    std::vector<Task> tasks;
    const auto on_row = [&](const Row& row) { tasks.push_back(read_task(row)); };
    for (const auto& team : scope.teams)
        if (scope.opened_by)
            reader.each(of_opener, {team, last, *scope.opened_by, *scope.opened_by, most}, on_row);
        else
            reader.each(of_team, {team, last, most}, on_row);
    keep_first(tasks, most_tasks, [](const Task& a, const Task& b) {
        return std::tie(a.due_on, a.id) < std::tie(b.due_on, b.id);
    });
    return tasks;
}

std::vector<Recent> changed_by_others(store::Reader& reader, const ListPermit& permit, core::UserId person,
                                      core::Instant since)
{
    static constexpr Sql of_team{
        "SELECT id, reference, state, updated_by, updated_at FROM case_file WHERE assigned_to = ? "
        "AND team = ? AND updated_by <> ? AND updated_at >= ? ORDER BY updated_at DESC, id LIMIT ?"};
    static constexpr Sql of_opener{
        "SELECT id, reference, state, updated_by, updated_at FROM case_file WHERE assigned_to = ? "
        "AND team = ? AND updated_by <> ? AND updated_at >= ? AND opened_by = ? "
        "ORDER BY updated_at DESC, id LIMIT ?"};
    const Scope& scope = permit.object();
    const auto most = static_cast<std::int64_t>(most_recent);
    std::vector<Recent> recent;
    const auto on_row = [&](const Row& row) { recent.push_back(read_recent(row)); };
    for (const auto& team : scope.teams)
        if (scope.opened_by)
            reader.each(of_opener, {person, team, person, since, *scope.opened_by, most}, on_row);
        else
            reader.each(of_team, {person, team, person, since, most}, on_row);
    keep_first(recent, most_recent,
               [](const Recent& a, const Recent& b) { return std::tie(b.at, a.id) < std::tie(a.at, b.id); });
    return recent;
}

} // namespace panoh::cases

#include "cases/case_list_store.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include <fmt/format.h>

#include "cases/cases_store.h"

namespace panoh::cases {
namespace {

using store::Row;
using store::Sql;
using store::Value;

struct Order {
    std::string_view key;     // what the order compares
    std::string_view columns; // the same with the tie-break
    std::string_view before;  // row-value comparison
    std::string_view by;
    std::string_view index;
};

constexpr Order order_of(Sort sort)
{
    switch (sort) {
    case Sort::opened:
        return {"opened_at", "opened_at, id", "<", "opened_at DESC, id DESC", "case_by_opened"};
    case Sort::updated:
        return {"updated_at", "updated_at, id", "<", "updated_at DESC, id DESC", "case_by_updated"};
    case Sort::due:
        return {"due_sort", "due_sort, id", ">", "due_sort, id", "case_by_due"};
    }
    return {};
}

/// `INDEXED BY` is SQLite's way to be told which index to walk; PostgreSQL plans by its own statistics.
std::string hint(store::Engine engine, std::string_view index)
{
    return engine == store::Engine::sqlite ? fmt::format(" INDEXED BY {}", index) : "";
}

/// What a statement filters by; one statement for each combination in use, so that no row is asked in vain.
struct Filters {
    bool state = false;
    bool country = false;
    bool worker = false;
    bool opener = false;
};

struct Shape {
    store::Engine engine;
    Sort sort;
    Plan plan;
    bool names;
    Filters filters;

    [[nodiscard]] unsigned key() const
    {
        unsigned all = static_cast<unsigned>(engine) * 3 + static_cast<unsigned>(sort);
        all = all * 7 + static_cast<unsigned>(plan);
        for (const bool part : {names, filters.state, filters.country, filters.worker, filters.opener})
            all = all * 2 + static_cast<unsigned>(part);
        return all;
    }
};

std::string where_of(const Filters& filters)
{
    std::string text;
    if (filters.state) text += " AND state = ?";
    if (filters.country) text += " AND country = ?";
    if (filters.worker) text += " AND assigned_to = ?";
    if (filters.opener) text += " AND opened_by = ? AND (assigned_to IS NULL OR assigned_to = ?)";
    return text;
}

constexpr bool walks(Plan plan)
{
    return plan == Plan::walk || plan == Plan::walk_country || plan == Plan::walk_state_country;
}

constexpr std::string_view walked_index(const Order& order, Plan plan)
{
    if (plan == Plan::walk_country) return "case_by_country";
    return plan == Plan::walk_state_country ? "case_by_state" : order.index;
}

struct Gathering {
    std::string_view index;
    std::string_view where;
};

constexpr Gathering gathering_of(Plan plan)
{
    switch (plan) {
    case Plan::walk:
    case Plan::walk_country:
    case Plan::walk_state_country:
        return {};
    case Plan::gather_state:
        return {"case_by_state", "team = ? AND state IN (?, ?, ?, ?, ?, ?, ?)"};
    case Plan::gather_country:
        return {"case_by_state", "team = ? AND state IN (?, ?, ?, ?, ?, ?, ?) AND country = ?"};
    case Plan::gather_worker:
        return {"case_by_worker", "assigned_to = ? AND team = ?"};
    case Plan::gather_opener:
        return {"case_by_opener", "opened_by = ? AND team = ?"};
    }
    return {};
}

constexpr std::string_view shown =
    "id, reference, state, country, team, assigned_to, opened_at, updated_at, version, "
    "age_band, trafficking_status, exploitation, citizenship, gender, "
    "country_of_exploitation, next_step, due_on, due_sort";
constexpr std::string_view sealed_names = ", short_version, short_sealed, short_wrap";

/// The rows of a page, in order: by walking the index of the order, or by sorting what another index gathers.
/// The inner LIMIT keeps both planners from pulling the order into the gathering.
std::string statement(const Shape& shape)
{
    const Order order = order_of(shape.sort);
    const auto columns = fmt::format("{}{}", shown, shape.names ? sealed_names : "");
    if (walks(shape.plan))
        return fmt::format(
            "SELECT {} FROM case_file{} WHERE team = ? AND ({}) {} (?, ?){} ORDER BY {} LIMIT ?", columns,
            hint(shape.engine, walked_index(order, shape.plan)), order.columns, order.before,
            where_of(shape.filters), order.by);
    const Gathering gathering = gathering_of(shape.plan);
    // Every index of SQLite knows where its row stands, which saves a look into the index of the ids.
    const auto [place, gathered] = shape.engine == store::Engine::sqlite
                                       ? std::pair("rowid", "rowid AS place")
                                       : std::pair("id", "id AS place");
    return fmt::format(
        "SELECT {} FROM case_file WHERE {} IN (SELECT place FROM (SELECT {}, id, {}, state, country, "
        "assigned_to, opened_by FROM case_file{} WHERE {} LIMIT 1000000000) AS gathered WHERE ({}) {} (?, "
        "?){} "
        "ORDER BY {} LIMIT ?) ORDER BY {}",
        columns, place, gathered, order.key, hint(shape.engine, gathering.index), gathering.where,
        order.columns, order.before, where_of(shape.filters), order.by, order.by);
}

/// Written once, kept for good: their addresses are the keys of the prepared statements.
const Sql& statement_of(const Shape& shape)
{
    struct Kept {
        std::string text;
        Sql sql{""};
    };
    static std::mutex mutex;
    static std::map<unsigned, std::unique_ptr<Kept>> all;
    const std::scoped_lock lock(mutex);
    auto& kept = all[shape.key()];
    if (!kept) {
        kept = std::make_unique<Kept>();
        kept->text = statement(shape);
        kept->sql = Sql{kept->text.c_str()};
    }
    return kept->sql;
}

void bind_gathering(Plan plan, const core::TeamId& team, const Scope& scope, const ListQuery& query,
                    std::vector<Value>& values)
{
    if (plan == Plan::gather_worker || plan == Plan::gather_opener) {
        static constexpr core::UserId nobody = {};
        // The statement borrows the ids, so they are read where they live.
        const auto& person = plan == Plan::gather_worker ? query.assigned_to : scope.opened_by;
        values.insert(values.end(), {person ? Value(*person) : Value(nobody), team});
        return;
    }
    values.emplace_back(team);
    if (walks(plan)) return;
    for (const auto& named : core::Names<State>::all)
        values.emplace_back(query.state ? core::to_text(*query.state) : named.text);
    if (plan == Plan::gather_country) values.emplace_back(std::string_view(*query.country));
}

ListRow read_row(const Row& row, bool names)
{
    ListRow out;
    out.id = row.id<core::CaseId>(0);
    out.reference = row.text(1);
    out.state = core::from_text<State>(row.text(2)).value_or(State::suspended);
    out.country = row.text(3);
    out.team = row.id<core::TeamId>(4);
    if (!row.is_null(5)) out.assigned_to = row.id<core::UserId>(5);
    out.opened_at = row.instant(6);
    out.updated_at = row.instant(7);
    out.version = row.integer(8);
    out.age_band = row.text(9);
    out.trafficking_status = row.maybe_text(10);
    out.exploitation = row.maybe_text(11);
    out.citizenship = row.maybe_text(12);
    out.gender = row.maybe_text(13);
    out.country_of_exploitation = row.maybe_text(14);
    out.next_step = row.maybe_text(15);
    out.due_on = row.maybe_text(16);
    out.due_sort = row.text(17);
    if (names) out.text = read_short(row, 18);
    return out;
}

} // namespace

Expected expect(store::Reader& reader, core::TeamId team, const ListQuery& query)
{
    static constexpr Sql tally{"SELECT state, country, total FROM case_tally WHERE team = ?"};
    static constexpr Sql load{"SELECT total FROM case_load WHERE worker = ?"};
    Expected expected;
    reader.each(tally, {team}, [&](const Row& row) {
        const std::int64_t total = row.integer(2);
        expected.team += total;
        const bool state_fits = !query.state || row.text(0) == core::to_text(*query.state);
        const bool country_fits = !query.country || row.text(1) == *query.country;
        if (state_fits && country_fits) expected.matching += total;
        if (country_fits) expected.country += total;
    });
    expected.worker = expected.team;
    if (query.assigned_to)
        expected.worker =
            reader.first(load, {*query.assigned_to}, [](const Row& row) { return row.integer(0); })
                .value_or(0);
    return expected;
}

std::vector<Tally> tallies(store::Reader& reader, core::TeamId team,
                           const std::optional<core::UserId>& opened_by)
{
    static constexpr Sql of_team{
        "SELECT state, country, total FROM case_tally WHERE team = ? AND total > 0 ORDER BY state, country"};
    static constexpr Sql of_opener{
        "SELECT state, country, count(*) FROM case_file WHERE opened_by = ? AND team = ? "
        "AND (assigned_to IS NULL OR assigned_to = ?) GROUP BY state, country ORDER BY state, country"};
    std::vector<Tally> all;
    const auto on_row = [&](const Row& row) {
        all.push_back({std::string(row.text(0)), std::string(row.text(1)), row.integer(2)});
    };
    if (opened_by)
        reader.each(of_opener, {*opened_by, team, *opened_by}, on_row);
    else
        reader.each(of_team, {team}, on_row);
    return all;
}

std::vector<std::pair<core::CaseId, access::CaseFacts>> facts_of_cases(store::Reader& reader,
                                                                       const std::vector<core::CaseId>& cases)
{
    constexpr std::size_t at_once = 50;
    static const std::string text = [] {
        std::string marks = "?";
        for (std::size_t i = 1; i < at_once; ++i)
            marks += ", ?";
        return "SELECT id, organisation, team, assigned_to, opened_by, state FROM case_file WHERE id IN (" +
               marks + ") ORDER BY id";
    }();
    static const Sql sql{text.c_str()};
    std::vector<std::pair<core::CaseId, access::CaseFacts>> all;
    for (std::size_t begin = 0; begin < cases.size(); begin += at_once) {
        std::vector<Value> values;
        for (std::size_t i = 0; i < at_once; ++i) // the last one fills what is left over
            values.emplace_back(cases[std::min(begin + i, cases.size() - 1)]);
        reader.each(sql, values, [&](const Row& row) {
            access::CaseFacts facts{.organisation = row.id<core::OrganisationId>(1),
                                    .team = row.id<core::TeamId>(2),
                                    .opened_by = row.id<core::UserId>(4)};
            if (!row.is_null(3)) facts.assigned_to = row.id<core::UserId>(3);
            facts.closed = is_closed(core::from_text<State>(row.text(5)).value_or(State::closed));
            all.emplace_back(row.id<core::CaseId>(0), facts);
        });
    }
    return all;
}

Plan choose(const Expected& expected, const Scope& scope, const ListQuery& query, int limit)
{
    if (scope.opened_by) return Plan::gather_opener;
    const Plan gather = query.country ? Plan::gather_country : Plan::gather_state;
    const std::int64_t fitting = std::min(expected.matching, expected.worker);
    const bool by_worker = query.assigned_to && expected.worker < expected.matching;
    const Plan cheapest_gather = by_worker ? Plan::gather_worker : gather;
    if (fitting == 0) return cheapest_gather;
    // The default order has an index by country, and one by state and country.
    const bool of_country = query.country && query.sort == Sort::opened;
    const bool of_both = of_country && query.state;
    const std::int64_t walked = of_both ? expected.matching : of_country ? expected.country : expected.team;
    if (fitting < limit * (walked / fitting) && !(of_both && !query.assigned_to)) return cheapest_gather;
    return of_both ? Plan::walk_state_country : of_country ? Plan::walk_country : Plan::walk;
}

void page_of_team(store::Reader& reader, core::TeamId team, const Scope& scope, const ListQuery& query,
                  const After& after, Plan plan, bool with_sealed_names, int limit,
                  std::vector<ListRow>& rows)
{
    std::vector<Value> values;
    bind_gathering(plan, team, scope, query, values);
    if (query.sort == Sort::due)
        values.emplace_back(after.due);
    else
        values.emplace_back(after.time);
    values.emplace_back(after.id);
    if (query.state) values.emplace_back(core::to_text(*query.state));
    if (query.country) values.emplace_back(std::string_view(*query.country));
    if (query.assigned_to) values.emplace_back(*query.assigned_to);
    if (scope.opened_by) values.insert(values.end(), {*scope.opened_by, *scope.opened_by});
    values.emplace_back(limit);
    const Shape shape{.engine = reader.engine(),
                      .sort = query.sort,
                      .plan = plan,
                      .names = with_sealed_names,
                      .filters = {.state = query.state.has_value(),
                                  .country = query.country.has_value(),
                                  .worker = query.assigned_to.has_value(),
                                  .opener = scope.opened_by.has_value()}};
    reader.each(statement_of(shape), values,
                [&](const Row& row) { rows.push_back(read_row(row, with_sealed_names)); });
}

} // namespace panoh::cases

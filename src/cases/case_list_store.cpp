#include "cases/case_list_store.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

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

// A filter that is not given is bound as '' and lets everything through, so that one statement serves every
// filter.
constexpr std::string_view filters =
    "(? = '' OR state = ?) AND (? = '' OR country = ?) AND (? = '' OR assigned_to = ?) "
    "AND (? = '' OR (opened_by = ? AND (assigned_to IS NULL OR assigned_to = ?)))";

struct Gathering {
    std::string_view index;
    std::string_view where;
};

constexpr Gathering gathering_of(Plan plan)
{
    switch (plan) {
    case Plan::walk:
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

std::string inner(store::Engine engine, Sort sort, Plan plan)
{
    const Order order = order_of(sort);
    if (plan == Plan::walk)
        return fmt::format(
            "SELECT * FROM case_file{} WHERE team = ? AND ({}) {} (?, ?) AND {} ORDER BY {} LIMIT ?",
            hint(engine, order.index), order.columns, order.before, filters, order.by);
    // The inner LIMIT keeps both planners from pulling the order into the filter.
    const Gathering gathering = gathering_of(plan);
    return fmt::format("SELECT * FROM (SELECT * FROM case_file{} WHERE {} LIMIT 1000000000) AS gathered "
                       "WHERE ({}) {} (?, ?) AND {} ORDER BY {} LIMIT ?",
                       hint(engine, gathering.index), gathering.where, order.columns, order.before, filters,
                       order.by);
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
    if (plan == Plan::walk) return;
    for (const auto& named : core::Names<State>::all)
        values.emplace_back(query.state ? core::to_text(*query.state) : named.text);
    if (plan == Plan::gather_country) values.emplace_back(std::string_view(*query.country));
}

std::string statement(store::Engine engine, Sort sort, Plan plan, bool names)
{
    const Order order = order_of(sort);
    return fmt::format(
        "SELECT f.id, f.reference, f.state, f.country, f.team, f.assigned_to, f.opened_at, f.updated_at, "
        "f.version, f.age_band, f.trafficking_status, f.exploitation, f.citizenship, f.gender, "
        "f.country_of_exploitation, f.next_step, f.due_on, f.due_sort{} FROM ({}) AS f{} ORDER BY {}",
        names ? ", i.version, i.sealed_find" : "", inner(engine, sort, plan),
        names ? " LEFT JOIN case_identity i ON i.case_id = f.id" : "",
        sort == Sort::due ? "f.due_sort, f.id" : fmt::format("f.{} DESC, f.id DESC", order.key));
}

/// All statements of lists, written once; their addresses are the keys of the prepared ones.
const Sql& statement_of(store::Engine engine, Sort sort, Plan plan, bool names)
{
    struct Texts {
        std::array<std::string, 60> text;
        std::array<Sql, 60> sql = {};
    };
    const auto place = [](store::Engine e, Sort s, Plan p, bool n) {
        return ((static_cast<std::size_t>(e) * 3 + static_cast<std::size_t>(s)) * 5 +
                static_cast<std::size_t>(p)) *
                   2 +
               static_cast<std::size_t>(n);
    };
    static const Texts all = [&] {
        Texts texts;
        for (const auto e : {store::Engine::sqlite, store::Engine::postgres})
            for (const auto s : {Sort::opened, Sort::updated, Sort::due})
                for (const auto p : {Plan::walk, Plan::gather_state, Plan::gather_country,
                                     Plan::gather_worker, Plan::gather_opener})
                    for (const bool n : {false, true}) {
                        texts.text[place(e, s, p, n)] = statement(e, s, p, n);
                        texts.sql[place(e, s, p, n)].text = texts.text[place(e, s, p, n)].c_str();
                    }
        return texts;
    }();
    return all.sql[place(engine, sort, plan, names)];
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
    if (names && !row.is_null(18)) {
        out.identity_version = row.integer(18);
        const auto bytes = row.bytes(19);
        out.sealed_find.assign(bytes.begin(), bytes.end());
    }
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
    });
    expected.worker = expected.team;
    if (query.assigned_to)
        expected.worker =
            reader.first(load, {*query.assigned_to}, [](const Row& row) { return row.integer(0); })
                .value_or(0);
    return expected;
}

Plan choose(const Expected& expected, const Scope& scope, const ListQuery& query, int limit)
{
    if (scope.opened_by) return Plan::gather_opener;
    const Plan gather = query.country ? Plan::gather_country : Plan::gather_state;
    const std::int64_t fitting = std::min(expected.matching, expected.worker);
    const Plan cheapest_gather =
        query.assigned_to && expected.worker < expected.matching ? Plan::gather_worker : gather;
    if (fitting == 0) return cheapest_gather;
    return fitting < limit * (expected.team / fitting) ? cheapest_gather : Plan::walk;
}

void page_of_team(store::Reader& reader, core::TeamId team, const Scope& scope, const ListQuery& query,
                  const After& after, Plan plan, bool with_sealed_names, int limit,
                  std::vector<ListRow>& rows)
{
    static constexpr core::UserId nobody = {};
    constexpr std::string_view given = "x";
    const core::UserId worker = query.assigned_to.value_or(nobody);
    const core::UserId opener = scope.opened_by.value_or(nobody);
    std::vector<Value> values;
    bind_gathering(plan, team, scope, query, values);
    if (query.sort == Sort::due)
        values.emplace_back(after.due);
    else
        values.emplace_back(after.time);
    values.emplace_back(after.id);
    const std::string_view state = query.state ? core::to_text(*query.state) : "";
    const std::string_view country = query.country ? std::string_view(*query.country) : "";
    values.insert(values.end(), {state, state, country, country});
    values.insert(values.end(), {query.assigned_to ? given : "", worker});
    values.insert(values.end(), {scope.opened_by ? given : "", opener, opener});
    values.emplace_back(limit);
    reader.each(statement_of(reader.engine(), query.sort, plan, with_sealed_names), values,
                [&](const Row& row) { rows.push_back(read_row(row, with_sealed_names)); });
}

} // namespace panoh::cases

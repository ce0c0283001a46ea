#include "cases/case_list.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>

#include "access/decide.h"
#include "cases/case_list_store.h"
#include "cases/cases_store.h"
#include "cases/find_key.h"
#include "cases/places.h"

namespace panoh::cases {
namespace {

After beginning(Sort sort)
{
    After after;
    after.time = std::numeric_limits<std::int64_t>::max();
    if (sort != Sort::due) after.id.bytes.fill(0xff);
    return after;
}

std::string cursor_after(Sort sort, const ListRow& row)
{
    const std::string order = std::string(core::to_text(sort)) + ".";
    const std::string id = "." + core::to_string(row.id);
    if (sort == Sort::due) return order + row.due_sort + id;
    const auto time = sort == Sort::opened ? row.opened_at : row.updated_at;
    return order + std::to_string(time.milliseconds) + id;
}

core::Result<After> parse_cursor(Sort sort, std::string_view cursor)
{
    if (cursor.empty()) return beginning(sort);
    const auto invalid = core::fail(core::ErrorKind::malformed, "case/cursor_invalid", "cursor");
    // A place in one order is none in another.
    const std::string order = std::string(core::to_text(sort)) + ".";
    if (!cursor.starts_with(order)) return invalid;
    cursor.remove_prefix(order.size());
    const std::size_t dot = cursor.find('.');
    if (dot == std::string_view::npos) return invalid;
    const auto id = core::parse_id<core::CaseId>(cursor.substr(dot + 1));
    if (!id) return invalid;
    After after{.id = *id};
    const std::string_view key = cursor.substr(0, dot);
    if (sort == Sort::due) {
        if (key.size() != 10) return invalid;
        after.due = key;
        return after;
    }
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), after.time);
    if (error != std::errc{} || end != key.data() + key.size()) return invalid;
    return after;
}

bool comes_first(Sort sort, const ListRow& a, const ListRow& b)
{
    switch (sort) {
    case Sort::opened:
        return std::tie(b.opened_at, b.id) < std::tie(a.opened_at, a.id);
    case Sort::updated:
        return std::tie(b.updated_at, b.id) < std::tie(a.updated_at, a.id);
    case Sort::due:
        return std::tie(a.due_sort, a.id) < std::tie(b.due_sort, b.id);
    }
    return false;
}

} // namespace

core::Result<ListPage> list_cases(store::Reader& reader, const ListPermit& permit, const ListQuery& query,
                                  bool with_sealed_names)
{
    PANOH_TRY(const After after, parse_cursor(query.sort, query.cursor));
    const Scope& scope = permit.object();
    const int wanted = query.limit + 1; // one more tells whether a next page exists
    ListPage page;
    for (const auto& team : scope.teams) {
        const Plan plan = choose(expect(reader, team, query), scope, query, wanted);
        page_of_team(reader, team, scope, query, after, plan, with_sealed_names, wanted, page.rows);
    }
    if (scope.teams.size() > 1)
        std::ranges::sort(page.rows,
                          [&](const auto& a, const auto& b) { return comes_first(query.sort, a, b); });
    const auto limit = static_cast<std::size_t>(query.limit);
    if (page.rows.size() > limit) {
        page.rows.resize(limit);
        page.next = cursor_after(query.sort, page.rows.back());
    }
    return page;
}

void open_names(store::Reader& reader, vault::KeyRing& keys, ListPage& page)
{
    std::vector<vault::Sealed> sealed;
    std::vector<ListRow*> rows;
    for (auto& row : page.rows) {
        if (!row.text) continue;
        row.wrap_is_new = row.text->wrap.empty();
        rows.push_back(&row);
        sealed.push_back({.team = row.team,
                          .place = find_place(row.id, row.text->version),
                          .sealed = std::move(row.text->sealed),
                          .wrap = &row.text->wrap});
    }
    const auto opened = vault::open_all(reader, keys, sealed);
    for (std::size_t i = 0; i < opened.size(); ++i) {
        if (!opened[i]) continue;
        const auto name = read_short_name(opened[i]->reveal());
        if (name) rows[i]->name = ShortName{std::string(name->first), std::string(name->second)};
    }
}

void make_quick(store::Transaction& transaction, vault::KeyRing& keys, const ListPage& page)
{
    for (const auto& row : page.rows)
        if (row.name && row.wrap_is_new) keep_wrap(transaction, row.id, row.text->version, row.text->wrap);
    if (!keys.opened_slowly()) return;
    std::map<core::TeamId, std::vector<core::CaseId>> by_team;
    for (const auto& row : page.rows)
        if (row.name) by_team[row.team].push_back(row.id);
    for (const auto& [team, cases] : by_team)
        vault::quicken(transaction, keys, team, core::Compartment::identity, cases);
}

std::vector<core::CaseId> openable(store::Reader& reader, const access::Subject& subject,
                                   const std::vector<core::CaseId>& cases)
{
    std::vector<core::CaseId> allowed;
    for (const auto& [id, facts] : facts_of_cases(reader, cases))
        if (access::decide(subject, core::Action::identity_read, facts) == access::Verdict::allow)
            allowed.push_back(id);
    std::ranges::sort(allowed);
    return allowed;
}

void keep_names_of(ListPage& page, const std::vector<core::CaseId>& cases)
{
    for (auto& row : page.rows)
        if (!std::ranges::binary_search(cases, row.id)) row.name.reset();
}

Totals totals(store::Reader& reader, const ListPermit& permit)
{
    const Scope& scope = permit.object();
    Totals totals;
    for (const auto& team : scope.teams)
        for (const auto& [state, country, total] : tallies(reader, team, scope.opened_by)) {
            totals.all += total;
            totals.by_state[state] += total;
            totals.by_country[country] += total;
        }
    return totals;
}

} // namespace panoh::cases

#include <doctest/doctest.h>

#include "access/gate.h"
#include "audit/test_database.h"
#include "cases/case_list_store.h"
#include "cases/cases_store.h"
#include "cases/migrations.h"
#include "cases/today.h"

// Lists over a real database: what is on which page, for whom.

using namespace panoh;
using namespace panoh::cases;
using core::Action;

namespace {

constexpr core::OrganisationId house{{0x11}};
constexpr core::TeamId harbour{{0x21}};
constexpr core::TeamId lantern{{0x22}};
constexpr core::TeamId elsewhere{{0x23}};
constexpr core::UserId ayana{{0xa1}};
constexpr core::UserId gulzat{{0xa2}};

CaseFile made(std::uint8_t number, core::TeamId team)
{
    CaseFile file{.id = {{number}}, .organisation = house, .team = team};
    file.reference = "case-" + std::to_string(number);
    file.opened_by = number % 4 == 0 ? gulzat : ayana;
    if (number % 3 != 0) file.assigned_to = number % 3 == 1 ? ayana : gulzat;
    file.updated_by = ayana;
    file.state = number % 2 == 0 ? State::active : State::closed;
    file.country = number % 5 == 0 ? "TJ" : "KG";
    // Few moments and many cases: most places of an order are shared.
    file.opened_at = {1'000 + number % 3};
    file.updated_at = {2'000 + number % 2};
    file.answers.due_on = core::Date{2026, 1, 1 + number % 4};
    return file;
}

struct Lists : test::TestDatabase {
    explicit Lists(store::Engine engine) : TestDatabase(engine, {cases::migrations})
    {
        for (std::uint8_t number = 1; number <= 60; ++number) {
            const core::TeamId team = number % 7 == 0 ? elsewhere : number % 2 == 0 ? harbour : lantern;
            files.push_back(made(number, team));
        }
        save([&](store::Transaction& transaction) {
            for (const auto& file : files)
                insert_case(transaction, file);
        });
    }
    template <typename Job>
    void save(Job&& job)
    {
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            job(transaction);
            return {};
        }));
    }
    static ListPermit permit(Scope scope)
    {
        return access::PermitIssuer::for_command<Action::case_list>(std::move(scope));
    }
    /// Every page, end to end.
    std::vector<core::CaseId> walk(const Scope& scope, ListQuery query)
    {
        std::vector<core::CaseId> ids;
        for (int pages = 0; pages < 100; ++pages) {
            const auto page = (*this)->read(
                [&](store::Reader& reader) { return list_cases(reader, permit(scope), query, false); });
            REQUIRE(page);
            CHECK(page->rows.size() <= static_cast<std::size_t>(query.limit));
            for (const auto& row : page->rows)
                ids.push_back(row.id);
            if (page->next.empty()) return ids;
            query.cursor = page->next;
        }
        FAIL("the pages have no end");
        return ids;
    }
    /// The same from memory.
    [[nodiscard]] std::vector<core::CaseId> expected(const Scope& scope, const ListQuery& query) const
    {
        std::vector<CaseFile> all;
        for (const auto& file : files) {
            const bool in_scope =
                std::ranges::find(scope.teams, file.team) != scope.teams.end() &&
                (!scope.opened_by || (file.opened_by == *scope.opened_by &&
                                      (file.assigned_to.is_null() || file.assigned_to == *scope.opened_by)));
            const bool wanted = (!query.state || file.state == *query.state) &&
                                (!query.country || file.country == *query.country) &&
                                (!query.assigned_to || file.assigned_to == *query.assigned_to);
            if (in_scope && wanted) all.push_back(file);
        }
        std::ranges::sort(all, [&](const CaseFile& a, const CaseFile& b) {
            if (query.sort == Sort::opened) return std::tie(b.opened_at, b.id) < std::tie(a.opened_at, a.id);
            if (query.sort == Sort::updated)
                return std::tie(b.updated_at, b.id) < std::tie(a.updated_at, a.id);
            // Closed ones come last.
            const auto due = [](const CaseFile& file) {
                return is_closed(file.state) ? core::Date{9999, 12, 31} : *file.answers.due_on;
            };
            return std::tuple(due(a), a.id) < std::tuple(due(b), b.id);
        });
        std::vector<core::CaseId> ids;
        for (const auto& file : all)
            ids.push_back(file.id);
        return ids;
    }

    std::vector<CaseFile> files;
};

} // namespace

TEST_CASE("All pages together hold each case once and in order, in every order, scope and filter")
{
    const Scope scopes[] = {{.teams = {harbour}},
                            {.teams = {lantern, harbour}},
                            {.teams = {harbour, lantern, elsewhere}, .opened_by = gulzat}};
    ListQuery filters[4];
    filters[1].state = State::active;
    filters[2].country = "TJ";
    filters[3].state = State::closed;
    filters[3].assigned_to = gulzat;
    for (const auto engine : test::engines()) {
        Lists lists(engine);
        for (const auto& scope : scopes)
            for (auto query : filters)
                for (const auto& sort : core::Names<Sort>::all)
                    for (const int limit : {1, 7, 200}) {
                        query.sort = sort.value;
                        query.limit = limit;
                        CAPTURE(sort.text);
                        CAPTURE(limit);
                        CAPTURE(scope.teams.size());
                        CHECK(lists.walk(scope, query) == lists.expected(scope, query));
                    }
    }
}

TEST_CASE("A place in one order is no place in another")
{
    Lists lists(store::Engine::sqlite);
    const auto page = [&](Sort sort, const std::string& cursor) {
        return lists->read([&](store::Reader& reader) {
            return list_cases(reader, Lists::permit({.teams = {harbour}}),
                              {.sort = sort, .limit = 3, .cursor = cursor}, false);
        });
    };
    for (const auto& from : core::Names<Sort>::all) {
        const auto first = page(from.value, "");
        REQUIRE(first);
        for (const auto& to : core::Names<Sort>::all) {
            const auto next = page(to.value, first->next);
            CHECK(next.has_value() == (from.value == to.value));
            if (!next) CHECK(next.error().code == "case/cursor_invalid");
        }
    }
}

TEST_CASE("Totals and Today hold what the list holds, of one opener too")
{
    for (const auto engine : test::engines()) {
        Lists lists(engine);
        for (const Scope& scope :
             {Scope{.teams = {harbour, lantern}}, Scope{.teams = {harbour, lantern}, .opened_by = gulzat}}) {
            const auto permit = Lists::permit(scope);
            const auto all = lists.expected(scope, {});
            const auto found = lists->read([&](store::Reader& reader) { return totals(reader, permit); });
            CHECK(found.all == static_cast<std::int64_t>(all.size()));
            CHECK(found.by_country.at("TJ") ==
                  static_cast<std::int64_t>(lists.expected(scope, {.country = "TJ"}).size()));
            std::vector<core::CaseId> due;
            for (const auto& task : lists->read([&](store::Reader& reader) {
                     return tasks_until(reader, permit, {2026, 1, 8});
                 }))
                due.push_back(task.id);
            CHECK(due == lists.expected(scope, {.state = State::active, .sort = Sort::due}));
        }
    }
}

TEST_CASE("What others changed is told of cases in reach only")
{
    for (const auto engine : test::engines()) {
        Lists lists(engine);
        const auto changed = [&](const Scope& scope, core::UserId person) {
            const auto recent = lists->read([&](store::Reader& reader) {
                return changed_by_others(reader, Lists::permit(scope), person, {0});
            });
            CHECK(recent.size() <= 10);
            bool fits = true;
            for (const auto& change : recent) {
                const auto& file = lists.files.at(change.id.bytes[0] - 1U);
                fits = fits && file.assigned_to == person && file.updated_by != person &&
                       std::ranges::find(scope.teams, file.team) != scope.teams.end() &&
                       (!scope.opened_by || file.opened_by == *scope.opened_by);
            }
            CHECK(fits);
            return recent.size();
        };
        CHECK(changed({.teams = {harbour, lantern}}, gulzat) == 10);
        CHECK(changed({.teams = {harbour, lantern}, .opened_by = gulzat}, gulzat) > 0);
        CHECK(changed({.teams = {}}, gulzat) == 0);
        CHECK(changed({.teams = {harbour, lantern}}, ayana) == 0);
    }
}

TEST_CASE("The names of a case that was handed away while a page was read leave the page")
{
    const access::Subject screener{.user = gulzat,
                                   .organisation = house,
                                   .role = access::Role::screener,
                                   .teams = {harbour, lantern, elsewhere},
                                   .stage = access::Stage::open};
    for (const auto engine : test::engines()) {
        Lists lists(engine);
        const Scope scope{.teams = {harbour}, .opened_by = gulzat};
        ListPage page;
        std::vector<core::CaseId> shown;
        lists->read([&](store::Reader& reader) {
            page = *list_cases(reader, Lists::permit(scope), {}, false);
            return 0;
        });
        for (auto& row : page.rows) {
            row.name = ShortName{"Aidai", "Osmonova"};
            shown.push_back(row.id);
        }
        REQUIRE(shown.size() > 2);
        const auto still = [&] {
            return lists->read([&](store::Reader& reader) { return openable(reader, screener, shown); });
        };
        CHECK(still().size() == shown.size());

        const core::CaseId gone = shown[1];
        lists.save([&](store::Transaction& transaction) {
            const CaseFile before = *load_case(transaction, gone);
            CaseFile file = before;
            ++file.version;
            file.assigned_to = ayana;
            CHECK(update_case(transaction, before, file));
        });
        CHECK(still().size() == shown.size() - 1);
        keep_names_of(page, still());
        for (const auto& row : page.rows)
            CHECK(row.name.has_value() == (row.id != gone));

        // More than one statement asks for, and some that are not there.
        std::vector<core::CaseId> many;
        for (std::uint8_t number = 1; number <= 120; ++number)
            many.push_back({{number}});
        const auto all = lists->read([&](store::Reader& reader) { return facts_of_cases(reader, many); });
        CHECK(all.size() == lists.files.size());
        CHECK(facts_of(lists.files[0]).assigned_to == all[0].second.assigned_to);
        CHECK(facts_of(lists.files[0]).closed == all[0].second.closed);
    }
}

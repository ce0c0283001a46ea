#include "release/ledger_rows.h"

#include "release/test_releases.h"

namespace panoh::release {

namespace {

using testing::code_of;
using testing::ReleaseHouse;

constexpr store::Sql count_lines{"SELECT count(*) FROM release_ledger"};
constexpr store::Sql count_acts{"SELECT count(*) FROM audit_row"};

privacy::Ledger opened(ReleaseHouse& house, core::LineageId id, BesideLine beside = {})
{
    auto ledger = privacy::Ledger::open(
        open_ledger_rows(*house.operator->(), house.marks(),
                         {.lineage = id, .act = house.act(house.meerim), .beside = std::move(beside)}),
        house.clock);
    REQUIRE(ledger);
    return std::move(*ledger);
}

privacy::Spending spending(const std::string& release)
{
    return {.release = release,
            .what = "tables",
            .input = "i",
            .salt = "c2FsdA",
            .schema = "s",
            .operator_name = "officer",
            .program = "test"};
}

/// Takes the last line from the rows, as a database from before it has none.
void forget_line(ReleaseHouse& house, std::int64_t line)
{
    house.tamper("DELETE FROM release_ledger WHERE line = ?", {line});
}

const LedgerMark& mark_of(const std::vector<LedgerMark>& marks, core::LineageId id)
{
    const auto place = std::ranges::find(marks, id, &LedgerMark::lineage);
    REQUIRE(place != marks.end());
    return *place;
}

} // namespace

TEST_CASE("a line stands in the rows, in the audit chain and in the mark, or nowhere")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto id = house.begun();
        const auto acts = house.count(count_acts);
        auto ledger = opened(house, id);
        REQUIRE(ledger.debit(privacy::rho_for({1'000}, ledger.state().delta), spending("one")));
        CHECK(house.count(count_lines) == 2);
        CHECK(house.count(count_acts) == acts + 1);
        const auto marks = house.marks().all();
        REQUIRE(marks);
        const LedgerMark& mark = mark_of(*marks, id);
        CHECK(mark.lines == 2);
        CHECK(mark.hash == house.lines(id)[1].hash);
        CHECK(mark.spent == ledger.state().spent.units);

        auto refused = opened(house, id, [](store::Transaction&, const privacy::LedgerLine&) -> core::Done {
            return core::fail(core::ErrorKind::conflict, "release/stale");
        });
        CHECK(code_of(refused.debit({1}, spending("two"))) == "release/stale");
        CHECK(house.count(count_lines) == 2);
        CHECK(house.count(count_acts) == acts + 1);
        CHECK(*house.marks().all() == *marks);
    }
}

TEST_CASE("of two who spend at once, the second decides anew and cannot spend the same amount")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto id = house.begun({1'000});
        auto one = opened(house, id);
        auto other = opened(house, id);
        const privacy::Rho most = one.state().budget;
        REQUIRE(one.debit(privacy::share(most, 2, 3), spending("one")));
        CHECK(code_of(other.debit(privacy::share(most, 2, 3), spending("two"))) == "ledger/overspent");
        REQUIRE(other.debit(privacy::share(most, 1, 4), spending("two")));
        CHECK(house.lines(id).size() == 3);
    }
}

TEST_CASE("a database that forgot lines spends nothing until somebody accepts it, and then it has spent them")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto id = house.begun({4'000});
        privacy::Rho spent;
        {
            auto ledger = opened(house, id);
            REQUIRE(ledger.debit(privacy::rho_for({1'500}, ledger.state().delta), spending("one")));
            spent = ledger.state().spent;
        }
        forget_line(house, 2);
        {
            auto ledger = opened(house, id);
            CHECK(ledger.state().spent.units == 0);
            CHECK(code_of(ledger.debit({1}, spending("two"))) == "release/ledger_behind");
            CHECK(code_of(ledger.raise({8'000}, "more", "officer", "test")) == "release/ledger_behind");
        }
        CHECK(house.count(count_lines) == 1);
        CHECK(code_of(accept_ledger(house.needs(), "other")) == "release/lineage_not_found");
        const auto accepted = accept_ledger(house.needs(), "cases");
        REQUIRE(accepted);
        CHECK(*accepted == 1);
        const auto lines = house.lines(id);
        REQUIRE(lines.size() == 2);
        CHECK(lines[1].kind == privacy::LineKind::debit);
        CHECK(lines[1].what == "restored");
        CHECK(lines[1].spent_after == spent.units);
        CHECK(code_of(accept_ledger(house.needs(), "cases")) == "release/lineage_not_found");
        auto ledger = opened(house, id);
        CHECK(ledger.debit({1}, spending("two")));
    }
}

TEST_CASE("forgotten lines without an amount are noted, and a ledger that is gone altogether begins no other")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto id = house.begun();
        REQUIRE(opened(house, id).note_exact(spending("one")));
        forget_line(house, 2);
        REQUIRE(accept_ledger(house.needs(), "cases"));
        CHECK(house.lines(id)[1].kind == privacy::LineKind::exact);

        house.tamper("DELETE FROM release_ledger");
        house.tamper("DELETE FROM release_lineage");
        const auto again = [&] {
            return begin_lineage(house.needs(), house.permit<core::Action::release_write>(),
                                 house.act(house.meerim),
                                 {.title = "Again", .schema = ReleaseHouse::schema(), .epsilon = {1'000}});
        };
        CHECK(code_of(again()) == "release/ledger_behind");
        const auto acts = house.count(count_acts);
        REQUIRE(accept_ledger(house.needs(), "cases"));
        CHECK(house.count(count_acts) == acts + 1);
        CHECK(again());
    }
}

TEST_CASE("a ledger without a mark spends nothing until its owner has said what was spent")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        const auto id = house.begun({1'000});
        std::filesystem::remove(house.folder / ledger_marks_file);
        CHECK(code_of(opened(house, id).debit({1}, spending("one"))) == "release/ledger_behind");
        // More than its budget: a line that raised it was forgotten too.
        REQUIRE(accept_ledger(house.needs(), "cases", {1'500}));
        const auto lines = house.lines(id);
        REQUIRE(lines.size() == 3);
        CHECK(lines[1].kind == privacy::LineKind::raised);
        CHECK(lines[2].epsilon_thousandths == 1'500);
        CHECK(code_of(opened(house, id).debit({1}, spending("one"))) == "ledger/overspent");
        CHECK(house.marks().all()->size() == 1);
    }
}

TEST_CASE(
    "a ledger with other lines than its mark saw is behind, and marks that cannot be read stop everything")
{
    ReleaseHouse house(store::Engine::sqlite);
    const auto id = house.begun();
    const auto marks = house.marks().all();
    REQUIRE(marks);
    LedgerMark mark = mark_of(*marks, id);
    mark.hash = "other";
    REQUIRE(house.marks().put(mark));
    CHECK(code_of(opened(house, id).debit({1}, spending("one"))) == "release/ledger_behind");

    const auto file = house.folder / ledger_marks_file;
    for (const std::string_view text :
         {"x\n", "half a line", "00000000-0000-4000-8000-000000000001 cases 0 hash 0\n",
          "00000000-0000-4000-8000-000000000001 cases 1 hash -1\n"}) {
        std::ofstream(file, std::ios::trunc) << text;
        CHECK(code_of(opened(house, id).debit({1}, spending("one"))) == "release/marks_not_readable");
    }
    CHECK(house.count(count_lines) == 1);
    std::filesystem::remove(file);
    LedgerMark high = mark;
    high.lines = 7;
    REQUIRE(house.marks().put(high));
    REQUIRE(house.marks().put(mark));
    CHECK(mark_of(*house.marks().all(), id).lines == 7);
    REQUIRE(house.marks().reset(mark));
    CHECK(mark_of(*house.marks().all(), id) == mark);
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
    CHECK_FALSE(opened(house, id).debit({1}, spending("one")));
    CHECK(house.count(count_lines) == 1);
}

} // namespace panoh::release

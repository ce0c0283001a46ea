#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "release/plan.h"
#include "release/presets.h"
#include "release/releases.h"

namespace panoh::release {

namespace {

microdata::Schema schema()
{
    auto made = preset_schema("sdg-16-2-2", "figures");
    REQUIRE(made);
    return std::move(*made);
}

ReleasePlan tables()
{
    return {.titles = {{{"en"}, "Figures"}, {{"ky"}, "Сандар"}},
            .source = {.kind = SourceKind::cases},
            .kind = ReleaseKind::tables,
            .epsilon = "0.5",
            .length = 2};
}
ReleasePlan rows_of_k()
{
    return {.titles = {{{"en"}, "Rows"}},
            .source = {.kind = SourceKind::cases},
            .kind = ReleaseKind::k,
            .k = 5,
            .joined = {{"yearOfRegistration", 5}},
            .crossed = {{"gender", "majorityStatus"}},
            .seeded = true};
}

/// "code field", of every fault.
std::set<std::string> faults(const ReleasePlan& plan)
{
    std::set<std::string> found;
    const auto checked = check_plan(plan, schema());
    if (checked) return found;
    for (const auto& fault : checked.error().faults)
        found.insert(fault.code + " " + fault.field);
    return found;
}

privacy::LedgerState ledger(std::int64_t spent_thousandths)
{
    const privacy::Delta delta = privacy::delta_for(1'000);
    privacy::LedgerState state;
    state.delta = delta;
    state.epsilon = {4'000};
    state.budget = privacy::rho_for(state.epsilon, delta);
    state.epsilon_spent = {spent_thousandths};
    if (spent_thousandths > 0) state.spent = privacy::rho_for(state.epsilon_spent, delta);
    return state;
}

} // namespace

TEST_CASE("a release goes its way and no other")
{
    using enum ReleaseState;
    using Step = ReleaseStep;
    const std::set<std::tuple<ReleaseState, Step, ReleaseState>> written = {
        {draft, Step::change, draft},         {proposed, Step::change, draft},
        {failed, Step::change, draft},        {draft, Step::propose, proposed},
        {proposed, Step::send_back, draft},   {approved, Step::send_back, draft},
        {proposed, Step::approve, approved},  {approved, Step::begin, making},
        {making, Step::fail, failed},         {making, Step::finish, made},
        {made, Step::publish, published},     {published, Step::withdraw, withdrawn},
        {draft, Step::discard, discarded},    {proposed, Step::discard, discarded},
        {approved, Step::discard, discarded}, {failed, Step::discard, discarded},
        {made, Step::discard, discarded}};
    std::set<std::tuple<ReleaseState, Step, ReleaseState>> found;
    for (const auto& state : core::Names<ReleaseState>::all)
        for (const auto& step : core::Names<ReleaseStep>::all) {
            const auto next = after(state.value, step.value);
            if (next)
                found.insert({state.value, step.value, *next});
            else
                CHECK(next.error().code == "release/not_in_this_state");
        }
    CHECK(found == written);
}

TEST_CASE("who wrote or proposed a plan is no second person, and nobody is none")
{
    const auto asel = crypto::random_id<core::UserId>();
    const auto bermet = crypto::random_id<core::UserId>();
    const auto chynara = crypto::random_id<core::UserId>();
    ReleaseFile file;
    file.written_by = asel;
    file.proposed_by = bermet;
    CHECK_FALSE(may_be_second(file, asel));
    CHECK_FALSE(may_be_second(file, bermet));
    CHECK_FALSE(may_be_second(file, {}));
    CHECK(may_be_second(file, chynara));
}

TEST_CASE("a plan that is right has no faults, of each kind")
{
    CHECK(faults(tables()).empty());
    CHECK(faults(rows_of_k()).empty());
    for (const ReleaseKind kind : {ReleaseKind::mst, ReleaseKind::aim, ReleaseKind::latent}) {
        ReleasePlan plan = tables();
        plan.kind = kind;
        plan.length.reset();
        plan.rows = 1'000;
        CHECK(faults(plan).empty());
    }
}

TEST_CASE("every fault of a plan is named at once, with its place")
{
    ReleasePlan plan = tables();
    plan.titles = {{{"en"}, " "}, {{"en"}, std::string(201, 'a')}};
    plan.notes = {{{"ru"}, "a\tb"}};
    plan.source = {.kind = SourceKind::dataset};
    plan.epsilon = "many";
    plan.length = 5;
    plan.k = 3;
    plan.joined = {{"gender", 2}};
    plan.crossed = {{"gender", "gender"}};
    plan.seeded = false;
    plan.rows = 0;
    plan.columns = {"gender", "gender", "shoes"};
    CHECK(faults(plan) ==
          std::set<std::string>{"release/title_missing titles/0/text", "release/text_too_long titles/1/text",
                                "release/repeated titles/1/language", "release/text_invalid notes/0/text",
                                "release/source_invalid source/dataset", "privacy/epsilon_invalid epsilon",
                                "release/length_invalid length", "release/not_for_this_kind k",
                                "release/not_for_this_kind joined", "release/not_for_this_kind crossed",
                                "release/not_for_this_kind seeded", "release/not_for_this_kind rows",
                                "release/rows_invalid rows", "release/repeated columns/1",
                                "release/column_unknown columns/2"});
    plan = rows_of_k();
    plan.titles.clear();
    plan.epsilon = "1";
    plan.k = 1;
    plan.joined = {{"gender", 2}, {"yearOfRegistration", 0}, {"yearOfRegistration", 2}, {"shoes", 2}};
    plan.crossed = {{"gender", "gender"}, {"shoes", "isForcedLabour"}};
    CHECK(faults(plan) ==
          std::set<std::string>{
              "release/title_missing titles", "release/not_for_this_kind epsilon", "anonymity/k_too_small k",
              "anonymity/not_ordered joined/0/column", "anonymity/width_invalid joined/1/width",
              "release/repeated joined/2/column", "release/column_unknown joined/3/column",
              "anonymity/same_column crossed/0/column", "release/column_unknown crossed/1/row"});
    plan = tables();
    plan.epsilon.reset();
    CHECK(faults(plan) == std::set<std::string>{"release/epsilon_missing epsilon"});
}

TEST_CASE("columns that a plan does not use are left out, with all that names them")
{
    microdata::Schema whole = schema();
    whole.from_data = {"gender", "isOtherExploit"};
    whole.impossible = {{"gender", "Male", "majorityStatus", "Minor"},
                        {"gender", "Male", "isForcedLabour", "1"}};
    ReleasePlan plan = tables();
    CHECK(used_schema(whole, plan) == whole);
    plan.columns = {"isForcedLabour", "gender"};
    const microdata::Schema used = used_schema(whole, plan);
    REQUIRE(used.columns.size() == 2);
    CHECK(used.columns[0].name == "gender");
    CHECK(used.columns[1].name == "isForcedLabour");
    CHECK(used.identifying == std::vector<std::string>{"gender"});
    CHECK(used.ordered.empty());
    CHECK(used.from_data == std::vector<std::string>{"gender"});
    CHECK(used.impossible.size() == 1);
    CHECK(used.caps->values == 2);
    CHECK(std::ranges::count(used.left_out, "majorityStatus") == 1);
    CHECK(microdata::check(used));
}

TEST_CASE("a forecast says the cost before anything is spent, and refuses what the budget does not hold")
{
    const auto first = forecast_of(tables(), schema(), ledger(0));
    REQUIRE(first);
    CHECK(first->epsilon == "0.5");
    CHECK(first->epsilon_spent == "0");
    CHECK(first->epsilon_after == "0.5");
    CHECK(first->epsilon_budget == "4");
    CHECK(first->within_budget);
    CHECK(first->share_of_budget > 0);
    CHECK(first->share_of_budget < 0.5 / 4);
    REQUIRE(first->lengths.size() == 2);
    CHECK(first->lengths[0].length == 1);
    CHECK(first->lengths[0].combinations == 29 + 3 + 2 + 1 + 1 + 1);
    for (const auto& of : first->lengths)
        CHECK(of.deviation > 0);
    CHECK(check_budget(*first, ledger(0)));

    const auto last = forecast_of(tables(), schema(), ledger(3'990));
    REQUIRE(last);
    CHECK_FALSE(last->within_budget);
    const auto refused = check_budget(*last, ledger(3'990));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "ledger/overspent");
    const auto left = privacy::parse_epsilon(refused.error().field);
    REQUIRE(left);
    CHECK(privacy::rho_for(*left, ledger(0).delta) <= ledger(3'990).budget - ledger(3'990).spent);
}

TEST_CASE("what no amount can cover says so, and models tell what they measure of single columns")
{
    const auto k = forecast_of(rows_of_k(), schema(), ledger(1'000));
    REQUIRE(k);
    CHECK_FALSE(k->covered);
    CHECK_FALSE(k->epsilon.has_value());
    CHECK(k->epsilon_after == "1");

    ReleasePlan plan = tables();
    plan.length.reset();
    plan.epsilon = "3";
    plan.kind = ReleaseKind::mst;
    const auto mst = forecast_of(plan, schema(), ledger(0));
    plan.kind = ReleaseKind::aim;
    const auto aim = forecast_of(plan, schema(), ledger(0));
    REQUIRE(mst);
    REQUIRE(aim);
    REQUIRE(mst->lengths.size() == 1);
    CHECK(aim->lengths[0].deviation > mst->lengths[0].deviation);
    plan.epsilon = "0.001";
    const auto little = forecast_of(plan, schema(), ledger(0));
    REQUIRE_FALSE(little);
    CHECK(little.error().code == "synthesis/budget_too_small");
}

TEST_CASE("a table of too many states for kinds of people is told before anybody approves it")
{
    microdata::Schema wide = schema();
    for (int column = 0; column < 40; ++column) {
        auto& more = wide.columns.emplace_back(microdata::Column{.name = "more" + std::to_string(column)});
        for (int value = 0; value < 60; ++value)
            more.values.push_back({.name = std::to_string(value)});
    }
    ReleasePlan plan = tables();
    plan.length.reset();
    plan.epsilon = "3";
    plan.kind = ReleaseKind::latent;
    const auto refused = forecast_of(plan, wide, ledger(0));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "synthesis/table_too_large");
    plan.kind = ReleaseKind::aim;
    CHECK(forecast_of(plan, wide, ledger(0)));
}

TEST_CASE("every preset is a schema that holds, and takes the name of its lineage")
{
    CHECK(presets().size() >= 4);
    for (const Preset& preset : presets()) {
        CAPTURE(preset.name);
        const auto made = preset_schema(preset.name, "of-ours");
        REQUIRE(made);
        CHECK(made->lineage == "of-ours");
        CHECK(microdata::ready(*made));
    }
    const auto unknown = preset_schema("shoes", "of-ours");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == "release/preset_unknown");
}

} // namespace panoh::release

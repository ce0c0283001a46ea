#include "privacy/ledger.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "core/json.h"

using namespace panoh;
using namespace panoh::privacy;

namespace {

/// Lines in memory that several ledgers may share.
class SharedBook final : public LedgerBook {
public:
    explicit SharedBook(std::vector<std::string>& texts) : texts_(texts) {}
    core::Result<std::vector<std::string>> lines() override { return texts_; }
    core::Done append(std::size_t after, std::string_view line) override
    {
        if (texts_.size() != after) return core::fail(core::ErrorKind::conflict, "ledger/changed_meanwhile");
        texts_.emplace_back(line);
        return {};
    }

private:
    std::vector<std::string>& texts_;
};

const core::FixedClock noon({1'795'694'400'000}); // 2026-11-26T12:00:00.000Z

core::Result<Ledger> open(std::vector<std::string>& texts)
{
    return Ledger::open(std::make_unique<SharedBook>(texts), noon);
}

Spending spending(std::string release, std::string what = "tables")
{
    return {.release = std::move(release),
            .what = std::move(what),
            .input = "input-hash",
            .salt = "c2FsdA",
            .schema = "schema-hash",
            .operator_name = "ayana",
            .program = "0.1.0"};
}

Ledger started(std::vector<std::string>& texts)
{
    auto ledger = open(texts);
    REQUIRE(ledger);
    REQUIRE(ledger->start("cases", {4000}, {1'000'000}, "ayana", "0.1.0"));
    return std::move(*ledger);
}

std::string code(const core::Error& error)
{
    return error.code + (error.field.empty() ? "" : " " + error.field);
}

} // namespace

TEST_CASE("a lineage is opened once, with a budget")
{
    std::vector<std::string> texts;
    auto ledger = open(texts);
    REQUIRE(ledger);
    CHECK(ledger->state().lines == 0);
    CHECK(code(ledger->debit({1}, spending("1")).error()) == "ledger/not_started");
    CHECK(code(ledger->note_exact(spending("1")).error()) == "ledger/not_started");
    CHECK(code(ledger->raise({5000}, "more", "ayana", "0.1.0").error()) == "ledger/not_started");
    CHECK(code(ledger->start("", {4000}, {1'000'000}, "a", "b").error()) == "ledger/lineage_invalid lineage");
    CHECK(code(ledger->start("Cases", {4000}, {1'000'000}, "a", "b").error()) ==
          "ledger/lineage_invalid lineage");
    CHECK(code(ledger->start("cases", {0}, {1'000'000}, "a", "b").error()) ==
          "privacy/epsilon_invalid epsilon");
    CHECK(code(ledger->start("cases", {100'001}, {1'000'000}, "a", "b").error()) ==
          "privacy/epsilon_invalid epsilon");
    CHECK(code(ledger->start("cases", {4000}, {999}, "a", "b").error()) == "ledger/delta_invalid delta");
    CHECK(code(ledger->start("cases", {4000}, {1'000'000}, "a\nb", "b").error()) ==
          "ledger/text_invalid operator_name");
    CHECK(texts.empty());
    REQUIRE(ledger->start("cases", {4000}, {1'000'000}, "ayana", "0.1.0"));
    CHECK(code(ledger->start("cases", {4000}, {1'000'000}, "ayana", "0.1.0").error()) == "ledger/exists");
    const auto state = ledger->state();
    CHECK(state.lineage == "cases");
    CHECK(state.budget == rho_for({4000}, {1'000'000}));
    CHECK(state.epsilon.thousandths == 4000);
    CHECK(state.epsilon_spent.thousandths == 0);
    CHECK(state.spent.units == 0);
    CHECK(state.delta.one_in == 1'000'000);
}

TEST_CASE("a debit stands in the book before anything can be drawn with it")
{
    std::vector<std::string> texts;
    Ledger ledger = started(texts);
    const Rho half = share(ledger.state().budget, 1, 2);
    auto spent = ledger.debit(half, spending("1"));
    REQUIRE(spent);
    CHECK(spent->paid() == half);
    CHECK_FALSE(spent->insecure());
    CHECK(texts.size() == 2);
    const auto read = open(texts);
    REQUIRE(read);
    CHECK(read->state().spent == half);
    CHECK(read->state().last_input == "input-hash");
    CHECK(read->lines().back().random == "operating system");
    CHECK(read->lines().back().epsilon_thousandths == epsilon_for(half, {1'000'000}).thousandths);
    REQUIRE(ledger.finish(spending("1"), "manifest-hash"));
    CHECK(ledger.lines().back().outputs == "manifest-hash");
    CHECK(ledger.lines().back().spent_after == half.units);
}

TEST_CASE("a chosen seed is marked as not private, is never written, and costs as much")
{
    std::vector<std::string> texts;
    Ledger ledger = started(texts);
    auto chosen = spending("1");
    chosen.insecure_seed = 918'273'645;
    auto one = ledger.debit({1000}, chosen);
    auto two = ledger.debit({1000}, chosen);
    REQUIRE((one && two));
    CHECK(one->insecure());
    CHECK(one->bits().next() == two->bits().next());
    CHECK(texts.back().find("\"chosen: not private\"") != std::string::npos);
    CHECK(texts.back().find("918273645") == std::string::npos);
    CHECK(ledger.state().spent.units == 2000);
}

TEST_CASE("nobody spends more than the budget, and the refusal says what is left")
{
    std::vector<std::string> texts;
    Ledger ledger = started(texts);
    const Rho budget = ledger.state().budget;
    CHECK(code(ledger.debit({0}, spending("1")).error()) == "ledger/amount_invalid rho");
    CHECK(code(ledger.debit({-5}, spending("1")).error()) == "ledger/amount_invalid rho");
    CHECK(code(ledger.debit(budget + Rho{1}, spending("1")).error()) == "ledger/overspent 4");
    CHECK(texts.size() == 1);
    REQUIRE(ledger.debit(rho_for({3000}, {1'000'000}), spending("1")));
    const auto refused = ledger.debit(budget, spending("2"));
    REQUIRE_FALSE(refused);
    // What is left does not pay for a thousandth more than is said.
    const auto left = parse_epsilon(refused.error().field);
    REQUIRE(left);
    CHECK(rho_for(*left, {1'000'000}) <= budget - ledger.state().spent);
    CHECK(rho_for({left->thousandths + 1}, {1'000'000}) > budget - ledger.state().spent);
    REQUIRE(ledger.debit(budget - ledger.state().spent, spending("2")));
    CHECK(code(ledger.debit({1}, spending("3")).error()) == "ledger/overspent 0");
    CHECK(ledger.state().epsilon_spent.thousandths == 4000);
}

TEST_CASE("a budget is raised by a person who says why")
{
    std::vector<std::string> texts;
    Ledger ledger = started(texts);
    CHECK(code(ledger.raise({5000}, " ", "ayana", "0.1.0").error()) == "ledger/reason_missing reason");
    CHECK(code(ledger.raise({4000}, "why", "ayana", "0.1.0").error()) == "ledger/not_larger epsilon");
    CHECK(code(ledger.raise({200'000}, "why", "ayana", "0.1.0").error()) ==
          "privacy/epsilon_invalid epsilon");
    CHECK(code(ledger.raise({5000}, "why", "", "0.1.0").error()) == "ledger/text_invalid operator_name");
    REQUIRE(ledger.raise({5000}, "a census of 2027", "ayana", "0.1.0"));
    CHECK(ledger.state().epsilon.thousandths == 5000);
    CHECK(ledger.lines().back().what == "a census of 2027");
    REQUIRE(ledger.debit(rho_for({5000}, {1'000'000}), spending("1")));
    CHECK(open(texts));
}

TEST_CASE("a release is finished once, after something was noted for it")
{
    std::vector<std::string> texts;
    Ledger ledger = started(texts);
    CHECK(code(ledger.finish(spending("1"), "hash").error()) == "ledger/release_unknown release");
    REQUIRE(ledger.debit({10}, spending("1")));
    REQUIRE(ledger.debit({10}, spending("1", "report")));
    REQUIRE(ledger.note_exact(spending("2", "k")));
    CHECK(code(ledger.finish(spending("1"), "").error()) == "ledger/text_invalid outputs");
    REQUIRE(ledger.finish(spending("1"), "hash"));
    CHECK(code(ledger.finish(spending("1"), "hash").error()) == "ledger/finished release");
    CHECK(code(ledger.debit({10}, spending("1")).error()) == "ledger/finished release");
    CHECK(code(ledger.note_exact(spending("1")).error()) == "ledger/finished release");
    REQUIRE(ledger.finish(spending("2"), "hash"));
    CHECK(ledger.state().spent.units == 20);
    CHECK(open(texts));
}

TEST_CASE("a text that would not be one line is refused by its name")
{
    std::vector<std::string> texts;
    Ledger ledger = started(texts);
    const std::map<std::string, std::string Spending::*> fields = {
        {"release", &Spending::release},
        {"what", &Spending::what},
        {"input", &Spending::input},
        {"schema", &Spending::schema},
        {"salt", &Spending::salt},
        {"program", &Spending::program},
        {"operator_name", &Spending::operator_name}};
    for (const auto& [name, field] : fields)
        for (const auto& wrong : {std::string("a\nb"), std::string("a\0b", 3), std::string("\xff"),
                                  std::string("\xe2\x80\xae"), std::string(501, 'x')}) {
            auto asked = spending("1");
            asked.*field = wrong;
            CHECK(code(ledger.debit({10}, asked).error()) == "ledger/text_invalid " + name);
        }
    // Without its salt the hash of a table would be the same each time.
    for (const auto field : {&Spending::salt, &Spending::input}) {
        auto asked = spending("1");
        asked.*field = "";
        CHECK(code(ledger.debit({10}, asked).error()) == "ledger/text_invalid salt");
    }
    CHECK(texts.size() == 1);
}

TEST_CASE("of two ledgers on one book the second reads again and never spends what is spent")
{
    std::vector<std::string> texts;
    Ledger one = started(texts);
    auto two = open(texts);
    REQUIRE(two);
    const Rho budget = one.state().budget;
    const Rho most = share(budget, 2, 3);
    REQUIRE(one.debit(most, spending("1")));
    CHECK(two->state().spent.units == 0);
    CHECK(two->debit(most, spending("2")).error().code == "ledger/overspent");
    CHECK(two->state().spent == most);
    REQUIRE(two->debit(budget - most, spending("2")));
    CHECK(one.debit({1}, spending("3")).error().code == "ledger/overspent");
    CHECK(open(texts)->state().spent == budget);
}

TEST_CASE("a book that another always writes to first ends in a refusal, not in a debit")
{
    class Crowded final : public LedgerBook {
    public:
        explicit Crowded(std::vector<std::string> texts) : texts_(std::move(texts)) {}
        core::Result<std::vector<std::string>> lines() override { return texts_; }
        core::Done append(std::size_t, std::string_view) override
        {
            return core::fail(core::ErrorKind::conflict, "ledger/changed_meanwhile");
        }

    private:
        std::vector<std::string> texts_;
    };
    std::vector<std::string> texts;
    {
        const Ledger ledger = started(texts);
    }
    auto crowded = Ledger::open(std::make_unique<Crowded>(texts), noon);
    REQUIRE(crowded);
    CHECK(crowded->debit({10}, spending("1")).error().code == "ledger/changed_meanwhile");
}

TEST_CASE("after a refused write the book is read again, because the line may stand there")
{
    class Failing final : public LedgerBook {
    public:
        explicit Failing(std::vector<std::string>& texts) : texts_(texts) {}
        core::Result<std::vector<std::string>> lines() override { return texts_; }
        core::Done append(std::size_t, std::string_view line) override
        {
            texts_.emplace_back(line);
            if (++writes_ == 1) return core::fail(core::ErrorKind::conflict, "ledger/not_writable");
            return {};
        }

    private:
        std::vector<std::string>& texts_;
        int writes_ = 0;
    };
    std::vector<std::string> texts;
    {
        const Ledger ledger = started(texts);
    }
    auto failing = Ledger::open(std::make_unique<Failing>(texts), noon);
    REQUIRE(failing);
    CHECK(failing->debit({10}, spending("1")).error().code == "ledger/not_writable");
    REQUIRE(failing->debit({10}, spending("2")));
    CHECK(failing->state().spent.units == 20);
    CHECK(open(texts));
}

TEST_CASE("no byte of a ledger can be changed, left out or put in")
{
    std::vector<std::string> texts;
    {
        Ledger ledger = started(texts);
        REQUIRE(ledger.debit({1000}, spending("1")));
        REQUIRE(ledger.note_exact(spending("2", "k")));
        REQUIRE(ledger.finish(spending("1"), "hash"));
    }
    for (std::size_t number = 0; number < texts.size(); ++number) {
        const std::string whole = texts[number];
        const std::string wanted = std::to_string(number + 1);
        const auto refused = [&](std::string changed) {
            texts[number] = std::move(changed);
            const auto read = open(texts);
            return !read && read.error().code == "ledger/broken" && read.error().field == wanted;
        };
        for (std::size_t place = 0; place < whole.size(); ++place) {
            std::string changed = whole;
            changed[place] = static_cast<char>(changed[place] ^ 1);
            REQUIRE(refused(changed));
            REQUIRE(refused(whole.substr(0, place)));
            changed = whole;
            REQUIRE(refused(changed.erase(place, 1)));
            changed = whole;
            REQUIRE(refused(changed.insert(place, 1, ' ')));
        }
        texts[number] = whole;
    }
    for (std::size_t number = 0; number + 1 < texts.size(); ++number) {
        auto fewer = texts;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(number));
        CHECK_FALSE(open(fewer));
        auto turned = texts;
        std::swap(turned[number], turned[number + 1]);
        CHECK_FALSE(open(turned));
    }
    CHECK(open(texts));
}

TEST_CASE("any run of verbs adds up, and reads again as it was written")
{
    CHECK(rc::check([] {
        std::vector<std::string> texts;
        Ledger ledger = started(texts);
        Rho debited;
        const auto steps = *rc::gen::inRange(0, 12);
        for (int step = 0; step < steps; ++step) {
            const auto release = std::to_string(*rc::gen::inRange(1, 4));
            switch (*rc::gen::inRange(0, 4)) {
            case 0: {
                const Rho rho = {*rc::gen::inRange<std::int64_t>(1, 200'000'000'000)};
                const Rho left = ledger.state().budget - ledger.state().spent;
                const auto spent = ledger.debit(rho, spending(release));
                RC_ASSERT(!spent || rho <= left);
                if (spent) debited = debited + spent->paid();
                break;
            }
            case 1:
                (void)ledger.note_exact(spending(release));
                break;
            case 2:
                (void)ledger.finish(spending(release), "hash");
                break;
            case 3:
                (void)ledger.raise({*rc::gen::inRange<std::int64_t>(1, 9000)}, "why", "ayana", "0.1.0");
                break;
            }
        }
        const auto state = ledger.state();
        RC_ASSERT(state.spent == debited);
        RC_ASSERT(state.spent <= state.budget);
        RC_ASSERT(state.epsilon_spent <= state.epsilon);
        RC_ASSERT(rho_for(state.epsilon_spent, state.delta) >= state.spent);
        const auto read = open(texts);
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->state().spent == state.spent);
        RC_ASSERT(read->lines().size() == texts.size());
    }));
}

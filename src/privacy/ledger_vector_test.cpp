// The frozen ledgers of tests/vectors/privacy, which another program made after the README.

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "core/json.h"
#include "privacy/ledger.h"

namespace {

using namespace panoh;
using namespace panoh::privacy;

struct BrokenLedger {
    std::string name;
    std::int64_t keep = 0;
    std::string then;
};
PANOH_JSON(BrokenLedger, name, keep, then)

std::string frozen(const std::string& name)
{
    std::ifstream file(PANOH_ROOT "/tests/vectors/privacy/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> frozen_lines(const std::string& name)
{
    std::vector<std::string> lines(1);
    for (const char c : frozen(name))
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    REQUIRE(lines.back().empty());
    lines.pop_back();
    return lines;
}

class SharedBook final : public LedgerBook {
public:
    explicit SharedBook(std::vector<std::string>& texts) : texts_(texts) {}
    core::Result<std::vector<std::string>> lines() override { return texts_; }
    core::Done append(std::size_t /*after*/, std::string_view line) override
    {
        texts_.emplace_back(line);
        return {};
    }

private:
    std::vector<std::string>& texts_;
};

/// Seven hours later each time that somebody asks.
class HurriedClock final : public core::Clock {
public:
    core::Instant now() const override
    {
        const auto now = at_;
        at_.milliseconds += 7 * core::hour_ms;
        return now;
    }

private:
    mutable core::Instant at_ = *core::parse_instant("2026-11-26T12:00:00.000Z");
};

Spending spending(std::string release, std::string what)
{
    return {.release = std::move(release),
            .what = std::move(what),
            .input = "aW5wdXQ",
            .salt = "c2FsdA",
            .schema = "c2NoZW1h",
            .operator_name = "Айгүл",
            .program = "0.1.0"};
}

/// The second half of the story.
void go_on(Ledger& ledger)
{
    REQUIRE(ledger.raise({4000}, "one release a year, “until 2030” \\ \"agreed\"", "Айгүл", "0.1.0"));
    auto chosen = spending("2026-3", "aim");
    chosen.insecure_seed = 1;
    REQUIRE(ledger.debit({90'000'000'000}, chosen));
    REQUIRE(ledger.debit({1}, spending("2026-3", "report")));
    REQUIRE(ledger.finish(spending("2026-3", "aim"), "b3V0cHV0cw"));
}

} // namespace

TEST_CASE(
    "a ledger that another program wrote after the description is read, and written byte for byte the same")
{
    const auto wanted = frozen_lines("ledger-2.jsonl");
    REQUIRE(wanted.size() == 8);
    CHECK(read_lines(wanted));

    std::vector<std::string> texts;
    const HurriedClock clock;
    auto ledger = Ledger::open(std::make_unique<SharedBook>(texts), clock);
    REQUIRE(ledger);
    REQUIRE(ledger->start("cases-kg", {2000}, {1'000'000}, "Айгүл", "0.1.0"));
    REQUIRE(ledger->debit({20'000'000'000}, spending("2026-1", "tables")));
    REQUIRE(ledger->finish(spending("2026-1", "tables"), "b3V0cHV0cw"));
    REQUIRE(ledger->note_exact(spending("2026-2", "k")));
    go_on(*ledger);
    REQUIRE(texts.size() == wanted.size());
    for (std::size_t line = 0; line < wanted.size(); ++line)
        CHECK(texts[line] == wanted[line]);
}

TEST_CASE("a ledger of the first form is read, and goes on in the second")
{
    const auto before = frozen_lines("ledger.jsonl");
    REQUIRE(before.size() == 8);
    const auto read = read_lines(before);
    REQUIRE(read);
    CHECK_FALSE(read->front().version);
    CHECK_FALSE(read->front().salt);
    for (std::size_t line = 0; line < before.size(); ++line)
        CHECK(line_text((*read)[line]) == before[line]);

    std::vector<std::string> texts(before.begin(), before.begin() + 4);
    const HurriedClock clock;
    auto ledger = Ledger::open(std::make_unique<SharedBook>(texts), clock);
    REQUIRE(ledger);
    CHECK(ledger->state().last_input == "aW5wdXQ");
    CHECK(ledger->state().last_salt.empty());
    go_on(*ledger);
    CHECK(texts == frozen_lines("continued.jsonl"));
}

namespace {

void refuse_each(const std::string& whole_file, const std::string& faults_file, std::size_t faults)
{
    const auto whole = frozen_lines(whole_file);
    const auto all = core::read_json<std::vector<BrokenLedger>>(frozen(faults_file));
    REQUIRE(all);
    CHECK(all->size() == faults);
    for (const auto& broken : *all) {
        CAPTURE(broken.name);
        auto texts = whole;
        texts.resize(static_cast<std::size_t>(broken.keep));
        CHECK(read_lines(texts));
        texts.push_back(broken.then);
        const auto read = read_lines(texts);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == "ledger/broken");
        CHECK(read.error().field == std::to_string(broken.keep + 1));
    }
}

} // namespace

TEST_CASE("each frozen ledger with one fault is refused, by the line of the fault")
{
    refuse_each("ledger.jsonl", "broken.json", 41);
    refuse_each("ledger-2.jsonl", "broken-2.json", 52);
}

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

std::vector<std::string> frozen_lines()
{
    std::vector<std::string> lines(1);
    for (const char c : frozen("ledger.jsonl"))
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

/// One minute later each time that somebody asks.
class MinuteClock final : public core::Clock {
public:
    core::Instant now() const override
    {
        const auto now = at_;
        at_.milliseconds += core::minute_ms;
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
            .schema = "c2NoZW1h",
            .operator_name = "Айгүл",
            .program = "0.1.0"};
}

} // namespace

TEST_CASE(
    "a ledger that another program wrote after the description is read, and written byte for byte the same")
{
    const auto wanted = frozen_lines();
    REQUIRE(wanted.size() == 8);
    CHECK(read_lines(wanted));

    std::vector<std::string> texts;
    const MinuteClock clock;
    auto ledger = Ledger::open(std::make_unique<SharedBook>(texts), clock);
    REQUIRE(ledger);
    REQUIRE(ledger->start("cases-kg", {2000}, {1'000'000}, "Айгүл", "0.1.0"));
    REQUIRE(ledger->debit({20'000'000'000}, spending("2026-1", "tables")));
    REQUIRE(ledger->finish(spending("2026-1", "tables"), "b3V0cHV0cw"));
    REQUIRE(ledger->note_exact(spending("2026-2", "k")));
    REQUIRE(ledger->raise({4000}, "one release a year, “until 2030” \\ \"agreed\"", "Айгүл", "0.1.0"));
    auto chosen = spending("2026-3", "aim");
    chosen.insecure_seed = 1;
    REQUIRE(ledger->debit({90'000'000'000}, chosen));
    REQUIRE(ledger->debit({1}, spending("2026-3", "report")));
    REQUIRE(ledger->finish(spending("2026-3", "aim"), "b3V0cHV0cw"));
    REQUIRE(texts.size() == wanted.size());
    for (std::size_t line = 0; line < wanted.size(); ++line)
        CHECK(texts[line] == wanted[line]);
}

TEST_CASE("each frozen ledger with one fault is refused, by the line of the fault")
{
    const auto whole = frozen_lines();
    const auto all = core::read_json<std::vector<BrokenLedger>>(frozen("broken.json"));
    REQUIRE(all);
    CHECK(all->size() == 41);
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

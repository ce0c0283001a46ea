#include "release/making.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>
#include <iterator>
#include <regex>

#include "crypto/security_key.h"
#include "microdata/fiction.h"
#include "release/output_folder.h"

namespace panoh::release {

namespace {

namespace fs = std::filesystem;

/// A folder of its own for a test.
class Place {
public:
    Place()
    {
        std::string name = (fs::temp_directory_path() / "panoh-making-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { fs::remove_all(path_); }
    [[nodiscard]] fs::path operator/(std::string_view name) const { return path_ / name; }

private:
    fs::path path_;
};

std::string whole(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Case {
    Place place;
    core::SystemClock clock;
    microdata::FictionalTable table = microdata::fictional_table(microdata::Shape::sparse, 3'000, 1);
    Lineage lineage = started(privacy::Epsilon{4'000});

    Lineage started(privacy::Epsilon budget)
    {
        auto made = start_lineage((place / "ledger.jsonl").string(), clock, table.schema.lineage, budget,
                                  privacy::delta_for(table.schema.people), "officer", "test");
        REQUIRE(made);
        return std::move(*made);
    }
    [[nodiscard]] core::Result<Prepared> prepared_of(const std::string& csv, const microdata::Schema& schema)
    {
        return prepare(csv, microdata::schema_text(schema), lineage.key);
    }
    [[nodiscard]] Prepared prepared()
    {
        auto result = prepared_of(table.csv, table.schema);
        REQUIRE(result);
        return std::move(*result);
    }
    [[nodiscard]] Order order(std::string_view name) const
    {
        return {
            .begin = into_folder(place / name), .release = {}, .operator_name = "officer", .program = "test"};
    }
};

std::string code_of(const core::Result<Made>& made)
{
    return made ? std::string() : made.error().code;
}

} // namespace

TEST_CASE("a release is a folder whose manifest holds, and a debit that knows it")
{
    Case of;
    const auto made =
        make_tables(of.lineage, of.prepared(), of.order("out"), {.epsilon = {1'000}, .length = 2});
    REQUIRE(made);
    const std::string manifest = whole(of.place / "out/MANIFEST.sha256");
    for (const OutputFile& file : made->files) {
        CHECK(static_cast<std::int64_t>(whole(of.place / ("out/" + file.name)).size()) == file.bytes);
        if (file.name != "MANIFEST.sha256")
            CHECK(manifest.find(file.sha256 + "  " + file.name + "\n") != std::string::npos);
    }
    CHECK(made->files.size() >= 4);
    const auto& lines = of.lineage.ledger.lines();
    REQUIRE(lines.size() == 3);
    CHECK(lines[1].kind == privacy::LineKind::debit);
    CHECK(lines[1].what == "tables");
    CHECK(lines[2].kind == privacy::LineKind::finished);
    CHECK(lines[2].outputs == made->manifest);
    CHECK(lines[1].input != "");
    CHECK_FALSE(fs::exists(of.place / "out.partial"));
    const auto again = open_lineage((of.place / "ledger.jsonl").string(), of.clock);
    REQUIRE(again);
    CHECK(again->ledger.state().spent == of.lineage.ledger.state().spent);
}

TEST_CASE("a budget that would be overdrawn is refused, and nothing is written")
{
    Case of;
    REQUIRE(make_tables(of.lineage, of.prepared(), of.order("one"), {.epsilon = {3'000}, .length = 2}));
    const auto lines = of.lineage.ledger.lines().size();
    CHECK(code_of(make_tables(of.lineage, of.prepared(), of.order("two"),
                              {.epsilon = {3'000}, .length = 2})) == "ledger/overspent");
    CHECK(of.lineage.ledger.lines().size() == lines);
    CHECK_FALSE(fs::exists(of.place / "two"));
    CHECK_FALSE(fs::exists(of.place / "two.partial"));
}

TEST_CASE("what can be refused is refused before anything is spent")
{
    Case of;
    const TablesOrder wanted = {.epsilon = {1'000}, .length = 2};
    microdata::Schema schema = of.table.schema;
    schema.lineage = "another";
    auto other = of.prepared_of(of.table.csv, schema);
    REQUIRE(other);
    CHECK(code_of(make_tables(of.lineage, *other, of.order("a"), wanted)) == "release/other_lineage");

    schema = of.table.schema;
    schema.caps.reset();
    auto capless = of.prepared_of(of.table.csv, schema);
    if (capless)
        CHECK(code_of(make_tables(of.lineage, *capless, of.order("b"), wanted)) == "schema/caps_missing");

    schema = of.table.schema;
    schema.from_data = {schema.columns[0].name};
    const auto unread = of.prepared_of(of.table.csv, schema);
    REQUIRE_FALSE(unread);
    CHECK(unread.error().code == "schema/from_data");

    schema = of.table.schema;
    schema.columns.pop_back();
    const auto undeclared = of.prepared_of(of.table.csv, schema);
    REQUIRE_FALSE(undeclared);

    fs::create_directory(of.place / "there");
    CHECK(code_of(make_tables(of.lineage, of.prepared(), of.order("there"), wanted)) ==
          "release/folder_exists");
    CHECK(code_of(make_tables(of.lineage, of.prepared(), of.order("c"), {.epsilon = {1'000}, .length = 9})) ==
          "tabulation/length_invalid");
    CHECK(code_of(make_k(of.lineage, of.prepared(), of.order("d"), {.k = 10, .length = 9})) ==
          "release/length_invalid");
    schema = of.table.schema;
    while (schema.columns[0].values.size() < 70)
        schema.columns[0].values.push_back(
            {.name = "more " + std::to_string(schema.columns[0].values.size())});
    auto many = of.prepared_of(of.table.csv, schema);
    REQUIRE(many);
    CHECK(code_of(make_synthesis(of.lineage, *many, of.order("e"), {.epsilon = {1'000}})) ==
          "synthesis/too_many_states");
    CHECK(code_of(make_synthesis(of.lineage, of.prepared(), of.order("e"), {.epsilon = {1}})) ==
          "synthesis/budget_too_small");
    CHECK(of.lineage.ledger.lines().size() == 1);
    for (const std::string_view name : {"a", "b", "c", "d", "e"})
        CHECK_FALSE(fs::exists(of.place / name));
}

TEST_CASE("a table that changed since the ledger saw it is refused until somebody says that it is a new one")
{
    Case of;
    const TablesOrder wanted = {.epsilon = {500}, .length = 1};
    REQUIRE(make_tables(of.lineage, of.prepared(), of.order("one"), wanted));
    const auto changed =
        of.prepared_of(microdata::fictional_table(microdata::Shape::sparse, 3'000, 2).csv, of.table.schema);
    REQUIRE(changed);
    CHECK(code_of(make_tables(of.lineage, *changed, of.order("two"), wanted)) == "release/table_changed");
    Order order = of.order("two");
    order.new_table = true;
    CHECK(make_tables(of.lineage, *changed, order, wanted));
    CHECK(make_tables(of.lineage, *changed, of.order("three"), wanted));
}

TEST_CASE("two lines of one table look like two lines of two tables to whoever has no key")
{
    Case of;
    const auto other =
        of.prepared_of(microdata::fictional_table(microdata::Shape::sparse, 3'000, 2).csv, of.table.schema);
    REQUIRE(other);
    const TablesOrder wanted = {.epsilon = {500}, .length = 1};
    REQUIRE(make_tables(of.lineage, of.prepared(), of.order("one"), wanted));
    REQUIRE(make_tables(of.lineage, of.prepared(), of.order("two"), wanted));
    Order order = of.order("three");
    order.new_table = true;
    REQUIRE(make_tables(of.lineage, *other, order, wanted));
    std::vector<std::string> inputs;
    std::vector<std::string> salts;
    for (const auto& line : of.lineage.ledger.lines()) {
        if (line.kind != privacy::LineKind::debit) continue;
        inputs.push_back(line.input);
        salts.push_back(line.salt.value_or(""));
    }
    REQUIRE(inputs.size() == 3);
    for (std::size_t one = 0; one < 3; ++one)
        for (std::size_t two = 0; two < one; ++two) {
            CHECK(inputs[one] != inputs[two]);
            CHECK(salts[one] != salts[two]);
        }
    // No file that goes out has the hash without its salt.
    for (const Prepared& prepared : {of.prepared(), of.prepared()}) {
        const std::string bare = crypto::to_base64url(prepared.table);
        for (const std::string_view name : {"ledger.jsonl", "report.json"})
            CHECK(whole(of.place / "three" / name).find(bare) == std::string::npos);
    }
    CHECK(is_last_table(of.lineage, other->table));
    CHECK_FALSE(is_last_table(of.lineage, of.prepared().table));
}

TEST_CASE("the table of a line of the first form is known again")
{
    Case of;
    const auto prepared = of.prepared();
    std::vector<std::string> texts;
    for (const auto& known : of.lineage.ledger.lines()) {
        privacy::LedgerLine line = known;
        line.version.reset();
        line.salt.reset();
        texts.push_back(privacy::sealed_text(line));
        line.previous = line.hash;
        ++line.line;
        line.kind = privacy::LineKind::exact;
        line.release = "r1";
        line.what = "k";
        line.rho = 0;
        line.random = privacy::from_system;
        line.input = crypto::to_base64url(prepared.table);
        texts.push_back(privacy::sealed_text(line));
    }
    std::ofstream(of.place / "first.jsonl") << texts[0] << "\n" << texts[1] << "\n";
    fs::copy_file(of.place / "ledger.jsonl.key", of.place / "first.jsonl.key");
    auto first = open_lineage((of.place / "first.jsonl").string(), of.clock);
    REQUIRE(first);
    CHECK(is_last_table(*first, prepared.table));
    CHECK_FALSE(is_last_table(*first, crypto::hash(core::as_bytes("another"))));
    REQUIRE(make_tables(*first, prepared, of.order("on"), {.epsilon = {500}, .length = 1}));
    CHECK(first->ledger.lines().back().version == privacy::line_version);
    CHECK(whole(of.place / "on" / "ledger.jsonl").starts_with(texts[0] + "\n" + texts[1] + "\n"));
}

TEST_CASE("every promise of a release is the epsilon that was asked, and of all of them together")
{
    Case of;
    Order order = of.order("one");
    REQUIRE(make_tables(of.lineage, of.prepared(), order, {.epsilon = {1'250}, .length = 1}));
    order.begin = into_folder(of.place / "two");
    REQUIRE(make_synthesis(of.lineage, of.prepared(), order,
                           {.method = SynthesisMethod::mst, .epsilon = {1'750}, .rows = 100}));
    const auto one = core::read_json<Report>(whole(of.place / "one" / "report.json"));
    const auto two = core::read_json<Report>(whole(of.place / "two" / "report.json"));
    REQUIRE(one);
    REQUIRE(two);
    REQUIRE(one->privacy);
    REQUIRE(two->privacy);
    CHECK(one->privacy->epsilon == 1.25);
    CHECK(one->privacy->epsilon_before == 0);
    CHECK(one->privacy->epsilon_after == 1.25);
    CHECK(two->privacy->epsilon == 1.75);
    CHECK(two->privacy->epsilon_before == 1.25);
    CHECK(two->privacy->epsilon_budget == 4);
    // Together as the ledger counts: less than the sum, since amounts of zCDP are added.
    const privacy::Delta delta = of.lineage.ledger.state().delta;
    const privacy::Rho all = privacy::rho_for({1'250}, delta) + privacy::rho_for({1'750}, delta);
    CHECK(of.lineage.ledger.state().spent == all);
    CHECK(two->privacy->epsilon_after ==
          static_cast<double>(privacy::epsilon_for(all, delta).thousandths) / 1000);
    CHECK(two->privacy->epsilon_after < 3);
    CHECK(two->privacy->delta_one_in == delta.one_in);
}

TEST_CASE("nothing that goes out says how long it took")
{
    /// Seven hours later each time that somebody asks.
    class HurriedClock final : public core::Clock {
    public:
        core::Instant now() const override
        {
            const auto now = at_;
            at_.milliseconds += 7 * core::hour_ms + 11;
            return now;
        }

    private:
        mutable core::Instant at_ = *core::parse_instant("2026-11-26T12:13:14.151Z");
    };
    Case of;
    const HurriedClock clock;
    auto lineage =
        start_lineage((of.place / "hurried.jsonl").string(), clock, of.table.schema.lineage,
                      privacy::Epsilon{4'000}, privacy::delta_for(of.table.schema.people), "officer", "test");
    REQUIRE(lineage);
    const auto prepared = prepare(of.table.csv, microdata::schema_text(of.table.schema), lineage->key);
    REQUIRE(prepared);
    Order order = of.order("one");
    order.draw = [](const Report& report) { return core::to_string(report.day); };
    const SynthesisOrder wanted = {.method = SynthesisMethod::mst, .epsilon = {1'000}, .rows = 100};
    REQUIRE(make_synthesis(*lineage, *prepared, order, wanted));
    order.begin = into_folder(of.place / "two");
    REQUIRE(make_synthesis(*lineage, *prepared, order, wanted));
    for (const auto& line : lineage->ledger.lines())
        CHECK(core::to_string(line.at) == "2026-11-26T00:00:00.000Z");
    for (const auto& entry : fs::directory_iterator(of.place / "two")) {
        CAPTURE(entry.path().filename().string());
        const std::string text = whole(entry.path());
        static const std::regex time(R"(20\d\d-\d\d-\d\d(T[\d:.]+Z)?)");
        for (std::sregex_iterator found(text.begin(), text.end(), time), end; found != end; ++found)
            CHECK((found->str() == "2026-11-26" || found->str() == "2026-11-26T00:00:00.000Z"));
    }
}

TEST_CASE("a release of k is noted without an amount, and its files are there")
{
    Case of;
    const auto& names = of.table.schema.identifying;
    REQUIRE(names.size() >= 2);
    const auto made = make_k(of.lineage, of.prepared(), of.order("k"),
                             {.k = 5, .length = 2, .seeded = true, .crossed = {{names[0], names[1]}}});
    REQUIRE(made);
    for (const std::string_view name :
         {"microdata.csv", "tables.csv", "synthetic.csv", "cross_tables.csv", "schema.json", "ledger.jsonl"})
        CHECK(fs::exists(of.place / "k" / name));
    CHECK(of.lineage.ledger.state().spent.units == 0);
    CHECK(of.lineage.ledger.lines()[1].kind == privacy::LineKind::exact);
}

TEST_CASE("synthetic rows are drawn from a model that was paid for")
{
    Case of;
    const auto made = make_synthesis(of.lineage, of.prepared(), of.order("mst"),
                                     {.method = SynthesisMethod::mst, .epsilon = {2'000}, .rows = 500});
    REQUIRE(made);
    const std::string rows = whole(of.place / "mst/microdata.csv");
    CHECK(std::count(rows.begin(), rows.end(), '\n') == 501);
    CHECK(of.lineage.ledger.state().epsilon_spent.thousandths == 2'000);
    CHECK(code_of(make_synthesis(of.lineage, of.prepared(), of.order("no"), {.epsilon = {100}, .rows = 0})) ==
          "release/rows_invalid");
}

TEST_CASE("chosen chance gives the same files each time, and is stamped")
{
    std::string first;
    for (const std::string_view name : {"one", "two"}) {
        Case of;
        Order order = of.order(name);
        order.insecure_seed = 7;
        REQUIRE(make_tables(of.lineage, of.prepared(), order, {.epsilon = {1'000}, .length = 2}));
        CHECK(whole(of.place / (std::string(name) + "/NOT-PRIVATE")) == "NOT PRIVATE\n");
        CHECK(of.lineage.ledger.lines()[1].random != "operating system");
        const std::string tables = whole(of.place / (std::string(name) + "/tables.csv"));
        if (first.empty()) first = tables;
        CHECK(tables == first);
    }
}

TEST_CASE("an output that was not finished leaves nothing, and what a killed run left is taken away")
{
    const Place place;
    {
        auto folder = OutputFolder::begin(place / "out");
        REQUIRE(folder);
        REQUIRE((*folder)->write("a.csv", "1\n"));
        CHECK(fs::exists(place / "out.partial/a.csv"));
    }
    CHECK_FALSE(fs::exists(place / "out.partial"));
    fs::create_directory(place / "out.partial");
    std::ofstream(place / "out.partial/old.csv") << "old";
    auto folder = OutputFolder::begin(place / "out");
    REQUIRE(folder);
    REQUIRE((*folder)->write("a.csv", "1\n"));
    REQUIRE((*folder)->finish());
    CHECK_FALSE(fs::exists(place / "out/old.csv"));
    CHECK(whole(place / "out/a.csv") == "1\n");
    const auto twice = OutputFolder::begin(place / "out");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == "release/folder_exists");
}

} // namespace panoh::release

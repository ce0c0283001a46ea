#include "release/own_cases.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "core/date.h"
#include "release/test_releases.h"

namespace panoh::release {

namespace {

using testing::ReleaseHouse;

std::vector<std::string> lines_in(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line.substr(0, line.find('\r')));
    return lines;
}

std::string csv_of(ReleaseHouse& house, core::OrganisationId organisation)
{
    return house.read([&](store::Reader& reader) { return own_cases_csv(reader, organisation); });
}

} // namespace

TEST_CASE("the view of cases has no sealed column, no text and no id but the organisation's")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        static constexpr store::Sql sqlite{"SELECT name FROM pragma_table_info('release_cases')"};
        static constexpr store::Sql postgres{
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'release_cases' AND "
            "table_schema = current_schema() ORDER BY ordinal_position"};
        std::set<std::string> columns;
        house.read([&](store::Reader& reader) {
            reader.each(engine == store::Engine::sqlite ? sqlite : postgres, {},
                        [&](const store::Row& row) { columns.emplace(row.text(0)); });
        });
        CHECK(columns == std::set<std::string>{"organisation", "year", "country", "gender", "age_band",
                                               "citizenship", "country_of_exploitation", "trafficking_status",
                                               "exploitation", "sexual_exploitation", "labour_industry",
                                               "methods_of_control", "recruitment_method",
                                               "relationship_to_trafficker"});
    }
}

TEST_CASE("nothing of a case but its coded answers is in the table")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        house.open_cases(1, house.organisation);
        house.tamper("UPDATE case_file SET reference = 'zymark', due_sort = 'zymark', next_step = 'zymark', "
                     "risk_level = 'zymark', education = 'zymark', further_episodes = 'zymark', "
                     "exploitation_from = 'zymark', due_on = 'zymark', closure_reason = 'zymark', "
                     "primary_language = 'zymark', vulnerabilities = 'zymark', opened_at = 1711111111111");
        const std::string csv = csv_of(house, house.organisation);
        CHECK(csv.find("zymark") == std::string::npos);
        CHECK(csv.find("1711111111111") == std::string::npos);
        CHECK(csv.find("2024-") == std::string::npos);
        CHECK(lines_in(csv).size() == 2);
        CHECK(lines_in(csv)[1].starts_with("2024,KG,Masculine,9-17,UZ,RU,"));
        CHECK(lines_in(csv_of(house, house.other)).size() == 1);
    }
}

TEST_CASE("several answers become ticks: 1, 0, and nothing where nobody knows")
{
    ReleaseHouse house(store::Engine::sqlite);
    house.open_cases(2, house.organisation);
    const auto lines = lines_in(csv_of(house, house.organisation));
    REQUIRE(lines.size() == 3);
    const auto& columns = own_case_columns();
    const auto cells = [&](const std::string& line) {
        std::vector<std::string> found;
        std::string rest = line + ",";
        for (std::size_t end = rest.find(','); end != std::string::npos; end = rest.find(',')) {
            found.push_back(rest.substr(0, end));
            rest.erase(0, end + 1);
        }
        REQUIRE(found.size() == columns.size());
        return found;
    };
    const auto cell = [&](const std::string& line, std::string_view name) {
        return cells(line)[static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin())];
    };
    // The one nobody knows of stands first: "Feminine" before "Masculine".
    CHECK(cell(lines[1], "exploitation_ForcedLabour") == "");
    CHECK(cell(lines[1], "exploitation_ForcedBegging") == "");
    CHECK(cell(lines[2], "exploitation_ForcedLabour") == "1");
    CHECK(cell(lines[2], "exploitation_Other") == "1");
    CHECK(cell(lines[2], "exploitation_ForcedBegging") == "0");
    CHECK(cell(lines[2], "control_DebtBondage") == "");
}

TEST_CASE("who refused that figures are kept is in no table")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        house.open_cases(3, house.organisation);
        house.tamper("UPDATE case_file SET data_agreement = 'no' WHERE gender = 'Masculine'");
        CHECK(lines_in(csv_of(house, house.organisation)).size() == 3);
        house.tamper("UPDATE case_file SET data_agreement = '~refused'");
        CHECK(lines_in(csv_of(house, house.organisation)).size() == 1);
        house.tamper("UPDATE case_file SET data_agreement = 'yes'");
        CHECK(lines_in(csv_of(house, house.organisation)).size() == 4);
    }
}

TEST_CASE("the year is that of the day on which the case was opened, at every turn of a year")
{
    for (const auto engine : panoh::test::engines()) {
        ReleaseHouse house(engine);
        house.open_cases(1, house.organisation);
        static constexpr store::Sql year{"SELECT year FROM release_cases"};
        constexpr std::int64_t day = 86'400'000;
        for (int which = 1970; which <= 2110; which += 1)
            for (const core::Date& date : {core::Date{which, 1, 1}, core::Date{which, 2, 28},
                                           core::Date{which, 3, 1}, core::Date{which, 12, 31}}) {
                const std::int64_t at = core::days_between({1970, 1, 1}, date) * day;
                house.tamper("UPDATE case_file SET opened_at = " + std::to_string(at + day - 1));
                CHECK(house.count(year) == which);
                if (engine != store::Engine::sqlite && which % 20 != 0) break;
            }
    }
}

TEST_CASE("the preset declares every column of the table, and a reading of it meets nothing undeclared")
{
    ReleaseHouse house(store::Engine::sqlite);
    house.open_cases(40, house.organisation);
    const microdata::Schema schema = ReleaseHouse::schema();
    std::set<std::string> declared;
    for (const auto& column : schema.columns)
        declared.insert(column.name);
    CHECK(declared == std::set<std::string>(own_case_columns().begin(), own_case_columns().end()));
    const auto read = microdata::read_microdata(csv_of(house, house.organisation), schema);
    REQUIRE(read);
    CHECK(read->note.people == 40);
    CHECK(read->note.undeclared.empty());
}

} // namespace panoh::release

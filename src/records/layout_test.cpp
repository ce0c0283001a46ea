#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/json.h"
#include "records/layout.h"
#include "tables/csv_reader.h"

using namespace panoh;
using namespace panoh::records;

namespace {

/// Every answer filled, with more than one item where there can be, and with what HTCDS cannot say.
constexpr std::string_view everything = R"({
 "gender": "Feminine", "citizenship": ["KG", "UZ"], "primary_language": "ky", "secondary_language": "ru",
 "marital_status": "~refused", "education": "PrimaryEducation", "number_of_children": 2, "deceased": "no",
 "data_agreement": "yes", "trafficking_status": "PossibleVictimOfTrafficking", "status_decided_by": "NGO",
 "referral_source": "hotline", "vulnerabilities": ["Poverty", "Migration"],
 "recruitment_method": ["ThroughFriendsOrSocialEvents"], "recruitment_websites": ["Telegram", "Other"],
 "relationship_to_trafficker": "Unaquainted", "methods_of_control": ["DebtBondage", "RestrictsMovement"],
 "exploitation": ["ForcedLabour", "OnlineScamCompound"], "labour_industry": "F_Construction",
 "sexual_exploitation": ["~not_asked"], "exploitation_websites": ["WeChat"], "country_of_exploitation": "KZ",
 "exploitation_from": "2021-04", "exploitation_to": "2022", "age_when_trafficked": 24,
 "further_episodes": [{"exploitation": ["ForcedBegging"], "exploitation_from": "2010"}, {"age_when_trafficked": 9}],
 "risk_level": "high", "next_step": "clinic_visit", "due_on": "2031-01-31",
 "referred_in_on": "2023-02-03", "referred_in_because": "Other", "referred_out_on": "2023-05-06",
 "referred_out_because": "MigrationOrChangeOfLocation",
 "reference": "7QF-2MK", "opened_on": "2023-02-03", "country": "KG", "state": "assessment", "closure_reason": null,
 "assigned_to": "ayana", "consent": {"given": true, "mode": "written"},
 "identity": {"names": [{"given": "Айгүл", "family": "=Токтосунова", "patronymic": "Асан кызы", "script": "Cyrillic", "kind": "current"},
                        {"given": "Aigul", "family": "'Toktosunova", "script": "Latin", "kind": "alias"}],
   "birth": {"year": 1994, "month": 7}, "salutation": "Ms", "title": "Dr", "mother_name": "Гүлнара", "birthplace": "Ош",
   "phone": "+996 555 000000", "home_phone": "-", "email": "@example", "document": "AN0000000"},
 "whereabouts": {"lives_in": "with\nan aunt", "safe_contact": "by day; never; by letter",
   "address": {"street": "Манас 1", "city": "Ош", "state": "Ош", "postal_code": "714000", "country": "KG", "latitude": 40.5283, "longitude": -72.7985}},
 "story": {"location_of_recruitment": "a café", "location_of_exploitation": "a yard", "vulnerability_details": "debts",
   "closure_details": "none yet",
   "events": [{"episode": 1, "type": "Exploitation", "on": {"year": 2021, "month": 4, "day": 5}, "street": "s", "city": "Алматы", "state": "x",
               "postal_code": "050000", "country": "KZ", "latitude": 43.238, "longitude": 76.9452, "description": "brick works"},
              {"episode": 2, "type": "Transit", "on": {"year": 2010}, "country": "~unknown"}],
   "perpetrators": [{"roles": ["Transporter", "Abuser"], "details": "a scar", "organisation": "a firm"}, {"roles": ["~refused"]}],
   "plans": [{"type": "Legal", "objectives": "papers", "action_plan": "go", "planned_end_on": "2031-01-01", "actual_end_on": "2023-03-03"}],
   "referred_in": {"organisation": "hotline", "caseworker": "A. B.", "details": "d"},
   "referred_out": {"organisation": "clinic", "caseworker": "C. D.", "details": "e"}},
 "notes": [{"text": "first\nnote", "written_at": "2023-02-03T04:05:06.007Z", "written_by": "ayana"},
           {"text": "second", "written_at": "2023-02-04T04:05:06.007Z", "written_by": "timur"}],
 "organisation": {"name": "Shelter", "alternate_name": "S", "description": null, "email": "s@example.org", "website": null, "phone": "+996 1",
   "street": "Манас 1", "city": "Ош", "state": "Ош", "postal_code": "714000", "country": "KG", "latitude": 40.5, "longitude": 72.8, "type": "NGO"}
})";

std::vector<std::string> headings()
{
    std::vector<std::string> names;
    for (const auto& column : columns())
        names.emplace_back(column.name);
    return names;
}

std::vector<Line> as_lines(const Record& record)
{
    std::vector<Line> lines;
    for (const auto& cells : lines_of(record)) {
        Line line{.row = static_cast<std::int64_t>(lines.size()) + 2};
        for (const auto& cell : cells)
            line.cells.push_back(cell.text);
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Which columns of a record have something in some line.
std::set<std::string> filled(const Record& record)
{
    std::set<std::string> names;
    for (const auto& cells : lines_of(record))
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (!cells[i].text.empty() || cells[i].exact) names.emplace(columns()[i].name);
    return names;
}

} // namespace

TEST_CASE("the table of fields is the standard's own list, byte for byte and in its order")
{
    const std::filesystem::path standard =
        std::filesystem::path(PANOH_ROOT).parent_path() / "shared/data/htcds/htcds_fields.csv";
    if (!std::filesystem::exists(standard)) {
        MESSAGE("skipped: the standard's field list is not beside the project");
        return;
    }
    std::ifstream file(standard, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    const std::string all = text.str();
    tables::CsvReader reader(all);
    std::size_t at = 0;
    REQUIRE(reader.next() == tables::CsvStep::record); // section,status,core,name,...
    while (reader.next() == tables::CsvStep::record) {
        const auto cells = reader.record().cells;
        if (cells.size() < 6) continue;
        REQUIRE(at < htcds_fields().size());
        const auto& field = htcds_fields()[at++];
        CHECK(field.name == cells[3]);
        CHECK(field.section == cells[0]);
        CHECK(field.core == (cells[2] == "yes"));
        CHECK(field.deprecated == (cells[1] == "DEPRECATED"));
    }
    CHECK(at == 84);
}

TEST_CASE(
    "every field has a member of the type that its line says, and sealed ones are not in the coded part")
{
    CHECK(htcds_fields().size() == 84);
    std::set<std::string_view> coded = {"state", "assigned_to", "consent.given"};
    boost::mp11::mp_for_each<core::JsonMembers<cases::CodedAnswers>>(
        [&](auto member) { coded.insert(member.name); });
    for (const auto& field : htcds_fields()) {
        CAPTURE(field.name);
        const auto first = field.member.substr(0, field.member.find('.'));
        CHECK(coded.contains(field.member) == (field.place == "coded"));
        if (field.place == "identity") CHECK(first == "identity");
        if (field.place == "whereabouts") CHECK(first == "whereabouts");
        if (field.place == "narrative") CHECK((first == "story" || first == "notes"));
        if (field.place == "directory") CHECK(first == "organisation");
        if (!field.list.empty()) CHECK_FALSE(core::code_list(field.list).codes.empty());
    }
}

TEST_CASE("a whole record goes out into every column and comes back equal")
{
    const auto record = core::read_json<Record>(everything);
    REQUIRE(record);
    const auto lines = as_lines(*record);
    CHECK(lines.size() == 3);

    const auto said = filled(*record);
    for (const auto& field : htcds_fields()) {
        CHECK_MESSAGE(said.contains(std::string(field.name)), field.name);
    }

    const LineReader reader(headings());
    CHECK(reader.unknown().empty());
    CHECK(reader.continues(lines[0], lines[1]));
    std::vector<CellFault> faults;
    const Record back = reader.read(lines, faults);
    CHECK(faults.empty());
    CHECK(core::write_json(back) == core::write_json(*record));
}

TEST_CASE("what HTCDS cannot say is empty or its nearest word there, and never no")
{
    const auto record = core::read_json<Record>(everything);
    REQUIRE(record);
    const auto lines = lines_of(*record);
    const auto cell = [&](std::string_view name) {
        for (std::size_t i = 0; i < columns().size(); ++i)
            if (columns()[i].name == name) return lines[0][i].text;
        return std::string("?");
    };
    CHECK(cell("prs_MaritalStatus").empty());
    CHECK(cell("vic_TypeOfExploitation") == "ForcedLabour;Other");
    CHECK(cell("vic_RelationshipToTrafficker") == "Unaquainted");
    CHECK(cell("prs_PrimaryLanguage") == "kir");
    CHECK(cell("cas_Status") == "Active");
    CHECK(cell("prs_Birthdate") == "1994-07");
    CHECK(cell("prs_Deceased") == "FALSE");
    CHECK(cell("panoh_Exact").find("prs_MaritalStatus=~refused") != std::string::npos);
}

TEST_CASE("what somebody changed in the table wins over the exact codes")
{
    const auto record = core::read_json<Record>(everything);
    REQUIRE(record);
    auto lines = as_lines(*record);
    for (std::size_t i = 0; i < columns().size(); ++i) {
        if (columns()[i].name == "vic_TypeOfExploitation") lines[0].cells[i] = "Servitude";
        if (columns()[i].name == "prs_MaritalStatus") lines[0].cells[i] = "Single";
    }
    std::vector<CellFault> faults;
    const Record back = LineReader(headings()).read(lines, faults);
    CHECK(faults.empty());
    CHECK(back.exploitation->size() == 1);
    CHECK(back.exploitation->front().code == "Servitude");
    CHECK(back.marital_status->code == "Single");
}

TEST_CASE("every cell that cannot be understood is named once, the others are read")
{
    const std::vector<std::string> names = {"prs_Gender",           "colour",          "prs_Birthdate",
                                            "prs_NumberOfChildren", "prs_Citizenship", "prs_gender",
                                            "prs_FirstName"};
    const LineReader reader(names);
    CHECK(reader.unknown() == std::vector<std::string>{"colour"});
    CHECK(reader.heading_faults() == std::vector<CellFault>{{1, 5, "records/heading_twice"}});
    const std::vector<Line> lines = {{7, {"female", "red", "31.02.1990", "many", "KGZ; Narnia", "", " Ай "}}};
    std::vector<CellFault> faults;
    const Record record = reader.read(lines, faults);
    const std::vector<CellFault> expected = {{7, 0, "records/code_unknown", "female"},
                                             {7, 2, "records/not_a_date"},
                                             {7, 3, "records/not_a_number"},
                                             {7, 4, "records/code_unknown", "KGZ; Narnia"}};
    CHECK(faults == expected);
    CHECK(record.identity.names.size() == 1);
    CHECK(record.identity.names.front().given == "Ай");
}

TEST_CASE("a day of opening that is none is told, not passed over")
{
    const std::vector<std::string> names = {"prs_FirstName", "panoh_OpenedOn"};
    std::vector<CellFault> faults;
    const std::vector<Line> lines = {{2, {"Ай", "soon"}}};
    CHECK_FALSE(LineReader(names).read(lines, faults).opened_on);
    CHECK(faults == std::vector<CellFault>{{2, 1, "records/not_a_date"}});
}

TEST_CASE("days come in the styles that people write")
{
    using core::to_string;
    CHECK(to_string(*parse_day("2021-04-05")) == "2021-04-05");
    CHECK(to_string(*parse_day("05.04.2021")) == "2021-04-05");
    CHECK(to_string(*parse_day("5/4/2021")) == "2021-04-05");
    CHECK(to_string(*parse_day("2021")) == "2021");
    CHECK(to_string(*parse_day("04.2021")) == "2021-04");
    CHECK(to_string(*parse_day("2021-04-05T00:00:00")) == "2021-04-05");
    CHECK_FALSE(parse_day("31.02.2021"));
    CHECK_FALSE(parse_day("5.4.21"));
    CHECK_FALSE(parse_day("April"));
}

TEST_CASE("somebody's own table is read by a mapping")
{
    const std::vector<std::string> headings = {"ФИО", "Пол", "Д.р.", "Что было", "Лишнее"};
    const Mapping mapping{
        .columns = {{"ФИО", "panoh_FullName", {}},
                    {"Пол", "prs_Gender", {{"ж", "Feminine"}, {"м", "Masculine"}, {"?", "~unknown"}}},
                    {"Д.р.", "prs_Birthdate", {}},
                    {"Что было", "vic_TypeOfExploitation", {{"стройка", "ForcedLabour"}, {"-", ""}}},
                    {"Лишнее", "", {}}},
        .month_first = true};
    const LineReader reader(headings, mapping);
    CHECK(reader.heading_faults().empty());
    CHECK(reader.knows_any());
    const std::vector<Line> first = {
        {2, {"Токтосунова  Айгүл Асан кызы", " Ж", "04/05/1994", "стройка; Servitude", "x"}}};
    std::vector<CellFault> faults;
    const Record record = reader.read(first, faults);
    CHECK(faults.empty());
    REQUIRE(record.identity.names.size() == 1);
    CHECK(record.identity.names[0].family == "Токтосунова");
    CHECK(record.identity.names[0].given == "Айгүл");
    CHECK(record.identity.names[0].patronymic == "Асан кызы");
    CHECK(record.gender->code == "Feminine");
    CHECK(core::to_string(record.identity.birth) == "1994-04-05");
    CHECK(record.exploitation->size() == 2);
    const std::vector<Line> second = {{3, {"", "?", "", "-", ""}}};
    const Record unknown = reader.read(second, faults);
    CHECK(unknown.gender->code == "~unknown");
    CHECK_FALSE(unknown.exploitation);
    CHECK(LineReader(headings, Mapping{.columns = {{"Пол", "prs_Colour", {}}}}).heading_faults().size() == 1);
}

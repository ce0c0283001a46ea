#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "core/json.h"
#include "records/ctdc_rows.h"

using namespace panoh;
using namespace panoh::records;

namespace {

// The first line of the published file, byte for byte.
constexpr std::string_view header_of_63 =
    "yearOfRegistration,Datasource,gender,ageBroad,majorityStatus,majorityStatusAtExploit,majorityEntry,"
    "citizenship,meansOfControlDebtBondage,meansOfControlTakesEarnings,"
    "meansOfControlRestrictsFinancialAccess,meansOfControlThreats,meansOfControlPsychologicalAbuse,"
    "meansOfControlPhysicalAbuse,meansOfControlSexualAbuse,meansOfControlFalsePromises,"
    "meansOfControlPsychoactiveSubstances,meansOfControlRestrictsMovement,"
    "meansOfControlRestrictsMedicalCare,meansOfControlExcessiveWorkingHours,meansOfControlUsesChildren,"
    "meansOfControlThreatOfLawEnforcement,meansOfControlWithholdsNecessities,"
    "meansOfControlWithholdsDocuments,meansOfControlOther,meansOfControlNotSpecified,"
    "meansOfControlConcatenated,isForcedLabour,isSexualExploit,isOtherExploit,isSexAndLabour,"
    "isForcedMarriage,isForcedMilitary,isOrganRemoval,isSlaveryAndPractices,typeOfExploitConcatenated,"
    "typeOfLabourAgriculture,typeOfLabourAquafarming,typeOfLabourBegging,typeOfLabourConstruction,"
    "typeOfLabourDomesticWork,typeOfLabourHospitality,typeOfLabourIllicitActivities,"
    "typeOfLabourManufacturing,typeOfLabourMiningOrDrilling,typeOfLabourPeddling,"
    "typeOfLabourTransportation,typeOfLabourOther,typeOfLabourNotSpecified,typeOfLabourConcatenated,"
    "typeOfSexProstitution,typeOfSexPornography,typeOfSexRemoteInteractiveServices,"
    "typeOfSexPrivateSexualServices,typeOfSexConcatenated,isAbduction,RecruiterRelationship,"
    "CountryOfExploitation,recruiterRelationIntimatePartner,recruiterRelationFriend,"
    "recruiterRelationFamily,recruiterRelationOther,recruiterRelationUnknown\n";
constexpr std::string_view header_of_27 =
    "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,traffickMonths,"
    "meansDebtBondageEarnings,meansThreats,meansAbusePsyPhySex,meansFalsePromises,meansDrugsAlcohol,"
    "meansDenyBasicNeeds,meansExcessiveWorkHours,meansWithholdDocs,isForcedLabour,isSexualExploit,"
    "isOtherExploit,sectorOfLabourAgriculture,sectorOfLabourConstruction,sectorOfLabourDomesticWork,"
    "sectorOfLabourHospitality,sectorOfSexProstitution,sectorOfSexPornography,"
    "recruiterRelationIntimatePartner,recruiterRelationFriend,recruiterRelationFamily,"
    "recruiterRelationOther\n";

/// Only the cells that say something.
std::map<std::string, std::string> said(CtdcLayout layout, const Record& record)
{
    const auto cells = ctdc_row(layout, record);
    const auto columns = ctdc_own_columns(layout);
    REQUIRE(cells.size() == columns.size());
    std::map<std::string, std::string> found;
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (!cells[i].empty()) found.emplace(columns[i].name, cells[i]);
    return found;
}

Record record_of(std::string_view answers)
{
    Record record;
    const auto read = core::read_json<cases::CodedAnswers>(std::string(answers));
    REQUIRE(read);
    static_cast<cases::CodedAnswers&>(record) = *read;
    record.opened_on = core::Date{2024, 5, 6};
    return record;
}

using Said = std::map<std::string, std::string>;

} // namespace

TEST_CASE("the lines of names are those of CTDC, byte for byte")
{
    CHECK(ctdc_header_line(CtdcLayout::k_anonymised) == header_of_63);
    CHECK(ctdc_header_line(CtdcLayout::synthetic) == header_of_27);
    CHECK(ctdc_own_columns(CtdcLayout::k_anonymised).size() == 63);
    CHECK(ctdc_own_columns(CtdcLayout::synthetic).size() == 27);
}

TEST_CASE("the line of names is the published file's, where that is at hand")
{
    const std::filesystem::path file =
        std::filesystem::path(PANOH_ROOT) / ".." / "shared/data/ctdc/ctdc_global_kanon_2021-07-15.csv.xz";
    if (!std::filesystem::exists(file)) {
        MESSAGE("skipped: CTDC's own file is not at hand");
        return;
    }
    const auto copy = std::filesystem::temp_directory_path() / "panoh_ctdc_header.csv";
    REQUIRE(std::system(("xz -dc '" + file.string() + "' 2>/dev/null | head -n 1 > '" + copy.string() + "'")
                            .c_str()) == 0); // NOLINT(cert-env33-c)
    std::ifstream in(copy, std::ios::binary);
    const std::string line((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    std::filesystem::remove(copy);
    CHECK(line == header_of_63);
}

TEST_CASE("each column says how it is made and why, or why it cannot be")
{
    for (const auto layout : {CtdcLayout::k_anonymised, CtdcLayout::synthetic})
        for (const auto& column : ctdc_own_columns(layout)) {
            CAPTURE(column.name);
            CHECK_FALSE(column.how.empty());
            CHECK(column.source.empty() == (column.rule == CtdcRule::none));
        }
}

TEST_CASE("codes of our lists that a rule names exist")
{
    const std::map<std::string, std::string> lists = {
        {"methods_of_control", "method_of_control"},
        {"exploitation", "exploitation"},
        {"labour_industry", "labour_industry"},
        {"sexual_exploitation", "sexual_exploitation"},
        {"relationship_to_trafficker", "relationship_to_trafficker"},
        {"gender", "gender"},
        {"age_band", "age_band"}};
    for (const auto layout : {CtdcLayout::k_anonymised, CtdcLayout::synthetic})
        for (const auto& column : ctdc_own_columns(layout)) {
            if (column.rule != CtdcRule::flag && column.rule != CtdcRule::code) continue;
            std::string_view left = column.codes;
            while (!left.empty()) {
                const auto end = std::min(left.find(';'), left.size());
                const auto code = left.substr(0, end).substr(0, left.substr(0, end).find('='));
                CAPTURE(column.name);
                CAPTURE(code);
                CHECK(core::code_list(lists.at(std::string(column.from))).has(code));
                left.remove_prefix(std::min(end + 1, left.size()));
            }
        }
}

TEST_CASE("a case of which nothing is known has no answers, and no is none of them")
{
    const Record record = record_of(R"({"gender": "~refused", "citizenship": ["~unknown"],
        "methods_of_control": ["~not_asked"], "exploitation": ["~unknown"], "labour_industry": "~unknown"})");
    CHECK(said(CtdcLayout::k_anonymised, record) == Said{{"yearOfRegistration", "2024"},
                                                         {"Datasource", "Case Management"},
                                                         {"meansOfControlNotSpecified", "1"},
                                                         {"recruiterRelationUnknown", "1"}});
    CHECK(said(CtdcLayout::synthetic, record) == Said{{"yearOfRegistration", "2024"}});
}

TEST_CASE("what is recorded in any episode counts, in CTDC's own spelling")
{
    Record record = record_of(R"({"gender": "TransgenderFeminine", "citizenship": ["KG"],
        "methods_of_control": ["Threats", "DebtBondage"], "exploitation": ["ForcedLabour"],
        "labour_industry": "F_Construction", "country_of_exploitation": "KZ",
        "exploitation_from": "2021-04", "exploitation_to": "2022-05", "age_when_trafficked": 17,
        "relationship_to_trafficker": "Familial", "sexual_exploitation": ["Prostitution"],
        "further_episodes": [{"exploitation": ["SexualExploitation"], "country_of_exploitation": "RU",
                              "methods_of_control": ["WithholdsDocuments"]}]})");
    record.age_band = "18-20";
    CHECK(said(CtdcLayout::k_anonymised, record) ==
          Said{{"yearOfRegistration", "2024"},
               {"Datasource", "Case Management"},
               {"gender", "Transgender/NonConforming"},
               {"ageBroad", "18--20"},
               {"majorityStatus", "Adult"},
               {"majorityEntry", "Minor"},
               {"citizenship", "KG"},
               {"meansOfControlDebtBondage", "1"},
               {"meansOfControlThreats", "1"},
               {"meansOfControlWithholdsDocuments", "1"},
               {"meansOfControlNotSpecified", "0"},
               {"meansOfControlConcatenated", "Debt bondage;Threats;Withholds documents"},
               {"isForcedLabour", "1"},
               {"isSexualExploit", "1"},
               {"isSexAndLabour", "1"},
               {"typeOfExploitConcatenated",
                "Forced labour;Sexual exploitation;Combined sexual and labour exploitation"},
               {"typeOfLabourConstruction", "1"},
               {"typeOfLabourNotSpecified", "0"},
               {"typeOfLabourConcatenated", "Construction"},
               {"typeOfSexProstitution", "1"},
               {"typeOfSexConcatenated", "Prostitution"},
               {"RecruiterRelationship", "Family/Relative"},
               {"CountryOfExploitation", "KZ"},
               {"recruiterRelationFamily", "1"},
               {"recruiterRelationUnknown", "0"}});
    CHECK(said(CtdcLayout::synthetic, record) == Said{{"yearOfRegistration", "2024"},
                                                      {"gender", "Trans/Transgender/NonConforming"},
                                                      {"ageBroad", "18--20"},
                                                      {"citizenship", "KGZ"},
                                                      {"CountryOfExploitation", "KAZ"},
                                                      {"traffickMonths", "13--24 (1-2 yrs)"},
                                                      {"meansDebtBondageEarnings", "1"},
                                                      {"meansThreats", "1"},
                                                      {"meansWithholdDocs", "1"},
                                                      {"isForcedLabour", "1"},
                                                      {"isSexualExploit", "1"},
                                                      {"sectorOfLabourConstruction", "1"},
                                                      {"sectorOfSexProstitution", "1"},
                                                      {"recruiterRelationFamily", "1"}});
}

TEST_CASE("what cannot be told apart stays empty")
{
    const auto cells = said(CtdcLayout::k_anonymised, record_of(R"({"citizenship": ["KG", "RU"],
        "relationship_to_trafficker": "Acquainted", "exploitation": ["ChildLabour"],
        "labour_industry": "G_WholesaleAndRetailTradeRepairOfMotorVehicles", "age_when_trafficked": 30})"));
    CHECK(cells == Said{{"yearOfRegistration", "2024"},
                        {"Datasource", "Case Management"},
                        {"majorityStatusAtExploit", "Adult"},
                        {"majorityEntry", "Adult"},
                        {"meansOfControlNotSpecified", "1"},
                        {"typeOfLabourNotSpecified", "0"},
                        {"recruiterRelationUnknown", "0"}});
}

TEST_CASE("begging and illicit activities are forms of labour, as in the published file")
{
    const auto begging = said(CtdcLayout::k_anonymised, record_of(R"({"exploitation": ["ForcedBegging"]})"));
    CHECK(begging.at("isForcedLabour") == "1");
    CHECK(begging.at("typeOfLabourBegging") == "1");
    CHECK(begging.at("typeOfLabourNotSpecified") == "0");
    const auto plain = said(CtdcLayout::k_anonymised, record_of(R"({"exploitation": ["ForcedLabour"]})"));
    CHECK(plain.at("typeOfLabourNotSpecified") == "1");
    CHECK(plain.at("typeOfLabourConcatenated") == "Not specified");
}

TEST_CASE("a time of which only years are known counts where every month of them says the same")
{
    const auto months = [](const char* from, const char* to) {
        Record record;
        record.exploitation_from = from;
        record.exploitation_to = to;
        const auto cells = said(CtdcLayout::synthetic, record);
        const auto found = cells.find("traffickMonths");
        return found == cells.end() ? std::string() : found->second;
    };
    CHECK(months("2021", "2021") == "0--12 (0-1 yr)");
    CHECK(months("2021", "2022").empty());
    CHECK(months("2019", "2022") == "25+ (2+ yrs)");
    CHECK(months("2021-01", "2022-01") == "0--12 (0-1 yr)");
    CHECK(months("2021-01", "2023-02") == "25+ (2+ yrs)");
    CHECK(months("2021-06", "2022").empty());
}

TEST_CASE("a case found not to be trafficking has no row")
{
    CHECK_FALSE(belongs_in_ctdc(record_of(R"({"trafficking_status": "NotAVictimOfTrafficking"})")));
    CHECK(belongs_in_ctdc(record_of(R"({"trafficking_status": "PossibleVictimOfTrafficking"})")));
    CHECK(belongs_in_ctdc(record_of("{}")));
}

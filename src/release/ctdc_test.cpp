#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "core/codes.h"
#include "release/ctdc.h"

namespace panoh::release {

namespace {

using Record = std::array<std::string_view, ctdc_column_count>;

int column(std::string_view name)
{
    const auto& columns = ctdc_columns();
    const auto place =
        std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.name == name; });
    REQUIRE(place != columns.end());
    return static_cast<int>(place - columns.begin());
}

Record record_with(std::initializer_list<std::pair<std::string_view, std::string_view>> cells)
{
    Record record = {};
    for (const auto& [name, cell] : cells)
        record[static_cast<std::size_t>(column(name))] = cell;
    return record;
}

std::vector<Refusal> refusals(Cells cells)
{
    std::vector<Refusal> found;
    check_ctdc_record({.line = 7, .cells = cells}, 2021,
                      [&](Refusal refusal) { found.push_back(std::move(refusal)); });
    return found;
}

bool accepts(std::string_view name, std::string_view cell)
{
    return refusals(record_with({{name, cell}})).empty();
}

std::vector<std::string_view> yes(CodeSet set, Answers answers)
{
    std::vector<std::string_view> codes;
    for (std::size_t i = 0; i < ctdc_codes(set).size(); ++i)
        if ((answers.yes >> i & 1U) != 0) codes.push_back(ctdc_codes(set)[i]);
    return codes;
}

} // namespace

TEST_CASE("the places of columns that are read by name are right")
{
    CHECK(column("yearOfRegistration") == ctdc::year);
    CHECK(column("gender") == ctdc::gender);
    CHECK(column("ageBroad") == ctdc::age_band);
    CHECK(column("citizenship") == ctdc::citizenship);
    CHECK(column("isForcedLabour") == ctdc::forced_labour);
    CHECK(column("isSexualExploit") == ctdc::sexual_exploitation);
    CHECK(column("isSexAndLabour") == ctdc::sex_and_labour);
    CHECK(column("CountryOfExploitation") == ctdc::country_of_exploitation);
}

TEST_CASE("every code that can be derived is in its list")
{
    const auto in_list = [](CodeSet set, std::string_view list) {
        for (const std::string_view code : ctdc_codes(set)) {
            CAPTURE(code);
            CHECK(core::code_list(list).has(code));
        }
        CHECK(!ctdc_codes(set).empty());
    };
    in_list(CodeSet::control, "method_of_control");
    in_list(CodeSet::exploitation, "exploitation");
    in_list(CodeSet::industry, "labour_industry");
    in_list(CodeSet::sexual, "sexual_exploitation");
    in_list(CodeSet::relationship, "relationship_to_trafficker");
    for (const std::string_view cell : {"Female", "Male", "Transgender/NonConforming"})
        CHECK(core::code_list("gender").has(derive_codes(record_with({{"gender", cell}})).gender));
    for (const std::string_view cell : {"0--8", "9--17", "18--20", "30--38", "48+"})
        CHECK(core::code_list("age_band").has(derive_codes(record_with({{"ageBroad", cell}})).age_band));
}

TEST_CASE("a missing cell is allowed everywhere and derives nothing, not even a no")
{
    for (const std::string_view missing : {"", "-99", "00", "Unknown"}) {
        Record record = {};
        record.fill(missing);
        CHECK(refusals(record).empty());
        const CtdcCodes codes = derive_codes(record);
        CHECK(!codes.year);
        CHECK(codes.gender.empty());
        CHECK(codes.citizenship.empty());
        CHECK(codes.control == Answers{});
        CHECK(codes.exploitation == Answers{});
        CHECK(codes.relationship == Answers{});
    }
}

TEST_CASE("what the dictionary does not know is refused by line, column and reason")
{
    const auto found =
        refusals(record_with({{"gender", "female"}, {"yearOfRegistration", "2022"}, {"citizenship", "XX"}}));
    CHECK(found == std::vector<Refusal>{{7, "yearOfRegistration", "release/year_invalid"},
                                        {7, "gender", "release/cell_not_allowed"},
                                        {7, "citizenship", "release/country_unknown"}});
    CHECK(accepts("yearOfRegistration", "2021"));
    for (const std::string_view cell : {"1899", "21", " 2021", "2021.0", "20211"})
        CHECK(!accepts("yearOfRegistration", cell));
    for (const std::string_view cell : {"2", "-1", "yes", "01", " 1", "=1"})
        CHECK(!accepts("isForcedLabour", cell));
    CHECK(!accepts("ageBroad", "9-17"));
    CHECK(accepts("citizenship", "AN"));
    CHECK(accepts("CountryOfExploitation", "ZR"));
    const std::vector<std::string_view> short_record(62);
    CHECK(refusals(short_record) == std::vector<Refusal>{{7, "", "release/column_count"}});
}

TEST_CASE("joined words are allowed with their variants, and a last word only where the file cuts cells")
{
    CHECK(accepts("meansOfControlConcatenated", "Debt bondage;Physical Abuse;Not specified"));
    CHECK(accepts("typeOfLabourConcatenated", "Domestic work; Other"));
    CHECK(accepts("RecruiterRelationship", "Family/Relative; Intimate Partner"));
    CHECK(!accepts("meansOfControlConcatenated", "Debt bondage;"));
    CHECK(!accepts("meansOfControlConcatenated", "Threats;Withholds necessitie"));
    std::string many;
    while (many.size() < 240)
        many += "Takes earnings;";
    CHECK(accepts("meansOfControlConcatenated", many + "Withholds neces"));
    CHECK(!accepts("meansOfControlConcatenated", many + "Withheld nec..."));
}

TEST_CASE("the header is the 63 names in order")
{
    Record names = {};
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = ctdc_columns()[i].name;
    std::vector<Refusal> found;
    const auto keep = [&](Refusal refusal) { found.push_back(std::move(refusal)); };
    check_ctdc_header({.cells = names}, keep);
    CHECK(found.empty());
    std::swap(names[0], names[1]);
    check_ctdc_header({.cells = names}, keep);
    CHECK(found == std::vector<Refusal>{{1, "yearOfRegistration", "release/column_name"},
                                        {1, "Datasource", "release/column_name"}});
}

TEST_CASE("cells become HTCDS codes: yes, no and not recorded stay three things")
{
    const CtdcCodes codes = derive_codes(record_with({{"yearOfRegistration", "2015"},
                                                      {"gender", "Female"},
                                                      {"ageBroad", "48+"},
                                                      {"citizenship", "KG"},
                                                      {"CountryOfExploitation", "ZR"},
                                                      {"meansOfControlThreats", "1"},
                                                      {"meansOfControlUsesChildren", "0"},
                                                      {"isForcedLabour", "1"},
                                                      {"isSexualExploit", "0"},
                                                      {"typeOfLabourBegging", "1"},
                                                      {"typeOfLabourConstruction", "1"},
                                                      {"typeOfSexPornography", "1"},
                                                      {"recruiterRelationFriend", "1"}}));
    CHECK(codes.year == 2015);
    CHECK(codes.gender == "Feminine");
    CHECK(codes.age_band == "48+");
    CHECK(codes.citizenship == "KG");
    CHECK(codes.country_of_exploitation == "CD");
    CHECK(yes(CodeSet::control, codes.control) == std::vector<std::string_view>{"Threats"});
    CHECK(codes.control.no == ctdc_bit(column("meansOfControlUsesChildren")));
    CHECK(yes(CodeSet::exploitation, codes.exploitation) ==
          std::vector<std::string_view>{"ForcedLabour", "ForcedBegging"});
    CHECK(codes.exploitation.no == ctdc_bit(ctdc::sexual_exploitation));
    CHECK(yes(CodeSet::industry, codes.industry) == std::vector<std::string_view>{"F_Construction"});
    CHECK(yes(CodeSet::sexual, codes.sexual) == std::vector<std::string_view>{"Pornography"});
    CHECK(yes(CodeSet::relationship, codes.relationship) == std::vector<std::string_view>{"Acquainted"});
}

TEST_CASE("a code of two columns is a yes when one says so and a no only when both do")
{
    const auto industry = [](std::string_view farm, std::string_view fish) {
        return derive_codes(
                   record_with({{"typeOfLabourAgriculture", farm}, {"typeOfLabourAquafarming", fish}}))
            .industry;
    };
    CHECK(industry("1", "0") == Answers{1, 0});
    CHECK(industry("0", "1") == Answers{1, 0});
    CHECK(industry("0", "0") == Answers{0, 1});
    CHECK(industry("0", "") == Answers{0, 0});
    const CtdcCodes both = derive_codes(record_with({{"isSexAndLabour", "1"}, {"isForcedLabour", "0"}}));
    CHECK(both.exploitation.yes == (ctdc_bit(ctdc::forced_labour) | ctdc_bit(ctdc::sexual_exploitation)));
    CHECK(both.exploitation.no == 0);
    CHECK(derive_codes(record_with({{"isSexAndLabour", "0"}})).exploitation == Answers{});
}

} // namespace panoh::release

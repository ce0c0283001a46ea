#include "portal/column_names.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace panoh::portal {
namespace {

struct Named {
    std::string_view name;
    std::string_view word; ///< a key of languages/xx.json; without "portal." where it is a page's own
};

struct KnownColumn {
    std::string_view name;
    std::string_view word;
    std::string_view codes = {}; ///< the list of data/codes that its values are of
};

constexpr KnownColumn columns[] = {
    {"year", "column.year"},
    {"yearOfRegistration", "column.year"},
    {"country", "column.country", "country"},
    {"citizenship", "cases.field.citizenship", "country"},
    {"country_of_exploitation", "cases.field.country_of_exploitation", "country"},
    {"CountryOfExploitation", "cases.field.country_of_exploitation", "country"},
    {"gender", "cases.field.gender", "gender"},
    {"age_band", "column.age", "age_band"},
    {"ageBroad", "column.age", "age_band"},
    {"trafficking_status", "column.status", "trafficking_status"},
    {"labour_industry", "cases.field.labour_industry", "labour_industry"},
    {"relationship_to_trafficker", "cases.field.relationship_to_trafficker", "relationship_to_trafficker"},
    {"Datasource", "column.source"},
    {"majorityStatus", "column.majority"},
    {"majorityStatusAtExploit", "column.majority_exploited"},
    {"majorityEntry", "column.majority_recruited"},
    {"traffickMonths", "column.months"},
};

/// Columns of ticks that are one question, by what their names begin with; longer beginnings first.
constexpr KnownColumn questions[] = {
    {"sexual_exploitation_", "cases.field.sexual_exploitation", "sexual_exploitation"},
    {"exploitation_", "cases.field.exploitation", "exploitation"},
    {"control_", "cases.field.methods_of_control", "method_of_control"},
    {"recruitment_", "cases.field.recruitment_method", "recruitment_method"},
    {"meansOfControl", "cases.field.methods_of_control", "method_of_control"},
    {"means", "cases.field.methods_of_control", "method_of_control"},
    {"typeOfSex", "cases.field.sexual_exploitation", "sexual_exploitation"},
    {"sectorOfSex", "cases.field.sexual_exploitation", "sexual_exploitation"},
    {"typeOfLabour", "cases.field.labour_industry"},
    {"sectorOfLabour", "cases.field.labour_industry"},
    {"recruiterRelation", "column.recruiter"},
    {"is", "cases.field.exploitation"},
};

/// Ticks that CTDC calls otherwise than HTCDS, or that HTCDS has not; by the whole column or by its end.
constexpr Named ticks[] = {
    {"isForcedLabour", "codes.exploitation.ForcedLabour"},
    {"isSexualExploit", "codes.exploitation.SexualExploitation"},
    {"isOtherExploit", "codes.exploitation.Other"},
    {"isSexAndLabour", "tick.sex_and_labour"},
    {"isForcedMarriage", "codes.exploitation.ForcedMarriage"},
    {"isForcedMilitary", "tick.military"},
    {"isOrganRemoval", "codes.exploitation.OrganRemoval"},
    {"isSlaveryAndPractices", "tick.slavery"},
    {"isAbduction", "tick.abduction"},
    {"DebtBondageEarnings", "tick.debt_or_pay"},
    {"AbusePsyPhySex", "tick.abuse"},
    {"DrugsAlcohol", "codes.method_of_control.PsychoactiveSubstances"},
    {"DenyBasicNeeds", "codes.method_of_control.WithholdsNecessities"},
    {"ExcessiveWorkHours", "codes.method_of_control.ExcessiveWorkingHours"},
    {"WithholdDocs", "codes.method_of_control.WithholdsDocuments"},
    {"NotSpecified", "tick.not_specified"},
    {"Agriculture", "tick.farming"},
    {"Aquafarming", "tick.fish"},
    {"Begging", "codes.exploitation.ForcedBegging"},
    {"Construction", "codes.labour_industry.F_Construction"},
    {"DomesticWork", "codes.labour_industry.T_ActivitiesOfHouseholdsAsEmployers"},
    {"Hospitality", "codes.labour_industry.I_AccommodationAndFoodServiceActivities"},
    {"IllicitActivities", "tick.illegal_business"},
    {"Manufacturing", "codes.labour_industry.C_Manufacturing"},
    {"MiningOrDrilling", "codes.labour_industry.B_MiningAndQuarrying"},
    {"Peddling", "tick.street_selling"},
    {"Transportation", "codes.labour_industry.H_TransportationAndStorage"},
    {"IntimatePartner", "tick.partner"},
    {"Friend", "tick.friend"},
    {"Family", "tick.family"},
    {"Other", "tick.other"},
    {"Unknown", "report.not_known"},
};

/// Values that CTDC calls otherwise than HTCDS, and the sub-regions of the United Nations (M49).
constexpr Named values[] = {
    {"Female", "codes.gender.Feminine"},
    {"Woman", "codes.gender.Feminine"},
    {"Male", "codes.gender.Masculine"},
    {"Man", "codes.gender.Masculine"},
    {"Transgender/NonConforming", "value.transgender"},
    {"Trans/Transgender/NonConforming", "value.transgender"},
    {"Minor", "value.child"},
    {"Adult", "value.adult"},
    {"Case Management", "value.case_management"},
    {"Hotline", "codes.channel.hotline"},
    {"0--12 (0-1 yr)", "value.year_or_less"},
    {"13--24 (1-2 yrs)", "value.second_year"},
    {"25+ (2+ yrs)", "value.longer"},
    {"Australia and New Zealand", "region.australia"},
    {"Caribbean", "region.caribbean"},
    {"Central America", "region.central_america"},
    {"Eastern Africa", "region.eastern_africa"},
    {"Eastern Asia", "region.eastern_asia"},
    {"Eastern Europe", "region.eastern_europe"},
    {"Melanesia", "region.melanesia"},
    {"Micronesia", "region.micronesia"},
    {"Middle Africa", "region.middle_africa"},
    {"Northern Africa", "region.northern_africa"},
    {"Northern America", "region.northern_america"},
    {"Northern Europe", "region.northern_europe"},
    {"Polynesia", "region.polynesia"},
    {"South America", "region.south_america"},
    {"South-Eastern Asia", "region.south_eastern_asia"},
    {"Southern Africa", "region.southern_africa"},
    {"Southern Asia", "region.southern_asia"},
    {"Southern Europe", "region.southern_europe"},
    {"Western Africa", "region.western_africa"},
    {"Western Asia", "region.western_asia"},
    {"Western Europe", "region.western_europe"},
};

/// CTDC's older layout has the alpha-3 codes of ISO 3166 for the countries that it does not group.
constexpr Named alpha3[] = {{"KAZ", "KZ"}, {"KGZ", "KG"}, {"TJK", "TJ"}, {"TKM", "TM"}, {"UZB", "UZ"}};

template <class Known, std::size_t Size>
const Known* find(const Known (&all)[Size], std::string_view name)
{
    const auto found = std::ranges::find(all, name, &Known::name);
    return found == std::end(all) ? nullptr : &*found;
}

const KnownColumn* question_of(std::string_view column)
{
    const auto found =
        std::ranges::find_if(questions, [&](const KnownColumn& one) { return column.starts_with(one.name); });
    return found == std::end(questions) ? nullptr : &*found;
}

std::string said(const Words& words, std::string_view word)
{
    if (word.starts_with("codes.") || word.starts_with("cases."))
        return program_words(word, words.language());
    return words(word);
}

std::optional<std::string> code_name(const Words& words, std::string_view list, std::string_view code)
{
    if (list.empty()) return std::nullopt;
    auto name = program_words(fmt::format("codes.{}.{}", list, code), words.language());
    if (name.empty()) return std::nullopt;
    return name;
}

std::optional<std::string> country_name(const Words& words, std::string_view code)
{
    if (const auto* longer = find(alpha3, code)) return words.country(longer->word);
    if (code.size() != 2) return std::nullopt;
    return words.country(code);
}

} // namespace

std::optional<std::string> tick_name(const Words& words, std::string_view column)
{
    if (const auto* whole = find(ticks, column)) return said(words, whole->word);
    const auto* question = question_of(column);
    if (question == nullptr || question->name == "is") return std::nullopt;
    const auto end = column.substr(question->name.size());
    if (auto code = code_name(words, question->codes, end)) return code;
    const auto* known = find(ticks, end);
    if (known == nullptr) return std::nullopt;
    return said(words, known->word);
}

std::optional<std::string> question_name(const Words& words, std::string_view column)
{
    if (!tick_name(words, column)) return std::nullopt;
    return said(words, question_of(column)->word);
}

std::string column_name(const Words& words, std::string_view column)
{
    if (const auto* known = find(columns, column)) return said(words, known->word);
    const auto tick = tick_name(words, column);
    if (!tick) return std::string(column);
    return said(words, question_of(column)->word) + ": " + *tick;
}

std::string value_name(const Words& words, std::string_view column, std::string_view value)
{
    std::string same(value);
    const auto* known = find(columns, column);
    if (known == nullptr) return same;
    if (const auto* other = find(values, value)) return said(words, other->word);
    if (known->codes == "country") return country_name(words, value).value_or(same);
    std::string code = same; // HTCDS has one sign in the middle of an age, CTDC two
    if (const auto two = code.find("--"); known->codes == "age_band" && two != std::string::npos)
        code.erase(two, 1);
    return code_name(words, known->codes, code).value_or(same);
}

} // namespace panoh::portal

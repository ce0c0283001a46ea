#include "release/ctdc_columns.h"

#include <algorithm>
#include <vector>

namespace panoh::release {

namespace {

using enum CellKind;

// What a flag derives is our reading where HTCDS gives no definition: slavery and similar practices are its
// "Servitude", begging is its own form of exploitation and no industry, peddling is retail trade, partners
// and friends are "Acquainted". Illicit activities, "other" and "not specified" derive nothing.
constexpr std::array<CtdcColumn, ctdc_column_count> columns = {{
    {"yearOfRegistration", year},
    {"Datasource", source},
    {"gender", gender},
    {"ageBroad", age_band},
    {"majorityStatus", majority},
    {"majorityStatusAtExploit", majority},
    {"majorityEntry", majority},
    {"citizenship", country},
    {"meansOfControlDebtBondage", flag, CodeSet::control, "DebtBondage"},
    {"meansOfControlTakesEarnings", flag, CodeSet::control, "TakesEarnings"},
    {"meansOfControlRestrictsFinancialAccess", flag, CodeSet::control, "RestrictsFinancialAccess"},
    {"meansOfControlThreats", flag, CodeSet::control, "Threats"},
    {"meansOfControlPsychologicalAbuse", flag, CodeSet::control, "PsychologicalAbuse"},
    {"meansOfControlPhysicalAbuse", flag, CodeSet::control, "PhysicalAbuse"},
    {"meansOfControlSexualAbuse", flag, CodeSet::control, "SexualAbuse"},
    {"meansOfControlFalsePromises", flag, CodeSet::control, "FalsePromises"},
    {"meansOfControlPsychoactiveSubstances", flag, CodeSet::control, "PsychoactiveSubstances"},
    {"meansOfControlRestrictsMovement", flag, CodeSet::control, "RestrictsMovement"},
    {"meansOfControlRestrictsMedicalCare", flag, CodeSet::control, "RestrictsMedicalCare"},
    {"meansOfControlExcessiveWorkingHours", flag, CodeSet::control, "ExcessiveWorkingHours"},
    {"meansOfControlUsesChildren", flag, CodeSet::control, "UsesChildren"},
    {"meansOfControlThreatOfLawEnforcement", flag, CodeSet::control, "ThreatOfLawEnforcement"},
    {"meansOfControlWithholdsNecessities", flag, CodeSet::control, "WithholdsNecessities"},
    {"meansOfControlWithholdsDocuments", flag, CodeSet::control, "WithholdsDocuments"},
    {"meansOfControlOther", flag, CodeSet::control, "Other"},
    {"meansOfControlNotSpecified", flag},
    {"meansOfControlConcatenated", control_words},
    {"isForcedLabour", flag, CodeSet::exploitation, "ForcedLabour"},
    {"isSexualExploit", flag, CodeSet::exploitation, "SexualExploitation"},
    {"isOtherExploit", flag, CodeSet::exploitation, "Other"},
    {"isSexAndLabour", flag},
    {"isForcedMarriage", flag, CodeSet::exploitation, "ForcedMarriage"},
    {"isForcedMilitary", flag, CodeSet::exploitation, "ForcedMilitaryByNonStateActors"},
    {"isOrganRemoval", flag, CodeSet::exploitation, "OrganRemoval"},
    {"isSlaveryAndPractices", flag, CodeSet::exploitation, "Servitude"},
    {"typeOfExploitConcatenated", exploitation_words},
    {"typeOfLabourAgriculture", flag, CodeSet::industry, "A_AgricultureForestryAndFishing"},
    {"typeOfLabourAquafarming", flag, CodeSet::industry, "A_AgricultureForestryAndFishing"},
    {"typeOfLabourBegging", flag, CodeSet::exploitation, "ForcedBegging"},
    {"typeOfLabourConstruction", flag, CodeSet::industry, "F_Construction"},
    {"typeOfLabourDomesticWork", flag, CodeSet::industry, "T_ActivitiesOfHouseholdsAsEmployers"},
    {"typeOfLabourHospitality", flag, CodeSet::industry, "I_AccommodationAndFoodServiceActivities"},
    {"typeOfLabourIllicitActivities", flag},
    {"typeOfLabourManufacturing", flag, CodeSet::industry, "C_Manufacturing"},
    {"typeOfLabourMiningOrDrilling", flag, CodeSet::industry, "B_MiningAndQuarrying"},
    {"typeOfLabourPeddling", flag, CodeSet::industry, "G_WholesaleAndRetailTradeRepairOfMotorVehicles"},
    {"typeOfLabourTransportation", flag, CodeSet::industry, "H_TransportationAndStorage"},
    {"typeOfLabourOther", flag},
    {"typeOfLabourNotSpecified", flag},
    {"typeOfLabourConcatenated", labour_words},
    {"typeOfSexProstitution", flag, CodeSet::sexual, "Prostitution"},
    {"typeOfSexPornography", flag, CodeSet::sexual, "Pornography"},
    {"typeOfSexRemoteInteractiveServices", flag, CodeSet::sexual, "RemoteInteractiveServices"},
    {"typeOfSexPrivateSexualServices", flag, CodeSet::sexual, "PrivateSexualServices"},
    {"typeOfSexConcatenated", sexual_words},
    {"isAbduction", flag},
    {"RecruiterRelationship", recruiter_words},
    {"CountryOfExploitation", country},
    {"recruiterRelationIntimatePartner", flag, CodeSet::relationship, "Acquainted"},
    {"recruiterRelationFriend", flag, CodeSet::relationship, "Acquainted"},
    {"recruiterRelationFamily", flag, CodeSet::relationship, "Familial"},
    {"recruiterRelationOther", flag},
    {"recruiterRelationUnknown", flag},
}};

std::vector<std::string_view> codes_of(CodeSet set)
{
    std::vector<std::string_view> codes;
    for (const CtdcColumn& column : columns)
        if (column.set == set && std::find(codes.begin(), codes.end(), column.code) == codes.end())
            codes.push_back(column.code);
    return codes;
}

std::array<std::uint32_t, ctdc_column_count> find_bits()
{
    std::array<std::uint32_t, ctdc_column_count> bits = {};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].set == CodeSet::none) continue;
        const auto codes = ctdc_codes(columns[i].set);
        const auto place = std::find(codes.begin(), codes.end(), columns[i].code) - codes.begin();
        bits[i] = 1U << static_cast<unsigned>(place);
    }
    return bits;
}

constexpr std::array<std::string_view, 18> control_list = {"Debt bondage",
                                                           "Takes earnings",
                                                           "Restricts financial access",
                                                           "Threats",
                                                           "Psychological abuse",
                                                           "Physical abuse",
                                                           "Sexual abuse",
                                                           "False promises",
                                                           "Psychoactive substances",
                                                           "Restricts movement",
                                                           "Restricts medical care",
                                                           "Excessive working hours",
                                                           "Uses children",
                                                           "Threat of law enforcement",
                                                           "Withholds necessities",
                                                           "Withholds documents",
                                                           "Other",
                                                           "Not specified"};
constexpr std::array<std::string_view, 10> exploitation_list = {
    "Forced labour",   "Sexual exploitation",
    "Other",           "Combined sexual and labour exploitation",
    "Forced marriage", "Forced military",
    "Organ removal",   "Slavery and similar practices",
    "Not specified",   "Servitude"};
constexpr std::array<std::string_view, 14> labour_list = {
    "Agriculture", "Aquafarming",        "Begging",       "Construction",       "Domestic work",
    "Hospitality", "Illicit activities", "Manufacturing", "Mining or drilling", "Mining",
    "Peddling",    "Transportation",     "Other",         "Not specified"};
constexpr std::array<std::string_view, 4> sexual_list = {
    "Prostitution", "Pornography", "Remote interactive services", "Private sexual services"};
constexpr std::array<std::string_view, 5> recruiter_list = {"Family/Relative", "Friend/Acquaintance",
                                                            "Intimate Partner", "Not Specified", "Other"};

} // namespace

const std::array<CtdcColumn, ctdc_column_count>& ctdc_columns()
{
    return columns;
}

std::span<const std::string_view> ctdc_codes(CodeSet set)
{
    static const std::array<std::vector<std::string_view>, 6> sets = {{{},
                                                                       codes_of(CodeSet::control),
                                                                       codes_of(CodeSet::exploitation),
                                                                       codes_of(CodeSet::industry),
                                                                       codes_of(CodeSet::sexual),
                                                                       codes_of(CodeSet::relationship)}};
    return sets[static_cast<std::size_t>(set)];
}

std::uint32_t ctdc_bit(int column)
{
    static const auto bits = find_bits();
    return bits[static_cast<std::size_t>(column)];
}

std::span<const std::string_view> ctdc_words(CellKind kind)
{
    switch (kind) {
    case control_words:
        return control_list;
    case exploitation_words:
        return exploitation_list;
    case labour_words:
        return labour_list;
    case sexual_words:
        return sexual_list;
    case recruiter_words:
        return recruiter_list;
    case year:
    case source:
    case gender:
    case age_band:
    case majority:
    case country:
    case flag:
        break;
    }
    return {};
}

} // namespace panoh::release

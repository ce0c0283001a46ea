#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes.h"
#include "core/date.h"
#include "core/json_types.h"
#include "core/result.h"

namespace panoh::cases {

using core::Answer;
using core::Coded;

/// The coded core of a case after HTCDS 2.0 (field names in brackets): what may be counted, filtered and
/// listed without opening anything sealed. `Wrap` is `std::optional` for what is stored and `core::Patch` for
/// what somebody changes. Nothing that is missing is ever "no": an answer may also be one of
/// core::missing_reasons. Why a case was closed is none of them: only the move to another state sets it.
template <template <typename> typename Wrap>
struct CodedFields {
    Wrap<Answer<"gender">> gender = {};                        ///< prs_Gender
    Wrap<std::vector<Answer<"country">>> citizenship = {};     ///< prs_Citizenship
    Wrap<Answer<"language">> primary_language = {};            ///< prs_PrimaryLanguage
    Wrap<Answer<"marital_status">> marital_status = {};        ///< prs_MaritalStatus
    Wrap<Answer<"education">> education = {};                  ///< prs_HighestLevelOfEducation
    Wrap<int> number_of_children = {};                         ///< prs_NumberOfChildren, 0 to 30
    Wrap<Coded<"trafficking_status">> trafficking_status = {}; ///< vic_TraffickingStatus
    Wrap<Answer<"decision_org">> status_decided_by = {};       ///< vic_TraffickingStatusDecisionMakingOrg
    Wrap<Answer<"referral_source">> referral_source = {};      ///< how the person came
    Wrap<std::vector<Answer<"recruitment_method">>> recruitment_method = {}; ///< vic_MethodOfRecruitment
    Wrap<Answer<"relationship_to_trafficker">> relationship_to_trafficker =
        {};                                                                 ///< vic_RelationshipToTrafficker
    Wrap<std::vector<Answer<"method_of_control">>> methods_of_control = {}; ///< vic_MethodsOfControl
    Wrap<std::vector<Answer<"exploitation">>> exploitation = {};            ///< vic_TypeOfExploitation
    Wrap<Answer<"labour_industry">> labour_industry = {};                   ///< vic_ForcedLabourIndustry
    Wrap<std::vector<Answer<"sexual_exploitation">>> sexual_exploitation = {}; ///< vic_TypeOfSexExploitation
    Wrap<Answer<"country">> country_of_exploitation = {}; ///< hte_Country of the exploitation
    Wrap<std::string> exploitation_from = {};             ///< hte_Date to the month: "2021-04" or "2021"
    Wrap<std::string> exploitation_to = {};
    Wrap<int> age_when_trafficked = {}; ///< vic_AgeWhenTrafficked, 0 to 120
    Wrap<Answer<"risk_level">> risk_level = {};
    Wrap<Coded<"next_step">> next_step = {};
    Wrap<core::Date> due_on = {}; ///< when the next step is due

    BOOST_DESCRIBE_CLASS(CodedFields, (),
                         (gender, citizenship, primary_language, marital_status, education,
                          number_of_children, trafficking_status, status_decided_by, referral_source,
                          recruitment_method, relationship_to_trafficker, methods_of_control, exploitation,
                          labour_industry, sexual_exploitation, country_of_exploitation, exploitation_from,
                          exploitation_to, age_when_trafficked, risk_level, next_step, due_on),
                         (), ())
};

template <typename T>
using Kept = std::optional<T>;
using CodedAnswers = CodedFields<Kept>;
using CodedChange = CodedFields<core::Patch>;

/// Takes over what `change` gives, then checks the whole: numbers in range, months that exist, an end not
/// before its beginning, nothing that happened after `today` ("case/date_in_future"), no list that says both
/// "not known" and something, no code twice. All faults at once.
[[nodiscard]] core::Result<CodedAnswers> with_change(CodedAnswers answers, const CodedChange& change,
                                                     const core::Date& today);

/// CTDC's age bands, from what is known of the birth and the day of registration; empty when the year is
/// unknown. Where only the year is known the age may be one too high: the band of the lower age is taken.
[[nodiscard]] std::string age_band(const core::PartialDate& birth, const core::Date& registered_on);

} // namespace panoh::cases

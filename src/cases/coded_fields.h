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

/// What was done to a person in one episode of trafficking, after HTCDS 2.0 (field names in brackets).
/// `Wrap`: see CodedFields.
template <template <typename> typename Wrap>
struct EpisodeFields {
    Wrap<std::vector<Answer<"recruitment_method">>> recruitment_method = {}; ///< vic_MethodOfRecruitment
    Wrap<std::vector<Answer<"website_or_app">>> recruitment_websites = {}; ///< vic_RecruitmentWebsitesAndApps
    Wrap<Answer<"relationship_to_trafficker">> relationship_to_trafficker =
        {};                                                                 ///< vic_RelationshipToTrafficker
    Wrap<std::vector<Answer<"method_of_control">>> methods_of_control = {}; ///< vic_MethodsOfControl
    Wrap<std::vector<Answer<"exploitation">>> exploitation = {};            ///< vic_TypeOfExploitation
    Wrap<Answer<"labour_industry">> labour_industry = {};                   ///< vic_ForcedLabourIndustry
    Wrap<std::vector<Answer<"sexual_exploitation">>> sexual_exploitation = {}; ///< vic_TypeOfSexExploitation
    Wrap<std::vector<Answer<"website_or_app">>> exploitation_websites =
        {};                                               ///< vic_ExploitationWebsitesAndApps
    Wrap<Answer<"country">> country_of_exploitation = {}; ///< hte_Country of the exploitation
    Wrap<std::string> exploitation_from = {};             ///< hte_Date to the month: "2021-04" or "2021"
    Wrap<std::string> exploitation_to = {};
    Wrap<int> age_when_trafficked = {}; ///< vic_AgeWhenTrafficked, 0 to 120

    BOOST_DESCRIBE_CLASS(EpisodeFields, (),
                         (recruitment_method, recruitment_websites, relationship_to_trafficker,
                          methods_of_control, exploitation, labour_industry, sexual_exploitation,
                          exploitation_websites, country_of_exploitation, exploitation_from, exploitation_to,
                          age_when_trafficked),
                         (), ())
};

template <typename T>
using Kept = std::optional<T>;
/// One more episode of the same person.
using Episode = EpisodeFields<Kept>;

/// The coded core of a case after HTCDS 2.0: what may be counted, filtered and listed without opening
/// anything sealed. The episode in it is the one that lists and figures show. `Wrap` is `std::optional` for
/// what is stored and `core::Patch` for what somebody changes. Nothing that is missing is ever "no": an
/// answer may also be one of core::missing_reasons. Why a case was closed is none of them: only the move to
/// another state sets it. data/htcds/fields.csv says of every HTCDS field where it stands.
template <template <typename> typename Wrap>
struct CodedFields : EpisodeFields<Wrap> {
    Wrap<Answer<"gender">> gender = {};                        ///< prs_Gender
    Wrap<std::vector<Answer<"country">>> citizenship = {};     ///< prs_Citizenship
    Wrap<Answer<"language">> primary_language = {};            ///< prs_PrimaryLanguage
    Wrap<Answer<"language">> secondary_language = {};          ///< prs_SecondaryLanguage
    Wrap<Answer<"marital_status">> marital_status = {};        ///< prs_MaritalStatus
    Wrap<Answer<"education">> education = {};                  ///< prs_HighestLevelOfEducation
    Wrap<int> number_of_children = {};                         ///< prs_NumberOfChildren, 0 to 30
    Wrap<Answer<"yes_no">> deceased = {};                      ///< prs_Deceased
    Wrap<Answer<"yes_no">> data_agreement = {};                ///< vic_AgreementToManagePersonalData
    Wrap<Coded<"trafficking_status">> trafficking_status = {}; ///< vic_TraffickingStatus
    Wrap<Answer<"decision_org">> status_decided_by = {};       ///< vic_TraffickingStatusDecisionMakingOrg
    Wrap<Answer<"referral_source">> referral_source = {};      ///< how the person came
    Wrap<std::vector<Answer<"vulnerability">>> vulnerabilities = {}; ///< vic_Vulnerabilities
    Wrap<std::vector<Episode>> further_episodes = {};                ///< at most 20
    Wrap<Answer<"risk_level">> risk_level = {};
    Wrap<Coded<"next_step">> next_step = {};
    Wrap<core::Date> due_on = {};                              ///< when the next step is due
    Wrap<core::Date> referred_in_on = {};                      ///< cas_IncomingReferralDate
    Wrap<Answer<"referral_reason">> referred_in_because = {};  ///< cas_ReasonForIncomingReferral
    Wrap<core::Date> referred_out_on = {};                     ///< cas_OutgoingReferralDate
    Wrap<Answer<"referral_reason">> referred_out_because = {}; ///< cas_ReasonForOutgoingReferral

    BOOST_DESCRIBE_CLASS(CodedFields, (EpisodeFields<Wrap>),
                         (gender, citizenship, primary_language, secondary_language, marital_status,
                          education, number_of_children, deceased, data_agreement, trafficking_status,
                          status_decided_by, referral_source, vulnerabilities, further_episodes, risk_level,
                          next_step, due_on, referred_in_on, referred_in_because, referred_out_on,
                          referred_out_because),
                         (), ())
};

using CodedAnswers = CodedFields<Kept>;
using CodedChange = CodedFields<core::Patch>;

/// Calls `visit(kept, given)` for every field, with its descriptors in CodedAnswers and in CodedChange.
template <typename Visit>
void for_each_answer(Visit&& visit)
{
    using Kept = core::JsonMembers<CodedAnswers>;
    using Given = core::JsonMembers<CodedChange>;
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<boost::mp11::mp_size<Kept>::value>>([&](auto index) {
        visit(boost::mp11::mp_at_c<Kept, index>(), boost::mp11::mp_at_c<Given, index>());
    });
}

/// Takes over what `change` gives, then checks the whole: numbers in range, months that exist, an end not
/// before its beginning, nothing that happened after `today` ("case/date_in_future"), no list that says both
/// "not known" and something, no code twice. All faults at once, those of a further episode with its place.
[[nodiscard]] core::Result<CodedAnswers> with_change(CodedAnswers answers, const CodedChange& change,
                                                     const core::Date& today);

/// CTDC's age bands, from what is known of the birth and the day of registration; empty when the year is
/// unknown. Where only the year is known the age may be one too high: the band of the lower age is taken.
[[nodiscard]] std::string age_band(const core::PartialDate& birth, const core::Date& registered_on);

} // namespace panoh::cases

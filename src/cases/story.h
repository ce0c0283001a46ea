#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/identity.h"
#include "core/codes.h"
#include "core/date.h"
#include "core/json_types.h"
#include "core/result.h"

namespace panoh::cases {

/// One thing that happened at a place (HTCDS "Historic Trafficking Events", hte_...).
struct Event : Address {
    int episode = 1; ///< 1: the one in the coded part; 2 and on: further_episodes
    std::optional<core::Coded<"event_type">> type = {};
    core::PartialDate on = {};
    std::optional<std::string> description = {};
};
PANOH_JSON_DERIVED(Event, Address, episode, type, on, description)

/// Somebody who took part in it (HTCDS "Person - Perpetrator Context", per_...). No name: who accuses whom
/// belongs to a file of the police, not to one of assistance.
struct Perpetrator {
    std::vector<core::Answer<"role_in_process">> roles = {};
    std::optional<std::string> details = {};
    std::optional<std::string> organisation = {};
};
PANOH_JSON(Perpetrator, roles, details, organisation)

/// One plan of support (HTCDS "Support Plan", spl_...), until plans are a slice of their own.
struct SupportPlan {
    std::optional<core::Coded<"plan_type">> type = {};
    std::optional<std::string> objectives = {};
    std::optional<std::string> action_plan = {};
    std::optional<core::Date> planned_end_on = {};
    std::optional<core::Date> actual_end_on = {};
};
PANOH_JSON(SupportPlan, type, objectives, action_plan, planned_end_on, actual_end_on)

/// Who referred the person, or whom the person was referred to (HTCDS "Referral Details"), until referrals
/// are a slice of their own. Day and reason are coded fields of the case.
struct ReferralText {
    std::optional<std::string> organisation = {};
    std::optional<std::string> caseworker = {};
    std::optional<std::string> details = {};
};
PANOH_JSON(ReferralText, organisation, caseworker, details)

/// What happened and what is planned, in words and with places: sealed as one value in the narrative
/// compartment.
struct Story {
    std::optional<std::string> location_of_recruitment = {};  ///< vic_LocationOfRecruitment
    std::optional<std::string> location_of_exploitation = {}; ///< vic_LocationOfExploitation
    std::optional<std::string> vulnerability_details = {};    ///< vic_DetailsOfVulnerabilities
    std::optional<std::string> closure_details = {};          ///< cas_ReasonForCaseClosure, in words
    std::vector<Event> events = {};
    std::vector<Perpetrator> perpetrators = {};
    std::vector<SupportPlan> plans = {};
    ReferralText referred_in = {};
    ReferralText referred_out = {};
};
PANOH_JSON(Story, location_of_recruitment, location_of_exploitation, vulnerability_details, closure_details,
           events, perpetrators, plans, referred_in, referred_out)

/// Lengths, no hidden characters, at most 100 events, perpetrators and plans each, days that can be and an
/// end that is not in the future. All faults at once: "case/too_long", "case/date_in_future",
/// "json/too_many", "json/character_not_allowed", "json/date_impossible", "json/out_of_range",
/// "case/unknown_and_known", "case/code_twice".
[[nodiscard]] core::Done check(const Story& story, const core::Date& today);

} // namespace panoh::cases

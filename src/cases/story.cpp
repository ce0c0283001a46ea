#include "cases/story.h"

#include <fmt/format.h>

#include "cases/field_check.h"

namespace panoh::cases {
namespace {

constexpr std::size_t most_of_a_kind = 100;
constexpr int most_episodes = 21; // the one in the coded part and twenty further ones

void check(FieldCheck& checker, const Event& event, const core::Date& today)
{
    cases::check(checker, static_cast<const Address&>(event));
    if (event.episode < 1 || event.episode > most_episodes) checker.fault("json/out_of_range", "episode");
    checker.past(event.on, "on", today);
    checker.text(event.description, "description");
}

void check(FieldCheck& checker, const Perpetrator& perpetrator, const core::Date& /*today*/)
{
    checker.codes(perpetrator.roles, "roles");
    checker.text(perpetrator.details, "details");
    checker.line(perpetrator.organisation, "organisation");
}

void check(FieldCheck& checker, const SupportPlan& plan, const core::Date& today)
{
    checker.text(plan.objectives, "objectives");
    checker.text(plan.action_plan, "action_plan");
    checker.past(plan.actual_end_on, "actual_end_on", today);
}

template <typename T>
void check_all(FieldCheck& checker, const std::vector<T>& items, std::string_view name,
               const core::Date& today)
{
    if (items.size() > most_of_a_kind) return checker.fault("json/too_many", name);
    for (std::size_t i = 0; i < items.size(); ++i) {
        checker.within = fmt::format("{}/{}/", name, i);
        check(checker, items[i], today);
    }
    checker.within.clear();
}

void check(FieldCheck& checker, const ReferralText& referral, std::string_view name)
{
    checker.within = std::string(name) + '/';
    checker.line(referral.organisation, "organisation");
    checker.line(referral.caseworker, "caseworker");
    checker.text(referral.details, "details");
    checker.within.clear();
}

} // namespace

core::Done check(const Story& story, const core::Date& today)
{
    FieldCheck checker;
    checker.text(story.location_of_recruitment, "location_of_recruitment", 1000);
    checker.text(story.location_of_exploitation, "location_of_exploitation", 1000);
    checker.text(story.vulnerability_details, "vulnerability_details");
    checker.text(story.closure_details, "closure_details");
    check_all(checker, story.events, "events", today);
    check_all(checker, story.perpetrators, "perpetrators", today);
    check_all(checker, story.plans, "plans", today);
    check(checker, story.referred_in, "referred_in");
    check(checker, story.referred_out, "referred_out");
    return checker.done();
}

} // namespace panoh::cases

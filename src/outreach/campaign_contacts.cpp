#include "outreach/campaign_contacts.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "outreach/figures.h"

namespace panoh::outreach {

namespace {

bool counts_contacts(const Measurement& measurement, core::ItemId campaign)
{
    return measurement.measure.code == "contacts" && measurement.campaign &&
           measurement.campaign->bytes == campaign.bytes && measurement.starts_on;
}

} // namespace

std::optional<CampaignContacts> contacts_of(core::ItemId id, const Campaign& campaign,
                                            const std::vector<Measurement>& measurements)
{
    std::vector<Measurement> counted;
    std::ranges::copy_if(measurements, std::back_inserter(counted),
                         [&](const Measurement& each) { return counts_contacts(each, id); });
    if (counted.empty()) return std::nullopt;

    CampaignContacts made{
        .id = id, .title = campaign.title, .starts_on = campaign.starts_on, .ends_on = campaign.ends_on};
    std::set<core::Date> days;
    for (const auto& post : campaign.posts)
        if (post.posted_on) days.insert(*post.posted_on);
    made.posted_on.assign(days.begin(), days.end());
    for (const auto& each : without_repeats(std::move(counted)))
        made.contacts.push_back({.starts_on = *each.starts_on,
                                 .ends_on = each.ends_on.value_or(*each.starts_on),
                                 .count = each.value,
                                 .channel = each.channel ? each.channel->code : std::string(),
                                 .basis = each.basis.code});
    std::ranges::sort(made.contacts, {}, [](const ContactsIn& each) {
        return std::tuple(each.starts_on, each.ends_on, each.channel);
    });
    return made;
}

} // namespace panoh::outreach

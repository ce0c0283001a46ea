#include <doctest/doctest.h>

#include "crypto/crypto.h"
#include "outreach/campaign_contacts.h"

using namespace panoh;
using namespace panoh::outreach;

namespace {

const auto id = crypto::random_id<core::CampaignId>();

Measurement counted(const char* measure, double value, std::optional<core::Date> from,
                    std::optional<core::Date> to)
{
    return {.measure = {measure},
            .value = value,
            .basis = {"counted"},
            .starts_on = from,
            .ends_on = to,
            .channel = core::Coded<"channel">{"hotline"},
            .campaign = id};
}

std::optional<CampaignContacts> contacts(const std::vector<Measurement>& measurements)
{
    Campaign campaign{.title = "Ask first (fictional)"};
    campaign.starts_on = core::Date{2026, 7, 26};
    campaign.posts = {{.key = "a", .title = "A", .posted_on = core::Date{2026, 7, 27}},
                      {.key = "b", .title = "B", .posted_on = core::Date{2026, 7, 26}},
                      {.key = "c", .title = "C", .posted_on = core::Date{2026, 7, 27}},
                      {.key = "d", .title = "D"}};
    return contacts_of(core::ItemId{id.bytes}, campaign, measurements);
}

} // namespace

TEST_CASE("contacts of a campaign stand in the order of their days, beside the days of its posts")
{
    const auto found = contacts({counted("contacts", 31, core::Date{2026, 7, 26}, core::Date{2026, 8, 1}),
                                 counted("contacts", 12, core::Date{2026, 7, 19}, core::Date{2026, 7, 25}),
                                 counted("views", 9000, core::Date{2026, 7, 26}, core::Date{2026, 7, 30})});
    REQUIRE(found);
    REQUIRE(found->contacts.size() == 2);
    CHECK(found->contacts[0].count == 12);
    CHECK(found->contacts[1].count == 31);
    CHECK(found->contacts[1].channel == "hotline");
    CHECK(found->posted_on == std::vector<core::Date>{{2026, 7, 26}, {2026, 7, 27}});
}

TEST_CASE("a count of one day needs no second one, and one without days cannot be laid beside others")
{
    const auto found = contacts({counted("contacts", 4, core::Date{2026, 7, 28}, std::nullopt),
                                 counted("contacts", 99, std::nullopt, std::nullopt)});
    REQUIRE(found);
    REQUIRE(found->contacts.size() == 1);
    CHECK(found->contacts[0].ends_on == core::Date{2026, 7, 28});
}

TEST_CASE("of two counts of the same days one stands; of another campaign none")
{
    auto other = counted("contacts", 50, core::Date{2026, 7, 26}, core::Date{2026, 8, 1});
    other.campaign = crypto::random_id<core::CampaignId>();
    CHECK(!contacts({other}));
    CHECK(!contacts({}));
    const auto found =
        contacts({other, counted("contacts", 30, core::Date{2026, 7, 26}, core::Date{2026, 8, 1}),
                  counted("contacts", 31, core::Date{2026, 7, 26}, core::Date{2026, 8, 2})});
    REQUIRE(found);
    REQUIRE(found->contacts.size() == 1);
    CHECK(found->contacts[0].count == 31);
}

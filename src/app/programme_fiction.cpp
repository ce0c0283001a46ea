#include "app/programme_fiction.h"

#include <array>

#include "access/gate.h"
#include "core/date.h"
#include "outreach/campaign.h"
#include "outreach/commitment.h"
#include "outreach/event.h"
#include "outreach/fact.h"
#include "outreach/indicator.h"
#include "outreach/items.h"
#include "outreach/material.h"
#include "outreach/measurement.h"
#include "outreach/media_piece.h"
#include "outreach/project.h"
#include "outreach/rules.h"
#include "outreach/testimony.h"

namespace panoh::app {
namespace {

using access::PermitIssuer;
using core::Action;
using outreach::Kind;

/// Adds items as one of two people; the ids of what was added are named by what comes later.
class Maker {
public:
    Maker(store::Transaction& transaction, const ProgrammeHands& hands, core::Instant now)
        : transaction_(transaction), hands_(hands), now_(now), today_(core::utc_day(now))
    {
    }

    [[nodiscard]] core::Date day(int days) const { return core::add_days(today_, days); }

    template <typename Id, typename T>
    core::Result<Id> add(Kind kind, const T& value, bool by_officer = true)
    {
        PANOH_TRY(const outreach::Document document, outreach::document_of(value));
        const audit::Act act{
            .actor = by_officer ? hands_.officer : hands_.communicator, .session_hash = {}, .at = now_};
        PANOH_TRY(const core::ItemId id,
                  outreach::add_item(transaction_, permit_for(kind), act, kind, document));
        return Id{id.bytes};
    }

    core::ProjectId homes = {};
    core::ProjectId schools = {};
    core::CampaignId campaign = {};
    core::CommitmentId plan = {};
    core::MaterialId leaflet = {};
    core::IndicatorId trained = {};
    core::IndicatorId reached = {};
    ProgrammeItems told = {};

private:
    [[nodiscard]] outreach::MayWrite permit_for(Kind kind) const
    {
        if (kind == Kind::testimony)
            return PermitIssuer::for_command<Action::testimony_write>(hands_.organisation);
        return PermitIssuer::for_command<Action::programme_write>(hands_.organisation);
    }

    store::Transaction& transaction_;
    const ProgrammeHands& hands_;
    core::Instant now_;
    core::Date today_;
};

core::Done add_projects(Maker& make)
{
    outreach::Project homes{.title = "Safe ways home (fictional)"};
    homes.reference = "SWH-1";
    homes.summary =
        "People who come home find one office that knows what to do, and hear of it before they leave.";
    homes.language = {"en"};
    homes.countries = {{"KG"}, {"UZ"}};
    homes.starts_on = make.day(-320);
    homes.ends_on = make.day(410);
    homes.aims = {{"prevention"}, {"protection"}};
    homes.target_groups = {{"migrants"}, {"returning_migrants"}};
    homes.parties = {{.name = "Ministry of Quiet Rivers (fictional)",
                      .role = {"supporter"},
                      .country = core::Coded<"country">{"KG"},
                      .sector = core::Coded<"sector">{"government"}}};
    homes.grants = {{.donor = "Lantern Fund (fictional)",
                     .reference = "LF-204",
                     .amount = 180000,
                     .currency = core::Coded<"currency">{"USD"},
                     .starts_on = make.day(-320),
                     .ends_on = make.day(410)}};
    PANOH_TRY(make.homes, make.add<core::ProjectId>(Kind::project, homes));

    outreach::Project schools{.title = "Questions before a contract (fictional)"};
    schools.summary = "School leavers learn what to ask before they sign for work abroad.";
    schools.language = {"en"};
    schools.countries = {{"KG"}};
    schools.starts_on = make.day(-90);
    schools.ends_on = make.day(270);
    schools.aims = {{"prevention"}};
    schools.target_groups = {{"young_people"}, {"teachers"}};
    schools.grants = {
        {.donor = "Lantern Fund (fictional)", .amount = 42000, .currency = core::Coded<"currency">{"EUR"}}};
    PANOH_TRY(make.schools, make.add<core::ProjectId>(Kind::project, schools));
    return {};
}

core::Done add_indicators(Maker& make)
{
    outreach::Indicator trained{.title = "Officials who finished a training"};
    trained.code = {"CAP-01"};
    trained.project = make.homes;
    trained.summary = "Each person once, from the lists of those who came.";
    trained.unit = {"people"};
    trained.baseline = 0;
    trained.baseline_on = make.day(-320);
    trained.targets = {{60, make.day(-1)}, {120, make.day(410)}};
    PANOH_TRY(make.trained, make.add<core::IndicatorId>(Kind::indicator, trained));

    outreach::Indicator reached{.title = "People reached by the campaign"};
    reached.project = make.homes;
    reached.unit = {"people"};
    reached.targets = {{50000, make.day(120)}};
    PANOH_TRY(make.reached, make.add<core::IndicatorId>(Kind::indicator, reached));
    return {};
}

/// Weeks before and during, as a telephone counted them.
core::Done add_contacts(Maker& make)
{
    constexpr std::array<std::pair<int, double>, 4> weeks = {{{-27, 11}, {-20, 9}, {-13, 12}, {-6, 26}}};
    for (const auto& [first, count] : weeks) {
        outreach::Measurement contacts{.measure = {"contacts"}, .value = count, .basis = {"counted"}};
        contacts.source = "Notebook of the number to call (fictional)";
        contacts.starts_on = make.day(first);
        contacts.ends_on = make.day(first + 6);
        contacts.channel = {"hotline"};
        contacts.campaign = make.campaign;
        PANOH_TRY([[maybe_unused]] const auto id, make.add<core::MeasurementId>(Kind::measurement, contacts));
    }
    return {};
}

core::Done add_campaign(Maker& make)
{
    struct Posted {
        const char* key;
        const char* title;
        const char* channel;
        int day;
        double views;
    };
    static constexpr std::array<Posted, 5> posts = {{
        {"fiction1", "Who keeps your passport?", "facebook", -6, 8200},
        {"fiction2", "Three questions before you sign", "instagram", -5, 11450},
        {"fiction3", "A number that you can call from abroad", "telegram", -4, 6900},
        {"fiction4", "What a fair contract says", "facebook", -2, 7350},
        {"fiction5", "Somebody waits for you at home", "tiktok", -1, 19800},
    }};
    outreach::Campaign campaign{.title = "Five days of asking (fictional)"};
    campaign.motto = "Ask first, sign later";
    campaign.code = "ASK5";
    campaign.project = make.homes;
    campaign.countries = {{"KG"}, {"UZ"}};
    campaign.target_groups = {{"migrants"}, {"young_people"}};
    campaign.starts_on = make.day(-6);
    campaign.ends_on = make.day(3);
    for (const auto& post : posts)
        campaign.posts.push_back({.key = post.key,
                                  .title = post.title,
                                  .channel = {post.channel},
                                  .posted_on = make.day(post.day),
                                  .language = core::Coded<"language">{"ru"}});
    PANOH_TRY(make.campaign, make.add<core::CampaignId>(Kind::campaign, campaign, false));
    for (const auto& post : posts) {
        outreach::Measurement views{.measure = {"views"}, .value = post.views, .basis = {"platform"}};
        views.source = "Page statistics of the campaign (fictional)";
        views.starts_on = make.day(post.day);
        views.ends_on = make.day(0);
        views.channel = {post.channel};
        views.campaign = make.campaign;
        views.indicator = make.reached;
        views.part = post.key;
        PANOH_TRY([[maybe_unused]] const auto id,
                  make.add<core::MeasurementId>(Kind::measurement, views, false));
    }
    return add_contacts(make);
}

core::Done add_plan(Maker& make)
{
    outreach::Commitment plan{.title = "Action plan of the river towns (fictional)"};
    plan.kind = {"action_plan"};
    plan.state = {"under_way"};
    plan.summary = "What three invented towns promised to do together until the end of next year.";
    plan.project = make.homes;
    plan.countries = {{"KG"}};
    plan.starts_on = make.day(-200);
    plan.ends_on = make.day(400);
    plan.parties = {{.name = "Council of River Towns (fictional)",
                     .role = {"responsible"},
                     .sector = core::Coded<"sector">{"local_government"}}};
    outreach::CommitmentItem office{.key = "fiction1",
                                    .text = "One office at the station meets people who return."};
    office.number = "1.1";
    office.owner = "Council of River Towns (fictional)";
    office.due_on = make.day(60);
    office.state = {"under_way"};
    office.milestones = {{.text = "Room found", .due_on = make.day(-60), .reached_on = make.day(-72)},
                         {.text = "Two people trained", .due_on = make.day(30)}};
    outreach::CommitmentItem sheet{.key = "fiction2",
                                   .text = "A sheet of rights in three languages lies in every bus."};
    sheet.number = "1.2";
    sheet.due_on = make.day(-20);
    sheet.state = {"late"};
    outreach::CommitmentItem lessons{.key = "fiction3", .text = "Each school gives two lessons a year."};
    lessons.number = "2.1";
    lessons.due_on = make.day(-100);
    lessons.state = {"done"};
    plan.items = {office, sheet, lessons};
    PANOH_TRY(make.plan, make.add<core::CommitmentId>(Kind::commitment, plan));
    return {};
}

outreach::Cell cell(const char* gender, const char* age, const char* region, std::int64_t count)
{
    return {.gender = core::Coded<"gender">{gender},
            .age_group = core::Coded<"age_group">{age},
            .country = core::Coded<"country">{"KG"},
            .region = region,
            .count = count};
}

outreach::Event training(const Maker& make)
{
    outreach::Event event{.title = "Two days for border officers (fictional)"};
    event.kind = {"training"};
    event.project = make.homes;
    event.commitment = make.plan;
    event.commitment_item = "fiction1";
    event.format = {"in_person"};
    event.place = "Bishkek";
    event.countries = {{"KG"}};
    event.languages = {{"ky"}, {"ru"}};
    event.target_groups = {{"officials"}};
    event.starts_on = make.day(-34);
    event.ends_on = make.day(-33);
    event.hours = 12;
    event.parties = {{.name = "Ministry of Quiet Rivers (fictional)", .role = {"host"}}};
    event.topics = {"How to ask without frightening", "Where to bring somebody tonight"};
    auto& came = event.participation.emplace();
    came.people = 24;
    came.attendances = 46;
    came.basis = {"counted"};
    came.source = "List of those who came";
    came.cells = {cell("Feminine", "25_34", "Chüy", 9), cell("Feminine", "35_49", "Chüy", 4),
                  cell("Masculine", "25_34", "Osh", 6), cell("Masculine", "35_49", "Osh", 3)};
    event.tests = {{.key = "fiction1",
                    .topic = "Signs of forced labour",
                    .highest = 20,
                    .people_before = 24,
                    .mean_before = 9.5,
                    .people_after = 23,
                    .mean_after = 15}};
    return event;
}

outreach::Event forum(const Maker& make)
{
    outreach::Event event{.title = "Youth forum: before you sign (fictional)"};
    event.kind = {"youth_forum"};
    event.project = make.schools;
    event.campaign = make.campaign;
    event.format = {"hybrid"};
    event.place = "Osh";
    event.countries = {{"KG"}};
    event.target_groups = {{"young_people"}};
    event.starts_on = make.day(-12);
    event.ends_on = make.day(-12);
    auto& came = event.participation.emplace();
    came.people = 61;
    came.basis = {"counted"};
    came.source = "List at the door";
    came.cells = {cell("Feminine", "15_17", "Osh", 22), cell("Feminine", "18_24", "Batken", 14),
                  cell("Masculine", "15_17", "Osh", 15), cell("Masculine", "18_24", "Batken", 8)};
    outreach::Proposal lesson{
        .key = "fiction1", .kind = {"proposal"}, .text = "A lesson in which a contract is read aloud."};
    lesson.by = "Pupils from Batken";
    lesson.owner = "Council of River Towns (fictional)";
    lesson.due_on = make.day(45);
    lesson.state = {"taken_up"};
    outreach::Proposal poster{.key = "fiction2", .kind = {"idea"}, .text = "Posters where tickets are sold."};
    poster.state = {"collected"};
    event.proposals = {lesson, poster};
    return event;
}

core::Done add_events(Maker& make)
{
    PANOH_TRY(make.told.training, make.add<core::EventId>(Kind::event, training(make)));
    PANOH_TRY([[maybe_unused]] const auto forum_id, make.add<core::EventId>(Kind::event, forum(make)));
    outreach::Event table{.title = "Round table on fair recruitment (fictional)"};
    table.kind = {"round_table"};
    table.project = make.homes;
    table.format = {"online"};
    table.platform = "Video call";
    table.countries = {{"KG"}, {"UZ"}, {"KZ"}};
    table.starts_on = make.day(9);
    table.ends_on = make.day(9);
    table.topics = {"Fees that nobody should pay"};
    PANOH_TRY([[maybe_unused]] const auto table_id, make.add<core::EventId>(Kind::event, table));

    outreach::Measurement people{.measure = {"people_trained"}, .value = 24, .basis = {"counted"}};
    people.source = "List of those who came (fictional)";
    people.starts_on = make.day(-34);
    people.ends_on = make.day(-33);
    people.event = make.told.training;
    people.indicator = make.trained;
    PANOH_TRY(make.told.trained, make.add<core::MeasurementId>(Kind::measurement, people));
    return {};
}

core::Done add_media(Maker& make)
{
    outreach::Material leaflet{.title = "Ask first: a leaflet and a spot (fictional)"};
    leaflet.kind = {"leaflet"};
    leaflet.version = "2";
    leaflet.project = make.homes;
    leaflet.campaign = make.campaign;
    leaflet.languages = {{"ky"}, {"ru"}, {"uz"}};
    leaflet.countries = {{"KG"}, {"UZ"}};
    leaflet.made_on = make.day(-40);
    leaflet.airings = {{.key = "fiction1",
                        .station = "River Radio (fictional)",
                        .channel = {"radio"},
                        .aired_on = make.day(-5),
                        .times = 6},
                       {.key = "fiction2",
                        .station = "Valley TV (fictional)",
                        .channel = {"television"},
                        .aired_on = make.day(-3),
                        .times = 2}};
    leaflet.hand_outs = {{.key = "fiction3",
                          .quantity = 400,
                          .handed_out_on = make.day(-12),
                          .place = "Bus station, Osh",
                          .country = core::Coded<"country">{"KG"},
                          .target_group = core::Coded<"target_group">{"migrants"}}};
    PANOH_TRY(make.leaflet, make.add<core::MaterialId>(Kind::material, leaflet, false));

    outreach::MediaPiece piece{.title = "Who meets the night train? (fictional)"};
    piece.kind = {"article"};
    piece.author = "Nurgul Invented";
    piece.project = make.homes;
    piece.countries = {{"KG"}};
    piece.appearances = {{.key = "fiction1",
                          .outlet = "River Towns Weekly (fictional)",
                          .published_on = make.day(-15),
                          .language = core::Coded<"language">{"ru"}}};
    PANOH_TRY([[maybe_unused]] const auto id, make.add<core::MediaPieceId>(Kind::media_piece, piece, false));
    return {};
}

core::Done add_words(Maker& make)
{
    outreach::Fact fact{.title = "Of the lanterns counted in the river towns, so many were lit (fictional)"};
    fact.value = 72;
    fact.unit = {"percent"};
    fact.approximate = true;
    fact.year = make.day(-365).year;
    fact.countries = {{"KG"}};
    fact.source = {.title = "Yearbook of lanterns (fictional)",
                   .publisher = "Office of Invented Numbers",
                   .published_on = make.day(-100)};
    PANOH_TRY(make.told.fact, make.add<core::FactId>(Kind::fact, fact, false));

    outreach::Testimony words{.title = "Ten months on a farm (fictional)"};
    words.pseudonym = "Sabira";
    words.form = {"text"};
    words.given_on = make.day(-70);
    words.language = {"en"};
    words.countries = {{"KG"}};
    words.text = "They said that the bus would come on Friday. I counted forty Fridays. (fictional)";
    words.translations = {
        {{"ru"}, "Сказали, что автобус придёт в пятницу. Я насчитала сорок пятниц. (вымышлено)"}};
    words.consent = {.given_on = make.day(-68),
                     .publications = {{"bulletin_web"}, {"training"}},
                     .countries = {{"KG"}},
                     .ends_on = make.day(600),
                     .kept_where = "Green folder, shelf 2"};
    PANOH_TRY(make.told.testimony, make.add<core::TestimonyId>(Kind::testimony, words, false));
    return {};
}

} // namespace

core::Result<ProgrammeItems> add_programme(store::Transaction& transaction, const ProgrammeHands& hands,
                                           core::Instant now)
{
    Maker make(transaction, hands, now);
    PANOH_CHECK(add_projects(make));
    PANOH_CHECK(add_indicators(make));
    PANOH_CHECK(add_campaign(make));
    PANOH_CHECK(add_plan(make));
    PANOH_CHECK(add_events(make));
    PANOH_CHECK(add_media(make));
    PANOH_CHECK(add_words(make));
    return make.told;
}

} // namespace panoh::app

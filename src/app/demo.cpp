#include "app/demo.h"

#include <array>

#include "access/gate.h"
#include "access/people.h"
#include "access/teams.h"
#include "access/users.h"
#include "app/bulletin_fiction.h"
#include "app/fiction.h"
#include "app/migrations.h"
#include "app/programme_fiction.h"
#include "cases/notes.h"
#include "cases/sealed_parts.h"
#include "core/date.h"
#include "directory/organisations.h"

namespace panoh::app {
namespace {

using access::PermitIssuer;
using access::Role;
using core::Action;

constexpr std::string_view password = "lantern by the river";
constexpr std::int64_t years_back = 3;
constexpr int batch = 200;

struct House {
    const char* organisation;
    access::OrganisationType type;
    const char* country;
    const char* city;
    const char* team;
    int share; // of the cases, in percent
};
// Invented: no organisation of these names is meant.
constexpr std::array<House, 3> houses = {{
    {"Ak-Kuu Shelter (fictional)", access::OrganisationType::ngo, "KG", "Bishkek", "Shelter team", 60},
    {"Dala Support Centre (fictional)", access::OrganisationType::ngo, "KZ", "Almaty", "Reception team", 25},
    {"Yangi Yoʻl Help (fictional)", access::OrganisationType::ngo, "UZ", "Tashkent", "Home team", 15},
}};

struct Person {
    std::size_t house;
    const char* user_name;
    const char* name;
    Role role;
};
constexpr std::array<Person, 17> people = {{
    {0, "ayana", "Ayana Bekova", Role::caseworker},
    {0, "daniyar", "Daniyar Orozov", Role::supervisor},
    {0, "gulzat", "Gulzat Sadykova", Role::screener},
    {0, "saltanat", "Saltanat Imanova", Role::clinician},
    {0, "timur", "Timur Asanov", Role::lawyer},
    {0, "nurlan", "Nurlan Toktosunov", Role::coordinator},
    {0, "meerim", "Meerim Abdyldaeva", Role::data_officer},
    {0, "sanjar", "Sanjar Mamatov", Role::data_officer},
    {0, "azat", "Azat Kasymov", Role::auditor},
    {0, "jyldyz", "Jyldyz Osmonova", Role::administrator},
    {1, "aigerim", "Aigerim Sultanova", Role::caseworker},
    {1, "yermek", "Yermek Abenov", Role::supervisor},
    {2, "dilnoza", "Dilnoza Karimova", Role::caseworker},
    {2, "otabek", "Otabek Yusupov", Role::supervisor},
    {0, "asel", "Asel Nurbekova", Role::programme_officer},
    {0, "bermet", "Bermet Sydykova", Role::communications_officer},
    {2, "kamola", "Kamola Rahimova", Role::programme_officer},
}};

struct Made {
    std::array<core::OrganisationId, houses.size()> organisations = {};
    std::array<core::TeamId, houses.size()> teams = {};
    std::array<core::UserId, people.size()> users = {};
};

audit::Act act_at(core::UserId actor, core::Instant at)
{
    return {.actor = actor, .session_hash = {}, .at = at};
}

core::Result<Made> make_people(store::Transaction& transaction, const vault::Registrar& registrar,
                               const std::vector<access::PreparedUser>& prepared, core::Instant at)
{
    Made made;
    const audit::Act act = act_at({}, at);
    for (std::size_t i = 0; i < houses.size(); ++i) {
        directory::Organisation organisation{.name = houses[i].organisation};
        organisation.description = "Fictional, for trying out.";
        organisation.city = houses[i].city;
        organisation.country.code = houses[i].country;
        organisation.type = houses[i].type;
        const auto permit = PermitIssuer::for_command<Action::people_manage>(core::OrganisationId{});
        PANOH_TRY(made.organisations[i], directory::add_organisation(transaction, permit, act, organisation));
    }
    for (std::size_t i = 0; i < people.size(); ++i) {
        const access::NewUser user{.user_name = people[i].user_name,
                                   .name = people[i].name,
                                   .role = people[i].role,
                                   .organisation = made.organisations[people[i].house],
                                   .teams = {}};
        PANOH_TRY(made.users[i], access::make_user_activated(transaction, registrar, act, prepared[i], user));
    }
    for (std::size_t i = 0; i < houses.size(); ++i) {
        access::NewTeam team{.name = houses[i].team, .organisation = made.organisations[i], .members = {}};
        for (std::size_t p = 0; p < people.size(); ++p) {
            const bool has_cases =
                access::reach(people[p].role, houses[i].type, Action::case_read) != access::Reach::nothing;
            if (people[p].house == i && has_cases) team.members.push_back(made.users[p]);
        }
        const auto permit = PermitIssuer::for_command<Action::team_manage>(made.organisations[i]);
        PANOH_TRY(made.teams[i], access::make_team(transaction, permit, act, {registrar, nullptr, at}, team));
    }
    set_node_fact(transaction, "demo", "1");
    return made;
}

/// Whom the cases of a house are assigned to and written by.
struct Hands {
    core::UserId caseworker = {};
    core::UserId supervisor = {};
    std::optional<vault::KeyRing> keys = {};
};

core::Done add_case(store::Transaction& transaction, Fiction& fiction, const Made& made, std::size_t house,
                    Hands& hands, core::Instant at, const core::Date& today, bool with_notes)
{
    auto recorded = fiction.make_case(houses[house].country, core::utc_day(at), today);
    recorded.assigned_to = fiction.chance(75) ? hands.caseworker : hands.supervisor;
    const auto permit = PermitIssuer::for_command<Action::case_open>(made.teams[house]);
    const audit::Act act = act_at(hands.caseworker, at);
    PANOH_TRY(const auto file, cases::record_case(transaction, permit, made.organisations[house], *hands.keys,
                                                  act, recorded, core::utc_day(at)));
    if (!with_notes) return {};
    if (fiction.chance(60)) {
        const auto note = PermitIssuer::for_command<Action::narrative_write>(file.id);
        PANOH_CHECK(cases::write_note(transaction, file.team, note, *hands.keys, act, fiction.note()));
    }
    if (fiction.chance(50)) {
        const auto place = PermitIssuer::for_command<Action::whereabouts_write>(file.id);
        PANOH_CHECK(cases::write_whereabouts(transaction, place, *hands.keys, act, 0, fiction.whereabouts()));
    }
    return {};
}

std::array<Hands, houses.size()> hands_of(const Made& made, const vault::Registrar& registrar,
                                          std::vector<access::PreparedUser>& prepared)
{
    std::array<Hands, houses.size()> hands;
    for (std::size_t i = 0; i < people.size(); ++i) {
        auto& house = hands.at(people[i].house);
        if (people[i].role == Role::caseworker) house.caseworker = made.users[i];
        if (people[i].role != Role::supervisor) continue;
        house.supervisor = made.users[i];
        house.keys.emplace(made.users[i], std::move(prepared[i].secrets), registrar);
    }
    return hands;
}

ProgrammeHands programme_hands(const Made& made)
{
    ProgrammeHands hands{.organisation = made.organisations[0]};
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (people[i].house != 0) continue;
        if (people[i].role == Role::programme_officer) hands.officer = made.users[i];
        if (people[i].role == Role::communications_officer) hands.communicator = made.users[i];
    }
    return hands;
}

StatisticsHands statistics_hands(const Made& made)
{
    StatisticsHands hands{.organisation = made.organisations[0]};
    for (std::size_t i = 0; i < people.size(); ++i)
        if (people[i].role == Role::data_officer)
            (hands.writer.is_null() ? hands.writer : hands.second) = made.users[i];
    return hands;
}

std::size_t house_of(Fiction& fiction)
{
    const int place = fiction.number(100);
    if (place < houses[0].share) return 0;
    return place < houses[0].share + houses[1].share ? 1 : 2;
}

} // namespace

std::vector<DemoAccount> demo_accounts()
{
    std::vector<DemoAccount> accounts;
    for (const auto& person : people)
        accounts.push_back({.user_name = person.user_name,
                            .name = person.name,
                            .role = person.role,
                            .organisation = houses[person.house].organisation,
                            .password = std::string(password)});
    return accounts;
}

core::Result<void> make_demo(store::Database& database, access::Access& access, const core::Clock& clock,
                             std::int64_t cases, const std::function<void(std::int64_t)>& progress,
                             const AddStatistics& add_statistics)
{
    const bool taken = database.read([](store::Reader& reader) { return access::count_users(reader) > 0; });
    if (taken) return core::fail(core::ErrorKind::conflict, "demo/not_empty");
    std::vector<access::PreparedUser> prepared;
    for (std::size_t i = 0; i < people.size(); ++i) {
        PANOH_TRY(auto user, access::prepare_user(access.passwords(), password));
        prepared.push_back(std::move(user));
    }
    const auto& registrar = *access.secret().registrar();
    const core::Instant now = clock.now();
    const std::int64_t span = years_back * 365 * core::day_ms;
    PANOH_TRY(const Made made, database.write([&](store::Transaction& transaction) {
        return make_people(transaction, registrar, prepared, now + -span);
    }));
    auto hands = hands_of(made, registrar, prepared);

    // A job may run again from its start, so each batch has a generator of its own, seeded by its number.
    const core::Date today = core::utc_day(now);
    for (std::int64_t begin = 0; begin < cases; begin += batch) {
        const std::int64_t end = std::min(cases, begin + batch);
        PANOH_CHECK(database.write([&](store::Transaction& transaction) -> core::Done {
            Fiction fiction(static_cast<std::uint64_t>(begin) + 7);
            for (std::int64_t i = begin; i < end; ++i) {
                const std::size_t house = house_of(fiction);
                const core::Instant at = now + (-span + span / (cases + 1) * (i + 1));
                PANOH_CHECK(
                    add_case(transaction, fiction, made, house, hands.at(house), at, today, cases <= 2000));
            }
            return {};
        }));
        progress(end);
    }
    PANOH_CHECK(database.write([&](store::Transaction& transaction) -> core::Done {
        const auto hands_of_programme = programme_hands(made);
        PANOH_TRY(const auto items, add_programme(transaction, hands_of_programme, now));
        return add_bulletin(transaction, hands_of_programme, items, now);
    }));
    if (add_statistics) PANOH_CHECK(add_statistics(statistics_hands(made), cases * houses[0].share / 100));
    return database.write([](store::Transaction& transaction) -> core::Done {
        static constexpr store::Sql analyze{"ANALYZE"};
        transaction.run(analyze, {});
        return {};
    });
}

bool is_demo(store::Database& database)
{
    return database.read([](store::Reader& reader) { return node_fact(reader, "demo") == "1"; });
}

} // namespace panoh::app

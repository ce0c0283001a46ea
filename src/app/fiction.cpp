#include "app/fiction.h"

#include <map>

#include <fmt/format.h>

namespace panoh::app {
namespace {

constexpr std::string_view names_text =
#include "names_text.inc"
    ;

/// Names by "language kind": "ky f".
const std::map<std::string, std::vector<std::string>>& names()
{
    static const auto all = [] {
        std::map<std::string, std::vector<std::string>> map;
        std::size_t begin = 0;
        while (begin < names_text.size()) {
            const std::size_t end = std::min(names_text.find('\n', begin), names_text.size());
            const std::string_view line = names_text.substr(begin, end - begin);
            begin = end + 1;
            const std::size_t first = line.find('\t');
            const std::size_t second = line.find('\t', first + 1);
            if (second == std::string_view::npos) continue;
            map[fmt::format("{} {}", line.substr(0, first), line.substr(first + 1, second - first - 1))]
                .emplace_back(line.substr(second + 1));
        }
        return map;
    }();
    return all;
}

std::string language_of(const std::string& country)
{
    static const std::map<std::string, std::string> languages = {{"KG", "ky"}, {"KZ", "kk"}, {"UZ", "uz"},
                                                                 {"TJ", "tg"}, {"TM", "tk"}, {"RU", "ru"}};
    const auto found = languages.find(country);
    return found == languages.end() ? "ru" : found->second;
}

template <typename Code>
core::Patch<Code> set(std::string code)
{
    return {.given = true, .value = Code{std::move(code)}};
}

template <typename Code>
core::Patch<std::vector<Code>> set_all(const std::vector<std::string>& codes)
{
    std::vector<Code> items;
    for (const auto& code : codes)
        items.push_back(Code{code});
    return {.given = true, .value = std::move(items)};
}

} // namespace

int Fiction::number(int below)
{
    // The standard distributions differ between libraries; the same seed must make the same people
    // everywhere.
    return static_cast<int>(random_() % static_cast<std::uint64_t>(below));
}

cases::Identity Fiction::make_identity(const std::string& citizenship, bool woman,
                                       const core::Date& opened_on)
{
    const std::string language = language_of(citizenship);
    const bool latin = language == "uz" || language == "tk";
    cases::Name name{.given = pick(names().at(language + (woman ? " f" : " m"))),
                     .family = pick(names().at(language + " s")),
                     .script = {latin ? "Latin" : "Cyrillic"},
                     .kind = {"current"}};
    if (woman) name.family += latin ? "a" : "а";
    cases::Identity identity{.names = {std::move(name)}};
    identity.birth.year = opened_on.year - 14 - number(40);
    if (chance(60)) {
        identity.birth.month = 1 + number(12);
        identity.birth.day = 1 + number(28);
    }
    if (chance(40)) identity.mother_name = pick(names().at(language + " f"));
    if (chance(50)) {
        static const std::vector<std::string> places = {"Sary-Too",   "Kyzyl-Bulak", "Aksu",
                                                        "Yangihayot", "Dushoba",     "Gülüstan"};
        identity.birthplace = pick(places) + " (fictional)";
    }
    if (chance(50)) identity.phone = fmt::format("+000 {:03} {:06}", number(1000), number(1'000'000));
    return identity;
}

void Fiction::add_story(cases::CodedChange& change, const core::Date& opened_on)
{
    using namespace cases;
    static const std::vector<std::string> forms = {
        "ForcedLabour",       "ForcedLabour",   "ForcedLabour",  "SexualExploitation",
        "SexualExploitation", "ForcedMarriage", "ForcedBegging", "Servitude"};
    static const std::vector<std::string> controls = {
        "WithholdsDocuments", "TakesEarnings",      "RestrictsMovement",     "DebtBondage",
        "FalsePromises",      "PsychologicalAbuse", "ExcessiveWorkingHours", "PhysicalAbuse"};
    static const std::vector<std::string> industries = {"F_Construction", "A_AgricultureForestryAndFishing",
                                                        "G_WholesaleAndRetailTradeRepairOfMotorVehicles",
                                                        "T_ActivitiesOfHouseholdsAsEmployers"};
    static const std::vector<std::string> methods = {
        "ThroughAnOnlineAdvertisement", "ThroughFriendsOrSocialEvents", "ThroughOnlineSocialNetworks",
        "ThroughFamilyOrFamilyEvents"};
    static const std::vector<std::string> countries = {"RU", "RU", "RU", "KZ", "KZ", "TR", "AE", "KG"};
    if (chance(8)) {
        change.exploitation = set_all<Answer<"exploitation">>({"~not_asked"});
        return;
    }
    const std::string form = pick(forms);
    change.exploitation = set_all<Answer<"exploitation">>({form});
    if (form == "ForcedLabour") change.labour_industry = set<Answer<"labour_industry">>(pick(industries));
    const std::string one = pick(controls);
    const std::string two = pick(controls);
    change.methods_of_control = one == two ? set_all<Answer<"method_of_control">>({one})
                                           : set_all<Answer<"method_of_control">>({one, two});
    change.recruitment_method =
        set_all<Answer<"recruitment_method">>({chance(15) ? std::string("~refused") : pick(methods)});
    change.country_of_exploitation =
        set<Answer<"country">>(chance(5) ? std::string("~unknown") : pick(countries));
    const int from = opened_on.year - 1 - number(3);
    change.exploitation_from = {.given = true, .value = fmt::format("{}-{:02}", from, 1 + number(12))};
    change.exploitation_to = {.given = true, .value = fmt::format("{}", from + 1)};
}

void Fiction::add_next_step(cases::CodedChange& change, const core::Date& today)
{
    using namespace cases;
    static const std::vector<std::string> steps = {"safety_assessment", "needs_assessment", "consent_talk",
                                                   "plan_review",       "follow_up_call",   "clinic_visit",
                                                   "hearing",           "travel_papers"};
    change.next_step = set<Coded<"next_step">>(pick(steps));
    change.due_on = {.given = true, .value = core::add_days(today, number(120) - 4)};
}

cases::RecordedCase Fiction::make_case(const std::string& country, const core::Date& opened_on,
                                       const core::Date& today)
{
    using namespace cases;
    static const std::vector<std::string> citizenships = {"KG", "KZ", "UZ", "TJ", "TM", "RU"};
    static const std::vector<std::string> statuses = {"PossibleVictimOfTrafficking",
                                                      "PossibleVictimOfTrafficking",
                                                      "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"};
    static const std::vector<std::string> risks = {"low", "medium", "medium", "high"};
    static const std::vector<std::string> sources = {
        "ngo", "hotline", "police", "self", "family_or_friend", "outreach", "consulate"};
    static const std::vector<State> states = {State::intake,    State::assessment, State::active,
                                              State::active,    State::active,     State::follow_up,
                                              State::follow_up, State::suspended,  State::closed};
    RecordedCase made;
    const std::string citizenship = chance(70) ? country : pick(citizenships);
    const bool woman = chance(55);
    auto& change = made.opened.answers;
    made.opened.country.code = chance(85) ? country : pick(citizenships);
    if (chance(92))
        made.opened.consent = {.given = true,
                               .mode = Coded<"consent_mode">{chance(60) ? "written" : "verbal_witnessed"}};
    else
        made.opened.consent = {.given = false, .exception = Coded<"consent_exception">{"vital_interest"}};
    made.opened.identity = make_identity(citizenship, woman, opened_on);
    made.state = pick(states);
    change.gender = set<Answer<"gender">>(woman ? "Feminine" : "Masculine");
    change.citizenship = set_all<Answer<"country">>({citizenship});
    change.primary_language = set<Answer<"language">>(language_of(citizenship));
    change.trafficking_status = set<Coded<"trafficking_status">>(pick(statuses));
    change.status_decided_by = set<Answer<"decision_org">>("NGO");
    change.referral_source = set<Answer<"referral_source">>(pick(sources));
    change.risk_level = set<Answer<"risk_level">>(pick(risks));
    if (chance(70)) change.number_of_children = {.given = true, .value = number(5)};
    add_story(change, opened_on);
    if (cases::is_closed(made.state))
        made.closure_reason = Coded<"closure_reason">{"goals_met"};
    else if (chance(90))
        add_next_step(change, today);
    return made;
}

std::string Fiction::note()
{
    static const std::vector<std::string> notes = {
        "Fictional note. Came with one bag and no papers. Wants to call the sister first.",
        "Fictional note. Slept well. Asked for a Kyrgyz book and for work that is done sitting.",
        "Fictional note. Talked about the debt for the first time. Do not ask again before the lawyer is "
        "here.",
        "Fictional note. Papers were handed in at the office. The answer is due in two weeks.",
    };
    return pick(notes);
}

cases::Whereabouts Fiction::whereabouts()
{
    static const std::vector<std::string> contacts = {
        "Fictional. Phone between 10:00 and 12:00 only, ask for the code word. Never write messages.",
        "Fictional. Reach the sister first: someone else may hold the phone.",
        "Fictional. Any time, through the shelter's desk.",
    };
    return {.lives_in = "Fictional house by the lake", .safe_contact = pick(contacts)};
}

} // namespace panoh::app

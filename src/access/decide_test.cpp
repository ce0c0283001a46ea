#include <map>
#include <set>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "access/decide.h"
#include "crypto/crypto.h"

// The oracle below is written by hand from the duties of the roles. It is read by relation, not by action as
// the table of decide.cpp is, so that a slip in one is not copied into the other.

using namespace panoh;
using access::CaseFacts;
using access::OrganisationType;
using access::Role;
using access::Stage;
using access::Subject;
using access::Verdict;
using core::Action;

namespace {

/// role | how the person stands to the case | what is allowed on an open case. A line without actions: the
/// case is hidden. No line: hidden too. Organisation types: the service family. case_open asks about the team
/// it would go to.
constexpr const char* on_a_case = R"(
screener    | opened               |
screener    | opened_in_team       | case_list case_open case_read case_change case_assign identity_read identity_write narrative_read narrative_write case_remove
screener    | handed_over          |
screener    | team                 | case_open
screener    | assigned             | case_open
screener    | same_organisation    |
caseworker  | team                 | case_list case_open case_read case_change case_move case_assign case_find case_ask case_answer case_history identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print case_remove emergency_open emergency_review
caseworker  | assigned             | case_list case_open case_read case_change case_move case_assign case_find case_ask case_answer case_history identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print case_remove emergency_open emergency_review
caseworker  | handed_over          | case_ask emergency_open
caseworker  | opened               | case_ask emergency_open
caseworker  | opened_in_team       | case_list case_open case_read case_change case_move case_assign case_find case_ask case_answer case_history identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print case_remove emergency_open emergency_review
caseworker  | assigned_off_team    | case_ask emergency_open
caseworker  | same_organisation    | case_ask emergency_open
clinician   | team                 | case_list case_read identity_read medical_read medical_write case_print
clinician   | assigned             | case_list case_read identity_read medical_read medical_write case_print
clinician   | opened_in_team       | case_list case_read identity_read medical_read medical_write case_print
clinician   | same_organisation    |
lawyer      | team                 | case_list case_read identity_read narrative_read narrative_write case_print
lawyer      | assigned             | case_list case_read identity_read narrative_read narrative_write case_print
lawyer      | opened_in_team       | case_list case_read identity_read narrative_read narrative_write case_print
lawyer      | same_organisation    |
supervisor  | team                 | case_list case_open case_read case_change case_move case_assign case_find case_ask case_answer case_history case_export identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print case_fields case_remove emergency_open emergency_review
supervisor  | assigned             | case_list case_open case_read case_change case_move case_assign case_find case_ask case_answer case_history case_export identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print case_fields case_remove emergency_open emergency_review
supervisor  | opened_in_team       | case_list case_open case_read case_change case_move case_assign case_find case_ask case_answer case_history case_export identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print case_fields case_remove emergency_open emergency_review
supervisor  | same_organisation    | case_list case_read case_change case_move case_assign case_find case_ask case_history identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print emergency_open emergency_review
supervisor  | handed_over          | case_list case_read case_change case_move case_assign case_find case_ask case_history identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print emergency_open emergency_review
supervisor  | opened               | case_list case_read case_change case_move case_assign case_find case_ask case_history identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print emergency_open emergency_review
supervisor  | assigned_off_team    | case_list case_read case_change case_move case_assign case_find case_ask case_history identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print emergency_open emergency_review
coordinator | team                 | case_list case_read case_list_export
coordinator | assigned             | case_list case_read case_list_export
coordinator | opened_in_team       | case_list case_read case_list_export
coordinator | same_organisation    | case_list case_read case_list_export
coordinator | handed_over          | case_list case_read case_list_export
coordinator | opened               | case_list case_read case_list_export
coordinator | assigned_off_team    | case_list case_read case_list_export
caseworker  | on_duty              | case_ask emergency_open emergency_read
supervisor  | on_duty              | case_list case_read case_change case_move case_assign case_find case_ask case_history identity_read identity_write whereabouts_read whereabouts_write narrative_read narrative_write case_list_export case_print emergency_open emergency_read emergency_review
clinician   | on_duty              |
coordinator | on_duty              | case_list case_read case_list_export
)";

/// What a closed case still allows.
const std::set<std::string> on_a_closed_case = {
    "case_list",    "case_open",   "case_read",      "case_move",        "case_find",
    "case_history", "case_export", "identity_read",  "whereabouts_read", "narrative_read",
    "medical_read", "case_ask",    "case_answer",    "case_list_export", "case_print",
    "case_fields",  "case_remove", "emergency_open", "emergency_read",   "emergency_review"};

/// role | what it may without a case | service | authority | donor
constexpr const char* on_the_node = R"(
screener      | session_read account_keep people_list dataset_read release_read      | y y y
screener      | recovery_help                                                        | y y n
screener      | draft_keep draft_open                                                | y n n
screener      | team_rotate_keys keys_lay_down                                       | y n n
caseworker    | session_read account_keep people_list dataset_read release_read      | y y y
caseworker    | recovery_help                                                        | y y n
caseworker    | draft_keep draft_open                                                | y n n
caseworker    | team_rotate_keys keys_lay_down                                       | y n n
clinician     | session_read account_keep people_list dataset_read release_read      | y y y
clinician     | recovery_help                                                        | y y n
clinician     | draft_keep draft_open                                                | y n n
clinician     | team_rotate_keys keys_lay_down                                       | y n n
lawyer        | session_read account_keep people_list dataset_read release_read      | y y y
lawyer        | recovery_help                                                        | y y n
lawyer        | draft_keep draft_open                                                | y n n
lawyer        | team_rotate_keys keys_lay_down                                       | y n n
supervisor    | session_read account_keep people_list dataset_read release_read      | y y y
supervisor    | recovery_help                                                        | y y n
supervisor    | draft_keep draft_open                                                | y n n
supervisor    | team_rotate_keys keys_lay_down                                       | y n n
supervisor    | team_grant_keys keys_read                                            | y n n
coordinator   | session_read account_keep people_list dataset_read release_read      | y y y
coordinator   | recovery_help                                                        | y y n
data_officer  | session_read account_keep people_list dataset_read release_read      | y y y
data_officer  | recovery_help                                                        | y y n
data_officer  | dataset_import dataset_export release_write release_approve          | y y n
data_officer  | draft_keep draft_open                                                | y y n
administrator | session_read account_keep people_list                                | y y y
administrator | recovery_help                                                        | y y n
administrator | people_manage team_manage keys_read recovery_manage audit_state      | y y n
auditor       | session_read account_keep people_list dataset_read release_read      | y y y
auditor       | recovery_help                                                        | y y n
auditor       | audit_read keys_read audit_state                                     | y y n
programme_officer      | session_read account_keep people_list dataset_read release_read | y y y
programme_officer      | recovery_help programme_read programme_write                | y y n
programme_officer      | draft_keep draft_open                                       | y y n
programme_officer      | testimony_read testimony_write                              | y n n
communications_officer | session_read account_keep people_list dataset_read release_read | y y y
communications_officer | recovery_help programme_read programme_write                | y y n
communications_officer | draft_keep draft_open                                       | y y n
communications_officer | testimony_read testimony_write                              | y n n
programme_officer      | edition_read edition_write edition_approve                   | y y n
communications_officer | edition_read edition_write edition_approve edition_send      | y y n
supervisor    | edition_read edition_approve                                         | y y n
screener      | programme_read                                                       | y y n
caseworker    | programme_read                                                       | y y n
clinician     | programme_read                                                       | y y n
lawyer        | programme_read                                                       | y y n
supervisor    | programme_read                                                       | y y n
coordinator   | programme_read                                                       | y y n
data_officer  | programme_read                                                       | y y n
auditor       | programme_read                                                       | y y n
)";

enum class Family { service, authority, donor };
const std::map<OrganisationType, Family> families = {
    {OrganisationType::ngo, Family::service},
    {OrganisationType::health_service, Family::service},
    {OrganisationType::legal_service, Family::service},
    {OrganisationType::corporate_business, Family::service},
    {OrganisationType::school_or_college, Family::service},
    {OrganisationType::international_organisation, Family::service},
    {OrganisationType::law_enforcement, Family::authority},
    {OrganisationType::central_government, Family::authority},
    {OrganisationType::local_government, Family::authority},
    {OrganisationType::immigration_service, Family::authority},
    {OrganisationType::consular_service, Family::authority},
    {OrganisationType::labour_inspectorate, Family::authority},
    {OrganisationType::social_protection, Family::authority},
    {OrganisationType::donor, Family::donor},
};

const std::set<std::string> case_actions = {
    "case_list",       "case_open",        "case_read",         "case_change",    "case_move",
    "case_assign",     "case_find",        "case_history",      "case_ask",       "case_answer",
    "case_export",     "case_list_export", "case_print",        "case_fields",    "identity_read",
    "identity_write",  "whereabouts_read", "whereabouts_write", "narrative_read", "narrative_write",
    "medical_read",    "medical_write",    "case_remove",       "emergency_open", "emergency_read",
    "emergency_review"};

using Table = std::map<std::pair<std::string, std::string>, std::set<std::string>>;

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::vector<std::string>> lines_of(const char* table)
{
    std::vector<std::vector<std::string>> lines;
    std::istringstream text(table);
    for (std::string line; std::getline(text, line);) {
        if (line.empty()) continue;
        std::vector<std::string> cells;
        std::istringstream split(line);
        for (std::string cell; std::getline(split, cell, '|');)
            cells.push_back(trimmed(cell));
        cells.resize(3);
        lines.push_back(cells);
    }
    return lines;
}

std::set<std::string> words(const std::string& text)
{
    std::set<std::string> found;
    std::istringstream split(text);
    for (std::string word; split >> word;)
        found.insert(word);
    return found;
}

Table case_table()
{
    Table table;
    for (const auto& cells : lines_of(on_a_case)) {
        table[{cells[0], cells[1]}] = words(cells[2]);
        // Who opened it and handed it on within the team stands to it as everybody of the team does.
        if (cells[1] == "team") table[{cells[0], "handed_over_in_team"}] = words(cells[2]);
    }
    return table;
}

const auto us = crypto::random_id<core::OrganisationId>();
const auto our_team = crypto::random_id<core::TeamId>();
const auto me = crypto::random_id<core::UserId>();

/// The ways a person can stand to a case.
std::map<std::string, CaseFacts> relations()
{
    const auto they = crypto::random_id<core::OrganisationId>();
    const auto other_team = crypto::random_id<core::TeamId>();
    const auto somebody = crypto::random_id<core::UserId>();
    return {
        {"other_organisation", {they, other_team, somebody, somebody}},
        // Even with my own ids in it: a team or person of another organisation is a broken row, not a way in.
        {"other_organisation_my_ids", {they, our_team, me, me}},
        {"no_organisation", {{}, our_team, me, me}},
        {"same_organisation", {us, other_team, somebody, somebody}},
        {"team", {us, our_team, somebody, somebody}},
        {"assigned", {us, our_team, me, somebody}},
        {"assigned_off_team", {us, other_team, me, somebody}},
        {"opened", {us, other_team, {}, me}},
        {"opened_in_team", {us, our_team, me, me}},
        {"handed_over", {us, other_team, somebody, me}},
        {"handed_over_in_team", {us, our_team, somebody, me}},
        {"on_duty", {.organisation = us, .team = other_team, .emergency = true}},
        {"on_duty_elsewhere", {.organisation = they, .team = other_team, .emergency = true}},
    };
}

Subject person(Role role, OrganisationType type, Stage stage = Stage::open)
{
    return {me, us, type, role, {our_team}, stage};
}

Verdict expected(const Table& table, const std::string& role, const std::string& relation, Family family,
                 const std::string& action, bool closed)
{
    const auto row = table.find({role, relation});
    if (family != Family::service || row == table.end()) return Verdict::hide;
    // Asking to open a case for a team of one's organisation is refused, not hidden: no case is told of.
    if (row->second.contains(action) && (!closed || on_a_closed_case.contains(action))) return Verdict::allow;
    if (action == "case_open") return Verdict::deny;
    // Who did not open it on duty is not told that such a thing is there.
    if (action == "emergency_read" && relation != "on_duty") return Verdict::hide;
    return row->second.contains("case_read") ? Verdict::deny : Verdict::hide;
}

} // namespace

TEST_CASE("every role, organisation type, relation, state and case action gives what the table says")
{
    const Table table = case_table();
    int cells = 0;
    for (const auto& role : core::Names<Role>::all)
        for (const auto& [type, family] : families)
            for (const auto& [relation, facts] : relations())
                for (const bool closed : {false, true})
                    for (const auto& action : case_actions) {
                        CaseFacts of = facts;
                        of.closed = closed;
                        const auto verdict =
                            access::decide(person(role.value, type), *core::from_text<Action>(action), of);
                        const bool own = facts.organisation == us;
                        auto wanted =
                            expected(table, std::string(role.text), relation, family, action, closed);
                        if (action == "case_open" && own && wanted == Verdict::hide) wanted = Verdict::deny;
                        CAPTURE(role.text);
                        CAPTURE(core::to_text(type));
                        CAPTURE(relation);
                        CAPTURE(action);
                        CAPTURE(closed);
                        REQUIRE(static_cast<int>(verdict) == static_cast<int>(wanted));
                        ++cells;
                    }
    CHECK(cells == 11 * 14 * 13 * 2 * 26);
}

TEST_CASE("without a case each role may what the table says, and nothing else")
{
    std::map<std::pair<std::string, Family>, std::set<std::string>> allowed;
    for (const auto& cells : lines_of(on_the_node))
        for (const auto family : {Family::service, Family::authority, Family::donor})
            if (cells[2].at(static_cast<std::size_t>(family) * 2) == 'y')
                allowed[{cells[0], family}].merge(words(cells[1]));
    // Case actions can ever be done by those who have a line for it.
    for (const auto& [key, actions] : case_table())
        allowed[{key.first, Family::service}].insert(actions.begin(), actions.end());

    for (const auto& role : core::Names<Role>::all)
        for (const auto& [type, family] : families)
            for (const auto& action : core::Names<Action>::all) {
                CAPTURE(role.text);
                CAPTURE(core::to_text(type));
                CAPTURE(action.text);
                const bool wanted =
                    action.value == Action::open_to_all ||
                    allowed[{std::string(role.text), family}].contains(std::string(action.text));
                const auto verdict = access::decide(person(role.value, type), action.value, std::nullopt);
                REQUIRE((verdict == Verdict::allow) == wanted);
                REQUIRE(verdict != Verdict::hide);
            }
}

TEST_CASE("somebody half-way through signing in may finish, see their session, and nothing else")
{
    for (const auto stage : {Stage::code, Stage::enrol})
        for (const auto& role : core::Names<Role>::all)
            for (const auto& action : core::Names<Action>::all)
                for (const auto& [relation, facts] : relations()) {
                    const bool confined = action.value == Action::open_to_all ||
                                          action.value == Action::session_read ||
                                          action.value == Action::session_finish;
                    const auto who = person(role.value, OrganisationType::ngo, stage);
                    const auto wanted = static_cast<int>(confined ? Verdict::allow : Verdict::deny);
                    CAPTURE(action.text);
                    REQUIRE(static_cast<int>(access::decide(who, action.value, facts)) == wanted);
                    REQUIRE(static_cast<int>(access::decide(who, action.value, std::nullopt)) == wanted);
                }
}

TEST_CASE("a person without a team, or with a null team, reaches no case by team")
{
    auto who = person(Role::caseworker, OrganisationType::ngo);
    CaseFacts facts{us, {}, me, me};
    who.teams = {core::TeamId{}};
    CHECK(access::decide(who, Action::case_read, facts) == Verdict::hide);
    who.teams = {};
    facts.team = our_team;
    CHECK(access::decide(who, Action::case_read, facts) == Verdict::hide);
}

TEST_CASE("a role holds keys to what it may read; a supervisor also keeps the medical key, and may not read "
          "with it")
{
    const std::map<core::Compartment, std::string> reading = {
        {core::Compartment::identity, "identity_read"},
        {core::Compartment::whereabouts, "whereabouts_read"},
        {core::Compartment::narrative, "narrative_read"},
        {core::Compartment::medical, "medical_read"}};
    for (const auto& role : core::Names<Role>::all)
        for (const auto& [type, family] : families)
            for (const auto& [compartment, action] : reading) {
                bool wanted = false;
                for (const auto& [key, actions] : case_table())
                    if (key.first == role.text && actions.contains(action))
                        wanted = family == Family::service;
                if (role.value == Role::supervisor && compartment == core::Compartment::medical)
                    wanted = family == Family::service;
                CAPTURE(role.text);
                CAPTURE(action);
                REQUIRE(access::may_hold(role.value, type, compartment) == wanted);
            }
    for (const auto& [relation, facts] : relations())
        CHECK(access::decide(person(Role::supervisor, OrganisationType::ngo), Action::medical_read, facts) !=
              Verdict::allow);
}

TEST_CASE("a broken row without an organisation or an opener is nobody's case, not that of a broken account")
{
    auto who = person(Role::screener, OrganisationType::ngo);
    CaseFacts facts{us, our_team, {}, {}};
    who.user = {};
    CHECK(access::decide(who, Action::case_read, facts) == Verdict::hide);
    who = person(Role::supervisor, OrganisationType::ngo);
    who.organisation = {};
    facts.organisation = {};
    CHECK(access::decide(who, Action::case_read, facts) == Verdict::hide);
}

TEST_CASE("an action that stands in no table is denied")
{
    const auto unknown = static_cast<Action>(100'000);
    for (const auto& role : core::Names<Role>::all) {
        const auto who = person(role.value, OrganisationType::ngo);
        CHECK(access::decide(who, unknown, std::nullopt) == Verdict::deny);
        CHECK(access::decide(who, unknown, relations().at("opened_in_team")) == Verdict::deny);
    }
}

namespace {

/// Whether a list that goes by a reach shows a case.
bool listed(access::Reach reach, const CaseFacts& facts)
{
    if (facts.organisation != us) return false;
    switch (reach) {
    case access::Reach::nothing:
        return false;
    case access::Reach::organisation:
        return true;
    case access::Reach::team:
        return facts.team == our_team;
    case access::Reach::opened:
        return facts.team == our_team && facts.opened_by == me &&
               (facts.assigned_to.is_null() || facts.assigned_to == me);
    }
    return false;
}

} // namespace

TEST_CASE("the reach of a list shows exactly the cases that may be read one by one")
{
    for (const auto& role : core::Names<Role>::all)
        for (const auto& [type, family] : families)
            for (const auto& [relation, facts] : relations()) {
                const auto reach = access::reach(role.value, type, Action::case_list);
                const auto verdict = access::decide(person(role.value, type), Action::case_read, facts);
                CAPTURE(role.text);
                CAPTURE(relation);
                REQUIRE((verdict == Verdict::allow) == listed(reach, facts));
            }
}

TEST_CASE("every action reaches exactly the cases that the table gives it, and what is no case action none")
{
    const Table table = case_table();
    for (const auto& action : core::Names<Action>::all) {
        const std::string name(action.text);
        CAPTURE(name);
        REQUIRE(access::is_case_action(action.value) == case_actions.contains(name));
        if (action.value == Action::emergency_read) continue; // no list goes by it
        for (const auto& role : core::Names<Role>::all)
            for (const auto& [type, family] : families)
                for (const auto& [relation, facts] : relations()) {
                    const auto row = table.find({std::string(role.text), relation});
                    const bool wanted =
                        family == Family::service && row != table.end() && row->second.contains(name);
                    CAPTURE(role.text);
                    CAPTURE(relation);
                    REQUIRE(listed(access::reach(role.value, type, action.value), facts) == wanted);
                }
    }
}

TEST_CASE("every action has a policy of its name and other names have none")
{
    for (const auto& action : core::Names<Action>::all)
        CHECK(access::policy(action.text) == action.value);
    CHECK_FALSE(access::policy("").has_value());
    CHECK_FALSE(access::policy("case_delete").has_value());
}

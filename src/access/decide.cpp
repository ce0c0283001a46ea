#include "access/decide.h"

#include <algorithm>
#include <array>

namespace panoh::access {

namespace {

using core::Action;

/// Three kinds of organisation: those that work with cases of their own, those that may only be told (by
/// referral), and those that only see numbers.
enum class Family { service, authority, donor };

Family family_of(OrganisationType type)
{
    switch (type) {
    case OrganisationType::ngo:
    case OrganisationType::health_service:
    case OrganisationType::legal_service:
    case OrganisationType::corporate_business:
    case OrganisationType::school_or_college:
    case OrganisationType::international_organisation:
        return Family::service;
    case OrganisationType::law_enforcement:
    case OrganisationType::central_government:
    case OrganisationType::local_government:
    case OrganisationType::immigration_service:
    case OrganisationType::consular_service:
    case OrganisationType::labour_inspectorate:
    case OrganisationType::social_protection:
        return Family::authority;
    case OrganisationType::donor:
        return Family::donor;
    }
    return Family::donor;
}

/// Which families' people of a role may do a thing that concerns no case.
enum class Who { nobody, service, not_donor, all };

constexpr auto none = Who::nobody;
constexpr auto serv = Who::service;
constexpr auto work = Who::not_donor;
constexpr auto all_ = Who::all;

struct NodeRule {
    Action action;
    std::array<Who, 11> who; // in the order of Role
};
// clang-format off
constexpr std::array<NodeRule, 31> node_rules = {{
    //                          screener casewrk clinic lawyer superv coord  data   admin  auditor progr  commun
    {Action::session_read,     {all_,    all_,   all_,  all_,  all_,  all_,  all_,  all_,  all_,  all_,  all_}},
    {Action::account_keep,     {all_,    all_,   all_,  all_,  all_,  all_,  all_,  all_,  all_,  all_,  all_}},
    {Action::people_list,      {all_,    all_,   all_,  all_,  all_,  all_,  all_,  all_,  all_,  all_,  all_}},
    {Action::people_manage,    {none,    none,   none,  none,  none,  none,  none,  work,  none,  none,  none}},
    {Action::team_manage,      {none,    none,   none,  none,  none,  none,  none,  work,  none,  none,  none}},
    {Action::team_grant_keys,  {none,    none,   none,  none,  serv,  none,  none,  none,  none,  none,  none}},
    {Action::team_rotate_keys, {serv,    serv,   serv,  serv,  serv,  none,  none,  none,  none,  none,  none}},
    {Action::keys_lay_down,    {serv,    serv,   serv,  serv,  serv,  none,  none,  none,  none,  none,  none}},
    {Action::keys_read,        {none,    none,   none,  none,  serv,  none,  none,  work,  work,  none,  none}},
    {Action::recovery_manage,  {none,    none,   none,  none,  none,  none,  none,  work,  none,  none,  none}},
    {Action::recovery_help,    {work,    work,   work,  work,  work,  work,  work,  work,  work,  work,  work}},
    {Action::draft_keep,       {serv,    serv,   serv,  serv,  serv,  none,  work,  none,  none,  work,  work}},
    {Action::draft_open,       {serv,    serv,   serv,  serv,  serv,  none,  work,  none,  none,  work,  work}},
    {Action::dataset_read,     {all_,    all_,   all_,  all_,  all_,  all_,  all_,  none,  all_,  all_,  all_}},
    {Action::dataset_import,   {none,    none,   none,  none,  none,  none,  work,  none,  none,  none,  none}},
    {Action::dataset_export,   {none,    none,   none,  none,  none,  none,  work,  none,  none,  none,  none}},
    {Action::release_read,     {all_,    all_,   all_,  all_,  all_,  all_,  all_,  none,  all_,  all_,  all_}},
    {Action::release_write,    {none,    none,   none,  none,  none,  none,  work,  none,  none,  none,  none}},
    {Action::release_approve,  {none,    none,   none,  none,  none,  none,  work,  none,  none,  none,  none}},
    {Action::release_make,     {none,    none,   none,  none,  none,  none,  none,  none,  none,  none,  none}},
    {Action::programme_read,   {work,    work,   work,  work,  work,  work,  work,  none,  work,  work,  work}},
    {Action::programme_write,  {none,    none,   none,  none,  none,  none,  none,  none,  none,  work,  work}},
    {Action::testimony_read,   {none,    none,   none,  none,  none,  none,  none,  none,  none,  serv,  serv}},
    {Action::testimony_write,  {none,    none,   none,  none,  none,  none,  none,  none,  none,  serv,  serv}},
    {Action::edition_read,     {none,    none,   none,  none,  work,  none,  none,  none,  none,  work,  work}},
    {Action::edition_write,    {none,    none,   none,  none,  none,  none,  none,  none,  none,  work,  work}},
    {Action::edition_approve,  {none,    none,   none,  none,  work,  none,  none,  none,  none,  work,  work}},
    {Action::edition_send,     {none,    none,   none,  none,  none,  none,  none,  none,  none,  none,  work}},
    {Action::audit_state,      {none,    none,   none,  none,  none,  none,  none,  work,  work,  none,  none}},
    {Action::audit_read,       {none,    none,   none,  none,  none,  none,  none,  none,  work,  none,  none}},
    {Action::node_restore,     {none,    none,   none,  none,  none,  none,  none,  none,  none,  none,  none}},
}};

constexpr auto no_ = Reach::nothing;
constexpr auto org = Reach::organisation;
constexpr auto team = Reach::team;
constexpr auto mine = Reach::opened;

/// Case actions of the six roles that work with cases, in service organisations. Nobody else has any.
struct CaseRule {
    Action action;
    bool changes; ///< refused while the case is closed
    std::array<Reach, 6> reach;
};
constexpr std::array<CaseRule, 26> case_rules = {{
    //                          changes  screener casewrk clinic lawyer superv coord
    {Action::case_list,         false,  {mine,    team,   team,  team,  org,   org}},
    {Action::case_open,         false,  {team,    team,   no_,   no_,   team,  no_}},
    {Action::case_read,         false,  {mine,    team,   team,  team,  org,   org}},
    {Action::case_change,       true,   {mine,    team,   no_,   no_,   org,   no_}},
    {Action::case_move,         false,  {no_,     team,   no_,   no_,   org,   no_}},
    {Action::case_assign,       true,   {mine,    team,   no_,   no_,   org,   no_}},
    {Action::case_find,         false,  {no_,     team,   no_,   no_,   org,   no_}},
    {Action::case_ask,          false,  {no_,     org,    no_,   no_,   org,   no_}},
    {Action::case_answer,       false,  {no_,     team,   no_,   no_,   team,  no_}},
    {Action::emergency_open,    false,  {no_,     org,    no_,   no_,   org,   no_}},
    {Action::emergency_read,    false,  {no_,     org,    no_,   no_,   org,   no_}},
    {Action::emergency_review,  false,  {no_,     team,   no_,   no_,   org,   no_}},
    {Action::case_history,      false,  {no_,     team,   no_,   no_,   org,   no_}},
    {Action::case_export,       false,  {no_,     no_,    no_,   no_,   team,  no_}},
    {Action::case_remove,       false,  {mine,    team,   no_,   no_,   team,  no_}},
    {Action::case_list_export,  false,  {no_,     team,   no_,   no_,   org,   org}},
    {Action::case_print,        false,  {no_,     team,   team,  team,  org,   no_}},
    {Action::case_fields,       false,  {no_,     no_,    no_,   no_,   team,  no_}},
    {Action::identity_read,     false,  {mine,    team,   team,  team,  org,   no_}},
    {Action::identity_write,    true,   {mine,    team,   no_,   no_,   org,   no_}},
    {Action::whereabouts_read,  false,  {no_,     team,   no_,   no_,   org,   no_}},
    {Action::whereabouts_write, true,   {no_,     team,   no_,   no_,   org,   no_}},
    {Action::narrative_read,    false,  {mine,    team,   no_,   team,  org,   no_}},
    {Action::narrative_write,   true,   {mine,    team,   no_,   team,  org,   no_}},
    {Action::medical_read,      false,  {no_,     no_,    team,  no_,   no_,   no_}},
    {Action::medical_write,     true,   {no_,     no_,    team,  no_,   no_,   no_}},
}};
// clang-format on

const CaseRule* case_rule(Action action)
{
    const auto* found = std::find_if(case_rules.begin(), case_rules.end(),
                                     [&](const CaseRule& rule) { return rule.action == action; });
    return found == case_rules.end() ? nullptr : found;
}

bool may_on_node(const Subject& subject, Action action)
{
    const auto* rule = std::find_if(node_rules.begin(), node_rules.end(),
                                    [&](const NodeRule& each) { return each.action == action; });
    if (rule == node_rules.end()) return false;
    const auto family = family_of(subject.organisation_type);
    switch (rule->who.at(static_cast<std::size_t>(subject.role))) {
    case Who::nobody:
        return false;
    case Who::service:
        return family == Family::service;
    case Who::not_donor:
        return family != Family::donor;
    case Who::all:
        return true;
    }
    return false;
}

bool on_its_team(const Subject& subject, const CaseFacts& facts)
{
    return !facts.team.is_null() && std::ranges::find(subject.teams, facts.team) != subject.teams.end();
}

bool within(const Subject& subject, Reach wanted, const CaseFacts& facts)
{
    // A null organisation is a broken row, not everybody's case.
    if (facts.organisation.is_null() || facts.organisation != subject.organisation) return false;
    switch (wanted) {
    case Reach::nothing:
        return false;
    case Reach::organisation:
        return true;
    case Reach::team:
        return on_its_team(subject, facts);
    case Reach::opened:
        // Who leaves a team leaves what they opened in it.
        return on_its_team(subject, facts) && !facts.opened_by.is_null() && facts.opened_by == subject.user &&
               (facts.assigned_to.is_null() || facts.assigned_to == subject.user);
    }
    return false;
}

} // namespace

Reach reach(Role role, OrganisationType type, Action action)
{
    const CaseRule* rule = case_rule(action);
    const auto index = static_cast<std::size_t>(role);
    if (rule == nullptr || family_of(type) != Family::service || index >= rule->reach.size())
        return Reach::nothing;
    return rule->reach.at(index);
}

bool is_case_action(Action action)
{
    return case_rule(action) != nullptr;
}

Verdict decide(const Subject& subject, Action action, const std::optional<CaseFacts>& facts)
{
    if (action == Action::open_to_all) return Verdict::allow;
    if (action == Action::session_finish)
        return subject.stage == Stage::open ? Verdict::deny : Verdict::allow;
    if (subject.stage != Stage::open && action != Action::session_read) return Verdict::deny;

    const CaseRule* rule = case_rule(action);
    if (rule == nullptr) return may_on_node(subject, action) ? Verdict::allow : Verdict::deny;

    const auto wanted = reach(subject.role, subject.organisation_type, action);
    if (!facts) return wanted == Reach::nothing ? Verdict::deny : Verdict::allow;

    if (action == Action::emergency_read && !facts->emergency) return Verdict::hide;
    // Opening has no case yet to know of: the team it would go to is what is asked about. Who asks about a
    // case knows of it by a search, and a duty officer by what they were told: they need no other relation.
    const bool by_hearsay =
        action == Action::case_ask || action == Action::emergency_open || action == Action::emergency_read;
    const bool needs_no_relation = action == Action::case_open || (by_hearsay && wanted != Reach::nothing);
    const auto seen = needs_no_relation ? Reach::organisation
                                        : reach(subject.role, subject.organisation_type, Action::case_read);
    if (!within(subject, seen, *facts)) return Verdict::hide;
    if (!within(subject, wanted, *facts)) return Verdict::deny;
    return facts->closed && rule->changes ? Verdict::deny : Verdict::allow;
}

bool may_hold(Role role, OrganisationType type, core::Compartment compartment)
{
    // A team whose only medic leaves must not lose its medical notes, and a new medic must be given the key
    // by somebody.
    if (role == Role::supervisor && family_of(type) == Family::service) return true;
    switch (compartment) {
    case core::Compartment::identity:
        return reach(role, type, Action::identity_read) != Reach::nothing;
    case core::Compartment::whereabouts:
        return reach(role, type, Action::whereabouts_read) != Reach::nothing;
    case core::Compartment::narrative:
        return reach(role, type, Action::narrative_read) != Reach::nothing;
    case core::Compartment::medical:
        return reach(role, type, Action::medical_read) != Reach::nothing;
    }
    return false;
}

std::optional<Action> policy(std::string_view name)
{
    return core::from_text<Action>(name);
}

} // namespace panoh::access

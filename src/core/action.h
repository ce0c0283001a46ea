#pragma once

#include <array>

#include "core/names.h"

namespace panoh::core {

/// Everything a person can be allowed to do. The text form is the policy name of a route and the action of an
/// audit row; `access/decide.cpp` says for each who may.
enum class Action {
    open_to_all,      ///< needs no session: node facts, sign-in, activation
    session_read,     ///< any signed-in person, also half-way through signing in
    account_keep,     ///< the own account: second factors, password, notices; with an open session
    session_finish,   ///< second step of signing in, enrolment
    people_list,      ///< names and roles of colleagues of the own organisation
    people_manage,    ///< make, change, deactivate accounts
    team_manage,      ///< make teams, put people on them
    team_grant_keys,  ///< hand a team's keys to a member: only who holds them can
    team_rotate_keys, ///< make a new epoch of a team's key after somebody lost it
    keys_lay_down,    ///< the own keys, for a while, before a journey
    keys_read,        ///< which rotations wait, and whose keys hang on one person
    recovery_manage,  ///< the organisation's root, its custodians
    recovery_help,    ///< as a custodian: with another one, bring a lost team key back
    case_list,
    case_open,   ///< open a new case
    case_read,   ///< coded fields
    case_change, ///< coded fields, next step
    case_move,   ///< to another state
    case_assign,
    case_find,   ///< search by name
    case_ask,    ///< learn which team of the organisation holds a case that fits a search, and ask that team
    case_answer, ///< answer such an ask
    emergency_open,   ///< open one case of another team for four hours, as a duty officer
    emergency_read,   ///< who that is and where, while it is open
    emergency_review, ///< say whether it was needed, which closes it
    case_history,     ///< who looked
    case_export,      ///< the whole record into a table
    case_remove,      ///< for good, with an import that is taken back
    case_list_export, ///< the list into a table
    case_print,       ///< a summary on paper
    case_fields,      ///< in how many cases of a team each question has an answer
    identity_read,
    identity_write,
    whereabouts_read,
    whereabouts_write,
    narrative_read, ///< notes
    narrative_write,
    medical_read,
    medical_write,
    draft_keep,   ///< the own unsaved form: keeping, listing, dropping it
    draft_open,   ///< opening it again
    dataset_read, ///< statistics of loaded tables
    dataset_import,
    dataset_export,
    release_read,    ///< what was made of tables in a way that exposes nobody, and its ledgers
    release_write,   ///< plans, schemas and ledgers of the own organisation, and proposing
    release_approve, ///< by a second person; publishing, a larger budget
    release_make,    ///< what the node does once it was approved: no role may
    programme_read,  ///< projects, campaigns, events and what else the programme consists of
    programme_write, ///< those of the own organisation
    testimony_read,  ///< what survivors gave for publication, under a pseudonym
    testimony_write,
    edition_read, ///< editions of the bulletin that are not out yet
    edition_write,
    edition_approve, ///< by a second person
    edition_send,    ///< by e-mail; how many subscribe
    audit_state,     ///< whether the record of who did what is whole
    audit_read,      ///< all of it
    node_restore,    ///< a backup brought back, by who owns the machine: no role may
};

template <>
struct Names<Action> {
    static constexpr std::array<Named<Action>, 59> all = {{
        {Action::open_to_all, "open_to_all"},
        {Action::session_read, "session_read"},
        {Action::account_keep, "account_keep"},
        {Action::session_finish, "session_finish"},
        {Action::people_list, "people_list"},
        {Action::people_manage, "people_manage"},
        {Action::team_manage, "team_manage"},
        {Action::team_grant_keys, "team_grant_keys"},
        {Action::team_rotate_keys, "team_rotate_keys"},
        {Action::keys_lay_down, "keys_lay_down"},
        {Action::keys_read, "keys_read"},
        {Action::recovery_manage, "recovery_manage"},
        {Action::recovery_help, "recovery_help"},
        {Action::case_list, "case_list"},
        {Action::case_open, "case_open"},
        {Action::case_read, "case_read"},
        {Action::case_change, "case_change"},
        {Action::case_move, "case_move"},
        {Action::case_assign, "case_assign"},
        {Action::case_find, "case_find"},
        {Action::case_ask, "case_ask"},
        {Action::case_answer, "case_answer"},
        {Action::emergency_open, "emergency_open"},
        {Action::emergency_read, "emergency_read"},
        {Action::emergency_review, "emergency_review"},
        {Action::case_history, "case_history"},
        {Action::case_export, "case_export"},
        {Action::case_remove, "case_remove"},
        {Action::case_list_export, "case_list_export"},
        {Action::case_print, "case_print"},
        {Action::case_fields, "case_fields"},
        {Action::identity_read, "identity_read"},
        {Action::identity_write, "identity_write"},
        {Action::whereabouts_read, "whereabouts_read"},
        {Action::whereabouts_write, "whereabouts_write"},
        {Action::narrative_read, "narrative_read"},
        {Action::narrative_write, "narrative_write"},
        {Action::medical_read, "medical_read"},
        {Action::medical_write, "medical_write"},
        {Action::draft_keep, "draft_keep"},
        {Action::draft_open, "draft_open"},
        {Action::dataset_read, "dataset_read"},
        {Action::dataset_import, "dataset_import"},
        {Action::dataset_export, "dataset_export"},
        {Action::release_read, "release_read"},
        {Action::release_write, "release_write"},
        {Action::release_approve, "release_approve"},
        {Action::release_make, "release_make"},
        {Action::programme_read, "programme_read"},
        {Action::programme_write, "programme_write"},
        {Action::testimony_read, "testimony_read"},
        {Action::testimony_write, "testimony_write"},
        {Action::edition_read, "edition_read"},
        {Action::edition_write, "edition_write"},
        {Action::edition_approve, "edition_approve"},
        {Action::edition_send, "edition_send"},
        {Action::audit_state, "audit_state"},
        {Action::audit_read, "audit_read"},
        {Action::node_restore, "node_restore"},
    }};
};

} // namespace panoh::core

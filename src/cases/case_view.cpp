#include "cases/case_view.h"

#include <array>

#include "access/decide.h"
#include "access/people.h"

namespace panoh::cases {

namespace {
/// What a person may be allowed to do with one case, in the order of screens.
constexpr std::array on_a_case = {
    core::Action::case_read,        core::Action::case_change,       core::Action::case_move,
    core::Action::case_assign,      core::Action::case_history,      core::Action::case_export,
    core::Action::case_print,       core::Action::identity_read,     core::Action::identity_write,
    core::Action::whereabouts_read, core::Action::whereabouts_write, core::Action::narrative_read,
    core::Action::narrative_write,  core::Action::medical_read,      core::Action::medical_write,
};
} // namespace

std::optional<core::UserId> maybe_user(core::UserId id)
{
    return id.is_null() ? std::nullopt : std::optional(id);
}

std::optional<std::string> maybe_text(std::string text)
{
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

CaseView view_of(store::Reader& reader, const access::Caller& caller, const CaseFile& file,
                 const std::string& time_zone)
{
    access::PeopleNames names(reader, caller.names());
    CaseView view;
    static_cast<CodedAnswers&>(view) = file.answers;
    view.id = file.id;
    view.reference = file.reference;
    view.version = file.version;
    view.state = file.state;
    view.htcds_status = htcds_status(file.state);
    view.country = file.country;
    view.team = file.team;
    view.team_name = names.team(file.team);
    view.assigned_to = maybe_user(file.assigned_to);
    view.assigned_name = maybe_text(names.user(file.assigned_to));
    view.opened_at = file.opened_at;
    view.opened_on = core::local_day(file.opened_at, time_zone);
    view.updated_at = file.updated_at;
    view.consent = file.consent;
    view.age_band = maybe_text(file.age_band);
    view.birth_year_known = file.birth_year_known;
    view.closure_reason = file.closure_reason;
    for (const auto action : on_a_case)
        if (access::decide(caller.subject(), action, facts_of(file)) == access::Verdict::allow)
            view.may.push_back(action);
    const auto next = next_states(file.state);
    view.next_states.assign(next.begin(), next.end());
    return view;
}

} // namespace panoh::cases

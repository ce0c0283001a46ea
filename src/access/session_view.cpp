#include "access/session_view.h"

#include "access/decide.h"

namespace panoh::access {

SessionView session_view(store::Reader& reader, const Session& session, bool demo)
{
    Subject subject = session.subject;
    if (demo) subject.stage = Stage::open;
    SessionView view{.stage = subject.stage,
                     .idle_expires_at = session.idle_expires_at(),
                     .expires_at = session.expires_at};
    if (const auto who = person(reader, subject.user)) {
        view.user = {who->id, who->user_name, who->name, who->role};
        if (subject.stage == Stage::open) view.teams = team_views(reader, *who);
    }
    if (const auto home = organisation(reader, subject.organisation))
        view.organisation = {home->id, home->name, home->type, home->country};
    for (const auto& named : core::Names<core::Action>::all) {
        if (named.value == core::Action::open_to_all) continue;
        if (decide(subject, named.value, std::nullopt) == Verdict::allow) view.may.push_back(named.value);
    }
    return view;
}

} // namespace panoh::access

#include "access/session_view.h"

#include <algorithm>

#include "access/decide.h"
#include "access/notices.h"
#include "access/second_factor_store.h"
#include "access/step_up.h"
#include "vault/escrow.h"

namespace panoh::access {

SessionView session_view(store::Reader& reader, const NodeSecret& secret, const Session& session, bool demo,
                         std::string_view host)
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
    const auto keys = security_keys_of(reader, secret, subject.user);
    const auto here = rp_id_of(host);
    view.key_here = std::ranges::any_of(keys, [&](const SecurityKey& key) { return key.rp_id == here; });
    const bool has_key = !keys.empty() || has_security_key(reader, subject.user);
    view.presence = demo ? Presence::nothing : has_key ? Presence::key : Presence::code;
    if (subject.stage == Stage::open) {
        view.key_advised = !demo && should_have_key(subject.role) && view.presence != Presence::key;
        view.notices = unseen_notices(reader, subject.user);
        view.custodian = vault::is_custodian(reader, subject.organisation, subject.user);
    }
    for (const auto& named : core::Names<core::Action>::all) {
        if (named.value == core::Action::open_to_all) continue;
        if (decide(subject, named.value, std::nullopt) == Verdict::allow) view.may.push_back(named.value);
    }
    return view;
}

} // namespace panoh::access

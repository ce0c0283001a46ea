#include "access/sessions.h"

#include <algorithm>

#include "access/notices.h"
#include "core/bytes.h"

namespace panoh::access {

namespace {

std::string public_id(const LiveSession& session)
{
    return core::to_hex(audit_hash(session.origin));
}

auto not_found()
{
    return core::fail(core::ErrorKind::not_found, "access/session_not_found");
}

audit::Entry finished(core::UserId user, std::string_view detail)
{
    return {.action = core::Action::session_finish, .object = user.bytes, .detail = std::string(detail)};
}

void tell(store::Transaction& transaction, core::UserId user, const audit::Act& act)
{
    if (user != act.actor) note(transaction, user, NoticeKind::sessions_ended, act.at);
}

} // namespace

std::vector<OwnSession> own_sessions(store::Reader& reader, const MayKeepAccount& permit,
                                     const crypto::Hash& present, core::Instant now)
{
    std::vector<OwnSession> views;
    for (const LiveSession& each : live_sessions(reader, permit.object(), now))
        views.push_back({.id = public_id(each),
                         .stage = each.stage,
                         .started_at = each.started_at,
                         .last_used_at = each.last_used_at,
                         .expires_at = std::min(each.expires_at, each.last_used_at + session_idle_ms),
                         .this_ = each.id == present});
    return views;
}

core::Result<LiveSession> own_session(store::Reader& reader, const MayKeepAccount& permit,
                                      std::string_view id, core::Instant now)
{
    for (const LiveSession& each : live_sessions(reader, permit.object(), now))
        if (public_id(each) == id) return each;
    return not_found();
}

core::Done end_own_session(store::Transaction& transaction, const MayKeepAccount& permit,
                           const audit::Act& act, const LiveSession& session)
{
    if (session.user != permit.object() || !end_session(transaction, session.id)) return not_found();
    const bool present = audit_hash(session.origin) == act.session_hash;
    audit::append(transaction, act,
                  finished(permit.object(), present ? "session:ended" : "session:other_ended"));
    return {};
}

void end_other_sessions(store::Transaction& transaction, const MayKeepAccount& permit, const audit::Act& act,
                        const crypto::Hash& present)
{
    end_sessions(transaction, permit.object(), present);
    audit::append(transaction, act, finished(permit.object(), "session:others_ended"));
}

core::Done end_sessions_of(store::Transaction& transaction, const MayManageUser& permit,
                           const audit::Act& act, const crypto::Hash& present)
{
    const core::UserId user = permit.object();
    if (!person(transaction, user)) return core::fail(core::ErrorKind::not_found, "access/user_not_found");
    if (!live_sessions(transaction, user, act.at).empty()) tell(transaction, user, act);
    end_sessions(transaction, user, present);
    audit::append(transaction, act,
                  {.action = core::Action::people_manage, .object = user.bytes, .detail = "sessions:ended"});
    return {};
}

core::Done end_sessions_of_everybody(store::Transaction& transaction, const MayManage& permit,
                                     const audit::Act& act, const crypto::Hash& present)
{
    if (!permit.object().is_null()) return core::fail(core::ErrorKind::forbidden, "access/not_allowed");
    for (const core::UserId user : users_with_sessions(transaction, act.at))
        tell(transaction, user, act);
    end_all_sessions(transaction, present);
    audit::append(transaction, act, {.action = core::Action::people_manage, .detail = "sessions:all_ended"});
    return {};
}

} // namespace panoh::access

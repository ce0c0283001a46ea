#pragma once

// The sessions of a person, seen and ended one by one; those of others, ended by administrators.

#include <string>
#include <string_view>
#include <vector>

#include "access/session.h"
#include "access/users.h"

namespace panoh::access {

using MayKeepAccount = core::Permit<core::Action::account_keep, core::UserId>;

/// One of the own sessions as its person sees it. What kind of browser it is and from where is told to
/// nobody, because it is not stored.
struct OwnSession {
    std::string id = {}; ///< what audit rows carry of it, in hexadecimal: no secret, and opens nothing
    Stage stage =
        Stage::code; ///< `code`, `enrol`: somebody knew the password, and has shown nothing else yet
    core::Instant started_at = {};
    core::Instant last_used_at = {}; ///< noted once a minute
    core::Instant expires_at = {};   ///< the earlier of idle and longest
    bool this_ = false;              ///< the one that asks
};
PANOH_JSON(OwnSession, id, stage, started_at, last_used_at, expires_at, this_)

/// Those that have not run out, the last used one first. `present`: the row of the one that asks.
[[nodiscard]] std::vector<OwnSession> own_sessions(store::Reader& reader, const MayKeepAccount& permit,
                                                   const crypto::Hash& present, core::Instant now);
/// One of them by the id that own_sessions() tells. "access/session_not_found", also for that of another
/// person.
[[nodiscard]] core::Result<LiveSession> own_session(store::Reader& reader, const MayKeepAccount& permit,
                                                    std::string_view id, core::Instant now);
/// "access/session_not_found" when it is no session of theirs, or has ended meanwhile.
[[nodiscard]] core::Done end_own_session(store::Transaction& transaction, const MayKeepAccount& permit,
                                         const audit::Act& act, const LiveSession& session);
/// All of the own ones but `present`.
void end_other_sessions(store::Transaction& transaction, const MayKeepAccount& permit, const audit::Act& act,
                        const crypto::Hash& present);

/// Ends all of a person, and tells who had any; nothing is told to who does it. Never the one that asks:
/// `present`. "access/user_not_found".
[[nodiscard]] core::Done end_sessions_of(store::Transaction& transaction, const MayManageUser& permit,
                                         const audit::Act& act, const crypto::Hash& present);
/// The same of everybody on the node, other sessions of who asks included: what is left is one session that
/// showed a second factor a moment ago. `permit` is for the null organisation, which is the node.
[[nodiscard]] core::Done end_sessions_of_everybody(store::Transaction& transaction, const MayManage& permit,
                                                   const audit::Act& act, const crypto::Hash& present);

} // namespace panoh::access

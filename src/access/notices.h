#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/names.h"
#include "store/store.h"

namespace panoh::access {

constexpr std::int64_t notices_kept_ms = 90 * core::day_ms;

/// What a person should know of the own account, and a lead of the accounts of the team. It says that
/// something happened and to whom, and nothing of any case.
enum class NoticeKind {
    new_device,            ///< signed in on a browser that was not used before
    password_changed,      //
    recovery_used,         ///< a new password with the code on paper
    spare_code_used,       ///< in place of the second factor
    spare_codes_made,      //
    key_added,             //
    key_removed,           //
    key_copied,            ///< a security key counted backwards: there may be two of it
    colleague_keys,        ///< a colleague has new keys: verify in person before giving any
    colleague_recovered,   ///< a colleague set a new password with the code on paper
    colleague_closed,      ///< a colleague's account was shut
    colleague_travels,     ///< a colleague laid the keys down for a journey
    colleague_read_enough, ///< a colleague was stopped after very many cases or searches in an hour
    colleague_took_names,  ///< a colleague took a list with names, or whole cases, as a file
    officers_changed,      ///< somebody named other duty officers
    emergency_opened,      ///< a duty officer opened a case that the reader answers for
    emergency_reviewed,    ///< what the reader opened on duty was looked at
    sessions_ended,        ///< an administrator signed the reader out
};

} // namespace panoh::access

template <>
struct panoh::core::Names<panoh::access::NoticeKind> {
    using enum panoh::access::NoticeKind;
    static constexpr std::array<Named<panoh::access::NoticeKind>, 18> all = {{
        {new_device, "new_device"},
        {password_changed, "password_changed"},
        {recovery_used, "recovery_used"},
        {spare_code_used, "spare_code_used"},
        {spare_codes_made, "spare_codes_made"},
        {key_added, "key_added"},
        {key_removed, "key_removed"},
        {key_copied, "key_copied"},
        {colleague_keys, "colleague_keys"},
        {colleague_recovered, "colleague_recovered"},
        {colleague_closed, "colleague_closed"},
        {colleague_travels, "colleague_travels"},
        {colleague_read_enough, "colleague_read_enough"},
        {colleague_took_names, "colleague_took_names"},
        {officers_changed, "officers_changed"},
        {emergency_opened, "emergency_opened"},
        {emergency_reviewed, "emergency_reviewed"},
        {sessions_ended, "sessions_ended"},
    }};
};

namespace panoh::access {

/// Written in the transaction of what it tells of.
void note(store::Transaction& transaction, core::UserId reader, NoticeKind kind, core::Instant now,
          core::UserId about = {});
/// The same for everybody who leads a team that `about` is on: active supervisors, but not the person. Says
/// how many they are.
std::int64_t note_leads(store::Transaction& transaction, core::UserId about, NoticeKind kind,
                        core::Instant now);

struct NoticeView {
    core::NoticeId id = {};
    NoticeKind kind = NoticeKind::new_device;
    std::string about = {}; ///< the colleague's name; empty when it is about the reader
    core::Instant made_at = {};
    bool seen = false;
};
PANOH_JSON(NoticeView, id, kind, about, made_at, seen)

/// Newest first, at most a hundred.
[[nodiscard]] std::vector<NoticeView> notices_of(store::Reader& reader, core::UserId user);
[[nodiscard]] std::int64_t unseen_notices(store::Reader& reader, core::UserId user);
/// Those up to and with `until`: what came after was not on the screen.
void mark_notices_seen(store::Transaction& transaction, core::UserId user, core::Instant until,
                       core::Instant now);
/// Deletes those older than 90 days; says how many.
std::int64_t drop_old_notices(store::Transaction& transaction, core::Instant now);

} // namespace panoh::access

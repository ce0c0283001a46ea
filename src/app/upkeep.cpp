#include "app/upkeep.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "access/gate.h"
#include "access/notices.h"
#include "access/session.h"
#include "access/stamps.h"
#include "access/users.h"
#include "app/clock_watch.h"
#include "app/migrations.h"
#include "core/log.h"
#include "drafts/drafts.h"

namespace panoh::app {
namespace {

using core::LogLevel;

/// Files audit rows under their cases, in portions that nobody's write waits long for, while people are
/// quiet. Returns how it stood before.
audit::Pending file_audit_rows(store::Database& database, const audit::Pending& a_second_ago,
                               const std::function<bool()>& pause)
{
    auto now = a_second_ago;
    try {
        now = database.read([](store::Reader& reader) { return audit::pending(reader); });
        const Filing filing = filing_of(a_second_ago, now);
        for (int portion = 0; portion < filing.portions; ++portion) {
            const auto filed =
                database.write([&](store::Transaction& transaction) -> core::Result<std::int64_t> {
                    return audit::file_pending(transaction, filing.rows);
                });
            if (!filed) core::log(LogLevel::error, "audit_filing_refused");
            if (!filed || *filed < filing.rows || pause()) break;
        }
    } catch (const std::exception&) {
        core::log(LogLevel::error, "audit_filing_failed");
    }
    return now;
}

/// A session that ran out opens keys as long as its row is there: the row has to go, whether or not its
/// person ever comes back.
void end_old_sessions(store::Database& database, core::Instant now)
{
    try {
        [[maybe_unused]] const auto done =
            database.write([now](store::Transaction& transaction) -> core::Done {
                access::end_expired_sessions(transaction, now);
                note_alive(transaction, now);
                return {};
            });
    } catch (const std::exception&) {
        core::log(LogLevel::error, "session_sweep_failed");
    }
}

/// Accounts whose last day is over. They are refused already; now their keys are taken and due.
void end_old_accounts(store::Database& database, core::Instant now)
{
    try {
        const auto ended =
            database.write([now](store::Transaction& transaction) -> core::Result<std::int64_t> {
                return access::end_accounts(transaction, now);
            });
        if (ended && *ended > 0) core::log(LogLevel::info, "accounts_ended", {{"count", *ended}});
    } catch (const std::exception&) {
        core::log(LogLevel::error, "account_sweep_failed");
    }
}

/// Rows that say who may what and that somebody changed from outside go into the record.
void look_at_stamps(store::Database& database, access::StampWatch& stamps, core::Instant now)
{
    try {
        const auto told = stamps.look(database, now);
        if (told && *told > 0) core::log(LogLevel::error, "stamps_wrong", {{"count", *told}});
    } catch (const std::exception&) {
        core::log(LogLevel::error, "stamp_look_failed");
    }
}

/// When the node was last known to live; nothing on a new one, and while the database cannot be asked.
std::optional<core::Instant> last_alive(store::Database& database)
{
    try {
        const auto text = database.read([](store::Reader& reader) { return node_fact(reader, "alive_at"); });
        std::int64_t at = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), at);
        if (error == std::errc{} && end == text.data() + text.size()) return core::Instant{at};
    } catch (const std::exception&) {
        core::log(LogLevel::error, "alive_at_unknown");
    }
    return std::nullopt;
}

/// Turned back: sessions would live longer by it. Who works signs in again.
void note_turned(store::Database& database, ClockWatch::Turned turned)
{
    if (turned == ClockWatch::Turned::no) return;
    if (turned == ClockWatch::Turned::forward) {
        core::log(LogLevel::error, "clock_turned_forward");
        return;
    }
    try {
        [[maybe_unused]] const auto done = database.write([](store::Transaction& transaction) -> core::Done {
            access::end_all_sessions(transaction);
            return {};
        });
        core::log(LogLevel::error, "clock_turned_back");
    } catch (const std::exception&) {
        core::log(LogLevel::error, "session_sweep_failed");
    }
}

/// Unsaved forms whose time is over, or whose writer can no longer open or save them.
void drop_old_drafts(store::Database& database, core::Instant now)
{
    try {
        drafts::drop_over(database, now);
    } catch (const std::exception&) {
        core::log(LogLevel::error, "draft_sweep_failed");
    }
}

/// Spreadsheets that nobody goes on with, or whose person signed out.
void drop_old_uploads(store::Database& database, records::Uploads& uploads, core::Instant now)
{
    if (uploads.count() == 0) return;
    try {
        uploads.drop_over(now, [&](core::UserId owner, const crypto::Hash& session) {
            const auto open = database.read(
                [&](store::Reader& reader) { return access::open_sessions(reader, owner, now); });
            return std::ranges::find(open, session) != open.end();
        });
    } catch (const std::exception&) {
        core::log(LogLevel::error, "upload_sweep_failed");
    }
}

/// Idempotency-Keys, and notices whose time is over.
void forget_old_things(store::Database& database, core::Instant now)
{
    try {
        [[maybe_unused]] const auto done =
            database.write([now](store::Transaction& transaction) -> core::Done {
                access::forget_made(transaction, now);
                access::drop_old_notices(transaction, now);
                return {};
            });
    } catch (const std::exception&) {
        core::log(LogLevel::error, "old_sweep_failed");
    }
}

void keep_up(store::Database& database, const core::Clock& clock, records::Uploads& uploads,
             Checkpoints& checkpoints, const std::stop_token& stop)
{
    using Time = std::chrono::steady_clock;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    auto next_minute = Time::now();
    auto next_hour = Time::now();
    audit::Pending last;
    access::StampWatch stamps;
    const auto steady = [] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(Time::now().time_since_epoch()).count();
    };
    ClockWatch watch(clock.now(), steady(), last_alive(database));
    const auto wait = [&](int milliseconds) {
        wake.wait_for(lock, stop, std::chrono::milliseconds(milliseconds), [] { return false; });
        return stop.stop_requested();
    };
    do {
        note_turned(database, watch.look(clock.now(), steady()));
        if (Time::now() >= next_minute) {
            end_old_sessions(database, clock.now());
            look_at_stamps(database, stamps, clock.now());
            // A clock that somebody set forward shuts nobody's account for good.
            if (watch.may_delete_by_age(steady())) {
                end_old_accounts(database, clock.now());
                drop_old_drafts(database, clock.now());
            }
            drop_old_uploads(database, uploads, clock.now());
            next_minute = Time::now() + std::chrono::minutes(1);
        }
        if (Time::now() >= next_hour) {
            if (watch.may_delete_by_age(steady())) forget_old_things(database, clock.now());
            next_hour = Time::now() + std::chrono::hours(1);
        }
        last = file_audit_rows(database, last, [&] { return wait(50); });
        checkpoints.keep_up(last.head);
    } while (!wait(1000));
}

} // namespace

Filing filing_of(const audit::Pending& a_second_ago, const audit::Pending& now)
{
    constexpr std::int64_t busy = 20;
    constexpr std::int64_t too_many = 20'000;
    if (now.oldest == 0) return {};
    const bool quiet = now.head - a_second_ago.head <= busy;
    // Under such a load five rows are some milliseconds, which one request in a hundred waits for.
    if (!quiet) return now.head - now.oldest < too_many ? Filing{} : Filing{.portions = 1, .rows = 5};
    return {.portions = 10, .rows = 10};
}

std::jthread start_upkeep(store::Database& database, const core::Clock& clock, records::Uploads& uploads,
                          Checkpoints& checkpoints)
{
    return std::jthread([&database, &clock, &uploads, &checkpoints](const std::stop_token& stop) {
        keep_up(database, clock, uploads, checkpoints, stop);
    });
}

void note_alive(store::Transaction& transaction, core::Instant now)
{
    set_node_fact(transaction, "alive_at", std::to_string(now.milliseconds));
}

} // namespace panoh::app

#include "app/upkeep.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

#include "access/session.h"
#include "app/migrations.h"
#include "audit/audit.h"
#include "core/log.h"

namespace panoh::app {
namespace {

using core::LogLevel;

/// Files a few audit rows, so that nobody's request waits long for it.
void file_audit_rows(store::Database& database)
{
    constexpr int rows_at_once = 40;
    try {
        if (!database.read([](store::Reader& reader) { return audit::has_pending(reader); })) return;
        const auto filed = database.write([](store::Transaction& transaction) -> core::Result<std::int64_t> {
            return audit::file_pending(transaction, rows_at_once);
        });
        if (!filed) core::log(LogLevel::error, "audit_filing_refused");
    } catch (const std::exception&) {
        core::log(LogLevel::error, "audit_filing_failed");
    }
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

void keep_up(store::Database& database, const core::Clock& clock, const std::stop_token& stop)
{
    using Time = std::chrono::steady_clock;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    auto next_minute = Time::now();
    do {
        if (Time::now() >= next_minute) {
            end_old_sessions(database, clock.now());
            next_minute = Time::now() + std::chrono::minutes(1);
        }
        file_audit_rows(database);
        wake.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
    } while (!stop.stop_requested());
}

} // namespace

std::jthread start_upkeep(store::Database& database, const core::Clock& clock)
{
    return std::jthread([&database, &clock](const std::stop_token& stop) { keep_up(database, clock, stop); });
}

void note_alive(store::Transaction& transaction, core::Instant now)
{
    set_node_fact(transaction, "alive_at", std::to_string(now.milliseconds));
}

} // namespace panoh::app

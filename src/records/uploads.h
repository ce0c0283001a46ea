#pragma once

// Spreadsheets between their upload and their import.

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "audit/audit.h"
#include "core/bytes.h"
#include "core/clock.h"
#include "tables/table.h"
#include "vault/vault.h"

namespace panoh::records {

constexpr std::int64_t upload_idle_ms = 15 * core::minute_ms;

/// Keeps at most one spreadsheet of each person, in memory and never on disk: it names people. There it lies
/// sealed under the person's own key, which only the cookie of a session opens: no key and no name is kept
/// between requests. It is bound to the session that brought it. Safe to use from every thread.
class Uploads {
public:
    struct Limits {
        std::size_t each_bytes = 64 << 20;
        std::size_t all_bytes = 256 << 20;
        std::size_t count = 32;
    };
    Uploads() : Uploads(Limits{}) {}
    explicit Uploads(const Limits& limits) : limits_(limits) {}

    /// In place of the one that the person had. Refuses what `tables::open_table` refuses,
    /// "tables/file_too_large", and "records/uploads_full" (503) while other people's fill the room.
    [[nodiscard]] core::Result<core::UploadId> put(const vault::KeyRing& keys, const audit::Act& act,
                                                   std::string bytes, const tables::CsvChoice& choice);
    /// "records/upload_not_found" (404): never brought, of another session or person, or dropped.
    [[nodiscard]] core::Result<tables::Table> open(const vault::KeyRing& keys, const audit::Act& act,
                                                   core::UploadId id);
    /// Drops what the person has.
    void drop(core::UserId owner);
    /// Drops what was not used for a quarter of an hour, and what `has_session` says no of.
    void drop_over(core::Instant now,
                   const std::function<bool(core::UserId, const crypto::Hash&)>& has_session);
    [[nodiscard]] std::size_t count() const;

private:
    struct Kept {
        core::UploadId id = {};
        crypto::Hash session = {};
        core::Instant used_at = {};
        tables::CsvChoice choice = {};
        core::Bytes sealed = {};
    };
    [[nodiscard]] bool has_room(core::UserId owner, std::size_t bytes) const;

    Limits limits_;
    mutable std::mutex mutex_;
    std::map<core::UserId, Kept> kept_;
};

} // namespace panoh::records

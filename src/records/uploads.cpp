#include "records/uploads.h"

#include <vector>

namespace panoh::records {
namespace {

vault::OwnPlace place_of(const std::string& id)
{
    return {.table = "record_upload", .row = id, .field = "file", .version = 1};
}

core::Error not_found()
{
    return {.kind = core::ErrorKind::not_found, .code = "records/upload_not_found"};
}

} // namespace

bool Uploads::has_room(core::UserId owner, std::size_t bytes) const
{
    std::size_t others = 0;
    std::size_t all = bytes;
    for (const auto& [user, kept] : kept_) {
        if (user == owner) continue;
        ++others;
        all += kept.sealed.size();
    }
    return others < limits_.count && all <= limits_.all_bytes;
}

core::Result<core::UploadId> Uploads::put(const vault::KeyRing& keys, const audit::Act& act,
                                          std::string bytes, const tables::CsvChoice& choice)
{
    if (bytes.size() > limits_.each_bytes)
        return core::fail(core::ErrorKind::invalid, "tables/file_too_large", "file");
    const auto full = [] {
        return core::fail({.kind = core::ErrorKind::busy, .code = "records/uploads_full", .retry_after = 60});
    };
    {
        const std::lock_guard lock(mutex_);
        if (!has_room(keys.user(), bytes.size())) return full();
    }
    Kept kept{.id = crypto::random_id<core::UploadId>(),
              .session = act.session_hash,
              .used_at = act.at,
              .choice = choice};
    kept.sealed = vault::seal_own(keys, place_of(core::to_string(kept.id)), bytes);
    // What cannot be read is not kept.
    PANOH_CHECK(tables::open_table(std::move(bytes), {}, choice));
    const std::lock_guard lock(mutex_);
    if (!has_room(keys.user(), kept.sealed.size())) return full();
    const auto id = kept.id;
    kept_[keys.user()] = std::move(kept);
    return id;
}

core::Result<tables::Table> Uploads::open(const vault::KeyRing& keys, const audit::Act& act,
                                          core::UploadId id)
{
    core::Bytes sealed;
    tables::CsvChoice choice;
    {
        const std::lock_guard lock(mutex_);
        const auto found = kept_.find(keys.user());
        if (found == kept_.end() || found->second.id != id || found->second.session != act.session_hash ||
            act.at >= found->second.used_at + upload_idle_ms)
            return core::fail(not_found());
        found->second.used_at = act.at;
        sealed = found->second.sealed;
        choice = found->second.choice;
    }
    auto text = vault::open_own(keys, place_of(core::to_string(id)), sealed);
    if (!text) return core::fail(not_found()); // the password was changed, and the keys with it
    return tables::open_table(std::string(text->reveal()), {}, choice);
}

void Uploads::drop(core::UserId owner)
{
    const std::lock_guard lock(mutex_);
    kept_.erase(owner);
}

void Uploads::drop_over(core::Instant now,
                        const std::function<bool(core::UserId, const crypto::Hash&)>& has_session)
{
    std::vector<std::pair<core::UserId, crypto::Hash>> there;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(kept_, [&](const auto& one) { return now >= one.second.used_at + upload_idle_ms; });
        for (const auto& [user, kept] : kept_)
            there.emplace_back(user, kept.session);
    }
    // Asked without the lock: the answer comes from the database.
    for (const auto& [user, session] : there) {
        if (has_session(user, session)) continue;
        const std::lock_guard lock(mutex_);
        const auto found = kept_.find(user);
        if (found != kept_.end() && found->second.session == session) kept_.erase(found);
    }
}

std::size_t Uploads::count() const
{
    const std::lock_guard lock(mutex_);
    return kept_.size();
}

} // namespace panoh::records

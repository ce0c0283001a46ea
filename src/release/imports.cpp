#include "release/imports.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/log.h"

namespace panoh::release {

namespace {

constexpr std::size_t kept = 16;

ImportProgress progress_of(core::Result<ImportResult> result)
{
    if (!result) return {.state = ImportState::failed, .code = std::move(result).error().code};
    return {.state = result->dataset ? ImportState::done : ImportState::refused,
            .rows_read = result->dataset ? result->rows : 0,
            .rows_total = result->rows,
            .refused = std::move(result->refused),
            .refused_total = result->refused_total,
            .dataset = result->dataset};
}

} // namespace

Imports::Imports(store::Database& database) : database_(database) {}

Imports::~Imports() = default;

core::Result<core::ImportId> Imports::start(const MayImport& permit, const audit::Act& act, std::string name,
                                            std::string text, const std::optional<Once>& once)
{
    const std::lock_guard lock(mutex_);
    if (once) {
        PANOH_TRY(const auto before, begun_by(*once));
        if (before) return *before;
    }
    PANOH_CHECK(check_name(database_, name));
    const bool running = !imports_.empty() && imports_.back().progress.state == ImportState::running;
    if (running) return core::fail(core::ErrorKind::conflict, "release/import_running");
    if (imports_.size() == kept) imports_.erase(imports_.begin());
    imports_.push_back({.id = permit.object(), .once = once});
    try {
        // The thread before has set its last state and is at its end.
        thread_ = std::jthread([this, permit, act, name = std::move(name), text = std::move(text)](
                                   const std::stop_token& stop) { run(permit, act, name, text, stop); });
    } catch (const std::exception&) {
        // Nothing runs, so nothing may look as if it did.
        imports_.pop_back();
        return core::fail({.kind = core::ErrorKind::busy, .code = "http/busy", .retry_after = 5});
    }
    return permit.object();
}

core::Result<std::optional<core::ImportId>> Imports::begun_by(const Once& once) const
{
    const auto place = std::find_if(imports_.begin(), imports_.end(),
                                    [&](const Begun& one) { return one.once && one.once->key == once.key; });
    if (place == imports_.end()) return std::optional<core::ImportId>();
    if (*place->once != once) return core::fail(core::ErrorKind::conflict, "http/idempotency_key_reused");
    return std::optional(place->id);
}

core::Result<ImportProgress> Imports::progress(const MayImport& permit) const
{
    const std::lock_guard lock(mutex_);
    const auto place = std::find_if(imports_.begin(), imports_.end(),
                                    [&](const Begun& one) { return one.id == permit.object(); });
    if (place == imports_.end()) return core::fail(core::ErrorKind::not_found, "release/import_not_found");
    return place->progress;
}

void Imports::run(const MayImport& permit, const audit::Act& act, const std::string& name,
                  const std::string& text, const std::stop_token& stop)
{
    const auto on_progress = [&](std::int64_t done, std::int64_t of) {
        set(permit.object(), {.rows_read = done, .rows_total = of});
        return !stop.stop_requested();
    };
    ImportProgress end{.state = ImportState::failed};
    try {
        end = progress_of(import_ctdc(database_, permit, act, name, text, on_progress));
    } catch (const std::exception&) {
        // Its text may hold anything; the store has said in the log what it may say.
        core::log(core::LogLevel::error, "import_failed", {{"import", permit.object()}});
    }
    set(permit.object(), std::move(end));
}

void Imports::set(core::ImportId id, ImportProgress progress)
{
    const std::lock_guard lock(mutex_);
    const auto place =
        std::find_if(imports_.begin(), imports_.end(), [&](const Begun& one) { return one.id == id; });
    if (place != imports_.end()) place->progress = std::move(progress);
}

} // namespace panoh::release

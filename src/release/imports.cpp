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

core::Done Imports::start(const MayImport& permit, const audit::Act& act, std::string name, std::string text)
{
    PANOH_CHECK(check_name(database_, name));
    const std::lock_guard lock(mutex_);
    const bool running = !imports_.empty() && imports_.back().second.state == ImportState::running;
    if (running) return core::fail(core::ErrorKind::conflict, "release/import_running");
    if (imports_.size() == kept) imports_.erase(imports_.begin());
    imports_.emplace_back(permit.object(), ImportProgress{});
    // The thread before has set its last state and is at its end.
    thread_ = std::jthread([this, permit, act, name = std::move(name), text = std::move(text)](
                               const std::stop_token& stop) { run(permit, act, name, text, stop); });
    return {};
}

core::Result<ImportProgress> Imports::progress(const MayImport& permit) const
{
    const std::lock_guard lock(mutex_);
    const auto place = std::find_if(imports_.begin(), imports_.end(),
                                    [&](const auto& one) { return one.first == permit.object(); });
    if (place == imports_.end()) return core::fail(core::ErrorKind::not_found, "release/import_not_found");
    return place->second;
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
        std::find_if(imports_.begin(), imports_.end(), [&](const auto& one) { return one.first == id; });
    if (place != imports_.end()) place->second = std::move(progress);
}

} // namespace panoh::release

#include "app/checkpoints.h"

#include <algorithm>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/whole_file.h"
#include "core/log.h"

namespace panoh::app {
namespace {

using audit::Alarm;
using audit::Checkpoint;
using core::LogLevel;
using core::LogValue;

/// Adds the whole text or nothing: a part of one, where the disk was full, is taken away again.
bool add_durably(const std::string& path, const std::string& text)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return false;
    struct stat before = {};
    bool good = ::fstat(file, &before) == 0;
    if (good && ::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        good = false;
        [[maybe_unused]] const int cut = ::ftruncate(file, before.st_size);
    }
    good = good && ::fsync(file) == 0;
    return ::close(file) == 0 && good;
}

/// The same facts as the note has, so that a log that was kept elsewhere stands for the file.
void log_checkpoint(const Checkpoint& made)
{
    core::log(LogLevel::info, "audit_checkpoint",
              {{"rows", made.rows},
               {"head", LogValue::word(crypto::to_base64url(made.head))},
               {"at", LogValue::word(core::to_string(made.at))},
               {"origin", LogValue::word(made.origin)},
               {"signature", LogValue::word(crypto::to_base64url(made.signature))}});
}

} // namespace

Checkpoints::Checkpoints(store::Database& database, const core::Clock& clock,
                         std::shared_ptr<const crypto::SignKeyPair> keys, std::string file)
    : database_(database), clock_(clock), keys_(std::move(keys)), file_(std::move(file)),
      last_at_(clock.now())
{
}

void Checkpoints::raise(Alarm alarm, std::int64_t rows)
{
    {
        const std::lock_guard lock(mutex_);
        if (state_.alarm) return; // the first is the one to look into
        state_.alarm = alarm;
        state_.alarm_rows = rows;
    }
    core::log(LogLevel::error, "audit_alarm",
              {{"reason", LogValue::word(core::to_text(alarm))}, {"rows", rows}});
    // In the chain as well, so that it is not forgotten with the next start.
    const auto noted = database_.write([&](store::Transaction& transaction) -> core::Done {
        audit::append(transaction, {.at = clock_.now()},
                      {.action = core::Action::audit_state,
                       .outcome = audit::Outcome::failed,
                       .detail = "checkpoint:" + std::string(core::to_text(alarm))});
        return {};
    });
    if (!noted) core::log(LogLevel::error, "audit_alarm_not_noted");
}

void Checkpoints::look_back()
try {
    // More than a fortnight of a busy node. `panoh audit verify` reads the whole file.
    constexpr std::size_t most = 2000;
    const auto text = read_whole(file_);
    auto notes = audit::read_notes(text.value_or(""));
    const auto stored = database_.read([](store::Reader& reader) { return audit::newest_stored(reader); });
    if (notes.unreadable > 0 || (!text && std::filesystem::exists(file_)))
        raise(Alarm::file, stored ? stored->rows : 0);
    else if (!text && stored)
        begin_file_again();
    auto& all = notes.checkpoints;
    if (all.size() > most) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
    const auto wrong = database_.read([&](store::Reader& reader) {
        std::optional<std::pair<Alarm, std::int64_t>> found;
        for (const auto& one : all) {
            const auto alarm = signed_with(one, public_key()) ? audit::compare(reader, one)
                                                              : std::optional(Alarm::signature);
            if (alarm && !found) found = {*alarm, one.rows};
        }
        return found;
    });
    if (wrong) raise(wrong->first, wrong->second);
    if (stored) all.push_back(*stored);
    const auto newest = std::ranges::max_element(all, {}, &Checkpoint::rows);
    const std::lock_guard lock(mutex_);
    if (newest != all.end()) state_.newest = *newest;
} catch (const std::exception&) {
    core::log(LogLevel::error, "audit_look_back_failed");
}

/// After a restore, or when somebody moved the file away to answer an alarm: it goes on with what the
/// database has, as far as this node signed it. Who could remove the file reached the key beside it too.
void Checkpoints::begin_file_again()
{
    core::log(LogLevel::warning, "audit_checkpoint_file_begun_again");
    const auto all = database_.read([](store::Reader& reader) {
        return audit::stored_checkpoints(reader, 1, audit::read_head(reader).seq);
    });
    for (const auto& one : all)
        if (signed_with(one, public_key())) unsaved_ += audit::to_note(one);
    add_to_file();
}

/// Somebody who rewrites the chain while the node runs is not to get a signature for it unnoticed.
void Checkpoints::compare_newest()
{
    const auto newest = state().newest;
    if (!newest) return;
    const auto alarm = database_.read([&](store::Reader& reader) { return audit::compare(reader, *newest); });
    if (alarm) raise(*alarm, newest->rows);
}

void Checkpoints::add_to_file()
{
    if (unsaved_.empty()) return;
    if (add_durably(file_, unsaved_))
        unsaved_.clear();
    else
        core::log(LogLevel::error, "audit_checkpoint_file_failed");
}

void Checkpoints::make()
try {
    compare_newest();
    const auto before = state().newest;
    const auto made =
        database_.write([&](store::Transaction& transaction) -> core::Result<std::optional<Checkpoint>> {
            return audit::store_checkpoint(transaction, *keys_, before ? before->rows : 0, clock_.now());
        });
    last_at_ = clock_.now();
    if (made && *made) {
        // Only now: what was signed is on disk, and a later start finds it there.
        unsaved_ += audit::to_note(**made);
        log_checkpoint(**made);
        const std::lock_guard lock(mutex_);
        state_.newest = **made;
    }
    add_to_file();
} catch (const std::exception&) {
    core::log(LogLevel::error, "audit_checkpoint_failed");
}

void Checkpoints::keep_up(std::int64_t head)
{
    const auto newest = state().newest;
    const audit::SinceCheckpoint since{.rows = head - (newest ? newest->rows : 0),
                                       .milliseconds = clock_.now().milliseconds - last_at_.milliseconds};
    if (audit::checkpoint_due(since)) make();
}

Checkpoints::State Checkpoints::state() const
{
    const std::lock_guard lock(mutex_);
    return state_;
}

} // namespace panoh::app

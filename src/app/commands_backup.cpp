// panoh backup: the database, or the key files, into one sealed file; and the canary of the restore drill.

#include <csignal>
#include <filesystem>

#include <fmt/core.h>

#include "access/node_secret.h"
#include "app/command.h"
#include "app/migrations.h"
#include "backup/canary.h"
#include "backup/contents.h"
#include "backup/keep.h"
#include "backup/key_files.h"
#include "backup/sealed_file.h"
#include "core/bytes.h"

namespace panoh::app {
namespace {

/// Whom a backup is sealed to and where it goes.
struct Wanted {
    std::vector<std::string> recipients = {};
    std::string file = {};
    std::string folder = {}; ///< that keeps backups of several days; empty when one file was named
};

core::Done check_folder(const std::string& folder, const char* field)
{
    if (std::filesystem::is_directory(folder)) return {};
    return core::fail(core::ErrorKind::invalid, "backup/no_folder", field);
}

core::Result<Wanted> wanted_of(const Config& config, const BackupWords& words, core::Instant now)
{
    Wanted wanted{.recipients = words.recipients.empty() ? config.backup_recipients : words.recipients};
    PANOH_CHECK(backup::check_recipients(wanted.recipients));
    std::string to = words.to;
    if (to.empty() && config.backup_directory.empty())
        return core::fail(core::ErrorKind::invalid, "backup/where", "to");
    if (to.empty()) {
        to = in_data(config, config.backup_directory);
        PANOH_CHECK(check_folder(to, "backup.directory"));
    }
    wanted.file = to;
    if (std::filesystem::is_directory(to)) {
        wanted.folder = to;
        wanted.file = to + "/" + backup::file_name(now);
    }
    return wanted;
}

void print_made(const backup::Manifest& manifest, std::int64_t bytes, const Wanted& wanted)
{
    fmt::print("{} cases, {} audit rows, {:.1f} MB: {}\n", manifest.rows_of("case_file"), manifest.audit_rows,
               static_cast<double>(bytes) / 1e6, wanted.file);
    fmt::print("Audit head (keep it on paper; `panoh restore --head` asks whether a backup has it): {}\n",
               manifest.audit_head);
}

core::Done back_up_database(const Config& config, const BackupWords& words)
{
    const core::SystemClock clock;
    PANOH_TRY(const auto database, open_database_to_read(config));
    PANOH_TRY(const auto secret, access::place_of_node_secret(config.data));
    PANOH_TRY(const auto keys, backup::key_files_of(config.data, secret));
    PANOH_TRY(const Wanted wanted, wanted_of(config, words, clock.now()));
    if (!wanted.folder.empty()) backup::drop_leftovers(wanted.folder);
    PANOH_TRY(const auto file, backup::SealedFile::begin(wanted.file, wanted.recipients));
    backup::StreamWriter stream(*file, backup::seal_key(keys.front()));
    const auto manifest = backup::write_database(*database, stream, PANOH_VERSION, clock.now());
    PANOH_CHECK(stream.finish());
    PANOH_TRY(const auto bytes, file->finish());
    print_made(manifest, bytes, wanted);
    if (wanted.folder.empty()) return {};
    const int dropped = backup::drop_old(wanted.folder, clock.now(), config.backup_keep_days);
    if (dropped > 0) fmt::print("{} older than {} days taken away.\n", dropped, config.backup_keep_days);
    return {};
}

/// What opens the database beside what it opens would be one medium too few.
core::Done check_apart(const Config& config, const std::string& file)
{
    const auto folder = [](const std::string& path) {
        std::error_code ignored;
        return std::filesystem::weakly_canonical(std::filesystem::absolute(path), ignored);
    };
    const auto goes_to = folder(file).parent_path();
    const bool beside_backups =
        !config.backup_directory.empty() && goes_to == folder(in_data(config, config.backup_directory));
    if (!beside_backups && goes_to != folder(config.data)) return {};
    return core::fail(core::ErrorKind::invalid, "backup/keys_beside_data", "keys");
}

core::Done back_up_keys(const Config& config, const BackupWords& words)
{
    const core::SystemClock clock;
    PANOH_CHECK(ready_to_open());
    const auto recipients = words.recipients.empty() ? config.backup_recipients : words.recipients;
    PANOH_CHECK(backup::check_recipients(recipients));
    PANOH_CHECK(check_apart(config, words.keys));
    PANOH_TRY(const auto secret, access::place_of_node_secret(config.data));
    PANOH_TRY(const auto files, backup::key_files_of(config.data, secret));
    PANOH_TRY(const auto file, backup::SealedFile::begin(words.keys, recipients));
    backup::StreamWriter stream(*file, backup::seal_key(files.front()));
    backup::write_manifest(
        stream, {.kind = "keys", .program = PANOH_VERSION, .made_at = core::to_string(clock.now())});
    backup::write_key_files(stream, files);
    PANOH_CHECK(stream.finish());
    PANOH_CHECK(file->finish());
    for (const auto& one : files)
        fmt::print("{}\n", one.name);
    return {};
}

/// What a closed pipe and a full file come as: errors of the write that met them.
void ignore_signals_of_files()
{
    for (const int signal : {SIGPIPE, SIGXFSZ})
        std::signal(signal, SIG_IGN); // NOLINT(cert-err33-c)
}

} // namespace

int backup_command(const Common& common, const BackupWords& words)
{
    ignore_signals_of_files();
    const auto config = config_of(common);
    if (!config) return refuse(config.error());
    const auto done = words.keys.empty() ? back_up_database(*config, words) : back_up_keys(*config, words);
    return done ? 0 : refuse(done.error());
}

int backup_canary_command(const Common& common)
{
    const auto node = open_any_node(common);
    if (!node) return refuse(node.error());
    const auto made =
        backup::make_canary((*node)->database(), (*node)->access().secret(), (*node)->access().passwords(),
                            (*node)->clock().now(), (*node)->config().country);
    if (!made) return refuse(made.error());
    const auto noted = (*node)->database().write([&](store::Transaction& transaction) -> core::Done {
        set_node_fact(transaction, "canary_case", core::to_string(made->id));
        set_node_fact(transaction, "canary_user", made->user_name);
        return {};
    });
    if (!noted) return refuse(noted.error());
    fmt::print("Case {} of the made-up member {}. To be kept on paper with the offline key:\n"
               "password  {}\nit says   {}\n",
               made->reference, made->user_name, made->password.reveal(), made->says);
    return 0;
}

} // namespace panoh::app

// panoh restore: a backup back, on an empty machine.

#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>

#include <fmt/core.h>

#include "access/session.h"
#include "access/sign_in.h"
#include "app/at_the_machine.h"
#include "app/command.h"
#include "app/migrations.h"
#include "audit/audit.h"
#include "backup/canary.h"
#include "backup/check.h"
#include "backup/contents.h"
#include "backup/key_files.h"
#include "backup/sealed_file.h"
#include "store/copy.h"

namespace panoh::app {
namespace {

using core::ErrorKind;
using core::fail;

/// A data folder that was empty before; what this put there is taken away again unless it is kept.
class FreshFolder {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<FreshFolder>> take(const Config& config)
    {
        std::error_code ignored;
        const bool there = std::filesystem::exists(config.data, ignored);
        if (there && !std::filesystem::is_empty(config.data, ignored))
            return fail(ErrorKind::conflict, "restore/not_empty", "files.data");
        const std::string file = database_file(config);
        if (!file.empty() && std::filesystem::exists(file, ignored))
            return fail(ErrorKind::conflict, "restore/not_empty", "database.address");
        return std::unique_ptr<FreshFolder>(new FreshFolder(config));
    }
    ~FreshFolder()
    {
        if (kept_) return;
        std::error_code ignored;
        for (const auto& name : backup::key_file_names())
            std::filesystem::remove(in_data(config_, name), ignored);
        const std::string file = database_file(config_);
        if (file.empty()) return;
        for (const char* more : {"", "-wal", "-shm", ".lock"})
            std::filesystem::remove(file + more, ignored);
    }
    FreshFolder(const FreshFolder&) = delete;
    FreshFolder& operator=(const FreshFolder&) = delete;
    void keep() { kept_ = true; }

private:
    explicit FreshFolder(const Config& config) : config_(config) {}
    const Config& config_;
    bool kept_ = false;
};

core::Result<std::optional<crypto::Hash>> head_of(const RestoreWords& words)
{
    if (words.head.empty()) return std::optional<crypto::Hash>();
    crypto::Hash head = {};
    const auto wrong = [] { return fail(ErrorKind::invalid, "restore/head_unreadable", "head"); };
    if (words.head.size() != 2 * head.size()) return wrong();
    for (std::size_t i = 0; i < head.size(); ++i) {
        const char* from = words.head.data() + 2 * i;
        const auto [end, error] = std::from_chars(from, from + 2, head.at(i), 16);
        if (error != std::errc{} || end != from + 2) return wrong();
    }
    return head;
}

/// The node secret and what else was kept with it; nothing when none was given.
core::Result<std::vector<backup::KeyFile>> keys_of(const RestoreWords& words)
{
    if (!words.node_secret.empty()) {
        PANOH_TRY(auto file, backup::node_secret_file(words.node_secret));
        std::vector<backup::KeyFile> files;
        files.push_back(std::move(file));
        return files;
    }
    if (words.keys.empty()) return std::vector<backup::KeyFile>{};
    PANOH_TRY(const auto file,
              backup::OpenedFile::begin(words.keys,
                                        words.keys_identity.empty() ? words.identity : words.keys_identity));
    PANOH_TRY(const auto stream, backup::StreamReader::begin(*file));
    PANOH_CHECK(backup::read_manifest(*stream, "keys"));
    return backup::read_key_files(*stream);
}

/// A database without tables, or one that a restore left when it did not come to its end.
core::Done check_empty(store::Database& database)
{
    const bool empty = database.read([](store::Reader& reader) {
        if (store::is_blank(reader)) return true;
        if (store::applied_migrations(reader).empty()) return false;
        for (const auto& table : {"access_user", "audit_row", "case_file"})
            if (store::count_rows(reader, table) > 0) return false;
        return true;
    });
    if (!empty) return fail(ErrorKind::conflict, "restore/not_empty", "database.address");
    return {};
}

/// What was open when the backup was made is over, and that this happened stays in the record: of when the
/// backup was and how many rows it had, so that an auditor sees what may be missing after them.
core::Done note_restored(store::Database& database, const backup::Manifest& manifest)
{
    return database.write([&](store::Transaction& transaction) -> core::Done {
        const auto now = core::SystemClock().now();
        // Read as an instant: without the node secret nobody knows who wrote the manifest.
        const auto made_at = core::parse_instant(manifest.made_at);
        audit::append(transaction, {.at = now},
                      {.action = core::Action::node_restore,
                       .detail = "restored:" + (made_at ? core::to_string(*made_at) : "unknown") + ":" +
                                 std::to_string(manifest.audit_rows)});
        access::end_expired_sessions(transaction, now + 1000 * core::day_ms);
        set_node_fact(transaction, "restored", core::to_string(now) + " from " + manifest.made_at);
        return {};
    });
}

core::Result<std::unique_ptr<store::Database>> bring_back(const Config& config, backup::StreamReader& stream,
                                                          const backup::Manifest& manifest,
                                                          const std::optional<crypto::Key>& seal)
{
    const auto known = all_migrations();
    PANOH_TRY(const auto had, backup::migrations_of(manifest, known));
    PANOH_TRY(auto database, open_bare_database(config));
    PANOH_CHECK(check_empty(*database));
    if (backup::engine_name(database->engine()) != manifest.engine)
        return fail(ErrorKind::conflict, "restore/other_engine", "database.address");
    PANOH_CHECK(database->migrate(had));
    PANOH_CHECK(backup::read_database(*database, stream, manifest, seal));
    PANOH_CHECK(database->migrate(known));
    // An old backup has no stamps yet; one that has some is not believed again for this.
    std::error_code none;
    std::filesystem::remove(in_data(config, "node.stamped"), none);
    return database;
}

void print_restored(const backup::Manifest& manifest, std::chrono::steady_clock::time_point began)
{
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    fmt::print("Made at {} by version {}, {}.\n", manifest.made_at, manifest.program, manifest.engine);
    fmt::print("{} cases and {} audit rows brought back in {:.1f} minutes.\n", manifest.rows_of("case_file"),
               manifest.audit_rows, took.count() / 60);
}

core::Done check_all(store::Database& database, const backup::Manifest& manifest,
                     const std::optional<crypto::Hash>& head)
{
    PANOH_TRY(const auto checked, backup::check_contents(database, manifest, head));
    fmt::print("The audit chain is whole, and the one that the backup was made of.\n");
    fmt::print("{} data keys, all of them held by somebody.\n", checked.data_keys);
    if (checked.keys_of_the_deactivated > 0)
        fmt::print("{} of them by deactivated people alone.\n", checked.keys_of_the_deactivated);
    return {};
}

core::Done verify_canary(const Config& config, store::Database& database)
{
    PANOH_TRY(const auto file, access::place_of_node_secret(config.data));
    if (!std::filesystem::exists(file))
        return fail(ErrorKind::conflict, "restore/node_secret_missing", "node-secret");
    const auto fact = [&](const char* name) {
        return database.read([&](store::Reader& reader) { return node_fact(reader, name); });
    };
    const auto id = core::parse_id<core::CaseId>(fact("canary_case"));
    if (!id) return fail(ErrorKind::not_found, "restore/no_canary", "verify");
    const std::string user_name = fact("canary_user");
    PANOH_TRY(const auto secret, access::NodeSecret::load_or_make(file));
    access::Passwords passwords(secret, {});
    const core::SecretText password(ask_secretly("Password of the canary"));
    PANOH_TRY(const auto says,
              backup::open_canary(database, secret, passwords, *id, user_name, password.reveal()));
    fmt::print("The canary was opened by {}. It says: {}\n", user_name, says);
    return {};
}

core::Done restore(const Config& config, const RestoreWords& words)
{
    const auto began = std::chrono::steady_clock::now();
    PANOH_CHECK(ready_to_open());
    PANOH_TRY(const auto head, head_of(words));
    PANOH_TRY(const auto folder, FreshFolder::take(config));
    PANOH_TRY(const auto keys, keys_of(words));
    PANOH_TRY(const auto file, backup::OpenedFile::begin(words.from, words.identity));
    PANOH_TRY(const auto stream, backup::StreamReader::begin(*file));
    PANOH_TRY(const auto manifest, backup::read_manifest(*stream, "database"));
    PANOH_CHECK(make_data_folder(config));
    PANOH_CHECK(backup::put_key_files(config.data, keys));
    std::optional<crypto::Key> seal;
    if (!keys.empty()) seal = backup::seal_key(keys.front());
    PANOH_TRY(const auto database, bring_back(config, *stream, manifest, seal));
    // What comes now is about what the backup holds: it stays, to be looked at.
    folder->keep();
    print_restored(manifest, began);
    const auto checked = check_all(*database, manifest, head);
    PANOH_CHECK(note_restored(*database, manifest));
    PANOH_CHECK(checked);
    if (!seal)
        fmt::print(
            "node.secret was not given: nobody can sign in, and the server does not start, until it lies in "
            "the data folder. Whether this node made the backup was not checked.\n");
    if (words.verify) PANOH_CHECK(verify_canary(config, *database));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    fmt::print("{:.1f} minutes in all.\n", took.count() / 60);
    return {};
}

} // namespace

int restore_command(const Common& common, const RestoreWords& words)
{
    std::signal(SIGPIPE, SIG_IGN); // NOLINT(cert-err33-c)
    const auto config = config_of(common);
    if (!config) return refuse(config.error());
    const auto done = restore(*config, words);
    return done ? 0 : refuse(done.error());
}

} // namespace panoh::app

#include "app/node.h"

#include <filesystem>
#include <fstream>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "access/stamps.h"
#include "access/users.h"
#include "app/demo.h"
#include "app/migrations.h"
#include "crypto/crypto.h"

namespace panoh::app {
namespace {

/// Keys pass through this memory: no core file, no other process of the account looks in, nobody else reads
/// new files.
void harden_process()
{
    const rlimit none = {.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::umask(0077);
}

std::string database_address(const Config& config)
{
    const std::string file = database_file(config);
    return file.empty() ? config.database : "sqlite:" + file;
}

core::Done check_demo(store::Database& database, bool demo)
{
    const bool marked = is_demo(database);
    const bool empty = database.read([](store::Reader& reader) { return access::count_users(reader) == 0; });
    if (demo && !marked && !empty) return core::fail(core::ErrorKind::conflict, "demo/real_node");
    if (!demo && marked) return core::fail(core::ErrorKind::conflict, "demo/demo_node");
    return {};
}

/// A secret made anew beside old accounts would lock all of them out: it was lost, and has to be brought
/// back.
core::Done check_secret(const std::string& file, store::Database& database)
{
    if (std::filesystem::exists(file)) return {};
    const bool empty = database.read([](store::Reader& reader) { return access::count_users(reader) == 0; });
    if (!empty) return core::fail(core::ErrorKind::conflict, "access/node_secret", "files.data");
    return {};
}

core::Done leave_mark(const std::string& path)
{
    std::ofstream(path) << "1\n";
    if (!std::filesystem::exists(path))
        return core::fail(core::ErrorKind::invalid, "app/data_folder", "files.data");
    return {};
}

/// Keys and grants from before there were certificates are believed once. That it was done stands beside the
/// database: who can only write the database cannot ask for it again.
core::Done certify_once(const Config& config, Node& node)
{
    const std::string mark = in_data(config, "node.certified");
    if (std::filesystem::exists(mark)) return {};
    PANOH_CHECK(node.database().write([&](store::Transaction& transaction) -> core::Done {
        vault::certify_all(transaction, *node.access().secret().registrar(), node.clock().now());
        return {};
    }));
    return leave_mark(mark);
}

/// The same for the stamps of rows that decide who may what.
core::Done stamp_once(const Config& config, Node& node)
{
    const std::string mark = in_data(config, "node.stamped");
    if (std::filesystem::exists(mark)) return {};
    PANOH_CHECK(node.database().write([&](store::Transaction& transaction) -> core::Done {
        access::stamp_all(transaction);
        return {};
    }));
    return leave_mark(mark);
}

} // namespace

core::Done ready_to_open()
{
    harden_process();
    return crypto::start();
}

core::Done make_data_folder(const Config& config)
{
    std::error_code error;
    std::filesystem::create_directories(config.data, error);
    if (error || !std::filesystem::is_directory(config.data))
        return core::fail(core::ErrorKind::invalid, "app/data_folder", "files.data");
    return {};
}

std::string database_file(const Config& config)
{
    constexpr std::string_view sqlite = "sqlite:";
    return config.database.starts_with(sqlite) ? in_data(config, config.database.substr(sqlite.size())) : "";
}

core::Result<std::unique_ptr<Node>> Node::open(const Config& config, bool demo)
{
    PANOH_CHECK(ready_to_open());
    PANOH_CHECK(make_data_folder(config));
    std::unique_ptr<Node> node(new Node(config, demo));
    PANOH_TRY(node->database_,
              store::Database::open({.address = database_address(config), .readers = config.readers}));
    PANOH_CHECK(node->database_->migrate(all_migrations()));
    PANOH_CHECK(check_demo(*node->database_, demo));
    PANOH_TRY(const auto secret_file, access::place_of_node_secret(config.data));
    PANOH_CHECK(check_secret(secret_file, *node->database_));
    PANOH_TRY(node->access_,
              access::Access::create(*node->database_, node->clock_,
                                     {.node_secret_file = secret_file,
                                      .demo = demo,
                                      .keys = config.security_keys == "required" ? access::KeysRule::required
                                                                                 : access::KeysRule::warn,
                                      .cases_an_hour = config.cases_an_hour,
                                      .passwords = {}}));
    PANOH_CHECK(certify_once(config, *node));
    PANOH_CHECK(stamp_once(config, *node));
    return node;
}

core::Result<std::unique_ptr<store::Database>> open_bare_database(const Config& config)
{
    return store::Database::open({.address = database_address(config), .readers = 2});
}

core::Result<std::unique_ptr<store::Database>> open_database_to_read(const Config& config)
{
    PANOH_CHECK(ready_to_open());
    PANOH_TRY(auto database,
              store::Database::open({.address = database_address(config), .readers = 1, .read_only = true}));
    PANOH_CHECK(database->migrate(all_migrations()));
    // Without it no row fits its stamp: a backup is made and checked all the same.
    PANOH_TRY(const auto file, access::place_of_node_secret(config.data));
    if (std::filesystem::exists(file)) {
        PANOH_TRY(const auto secret, access::NodeSecret::load_or_make(file));
        database->stamp_with(secret.stamper());
    }
    return database;
}

} // namespace panoh::app

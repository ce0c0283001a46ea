#pragma once

#include <memory>
#include <string>

#include "access/access.h"
#include "app/config.h"
#include "core/clock.h"
#include "http/router.h"
#include "store/store.h"

namespace panoh::app {

/// The opened node: folder, database with its migrations applied, and who may what. What every command starts
/// from.
class Node {
public:
    /// Makes the data folder (mode 0700) when it is not there. "app/data_folder", "store/...", "access/...".
    /// With `demo`, the database must be empty or a demonstration, and the other way round: "demo/real_node",
    /// "demo/demo_node".
    [[nodiscard]] static core::Result<std::unique_ptr<Node>> open(const Config& config, bool demo);

    [[nodiscard]] const Config& config() const { return config_; }
    [[nodiscard]] store::Database& database() { return *database_; }
    [[nodiscard]] access::Access& access() { return *access_; }
    [[nodiscard]] const core::Clock& clock() const { return clock_; }
    [[nodiscard]] bool demo() const { return demo_; }

private:
    explicit Node(Config config, bool demo) : config_(std::move(config)), demo_(demo) {}
    Config config_;
    bool demo_;
    core::SystemClock clock_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<access::Access> access_;
};

/// The database alone, which nothing is written to: no migration, no lock, no secret.
/// "store/older_than_program" when a start of the server has to bring it up to date first.
[[nodiscard]] core::Result<std::unique_ptr<store::Database>> open_database_to_read(const Config& config);

/// The process hardened and the primitives checked, before anything secret is read.
[[nodiscard]] core::Done ready_to_open();
/// Made where there is none, for its owner alone: "app/data_folder".
[[nodiscard]] core::Done make_data_folder(const Config& config);
/// The file of the database; empty when it is PostgreSQL's.
[[nodiscard]] std::string database_file(const Config& config);
/// For a restore: the database as it is, to be written to.
[[nodiscard]] core::Result<std::unique_ptr<store::Database>> open_bare_database(const Config& config);

} // namespace panoh::app

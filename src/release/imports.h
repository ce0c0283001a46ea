#pragma once

// Imports that run beside the requests that asked for them.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "release/importing.h"

namespace panoh::release {

enum class ImportState { running, done, refused, failed };

/// How far an import has come. `rows_read` are the records that are in for good, of `rows_total`; both are 0
/// while the file is being checked.
struct ImportProgress {
    ImportState state = ImportState::running;
    std::int64_t rows_read = 0;
    std::int64_t rows_total = 0;
    std::vector<Refusal> refused = {}; ///< the first of them
    std::int64_t refused_total = 0;
    std::optional<core::DatasetId> dataset = {};
    std::string code = {}; ///< why it failed: "release/name_taken"; empty when the machine broke
};

/// Runs one import at a time on a thread of its own. What became of the last ones is kept in memory; what
/// they made is in the database. Safe to use from every thread.
class Imports {
public:
    explicit Imports(store::Database& database);
    /// Stops a running import; it takes away what it wrote.
    ~Imports();
    Imports(const Imports&) = delete;
    Imports& operator=(const Imports&) = delete;

    /// Refuses at once what can be told at once: the faults of the name, and "release/import_running" (409).
    [[nodiscard]] core::Done start(const MayImport& permit, const audit::Act& act, std::string name,
                                   std::string text);
    /// "release/import_not_found" (404): never begun, or long ago, or before the last start of the program.
    [[nodiscard]] core::Result<ImportProgress> progress(const MayImport& permit) const;

private:
    void run(const MayImport& permit, const audit::Act& act, const std::string& name, const std::string& text,
             const std::stop_token& stop);
    void set(core::ImportId id, ImportProgress progress);

    store::Database& database_;
    mutable std::mutex mutex_;
    std::vector<std::pair<core::ImportId, ImportProgress>> imports_; ///< the newest last
    std::jthread thread_;
};

} // namespace panoh::release

template <>
struct panoh::core::Names<panoh::release::ImportState> {
    using enum panoh::release::ImportState;
    static constexpr std::array<Named<panoh::release::ImportState>, 4> all = {
        {{running, "running"}, {done, "done"}, {refused, "refused"}, {failed, "failed"}}};
};

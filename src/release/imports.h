#pragma once

// Imports that run beside the requests that asked for them.

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "crypto/crypto.h"
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

/// What an `Idempotency-Key` came with.
struct Once {
    crypto::Hash key = {};
    crypto::Hash request = {};
    bool operator==(const Once&) const = default;
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

    /// The import that was started: a new one, or the one that the same key started before. Refuses at once
    /// what can be told at once: the faults of the name, "release/import_running" (409),
    /// "http/idempotency_key_reused" (409), "http/busy" (503) when the machine has no thread for it. Keys are
    /// remembered as long as the import's progress is.
    [[nodiscard]] core::Result<core::ImportId> start(const MayImport& permit, const audit::Act& act,
                                                     std::string name, std::string text,
                                                     const std::optional<Once>& once = {});
    /// "release/import_not_found" (404): never begun, or long ago, or before the last start of the program.
    [[nodiscard]] core::Result<ImportProgress> progress(const MayImport& permit) const;

private:
    struct Begun {
        core::ImportId id = {};
        std::optional<Once> once = {};
        ImportProgress progress = {};
    };
    /// The import that this key started, if it did.
    [[nodiscard]] core::Result<std::optional<core::ImportId>> begun_by(const Once& once) const;
    void run(const MayImport& permit, const audit::Act& act, const std::string& name, const std::string& text,
             const std::stop_token& stop);
    void set(core::ImportId id, ImportProgress progress);

    store::Database& database_;
    mutable std::mutex mutex_;
    std::vector<Begun> imports_; ///< the newest last
    std::jthread thread_;
};

} // namespace panoh::release

template <>
struct panoh::core::Names<panoh::release::ImportState> {
    using enum panoh::release::ImportState;
    static constexpr std::array<Named<panoh::release::ImportState>, 4> all = {
        {{running, "running"}, {done, "done"}, {refused, "refused"}, {failed, "failed"}}};
};

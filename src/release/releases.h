#pragma once

// Verbs for releases that two people make together. Everything is for the permit's own organisation. Who
// wrote or proposed a plan never approves or publishes it.

#include <optional>
#include <string>
#include <vector>

#include "release/lineages.h"
#include "release/plan.h"
#include "release/release.h"

namespace panoh::release {

/// A release as it stands.
struct ReleaseFile {
    core::ReleaseId id = {};
    core::OrganisationId organisation = {};
    core::LineageId lineage = {};
    ReleasePlan plan = {};
    ReleaseState state = ReleaseState::draft;
    std::int64_t version = 1;
    std::int64_t schema_number = 0; ///< with which it was proposed; 0: never
    core::Instant created_at = {};
    core::UserId created_by = {};
    core::UserId written_by = {}; ///< the plan as it stands
    core::Instant changed_at = {};
    core::UserId changed_by = {};
    core::UserId proposed_by = {};  ///< null: nobody
    core::UserId approved_by = {};  ///< null: nobody
    core::UserId published_by = {}; ///< null: nobody
    std::string note = {};          ///< with which it was sent back, or taken from the public
    core::UserId note_by = {};
    std::string failure = {};            ///< a code
    std::string manifest = {};           ///< SHA-256 of MANIFEST.sha256
    privacy::Epsilon epsilon_after = {}; ///< of all that the lineage had spent when it was made
    core::Instant made_at = {};
    core::Instant published_at = {};
    core::Instant withdrawn_at = {};
};

/// Which release is to be changed, and the version that was read.
struct ReleaseChange {
    core::ReleaseId id = {};
    std::int64_t version = 0;
};

/// A file of a release that was made.
struct ReleaseFilePart {
    std::int64_t position = 0;
    std::string name = {};
    std::string sha256 = {};
    std::int64_t bytes = 0;
};

/// Faults of the plan (`check_plan`), "release/lineage_not_found" (field "lineage"),
/// "release/dataset_not_found" (field "source/dataset").
[[nodiscard]] core::Result<core::ReleaseId> add_release(store::Transaction& transaction,
                                                        const MayWriteReleases& permit, const audit::Act& act,
                                                        const ReleasePlan& plan);
/// The same of one that is there; it is a draft again. The lineage stays ("release/other_lineage"). Of all
/// that follow: "release/release_not_found", "release/stale" (412, with what stands),
/// "release/not_in_this_state".
[[nodiscard]] core::Done change_release(store::Transaction& transaction, const MayWriteReleases& permit,
                                        const audit::Act& act, const ReleaseChange& change,
                                        const ReleasePlan& plan);
/// To a second person. Looks before at all that can be told without the table: the plan, "schema/from_data",
/// what `forecast_of` refuses, "ledger/overspent".
[[nodiscard]] core::Done propose(store::Transaction& transaction, const MayWriteReleases& permit,
                                 const audit::Act& act, const core::Clock& clock,
                                 const ReleaseChange& change);
/// "release/note_missing", "release/text_too_long"
[[nodiscard]] core::Done send_back(store::Transaction& transaction, const MayApproveReleases& permit,
                                   const audit::Act& act, const ReleaseChange& change,
                                   const std::string& note);
/// From then on the node makes it. "release/second_person" for who wrote or proposed it,
/// "release/schema_changed" when the lineage has another schema by now, and what `propose` refuses.
[[nodiscard]] core::Done approve(store::Transaction& transaction, const MayApproveReleases& permit,
                                 const audit::Act& act, const core::Clock& clock,
                                 const ReleaseChange& change);
/// Its files are for everybody from then on. "release/second_person".
[[nodiscard]] core::Done publish(store::Transaction& transaction, const MayApproveReleases& permit,
                                 const audit::Act& act, const ReleaseChange& change);
/// Takes the files from the public; the page says why. Faults of the note as in `send_back`.
[[nodiscard]] core::Done withdraw(store::Transaction& transaction, const MayWriteReleases& permit,
                                  const audit::Act& act, const ReleaseChange& change,
                                  const std::string& note);
/// Gives it up, and its files. What was debited stays debited.
[[nodiscard]] core::Done discard(store::Transaction& transaction, const MayWriteReleases& permit,
                                 const audit::Act& act, const ReleaseChange& change);

/// Whether this person would be a second one.
[[nodiscard]] bool may_be_second(const ReleaseFile& file, core::UserId person);

struct ReleaseQuery {
    std::optional<ReleaseState> state = {};
    std::optional<core::LineageId> lineage = {};
    bool drafts = false;    ///< those that are not there yet too: for who writes them
    std::string after = {}; ///< place_of() of the last one before
    int limit = 50;
};
/// Newest first.
[[nodiscard]] std::vector<ReleaseFile> list_releases(store::Reader& reader, const MayReadReleases& permit,
                                                     const ReleaseQuery& query);
[[nodiscard]] std::string place_of(const ReleaseFile& file);
/// One that is there; "release/release_not_found".
[[nodiscard]] core::Result<ReleaseFile> release(store::Reader& reader, const MayReadReleases& permit,
                                                core::ReleaseId id);
/// In whatever state, for those who write.
[[nodiscard]] core::Result<ReleaseFile> release_to_write(store::Reader& reader,
                                                         const MayWriteReleases& permit, core::ReleaseId id);
/// What it would do now; no table is read.
[[nodiscard]] core::Result<ReleaseForecast> forecast(store::Reader& reader, const core::Clock& clock,
                                                     const ReleaseFile& file);

/// In the order in which they were written.
[[nodiscard]] std::vector<ReleaseFilePart> files_of(store::Reader& reader, core::ReleaseId id);
/// Of a release that the caller may read; "release/file_not_found".
[[nodiscard]] core::Result<ReleaseFilePart> file_of(store::Reader& reader, core::ReleaseId id,
                                                    std::string_view name);

/// The bytes of a file, a piece at a time. They never change, so that each piece may come from a snapshot of
/// its own and a slow reader holds no connection.
class FileReading {
public:
    FileReading(store::Database& database, core::ReleaseId release, ReleaseFilePart file)
        : database_(&database), release_(release), file_(std::move(file))
    {
    }
    /// Writes the next piece into `out`; false when nothing follows after it.
    [[nodiscard]] bool next(std::string& out);

private:
    store::Database* database_;
    core::ReleaseId release_;
    ReleaseFilePart file_;
    std::int64_t part_ = 0;
    std::int64_t sent_ = 0;
};

// What the node does with one that was approved (makings.h).

/// The oldest approved one, if there is one; it is `making` from then on.
[[nodiscard]] std::optional<ReleaseFile> begin_making(store::Database& database, const core::Clock& clock);
/// In the transaction of the ledger's last line. "release/not_in_this_state".
[[nodiscard]] core::Done finish_making(store::Transaction& transaction, const audit::Act& act,
                                       core::ReleaseId id, const privacy::LedgerLine& line);
/// It failed with a code; its files go. Nothing happens to one that is not being made.
void fail_making(store::Database& database, const audit::Act& act, core::ReleaseId id,
                 const std::string& code);
/// Those that a program was making when it ended: "release/stopped". At the start.
void fail_unfinished(store::Database& database, const core::Clock& clock);

} // namespace panoh::release

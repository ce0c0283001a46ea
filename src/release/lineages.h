#pragma once

// Lineages on the server: all tables that may hold the same people, their schema, and the budget that all
// releases of them share. Each belongs to one organisation; of another one's nobody learns.

#include <optional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/action.h"
#include "core/permit.h"
#include "core/result.h"
#include "microdata/schema.h"
#include "release/ledger_rows.h"
#include "release/lineage.h"
#include "store/store.h"

namespace panoh::release {

using MayReadReleases = core::Permit<core::Action::release_read, core::OrganisationId>;
using MayWriteReleases = core::Permit<core::Action::release_write, core::OrganisationId>;
using MayApproveReleases = core::Permit<core::Action::release_approve, core::OrganisationId>;

/// What lineages and releases are kept with; all of it outlives whoever has this.
struct ReleaseNeeds {
    store::Database& database;
    const core::Clock& clock;
    const crypto::Key& key; ///< of the node: seals those of lineages
    LedgerMarks& marks;
    std::string program; ///< version
};

struct LineageFile {
    core::LineageId id = {};
    core::OrganisationId organisation = {};
    std::string name = {};  ///< stands in the ledger and in its schemas
    std::string title = {}; ///< for people
    core::Bytes sealed_key = {};
    std::int64_t version = 1;
    std::int64_t schema_number = 1; ///< of the schema that holds now
    core::Instant created_at = {};
    core::UserId created_by = {};
    core::Instant changed_at = {};
    core::UserId changed_by = {};
};

/// A schema as it was written once; the ledger names it by its hash.
struct KeptSchema {
    std::int64_t number = 1;
    std::string document = {}; ///< `microdata::schema_text`
    std::string hash = {};
    core::Instant written_at = {};
    core::UserId written_by = {};
};

struct NewLineage {
    std::string title = {};
    microdata::Schema schema = {}; ///< its `lineage` is the name
    privacy::Epsilon epsilon = {}; ///< of all releases together; delta comes from the schema's `people`
};

struct LineageChange {
    core::LineageId id = {};
    std::int64_t version = 0;
};

/// Makes a lineage with the first line of its ledger, in one transaction, in which `beside` runs at last.
/// "release/lineage_taken" (409), "release/lineage_title" (1 to 120 letters), what `microdata::check` and
/// `Ledger::start` refuse, "release/ledger_behind" where a ledger of that name was forgotten.
[[nodiscard]] core::Result<core::LineageId>
begin_lineage(const ReleaseNeeds& needs, const MayWriteReleases& permit, const audit::Act& act,
              const NewLineage& lineage,
              const std::function<core::Done(store::Transaction&, core::LineageId)>& beside = {});

/// A next schema; what was approved under the one before has to be proposed anew. "release/other_lineage"
/// (field "lineage": the name does not change). Of all that follow: "release/lineage_not_found",
/// "release/stale" (412).
[[nodiscard]] core::Done change_schema(store::Transaction& transaction, const MayWriteReleases& permit,
                                       const audit::Act& act, const LineageChange& change,
                                       const microdata::Schema& schema);

/// A larger budget; the reason stands in the ledger and goes out with it. What `Ledger::raise` refuses.
[[nodiscard]] core::Done raise_budget(const ReleaseNeeds& needs, const MayApproveReleases& permit,
                                      const audit::Act& act, const LineageChange& change,
                                      privacy::Epsilon epsilon, const std::string& reason);

/// By name.
[[nodiscard]] std::vector<LineageFile> list_lineages(store::Reader& reader, const MayReadReleases& permit);
[[nodiscard]] core::Result<LineageFile> lineage(store::Reader& reader, const MayReadReleases& permit,
                                                core::LineageId id);
[[nodiscard]] KeptSchema kept_schema(store::Reader& reader, core::LineageId id, std::int64_t number);
/// Newest first, without their documents.
[[nodiscard]] std::vector<KeptSchema> kept_schemas(store::Reader& reader, core::LineageId id);
/// The schema that holds now.
[[nodiscard]] core::Result<microdata::Schema> schema_of(store::Reader& reader, const LineageFile& file);

/// To spend from: the ledger with what stands beside its lines, and the key, opened.
[[nodiscard]] core::Result<Lineage> open_lineage(const ReleaseNeeds& needs, const LineageFile& file,
                                                 const audit::Act& act, core::Action action,
                                                 BesideLine beside);

/// Who answers, as it stands in ledgers that everybody may read: the account, not the name.
[[nodiscard]] std::string operator_text(core::UserId person);

/// For the owner of the machine, after a database was brought back from an older backup. What the mark says
/// was spent, or `spent` where that is more (what a published ledger says: for machines that have no mark),
/// and the ledger does not know is debited again, in a budget that is raised where it is too small; noted
/// where it was nothing. Then the mark is what the ledger says. A ledger that is gone altogether is
/// forgotten, which only the audit chain tells. Returns how many ledgers it was; "release/lineage_not_found"
/// where none of that name is behind.
[[nodiscard]] core::Result<int> accept_ledger(const ReleaseNeeds& needs, std::string_view name,
                                              privacy::Epsilon spent = {});

} // namespace panoh::release

#pragma once

// What the routes of lineages and releases give.

#include <optional>
#include <string>
#include <vector>

#include "access/gate.h"
#include "access/people.h"
#include "core/json.h"
#include "microdata/read_microdata.h"
#include "release/makings.h"
#include "release/published.h"

namespace panoh::release {

/// A lineage and what it stands at. Amounts are epsilon as text: "0.5".
struct LineageView {
    core::LineageId id = {};
    std::string name = {};
    std::string title = {};
    std::int64_t version = 0;
    std::int64_t schema_number = 0;
    std::string epsilon = {}; ///< the budget of all releases together
    std::string epsilon_spent = {};
    std::string epsilon_left = {};
    std::int64_t delta_one_in = 0;
    std::int64_t lines = 0; ///< of the ledger
    /// The database forgot lines: nothing can be spent before the owner of the machine has accepted it.
    bool behind = false;
    core::Instant created_at = {};
    std::string created_by = {};
    core::Instant changed_at = {};
    std::string changed_by = {};
    bool may_write = false;
    bool may_approve = false;
    std::optional<core::RawJson> schema = {}; ///< of one lineage, for who writes
};
PANOH_JSON(LineageView, id, name, title, version, schema_number, epsilon, epsilon_spent, epsilon_left,
           delta_one_in, lines, behind, created_at, created_by, changed_at, changed_by, may_write,
           may_approve, schema)
struct LineageViews {
    std::vector<LineageView> items = {};
    std::optional<std::string> next = {}; ///< always null: lineages are few
};
PANOH_JSON(LineageViews, items, next)

struct SchemaRow {
    std::int64_t number = 0;
    std::string hash = {}; ///< as the ledger has it
    core::Instant written_at = {};
    std::string written_by = {};
    std::optional<core::RawJson> value = {}; ///< where it was asked for
};
PANOH_JSON(SchemaRow, number, hash, written_at, written_by, value)
struct SchemaRows {
    std::vector<SchemaRow> items = {};
};
PANOH_JSON(SchemaRows, items)

struct PresetView {
    std::string name = {};
    core::RawJson schema = {};
};
PANOH_JSON(PresetView, name, schema)
struct PresetViews {
    std::vector<PresetView> items = {};
};
PANOH_JSON(PresetViews, items)

/// One line of a ledger, with names for accounts.
struct LedgerLineView {
    std::int64_t line = 0;
    core::Instant at = {};
    privacy::LineKind kind = privacy::LineKind::opened;
    std::optional<core::ReleaseId> release = {};
    std::string what = {};
    std::string epsilon = {};       ///< of `opened` and `raised` the budget, of `debit` the amount by itself
    std::string epsilon_after = {}; ///< of all spent so far
    std::vector<std::string> by = {};
    std::string schema = {}; ///< hash
    std::string program = {};
    std::string random = {};
    std::string outputs = {}; ///< hash of the manifest
    std::string hash = {};
};
PANOH_JSON(LedgerLineView, line, at, kind, release, what, epsilon, epsilon_after, by, schema, program, random,
           outputs, hash)
/// A ledger that was verified line by line a moment ago.
struct LedgerView {
    std::string lineage = {};
    std::int64_t delta_one_in = 0;
    std::vector<LedgerLineView> lines = {};
};
PANOH_JSON(LedgerView, lineage, delta_one_in, lines)

struct ReleaseRow {
    core::ReleaseId id = {};
    std::vector<ReleaseText> titles = {};
    core::LineageId lineage = {};
    ReleaseKind kind = ReleaseKind::tables;
    std::optional<std::string> epsilon = {};
    ReleaseState state = ReleaseState::draft;
    std::int64_t version = 0;
    core::Instant created_at = {};
    core::Instant changed_at = {};
    std::string changed_by = {};
    bool waits_for_me = false; ///< proposed, and this person could approve it; or made, and could publish it
};
PANOH_JSON(ReleaseRow, id, titles, lineage, kind, epsilon, state, version, created_at, changed_at, changed_by,
           waits_for_me)
struct ReleaseRows {
    std::vector<ReleaseRow> items = {};
    std::optional<std::string> next = {};
};
PANOH_JSON(ReleaseRows, items, next)

struct FileView {
    std::string name = {};
    std::int64_t bytes = 0;
    std::string sha256 = {};
};
PANOH_JSON(FileView, name, bytes, sha256)

struct ReleaseView {
    core::ReleaseId id = {};
    ReleaseState state = ReleaseState::draft;
    std::int64_t version = 0;
    std::string lineage_name = {};
    std::int64_t schema_number = 0; ///< with which it was proposed; 0: never
    core::Instant created_at = {};
    std::string created_by = {};
    core::Instant changed_at = {};
    std::string changed_by = {};
    std::string written_by = {};
    std::string proposed_by = {}; ///< names; empty: nobody
    std::string approved_by = {};
    std::string published_by = {};
    std::string note = {};
    std::string note_by = {};
    std::string failure = {}; ///< a code
    std::optional<MakingProgress> progress = {};
    std::string manifest = {};
    std::optional<std::string> epsilon_after = {};
    std::optional<core::Instant> made_at = {};
    std::optional<core::Instant> published_at = {};
    std::optional<core::Instant> withdrawn_at = {};
    bool may_change = false;
    bool may_approve = false; ///< also: would be a second person
    std::vector<FileView> files = {};
    ReleasePlan value = {};
};
PANOH_JSON(ReleaseView, id, state, version, lineage_name, schema_number, created_at, created_by, changed_at,
           changed_by, written_by, proposed_by, approved_by, published_by, note, note_by, failure, progress,
           manifest, epsilon_after, made_at, published_at, withdrawn_at, may_change, may_approve, files,
           value)

/// What a reading of the table met: exact, and so for the data officer's eyes only.
struct ReadingView {
    bool internal = true;
    std::int64_t rows = 0;
    std::int64_t people = 0;
    struct Undeclared {
        std::string column = {};
        std::int64_t cells = 0;
        std::vector<std::string> texts = {}; ///< the first few
    };
    std::vector<Undeclared> undeclared = {};
};
PANOH_JSON(ReadingView::Undeclared, column, cells, texts)
PANOH_JSON(ReadingView, internal, rows, people, undeclared)

/// What everybody may read.
struct PublishedView {
    core::ReleaseId id = {};
    std::string organisation = {};
    std::vector<ReleaseText> titles = {};
    std::vector<ReleaseText> notes = {};
    SourceKind source = SourceKind::dataset;
    std::string citation = {};
    std::string lineage = {};
    ReleaseKind kind = ReleaseKind::tables;
    std::optional<std::string> epsilon = {};
    std::string epsilon_after = {}; ///< of all releases of these people so far
    std::int64_t delta_one_in = 0;
    std::optional<std::int64_t> length = {};
    std::optional<std::int64_t> k = {};
    std::string manifest = {};
    core::Instant published_at = {};
    std::optional<core::Instant> withdrawn_at = {};
    std::string why_withdrawn = {};
    std::vector<FileView> files = {};
};
PANOH_JSON(PublishedView, id, organisation, titles, notes, source, citation, lineage, kind, epsilon,
           epsilon_after, delta_one_in, length, k, manifest, published_at, withdrawn_at, why_withdrawn, files)
struct PublishedViews {
    std::vector<PublishedView> items = {};
    std::optional<std::string> next = {};
};
PANOH_JSON(PublishedViews, items, next)

/// `marks` were read before the reader's snapshot began.
[[nodiscard]] core::Result<LineageView> view_of(store::Reader& reader, const core::Clock& clock,
                                                const std::vector<LedgerMark>& marks,
                                                const access::Caller& caller, const LineageFile& file,
                                                bool whole);
[[nodiscard]] LedgerView view_of(access::PeopleNames& names, const privacy::Ledger& ledger);
[[nodiscard]] ReleaseRow row_of(access::PeopleNames& names, const access::Caller& caller,
                                const ReleaseFile& file);
[[nodiscard]] ReleaseView view_of(store::Reader& reader, const access::Caller& caller,
                                  const ReleaseFile& file, const std::optional<MakingProgress>& progress);
[[nodiscard]] ReadingView view_of(const microdata::ReadNote& note);
[[nodiscard]] PublishedView view_of(const PublishedRelease& release);

/// Whether the caller's role may ever do that.
template <core::Action A>
[[nodiscard]] bool may(const access::Caller& caller)
{
    return access::PermitIssuer::permit<A>(caller.subject(), caller.subject().organisation).has_value();
}

} // namespace panoh::release

#pragma once

#include <optional>
#include <vector>

#include "cases/cases.h"
#include "cases/find_key.h"
#include "core/bytes.h"
#include "store/store.h"

// The SQL of cases; private to the slice.
namespace panoh::cases {

[[nodiscard]] std::optional<CaseFile> load_case(store::Reader& reader, core::CaseId id);
/// The same; "case/not_found" where there is none.
[[nodiscard]] core::Result<CaseFile> known_case(store::Reader& reader, core::CaseId id);
[[nodiscard]] bool reference_taken(store::Reader& reader, const std::string& reference);
[[nodiscard]] std::optional<core::CaseId> case_of(store::Reader& reader, const std::string& reference);
/// `text` is the short text of its identity, where it has one.
void insert_case(store::Transaction& transaction, const CaseFile& file, const ShortRow& text = {});
/// Writes the file if its row still has version `file.version - 1`; false when somebody was faster. `before`
/// is the file as it was, for the tallies.
[[nodiscard]] bool update_case(store::Transaction& transaction, const CaseFile& before, const CaseFile& file);
/// Takes every row of the case away but those of the record of who did what.
void delete_case(store::Transaction& transaction, const CaseFile& file);
/// How often something was written into it; 0 when there is none.
[[nodiscard]] std::int64_t count_writings(store::Reader& reader, core::CaseId id);
/// Whether somebody of another team ever asked about it.
[[nodiscard]] bool was_asked_about(store::Reader& reader, const CaseFile& file);
/// The sealed parts of which a case has one each; every one has a table of its own.
enum class SealedPart { identity, whereabouts, story };
struct SealedRow {
    std::int64_t version = 0;
    core::Bytes sealed = {};
};
[[nodiscard]] std::optional<SealedRow> load_sealed(store::Reader& reader, SealedPart part, core::CaseId id);
/// Writes a part in place of what stood there, which is kept for `sealed_before`.
void save_sealed(store::Transaction& transaction, SealedPart part, core::CaseId id, std::int64_t version,
                 core::ByteView sealed, const audit::Act& act);

/// What somebody's change replaced.
struct SealedBefore {
    SealedRow row = {};
    core::UserId changed_by = {};
    core::Instant changed_at = {};
};
/// Newest first, at most 50.
[[nodiscard]] std::vector<SealedBefore> sealed_before(store::Reader& reader, SealedPart part,
                                                      core::CaseId id);
void save_answers_before(store::Transaction& transaction, core::CaseId id,
                         const std::vector<ReplacedAnswer>& before);
/// Of one field, or of all where it is empty; newest first, at most 200.
[[nodiscard]] std::vector<ReplacedAnswer> answers_before(store::Reader& reader, core::CaseId id,
                                                         std::string_view field);

/// Nothing when there is none. Reads three columns, `column` the first.
[[nodiscard]] std::optional<ShortRow> read_short(const store::Row& row, int column);
[[nodiscard]] std::optional<ShortRow> load_short(store::Reader& reader, core::CaseId id);
void save_short(store::Transaction& transaction, core::CaseId id, const ShortRow& text);
/// Keeps the wrap beside a text that is still of that version.
void keep_wrap(store::Transaction& transaction, core::CaseId id, std::int64_t version, core::ByteView wrap);
/// Another wrap beside a text of a team's case that lies under that version of the data key.
void replace_wrap(store::Transaction& transaction, core::TeamId team, core::CaseId id,
                  std::int64_t key_version, core::ByteView wrap);

struct NoteRow {
    core::NoteId id = {};
    core::CaseId case_id = {};
    std::string kind = {};
    core::UserId written_by = {};
    core::Instant written_at = {};
    core::Bytes sealed = {};
};
void insert_note(store::Transaction& transaction, const NoteRow& note);
/// Which notes: of one or two kinds, written before a place in the order.
struct NotesWanted {
    std::string kind = {};
    std::string other_kind = {}; ///< the same where only one is wanted
    core::Instant before_time = {};
    core::NoteId before_id = {};
    int limit = 0;
};
/// Newest first.
[[nodiscard]] std::vector<NoteRow> notes_of(store::Reader& reader, core::CaseId id,
                                            const NotesWanted& wanted);

} // namespace panoh::cases

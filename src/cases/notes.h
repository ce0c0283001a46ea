#pragma once

#include <limits>
#include <string>
#include <vector>

#include "cases/cases.h"

namespace panoh::cases {

/// Which compartment a note is sealed in.
enum class NoteKind { narrative, medical };

struct Note {
    core::NoteId id = {};
    NoteKind kind = NoteKind::narrative;
    core::UserId written_by = {};
    core::Instant written_at = {};
    std::string text = {};
    bool sealed_for_others = false; ///< this person holds no key to it: `text` is empty
};

/// "case/note_empty", "case/too_long".
[[nodiscard]] core::Done check_note(std::string_view text);

/// Writes one note; notes are never changed, a correction is another note. "case/note_empty",
/// "case/too_long".
[[nodiscard]] core::Result<Note> write_note(store::Transaction& transaction, core::TeamId team,
                                            const CasePermit<Action::narrative_write>& permit,
                                            vault::KeyRing& keys, const audit::Act& act,
                                            std::string_view text);
[[nodiscard]] core::Result<Note> write_note(store::Transaction& transaction, core::TeamId team,
                                            const CasePermit<Action::medical_write>& permit,
                                            vault::KeyRing& keys, const audit::Act& act,
                                            std::string_view text);
/// A narrative note that was written elsewhere before, at a moment that is not after `act.at`. It counts as
/// written by whoever brings it in.
[[nodiscard]] core::Result<Note> record_note(store::Transaction& transaction, core::TeamId team,
                                             const CasePermit<Action::narrative_write>& permit,
                                             vault::KeyRing& keys, const audit::Act& act,
                                             std::string_view text, core::Instant written_at);
/// Where a page of notes begins: strictly after this place, newest first.
struct NotesAfter {
    core::Instant written_at = {std::numeric_limits<std::int64_t>::max()};
    core::NoteId id = {};
};
/// At most `limit` notes of the kinds a permit was given for, newest first, opened in one pass.
[[nodiscard]] core::Result<std::vector<Note>>
read_notes(store::Reader& reader, core::CaseId id, core::TeamId team, const NotesAfter& after, int limit,
           const std::optional<CasePermit<Action::narrative_read>>& narrative,
           const std::optional<CasePermit<Action::medical_read>>& medical, vault::KeyRing& keys);

} // namespace panoh::cases

template <>
struct panoh::core::Names<panoh::cases::NoteKind> {
    using enum panoh::cases::NoteKind;
    static constexpr std::array<Named<panoh::cases::NoteKind>, 2> all = {
        {{narrative, "narrative"}, {medical, "medical"}}};
};

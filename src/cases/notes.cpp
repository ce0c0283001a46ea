#include "cases/notes.h"

#include <algorithm>

#include "cases/cases_store.h"
#include "cases/places.h"
#include "core/text.h"

namespace panoh::cases {
namespace {

constexpr std::size_t most_letters = 20'000;

core::Compartment compartment_of(NoteKind kind)
{
    return kind == NoteKind::medical ? core::Compartment::medical : core::Compartment::narrative;
}

core::Result<Note> write(store::Transaction& transaction, const core::CaseId& id, core::TeamId team,
                         vault::KeyRing& keys, const audit::Act& act, NoteKind kind, std::string_view text,
                         core::Instant written_at)
{
    PANOH_CHECK(check_note(text));
    const auto compartment = compartment_of(kind);
    const auto note_id = crypto::random_id<core::NoteId>();
    PANOH_TRY(core::Bytes sealed,
              vault::seal(transaction, keys, team, note_place(note_id, id, compartment), text));
    insert_note(transaction, {.id = note_id,
                              .case_id = id,
                              .kind = std::string(core::to_text(kind)),
                              .written_by = act.actor,
                              .written_at = written_at,
                              .sealed = std::move(sealed)});
    audit::append(transaction, act,
                  {.action = kind == NoteKind::medical ? Action::medical_write : Action::narrative_write,
                   .cases = {id},
                   .detail = "compartment:" + std::string(core::to_text(compartment))});
    return Note{.id = note_id,
                .kind = kind,
                .written_by = act.actor,
                .written_at = written_at,
                .text = std::string(text)};
}

} // namespace

core::Done check_note(std::string_view text)
{
    if (core::is_blank(text)) return core::fail(core::ErrorKind::invalid, "case/note_empty", "text");
    if (core::letters(text) > most_letters)
        return core::fail(core::ErrorKind::invalid, "case/too_long", "text");
    return {};
}

core::Result<Note> write_note(store::Transaction& transaction, core::TeamId team,
                              const CasePermit<Action::narrative_write>& permit, vault::KeyRing& keys,
                              const audit::Act& act, std::string_view text)
{
    return write(transaction, permit.object(), team, keys, act, NoteKind::narrative, text, act.at);
}

core::Result<Note> write_note(store::Transaction& transaction, core::TeamId team,
                              const CasePermit<Action::medical_write>& permit, vault::KeyRing& keys,
                              const audit::Act& act, std::string_view text)
{
    return write(transaction, permit.object(), team, keys, act, NoteKind::medical, text, act.at);
}

core::Result<Note> record_note(store::Transaction& transaction, core::TeamId team,
                               const CasePermit<Action::narrative_write>& permit, vault::KeyRing& keys,
                               const audit::Act& act, std::string_view text, core::Instant written_at)
{
    return write(transaction, permit.object(), team, keys, act, NoteKind::narrative, text,
                 std::min(written_at, act.at));
}

core::Result<std::vector<Note>> read_notes(store::Reader& reader, core::CaseId id, core::TeamId team,
                                           const NotesAfter& after, int limit,
                                           const std::optional<CasePermit<Action::narrative_read>>& narrative,
                                           const std::optional<CasePermit<Action::medical_read>>& medical,
                                           vault::KeyRing& keys)
{
    if (!narrative && !medical) return std::vector<Note>{};
    // Asked for by kind: what one may not read takes no room on the page.
    const auto kind_text = [](NoteKind kind) { return std::string(core::to_text(kind)); };
    const auto rows = notes_of(reader, id,
                               {.kind = kind_text(narrative ? NoteKind::narrative : NoteKind::medical),
                                .other_kind = kind_text(medical ? NoteKind::medical : NoteKind::narrative),
                                .before_time = after.written_at,
                                .before_id = after.id,
                                .limit = limit});
    std::vector<Note> notes;
    std::vector<vault::Sealed> sealed;
    notes.reserve(rows.size());
    for (const auto& row : rows) {
        const auto kind = core::from_text<NoteKind>(row.kind).value_or(NoteKind::medical);
        notes.push_back(
            {.id = row.id, .kind = kind, .written_by = row.written_by, .written_at = row.written_at});
        sealed.push_back(
            {.team = team, .place = note_place(row.id, id, compartment_of(kind)), .sealed = row.sealed});
    }
    const auto opened = vault::open_all(reader, keys, sealed);
    for (std::size_t i = 0; i < opened.size(); ++i) {
        if (opened[i]) {
            notes[i].text = opened[i]->reveal();
        } else if (opened[i].error().code == "vault/no_key") {
            notes[i].sealed_for_others = true;
        } else {
            return core::fail(opened[i].error());
        }
    }
    return notes;
}

} // namespace panoh::cases

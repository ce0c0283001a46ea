#pragma once

#include "core/ids.h"
#include "vault/vault.h"

namespace panoh::cases {

// Where each sealed value of a case stands: bound into its ciphertext. The id must outlive the place.

[[nodiscard]] inline vault::Place identity_place(const core::CaseId& id, std::int64_t version)
{
    return {.table = "case_identity",
            .row = id.bytes,
            .field = "sealed",
            .case_id = id,
            .compartment = core::Compartment::identity,
            .version = version};
}
[[nodiscard]] inline vault::Place find_place(const core::CaseId& id, std::int64_t version)
{
    return {.table = "case_file",
            .row = id.bytes,
            .field = "short_sealed",
            .case_id = id,
            .compartment = core::Compartment::identity,
            .version = version};
}
/// Sealed to the organisation's finding key, not to the team (vault::seal_to_team).
[[nodiscard]] inline vault::Place finding_place(const core::CaseId& id, std::int64_t version)
{
    return {.table = "case_finding",
            .row = id.bytes,
            .field = "sealed",
            .case_id = id,
            .compartment = core::Compartment::identity,
            .version = version};
}
[[nodiscard]] inline vault::Place whereabouts_place(const core::CaseId& id, std::int64_t version)
{
    return {.table = "case_whereabouts",
            .row = id.bytes,
            .field = "sealed",
            .case_id = id,
            .compartment = core::Compartment::whereabouts,
            .version = version};
}
[[nodiscard]] inline vault::Place story_place(const core::CaseId& id, std::int64_t version)
{
    return {.table = "case_story",
            .row = id.bytes,
            .field = "sealed",
            .case_id = id,
            .compartment = core::Compartment::narrative,
            .version = version};
}
/// Notes are never changed, so their version is always 1.
[[nodiscard]] inline vault::Place note_place(const core::NoteId& note, const core::CaseId& id,
                                             core::Compartment compartment)
{
    return {.table = "case_note",
            .row = note.bytes,
            .field = "sealed",
            .case_id = id,
            .compartment = compartment,
            .version = 1};
}

} // namespace panoh::cases

#include "bulletin/working_copy.h"

#include "bulletin/editions_store.h"

namespace panoh::bulletin {

namespace {

struct Current {
    std::int64_t version = 0;
    core::RawJson value = {};
};
PANOH_JSON(Current, version, value)

State after_change(State state)
{
    return state == State::in_review ? State::in_review : State::draft;
}

} // namespace

core::Error stale(std::int64_t version, const std::string& document)
{
    return {.kind = core::ErrorKind::stale,
            .code = "bulletin/stale",
            .current = core::write_json(Current{version, {document}})};
}

core::Result<EditionFile> own_edition(store::Reader& reader, core::OrganisationId organisation,
                                      core::EditionId id)
{
    auto found = find_edition(reader, id);
    if (!found || found->organisation != organisation)
        return core::fail(core::ErrorKind::not_found, "bulletin/edition_not_found");
    return std::move(*found);
}

core::Result<EditionFile> edition_to_change(store::Reader& reader, core::OrganisationId organisation,
                                            const EditionChange& change)
{
    PANOH_TRY(EditionFile file, own_edition(reader, organisation, change.id));
    if (file.version != change.version) return core::fail(stale(file.version, file.document));
    return file;
}

core::Done save_changed(store::Transaction& transaction, const audit::Act& act, const EditionFile& before,
                        const Edition* after)
{
    EditionFile file = before;
    if (after != nullptr) {
        keep_former(transaction, before.id.bytes,
                    {before.version, before.changed_at, before.changed_by, before.document});
        file.document = core::write_json(*after);
        file.title = title_of(*after);
        file.day = after->day;
    }
    file.state = after_change(before.state);
    file.approved_by = {};
    file.changed_at = act.at;
    file.changed_by = act.actor;
    note_hand(transaction, file.id, act.actor);
    if (!update_edition(transaction, file)) return core::fail(stale(before.version, before.document));
    return {};
}

void note_act(store::Transaction& transaction, const audit::Act& act, core::Action action,
              const std::array<std::uint8_t, 16>& object, std::string detail)
{
    audit::append(transaction, act, {.action = action, .object = object, .detail = std::move(detail)});
}

} // namespace panoh::bulletin

#include "bulletin/pictures.h"

#include "bulletin/pictures_store.h"
#include "bulletin/printing.h"
#include "crypto/crypto.h"

namespace panoh::bulletin {

namespace {

using core::ErrorKind;

audit::Entry wrote(core::PictureId id, std::string_view what)
{
    return {
        .action = core::Action::edition_write, .object = id.bytes, .detail = "picture:" + std::string(what)};
}

auto not_found()
{
    return core::fail(ErrorKind::not_found, "bulletin/picture_not_found");
}

/// What stands now, beside what somebody wanted to save.
struct Current {
    std::int64_t version = 0;
    std::optional<PictureDescription> value = {};
};
PANOH_JSON(Current, version, value)

/// Of the permit's organisation and not removed.
std::optional<Picture> own(store::Reader& reader, core::OrganisationId organisation, core::PictureId id)
{
    auto found = find_picture(reader, id);
    if (!found || found->removed || found->organisation != organisation) return std::nullopt;
    return found;
}

core::Result<Picture> to_change(store::Reader& reader, const MayWritePictures& permit,
                                const PictureChange& change)
{
    auto found = own(reader, permit.object(), change.id);
    if (!found) return not_found();
    if (found->version != change.version)
        return core::fail({.kind = ErrorKind::stale,
                           .code = "bulletin/picture_stale",
                           .current = core::write_json(Current{found->version, found->description})});
    return std::move(*found);
}

core::Done save(store::Transaction& transaction, const audit::Act& act, Picture changed,
                std::string_view what)
{
    changed.changed_at = act.at;
    changed.changed_by = act.actor;
    if (!update_picture(transaction, changed)) return core::fail(ErrorKind::stale, "bulletin/picture_stale");
    // It may stand in what is out: whoever keeps pages makes them anew.
    note_publication_change(transaction);
    audit::append(transaction, act, wrote(changed.id, what));
    return {};
}

} // namespace

void check_more(const PictureDescription& description, outreach::Findings& findings)
{
    if (description.people_shown.code == "agreed" && !description.consent)
        findings.fault("bulletin/picture_consent_missing", "consent");
}

void check_more(const PictureConsent& consent, outreach::Findings& findings)
{
    if (consent.ends_on && *consent.ends_on < consent.given_on)
        findings.fault("outreach/ends_before_it_starts", "ends_on");
}

bool may_print(const Picture& picture, core::Date day)
{
    if (picture.removed || picture.withdrawn_on || !picture.description) return false;
    if (picture.description->people_shown.code != "agreed") return true;
    const auto& consent = picture.description->consent;
    return consent && consent->given_on <= day && (!consent->ends_on || day <= *consent->ends_on);
}

core::Result<core::PictureId> add_picture(store::Transaction& transaction, const MayWritePictures& permit,
                                          const audit::Act& act, core::ByteView original,
                                          const pictures::Made& made)
{
    const auto hash = crypto::hash(original);
    if (was_withdrawn(transaction, permit.object(), hash))
        return core::fail(ErrorKind::conflict, "bulletin/picture_withdrawn");
    const Picture added{.id = crypto::random_id<core::PictureId>(),
                        .organisation = permit.object(),
                        .added_at = act.at,
                        .added_by = act.actor,
                        .changed_at = act.at,
                        .changed_by = act.actor,
                        .width = made.large.width,
                        .height = made.large.height,
                        .version = 1};
    insert_picture(transaction, added, hash);
    insert_bytes(transaction, added.id, PictureSize::small, made.small.bytes);
    insert_bytes(transaction, added.id, PictureSize::large, made.large.bytes);
    audit::append(transaction, act, wrote(added.id, "added"));
    return added.id;
}

core::Done describe_picture(store::Transaction& transaction, const MayWritePictures& permit,
                            const audit::Act& act, const PictureChange& change,
                            const PictureDescription& description)
{
    PANOH_TRY(Picture found, to_change(transaction, permit, change));
    if (found.withdrawn_on) return core::fail(ErrorKind::conflict, "bulletin/picture_withdrawn");
    found.description = description;
    return save(transaction, act, std::move(found), "described");
}

core::Done remove_picture(store::Transaction& transaction, const MayWritePictures& permit,
                          const audit::Act& act, const PictureChange& change)
{
    PANOH_TRY(Picture found, to_change(transaction, permit, change));
    if (is_shown(transaction, found.id)) return core::fail(ErrorKind::conflict, "bulletin/picture_shown");
    found.removed = true;
    delete_bytes(transaction, found.id);
    return save(transaction, act, std::move(found), "removed");
}

core::Done withdraw_picture(store::Transaction& transaction, const MayWritePictures& permit,
                            const audit::Act& act, core::PictureId id, core::Date day)
{
    auto found = own(transaction, permit.object(), id);
    if (!found) return not_found();
    if (found->withdrawn_on) return {};
    found->withdrawn_on = day;
    delete_bytes(transaction, id);
    return save(transaction, act, std::move(*found), "withdrawn");
}

std::optional<Picture> picture(store::Reader& reader, const MayReadPictures& permit, core::PictureId id)
{
    return own(reader, permit.object(), id);
}

std::vector<Picture> list_pictures(store::Reader& reader, const MayReadPictures& permit,
                                   const std::string& after, int limit)
{
    return picture_page(reader, permit.object(), after, limit);
}

std::optional<core::Bytes> picture_bytes(store::Reader& reader, const MayReadPictures& permit,
                                         core::PictureId id, PictureSize size)
{
    if (!own(reader, permit.object(), id)) return std::nullopt;
    return load_bytes(reader, id, size);
}

std::optional<Picture> printable_picture(store::Reader& reader, core::PictureId id, core::Date day)
{
    auto found = find_picture(reader, id);
    if (!found || !may_print(*found, day)) return std::nullopt;
    return found;
}

std::optional<core::Bytes> printable_bytes(store::Reader& reader, core::PictureId id, PictureSize size,
                                           core::Date day)
{
    if (!printable_picture(reader, id, day)) return std::nullopt;
    return load_bytes(reader, id, size);
}

} // namespace panoh::bulletin

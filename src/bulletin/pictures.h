#pragma once

// Pictures of the bulletin: who may be seen on them, and whether they may be printed. The pixels were made
// anew before they come here (pictures/workshop.h); what the file said of place and camera was left behind.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "core/action.h"
#include "core/codes.h"
#include "core/date.h"
#include "core/json.h"
#include "core/permit.h"
#include "outreach/faults.h"
#include "pictures/picture.h"
#include "store/store.h"

namespace panoh::bulletin {

/// What the people shown agreed to. It binds: without it, or after its last day, nothing prints them.
struct PictureConsent {
    core::Date given_on = {};
    std::optional<core::Date> ends_on = {};
    std::string kept_where = {}; ///< where the signed paper lies; never what stands on it
};
PANOH_JSON(PictureConsent, given_on, ends_on, kept_where)

/// What a person says of a picture. Its alternative text stands where it is used, in each language.
struct PictureDescription {
    std::string credit = {};
    std::optional<core::Date> taken_on = {};
    core::Coded<"people_shown"> people_shown = {};
    std::optional<PictureConsent> consent = {}; ///< must be there for "agreed"
};
PANOH_JSON(PictureDescription, credit, taken_on, people_shown, consent)

/// "bulletin/picture_consent_missing" for people who agreed, without saying when and where that lies.
void check_more(const PictureDescription& description, outreach::Findings& findings);
/// "outreach/ends_before_it_starts".
void check_more(const PictureConsent& consent, outreach::Findings& findings);

/// Everything but the bytes.
struct Picture {
    core::PictureId id = {};
    core::OrganisationId organisation = {};
    core::Instant added_at = {};
    core::UserId added_by = {};
    core::Instant changed_at = {};
    core::UserId changed_by = {};
    int width = 0; ///< of the large size, in pixels
    int height = 0;
    std::optional<PictureDescription> description = {}; ///< absent: nobody described it yet
    std::int64_t version = 0;
    std::optional<core::Date> withdrawn_on = {}; ///< set by withdrawing alone, and never taken away
    bool removed = false;                        ///< it, or its withdrawn rest, is in no list any more
};

/// Whether it may be printed on this day: described, there, not taken back, and who is recognisable agreed
/// and still does. Whatever prints a picture asks this, each time.
[[nodiscard]] bool may_print(const Picture& picture, core::Date day);

enum class PictureSize { small, large };

using MayWritePictures = core::Permit<core::Action::edition_write, core::OrganisationId>;
using MayReadPictures = core::Permit<core::Action::edition_read, core::OrganisationId>;

/// A file that was brought, as its two sizes. It belongs to the permit's organisation.
/// "bulletin/picture_withdrawn" where that same file was taken back before.
[[nodiscard]] core::Result<core::PictureId> add_picture(store::Transaction& transaction,
                                                        const MayWritePictures& permit, const audit::Act& act,
                                                        core::ByteView original, const pictures::Made& made);

/// Which picture, and the version that was read.
struct PictureChange {
    core::PictureId id = {};
    std::int64_t version = 0;
};

/// Puts another description in its place. "bulletin/picture_not_found", "bulletin/picture_stale" (412, with
/// what stands), "bulletin/picture_withdrawn".
[[nodiscard]] core::Done describe_picture(store::Transaction& transaction, const MayWritePictures& permit,
                                          const audit::Act& act, const PictureChange& change,
                                          const PictureDescription& description);

/// Takes it out of every list and deletes its bytes; nothing brings them back. "bulletin/picture_shown" while
/// a story, or an edition that is out, names it.
[[nodiscard]] core::Done remove_picture(store::Transaction& transaction, const MayWritePictures& permit,
                                        const audit::Act& act, const PictureChange& change);

/// Somebody on it took their consent back: from this day nothing may print it, and its bytes are deleted
/// here. Editions that are out are printed without it at once. Twice is once.
[[nodiscard]] core::Done withdraw_picture(store::Transaction& transaction, const MayWritePictures& permit,
                                          const audit::Act& act, core::PictureId id, core::Date day);

/// Nothing where it is not there, removed, or of another organisation.
[[nodiscard]] std::optional<Picture> picture(store::Reader& reader, const MayReadPictures& permit,
                                             core::PictureId id);
/// Of the permit's organisation, latest first. `after`: place_of() of the last one before.
[[nodiscard]] std::vector<Picture> list_pictures(store::Reader& reader, const MayReadPictures& permit,
                                                 const std::string& after, int limit);
[[nodiscard]] std::string place_of(const Picture& picture);
/// A JPEG. Nothing where the picture is not for this permit, or its bytes were deleted.
[[nodiscard]] std::optional<core::Bytes> picture_bytes(store::Reader& reader, const MayReadPictures& permit,
                                                       core::PictureId id, PictureSize size);

// For what is published: no permit, because whoever reads the bulletin has none. The caller has seen that the
// picture stands in an edition that is out.

/// Nothing unless it may be printed on that day.
[[nodiscard]] std::optional<Picture> printable_picture(store::Reader& reader, core::PictureId id,
                                                       core::Date day);
[[nodiscard]] std::optional<core::Bytes> printable_bytes(store::Reader& reader, core::PictureId id,
                                                         PictureSize size, core::Date day);

} // namespace panoh::bulletin

#pragma once

// Parts of items that have a day of their own: what a calendar shows beside the items.

#include <array>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/json.h"
#include "core/names.h"
#include "outreach/campaign.h"
#include "outreach/commitment.h"
#include "outreach/items.h"
#include "outreach/material.h"
#include "outreach/media_piece.h"

namespace panoh::outreach {

enum class Part {
    post,
    appearance, ///< of a media piece in an outlet
    airing,
    promise, ///< an item of a commitment, on the day on which it is due
    milestone,
};

struct DayPart {
    core::Date day = {};
    Part part = Part::post;
    std::string title = {}; ///< its own: of an appearance the outlet, of an airing the station
    std::string state = {}; ///< code of `commitment_state`: of a promise, and "done" of a milestone reached
    core::ItemId item = {};
    Kind kind = Kind::campaign;
    std::string item_title = {};
};
PANOH_JSON(DayPart, day, part, title, state, item, kind, item_title)

/// Those that have a day, in the order in which the item has them.
[[nodiscard]] std::vector<DayPart> parts_of(core::ItemId id, const Campaign& campaign);
[[nodiscard]] std::vector<DayPart> parts_of(core::ItemId id, const MediaPiece& piece);
[[nodiscard]] std::vector<DayPart> parts_of(core::ItemId id, const Material& material);
/// A milestone that was reached stands on that day, else on the day on which it is due.
[[nodiscard]] std::vector<DayPart> parts_of(core::ItemId id, const Commitment& commitment);

/// Of all items, between two days, both among them, by day. Also where the item itself has no day then: a
/// plan without an end has milestones, and a leaflet of last year is aired this year. At most 2000.
[[nodiscard]] std::vector<DayPart> day_parts(store::Reader& reader, const MayRead& permit, core::Date from,
                                             core::Date to);

} // namespace panoh::outreach

template <>
struct panoh::core::Names<panoh::outreach::Part> {
    using enum panoh::outreach::Part;
    static constexpr std::array<Named<panoh::outreach::Part>, 5> all = {{
        {post, "post"},
        {appearance, "appearance"},
        {airing, "airing"},
        {promise, "promise"},
        {milestone, "milestone"},
    }};
};

#pragma once

#include <array>
#include <optional>

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include "core/ids.h"
#include "core/names.h"

namespace panoh::outreach {

/// What the prevention programme consists of. The text form is the word of the API, of the audit and of
/// `languages/`.
enum class Kind {
    project,
    indicator,
    measurement,
    campaign,
    media_piece,
    event,
    material,
    commitment,
    fact,
    testimony,
};

/// What names an item, in the order of Kind.
using ItemIds = boost::mp11::mp_list<core::ProjectId, core::IndicatorId, core::MeasurementId,
                                     core::CampaignId, core::MediaPieceId, core::EventId, core::MaterialId,
                                     core::CommitmentId, core::FactId, core::TestimonyId>;
/// Which kind an id names; nothing for ids of other slices.
template <typename IdType>
inline constexpr std::optional<Kind> kind_of_id =
    boost::mp11::mp_contains<ItemIds, IdType>::value
        ? std::optional(static_cast<Kind>(boost::mp11::mp_find<ItemIds, IdType>::value))
        : std::nullopt;
/// Ids whose slice looks itself whether they are there; that slice says so.
template <typename IdType>
inline constexpr bool checked_elsewhere = false;

} // namespace panoh::outreach

template <>
struct panoh::core::Names<panoh::outreach::Kind> {
    using enum panoh::outreach::Kind;
    static constexpr std::array<Named<panoh::outreach::Kind>, 10> all = {{
        {project, "project"},
        {indicator, "indicator"},
        {measurement, "measurement"},
        {campaign, "campaign"},
        {media_piece, "media_piece"},
        {event, "event"},
        {material, "material"},
        {commitment, "commitment"},
        {fact, "fact"},
        {testimony, "testimony"},
    }};
};

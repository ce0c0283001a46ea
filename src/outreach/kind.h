#pragma once

#include <array>
#include <optional>

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

/// Which kind an id names; nothing for ids of other slices.
template <typename IdType>
inline constexpr std::optional<Kind> kind_of_id = std::nullopt;
/// Ids whose slice looks itself whether they are there; that slice says so.
template <typename IdType>
inline constexpr bool checked_elsewhere = false;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::ProjectId> = Kind::project;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::IndicatorId> = Kind::indicator;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::MeasurementId> = Kind::measurement;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::CampaignId> = Kind::campaign;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::MediaPieceId> = Kind::media_piece;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::EventId> = Kind::event;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::MaterialId> = Kind::material;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::CommitmentId> = Kind::commitment;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::FactId> = Kind::fact;
template <>
inline constexpr std::optional<Kind> kind_of_id<core::TestimonyId> = Kind::testimony;

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

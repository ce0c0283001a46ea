#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace panoh::core {

/// A random 128-bit identity of one kind of thing (UUIDv4: a time-ordered one would tell when a case was
/// opened).
template <typename Tag>
struct Id {
    std::array<std::uint8_t, 16> bytes = {};
    auto operator<=>(const Id&) const = default;
    [[nodiscard]] bool is_null() const { return *this == Id{}; }
};

/// 36 characters, lower case.
[[nodiscard]] std::string format_uuid(std::span<const std::uint8_t, 16> bytes);
/// Accepts exactly the 36-character form, either case.
[[nodiscard]] std::optional<std::array<std::uint8_t, 16>> parse_uuid(std::string_view text);

template <typename Tag>
[[nodiscard]] std::string to_string(const Id<Tag>& id)
{
    return format_uuid(id.bytes);
}
template <typename IdType>
[[nodiscard]] std::optional<IdType> parse_id(std::string_view text)
{
    auto bytes = parse_uuid(text);
    if (!bytes) return std::nullopt;
    return IdType{*bytes};
}
/// From 16 stored bytes; anything else is a broken row and gives the null id.
template <typename IdType>
[[nodiscard]] IdType id_from_bytes(std::span<const std::uint8_t> bytes)
{
    IdType id;
    if (bytes.size() == id.bytes.size()) std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
}

// Every strong id of the house, so that a lower slice can name a higher thing without including it.
using OrganisationId = Id<struct OrganisationTag>;
using TeamId = Id<struct TeamTag>;
using UserId = Id<struct UserTag>;
using SessionId = Id<struct SessionTag>;
using SecurityKeyId = Id<struct SecurityKeyTag>;
using NoticeId = Id<struct NoticeTag>;
using CaseId = Id<struct CaseTag>;
using SubjectId = Id<struct SubjectTag>;
using NoteId = Id<struct NoteTag>;
using RecoveryId = Id<struct RecoveryTag>;
using AskId = Id<struct AskTag>;
using EmergencyId = Id<struct EmergencyTag>;
/// One form as it was opened once, in one page; the browser makes it.
using SittingId = Id<struct SittingTag>;
using DatasetId = Id<struct DatasetTag>;
using ImportId = Id<struct ImportTag>;
/// Tables that may hold the same people, with one budget.
using LineageId = Id<struct LineageTag>;
using ReleaseId = Id<struct ReleaseTag>;
using UploadId = Id<struct UploadTag>;
using MappingId = Id<struct MappingTag>;
// What the prevention programme consists of.
using ProjectId = Id<struct ProjectTag>;
using IndicatorId = Id<struct IndicatorTag>;
using MeasurementId = Id<struct MeasurementTag>;
using CampaignId = Id<struct CampaignTag>;
using MediaPieceId = Id<struct MediaPieceTag>;
using EventId = Id<struct EventTag>;
using MaterialId = Id<struct MaterialTag>;
using CommitmentId = Id<struct CommitmentTag>;
using FactId = Id<struct FactTag>;
using TestimonyId = Id<struct TestimonyTag>;
/// Any of them.
using ItemId = Id<struct ItemTag>;
using EditionId = Id<struct EditionTag>;
using StoryId = Id<struct StoryTag>;
using PictureId = Id<struct PictureTag>;
using SubscriberId = Id<struct SubscriberTag>;
using SendingId = Id<struct SendingTag>;

} // namespace panoh::core

template <typename Tag>
struct std::hash<panoh::core::Id<Tag>> {
    std::size_t operator()(const panoh::core::Id<Tag>& id) const noexcept
    {
        std::size_t value = 0;
        for (std::size_t i = 0; i < sizeof value; ++i)
            value = (value << 8U) | id.bytes[i];
        return value;
    }
};

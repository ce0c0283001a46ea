#include "outreach/day_parts.h"

#include <algorithm>
#include <tuple>

namespace panoh::outreach {

namespace {

constexpr int most_items = 20'000;
constexpr std::size_t most_parts = 2'000;

/// Parts of one item.
class Parts {
public:
    Parts(core::ItemId id, Kind kind, const std::string& title) : id_(id), kind_(kind), title_(title) {}

    void add(Part part, const std::optional<core::Date>& day, std::string title, std::string state = {})
    {
        if (!day) return;
        all_.push_back({.day = *day,
                        .part = part,
                        .title = std::move(title),
                        .state = std::move(state),
                        .item = id_,
                        .kind = kind_,
                        .item_title = title_});
    }
    [[nodiscard]] std::vector<DayPart> take() { return std::move(all_); }

private:
    core::ItemId id_;
    Kind kind_;
    const std::string& title_;
    std::vector<DayPart> all_ = {};
};

template <typename T>
void add_kind(std::vector<DayPart>& all, store::Reader& reader, const MayRead& permit, Kind kind,
              core::Date from, core::Date to)
{
    for (const auto& item : list_items(reader, permit, {.kind = kind, .limit = most_items})) {
        const auto value = core::read_json<T>(item.document);
        if (!value) continue; // a row that somebody wrote by hand has no days
        for (auto& part : parts_of(item.id, *value))
            if (from <= part.day && part.day <= to) all.push_back(std::move(part));
    }
}

} // namespace

std::vector<DayPart> parts_of(core::ItemId id, const Campaign& campaign)
{
    Parts parts(id, Kind::campaign, campaign.title);
    for (const auto& post : campaign.posts)
        parts.add(Part::post, post.posted_on, post.title);
    return parts.take();
}

std::vector<DayPart> parts_of(core::ItemId id, const MediaPiece& piece)
{
    Parts parts(id, Kind::media_piece, piece.title);
    for (const auto& appearance : piece.appearances)
        parts.add(Part::appearance, appearance.published_on, appearance.outlet);
    return parts.take();
}

std::vector<DayPart> parts_of(core::ItemId id, const Material& material)
{
    Parts parts(id, Kind::material, material.title);
    for (const auto& airing : material.airings)
        parts.add(Part::airing, airing.aired_on, airing.station);
    return parts.take();
}

std::vector<DayPart> parts_of(core::ItemId id, const Commitment& commitment)
{
    Parts parts(id, Kind::commitment, commitment.title);
    for (const auto& item : commitment.items) {
        parts.add(Part::promise, item.due_on, item.text, item.state.code);
        for (const auto& step : item.milestones)
            parts.add(Part::milestone, step.reached_on ? step.reached_on : step.due_on, step.text,
                      step.reached_on ? "done" : "");
    }
    return parts.take();
}

std::vector<DayPart> day_parts(store::Reader& reader, const MayRead& permit, core::Date from, core::Date to)
{
    std::vector<DayPart> all;
    add_kind<Campaign>(all, reader, permit, Kind::campaign, from, to);
    add_kind<MediaPiece>(all, reader, permit, Kind::media_piece, from, to);
    add_kind<Material>(all, reader, permit, Kind::material, from, to);
    add_kind<Commitment>(all, reader, permit, Kind::commitment, from, to);
    std::ranges::stable_sort(
        all, {}, [](const DayPart& part) { return std::tuple(part.day, part.part, part.item.bytes); });
    if (all.size() > most_parts) all.resize(most_parts);
    return all;
}

} // namespace panoh::outreach

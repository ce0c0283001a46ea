#include "outreach/programme.h"

#include <algorithm>
#include <map>
#include <set>

#include "outreach/campaign.h"
#include "outreach/commitment.h"
#include "outreach/material.h"
#include "outreach/media_piece.h"

namespace panoh::outreach {

namespace {

constexpr int most_items = 20'000;

template <typename T>
struct Kept {
    core::ItemId id = {};
    T value = {};
};

/// What an item names as its project, if its kind has one.
template <typename T>
bool names_project(const T& value, const std::set<core::ItemId>& parts)
{
    const auto has = [&](const auto& id) { return id && parts.contains(core::ItemId{id->bytes}); };
    bool named = has(value.project);
    if constexpr (requires { value.campaign; }) named = named || has(value.campaign);
    if constexpr (requires { value.event; }) named = named || has(value.event);
    if constexpr (requires { value.material; }) named = named || has(value.material);
    if constexpr (requires { value.media_piece; }) named = named || has(value.media_piece);
    return named;
}

/// Reads the items of a query once, kind by kind, and remembers which belong to the project.
class Programme {
public:
    Programme(store::Reader& reader, const MayRead& permit, const Wanted& wanted)
        : reader_(reader), permit_(permit), wanted_(wanted)
    {
        if (wanted.project) parts_.insert(*wanted.project);
    }

    template <typename T>
    std::vector<Kept<T>> read(Kind kind, bool by_day = true)
    {
        ItemQuery query{.kind = kind, .country = wanted_.country, .limit = most_items};
        if (by_day) {
            query.from = wanted_.from;
            query.to = wanted_.to;
        }
        std::vector<Kept<T>> kept;
        for (const auto& item : list_items(reader_, permit_, query)) {
            auto value = core::read_json<T>(item.document);
            if (!value) continue; // a row that somebody wrote by hand counts for nothing
            if (wanted_.project && !names_project(*value, parts_)) continue;
            parts_.insert(item.id);
            kept.push_back({item.id, std::move(*value)});
        }
        return kept;
    }

private:
    store::Reader& reader_;
    const MayRead& permit_;
    const Wanted& wanted_;
    std::set<core::ItemId> parts_ = {};
};

class Counts {
public:
    void add(const std::string& code) { ++counts_[code]; }
    [[nodiscard]] std::vector<Count> in_order() const
    {
        std::vector<Count> all;
        for (const auto& [code, count] : counts_)
            all.push_back({code, count});
        std::ranges::stable_sort(all, std::greater<>(), &Count::count);
        return all;
    }

private:
    std::map<std::string, std::int64_t> counts_ = {};
};

void count_events(ProgrammeFigures& figures, const std::vector<Kept<Event>>& kept)
{
    std::vector<Event> events;
    Counts kinds;
    Counts proposals;
    for (const auto& [id, event] : kept) {
        kinds.add(event.kind.code);
        for (const auto& proposal : event.proposals)
            proposals.add(proposal.state.code);
        events.push_back(event);
    }
    figures.events = kinds.in_order();
    figures.proposals = proposals.in_order();
    figures.participants = participants_of(events);
    figures.knowledge = knowledge_of(events);
}

/// A part that has no day counts with the whole it is of.
bool within(const std::optional<core::Date>& day, const Wanted& wanted)
{
    return !day || (wanted.from <= *day && *day <= wanted.to);
}

void count_outputs(ProgrammeFigures& figures, Programme& programme, const Wanted& wanted,
                   const std::vector<Kept<Campaign>>& campaigns)
{
    for (const auto& [id, campaign] : campaigns)
        figures.posts += std::ranges::count_if(
            campaign.posts, [&](const Post& post) { return within(post.posted_on, wanted); });
    for (const auto& [id, piece] : programme.read<MediaPiece>(Kind::media_piece))
        figures.media_appearances += std::ranges::count_if(
            piece.appearances, [&](const Appearance& each) { return within(each.published_on, wanted); });
    // A leaflet of last year is handed out this year.
    for (const auto& [id, material] : programme.read<Material>(Kind::material, false)) {
        for (const auto& airing : material.airings)
            if (airing.aired_on && within(airing.aired_on, wanted)) figures.airings += airing.times;
        for (const auto& hand_out : material.hand_outs)
            if (hand_out.handed_out_on && within(hand_out.handed_out_on, wanted))
                figures.handed_out += hand_out.quantity;
    }
}

void count_commitments(ProgrammeFigures& figures, Programme& programme)
{
    Counts states;
    for (const auto& [id, commitment] : programme.read<Commitment>(Kind::commitment))
        for (const auto& item : commitment.items)
            states.add(item.state.code);
    figures.commitment_items = states.in_order();
}

std::vector<IndicatorLine> indicator_lines(Programme& programme,
                                           const std::vector<Kept<Measurement>>& measured, core::Date today)
{
    std::vector<IndicatorLine> lines;
    for (const auto& [id, indicator] : programme.read<Indicator>(Kind::indicator, false)) {
        std::vector<Measurement> of;
        for (const auto& [unused, measurement] : measured)
            if (measurement.indicator && core::ItemId{measurement.indicator->bytes} == id)
                of.push_back(measurement);
        lines.push_back({.id = id,
                         .title = indicator.title,
                         .code = indicator.code ? indicator.code->code : std::string(),
                         .unit = indicator.unit.code,
                         .baseline = indicator.baseline,
                         .progress = progress_of(indicator, of, today)});
    }
    std::ranges::stable_sort(lines, {},
                             [](const IndicatorLine& line) { return std::pair(line.code, line.title); });
    return lines;
}

} // namespace

ProgrammeFigures programme_figures(store::Reader& reader, const MayRead& permit, const Wanted& wanted,
                                   core::Date today)
{
    ProgrammeFigures figures{.from = wanted.from, .to = wanted.to};
    Programme programme(reader, permit, wanted);
    // Campaigns first: what names a campaign of the project belongs to it.
    const auto campaigns = programme.read<Campaign>(Kind::campaign);
    count_events(figures, programme.read<Event>(Kind::event));
    count_outputs(figures, programme, wanted, campaigns);
    count_commitments(figures, programme);
    const auto measured = programme.read<Measurement>(Kind::measurement);
    std::vector<Measurement> measurements;
    for (const auto& [id, measurement] : measured)
        measurements.push_back(measurement);
    figures.direct = reach_lines(measurements, Reach::direct);
    figures.indirect = reach_lines(measurements, Reach::indirect);
    figures.outputs = reach_lines(measurements, Reach::output);
    figures.indicators = indicator_lines(programme, measured, today);
    for (const auto& [id, campaign] : campaigns)
        if (auto contacts = contacts_of(id, campaign, measurements))
            figures.contacts.push_back(std::move(*contacts));
    return figures;
}

} // namespace panoh::outreach

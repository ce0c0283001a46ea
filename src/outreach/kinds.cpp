#include "outreach/kinds.h"

#include <array>

#include "outreach/campaign.h"
#include "outreach/commitment.h"
#include "outreach/event.h"
#include "outreach/fact.h"
#include "outreach/indicator.h"
#include "outreach/material.h"
#include "outreach/measurement.h"
#include "outreach/media_piece.h"
#include "outreach/project.h"
#include "outreach/rules.h"
#include "outreach/testimony.h"

namespace panoh::outreach {

namespace {

template <typename T>
constexpr KindFacts facts(Kind kind, std::string_view path, std::string_view param, bool listed_whole = false)
{
    return {.kind = kind,
            .path = path,
            .param = param,
            .listed_whole = listed_whole,
            .read_value = &read_document<T>,
            .schema = [] { return core::json_schema<T>(); }};
}

KindFacts of_testimonies()
{
    auto known = facts<Testimony>(Kind::testimony, "/api/testimonies", "testimony");
    known.read = core::Action::testimony_read;
    known.write = core::Action::testimony_write;
    return known;
}

const std::array<KindFacts, 10>& all()
{
    static const std::array<KindFacts, 10> known = {
        {facts<Project>(Kind::project, "/api/projects", "project"),
         facts<Indicator>(Kind::indicator, "/api/indicators", "indicator", true),
         facts<Measurement>(Kind::measurement, "/api/measurements", "measurement", true),
         facts<Campaign>(Kind::campaign, "/api/campaigns", "campaign"),
         facts<MediaPiece>(Kind::media_piece, "/api/media-pieces", "media_piece"),
         facts<Event>(Kind::event, "/api/events", "event"),
         facts<Material>(Kind::material, "/api/materials", "material"),
         facts<Commitment>(Kind::commitment, "/api/commitments", "commitment"),
         facts<Fact>(Kind::fact, "/api/facts", "fact", true), of_testimonies()}};
    return known;
}

} // namespace

std::span<const KindFacts> kinds()
{
    return all();
}

const KindFacts& facts_of(Kind kind)
{
    return all().at(static_cast<std::size_t>(kind));
}

} // namespace panoh::outreach

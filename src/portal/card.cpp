#include "portal/card.h"

#include "core/log.h"
#include "portal/edition_parts.h"
#include "portal/words.h"

namespace panoh::portal {
namespace {

std::string line_of(const bulletin::PrintedEdition& edition, const Words& words)
{
    auto line = number_and_day(edition, words);
    // More do not fit, and a country that is cut off is worse than none.
    if (edition.countries.size() > 2) return line;
    for (const auto& country : edition.countries)
        line += " · " + words.country(country);
    return line;
}

} // namespace

core::Result<MadeOnce::File> Card::of(const std::shared_ptr<const RenderedEdition>& rendered)
{
    return made_.of(rendered, [&]() -> core::Result<Packed> {
        if (!draw_) return core::fail(core::ErrorKind::busy, "portal/no_card");
        const auto& edition = rendered->edition;
        auto png = draw_(edition.title, line_of(edition, Words::of(edition.language)), edition.language);
        if (!png) {
            core::log(core::LogLevel::warning, "card_failed", {{"edition", edition.id}});
            return core::fail(core::ErrorKind::busy, "portal/no_card");
        }
        auto packed = pack("image/png", std::string(png->begin(), png->end()));
        packed.gzip.clear(); // packed inside already
        return packed;
    });
}

} // namespace panoh::portal

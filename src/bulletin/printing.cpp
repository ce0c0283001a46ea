#include "bulletin/printing.h"

#include <algorithm>

#include "bulletin/editions_store.h"
#include "outreach/items.h"

namespace panoh::bulletin {

std::vector<PublishedEdition> published_editions(store::Reader& reader)
{
    std::vector<PublishedEdition> found;
    for (const auto& file : editions_out(reader)) {
        const auto release = find_release(reader, file.id, file.released);
        if (!release) continue;
        const auto contents = as_released(file, *release);
        if (!contents) continue;
        PublishedEdition out{.id = file.id,
                             .organisation = file.organisation,
                             .slug = file.slug,
                             .version = release->number,
                             .day = contents->edition.day,
                             .published_at = release->published_at,
                             .fictional = contents->edition.fictional.value_or(false)};
        for (const auto& country : contents->edition.countries)
            out.countries.push_back(country.code);
        for (const auto& language : contents->edition.languages)
            out.languages.push_back(language.code);
        found.push_back(std::move(out));
    }
    // A working copy may have another day than what is out.
    std::ranges::stable_sort(found, std::greater{}, &PublishedEdition::day);
    return found;
}

core::Result<PrintedEdition> print(store::Reader& reader, core::EditionId id, const Printing& printing,
                                   const Words& words)
{
    const auto file = find_edition(reader, id);
    const auto release = file && file->released > 0 ? find_release(reader, id, file->released) : std::nullopt;
    if (!release) return core::fail(core::ErrorKind::not_found, "bulletin/edition_not_found");
    PANOH_TRY(const Contents contents, as_released(*file, *release));
    return compose(reader, contents, printing, words);
}

std::string publication_stamp(store::Reader& reader)
{
    return std::to_string(change_count(reader)) + '-' +
           std::to_string(outreach::versions_of(reader, all_uses(reader)));
}

void note_publication_change(store::Transaction& transaction)
{
    count_change(transaction);
}

} // namespace panoh::bulletin

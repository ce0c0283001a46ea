#include "app/public_shelf.h"

#include "bulletin/pictures.h"
#include "bulletin/printing.h"
#include "portal/words.h"

namespace panoh::app {
namespace {

/// "2021-07-30T09:00:00Z"
std::string timestamp(core::Instant instant)
{
    auto text = core::local_minute(instant, "UTC");
    if (const auto gap = text.find(' '); gap != std::string::npos) text[gap] = 'T';
    return text + ":00Z";
}

/// In one language, as each way of publishing may have it. What cannot be printed is not put out.
std::optional<portal::Put> put_of(store::Reader& reader, const bulletin::PublishedEdition& edition,
                                  bulletin::Printing printing)
{
    portal::Put put{.updated_at = timestamp(edition.published_at)};
    const auto in = [&](bulletin::Medium medium) -> std::optional<bulletin::PrintedEdition> {
        printing.medium = medium;
        auto printed = bulletin::print(reader, edition.id, printing, portal::program_words);
        if (!printed) return std::nullopt;
        return std::move(*printed);
    };
    auto web = in(bulletin::Medium::web);
    auto paper = in(bulletin::Medium::paper);
    auto email = in(bulletin::Medium::email);
    if (!web || !paper || !email) return std::nullopt;
    put.edition = std::move(*web);
    put.on_paper = std::move(paper);
    put.by_email = std::move(email);
    return put;
}

void note_pictures(const bulletin::PrintedEdition& edition, std::set<core::PictureId>& shown)
{
    for (const auto& section : edition.sections)
        for (const auto& story : section.stories)
            for (const auto& block : story.blocks)
                if (block.kind == bulletin::Block::Kind::picture) shown.insert(block.picture.id);
}

} // namespace

std::shared_ptr<const portal::Shelf> PublicShelf::look()
{
    const std::scoped_lock lock(mutex_);
    const auto day = core::local_day(clock_.now(), time_zone_);
    std::vector<portal::Put> puts;
    std::string seen;
    const bool changed = database_.read([&](store::Reader& reader) {
        seen = core::to_string(day) + ' ' + bulletin::publication_stamp(reader);
        if (seen == seen_) return false;
        for (const auto& edition : bulletin::published_editions(reader))
            for (const auto& language : edition.languages)
                if (auto put =
                        put_of(reader, edition, {.language = language, .day = day, .time_zone = time_zone_}))
                    puts.push_back(std::move(*put));
        return true;
    });
    if (!changed) return nullptr;
    seen_ = std::move(seen);
    shown_.clear();
    for (const auto& put : puts) {
        note_pictures(put.edition, shown_);
        if (put.on_paper) note_pictures(*put.on_paper, shown_);
        if (put.by_email) note_pictures(*put.by_email, shown_);
    }
    shelf_ = std::make_shared<const portal::Shelf>(std::move(puts), options_, shelf_.get());
    return shelf_;
}

portal::PictureReader PublicShelf::pictures()
{
    return [this](core::PictureId id) -> std::optional<portal::PictureFile> {
        {
            const std::scoped_lock lock(mutex_);
            if (!shown_.contains(id)) return std::nullopt;
        }
        const auto day = core::local_day(clock_.now(), time_zone_);
        return database_.read([&](store::Reader& reader) -> std::optional<portal::PictureFile> {
            const auto bytes = bulletin::printable_bytes(reader, id, bulletin::PictureSize::large, day);
            if (!bytes) return std::nullopt;
            return portal::PictureFile{.media_type = "image/jpeg",
                                       .bytes = std::string(bytes->begin(), bytes->end())};
        });
    };
}

namespace {

/// Takes the place of a reader's own address until the letter goes out: the page builder lets nothing but an
/// address into a link.
constexpr std::string_view marker = "https://leave.invalid/";

std::string with_leave_place(std::string text)
{
    for (auto at = text.find(marker); at != std::string::npos; at = text.find(marker, at))
        text.replace(at, marker.size(), bulletin::leave_place);
    return text;
}

core::Result<bulletin::Letter> letter_of(const portal::Published& published, core::EditionId id,
                                         std::string_view language)
{
    const auto shelf = published.now();
    for (const auto& listed : shelf->editions()) {
        if (listed.id != id) continue;
        const auto rendered = shelf->find(listed.slug, language);
        if (!rendered) break;
        return bulletin::Letter{.subject = rendered->letter.subject,
                                .text = with_leave_place(rendered->letter.text(marker)),
                                .html = with_leave_place(rendered->letter.html(marker))};
    }
    return core::fail(core::ErrorKind::conflict, "bulletin/edition_not_out");
}

} // namespace

bulletin::Editions editions_to_send(const portal::Published& published)
{
    return {.write = [&published](core::EditionId id,
                                  std::string_view language) { return letter_of(published, id, language); },
            .facts = [](store::Reader& reader, core::EditionId id) -> std::optional<bulletin::EditionFacts> {
                for (const auto& edition : bulletin::published_editions(reader))
                    if (edition.id == id)
                        return bulletin::EditionFacts{edition.organisation, edition.countries};
                return std::nullopt;
            }};
}

} // namespace panoh::app

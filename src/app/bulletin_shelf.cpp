#include "app/bulletin_shelf.h"

#include <chrono>
#include <utility>
#include <vector>

#include "bulletin/pictures.h"
#include "bulletin/printing.h"
#include "core/broken.h"
#include "core/log.h"
#include "portal/words.h"

namespace panoh::app {

namespace {

/// A withdrawn testimony is gone from every page within this.
constexpr auto between_looks = std::chrono::seconds(1);

void note_pictures(const bulletin::PrintedEdition& edition, std::set<core::PictureId>& shown)
{
    for (const auto& section : edition.sections)
        for (const auto& story : section.stories)
            for (const auto& block : story.blocks)
                if (block.kind == bulletin::Block::Kind::picture) shown.insert(block.picture.id);
}

struct Found {
    std::string stamp = {};
    std::vector<portal::Put> puts = {};
};

} // namespace

BulletinShelf::BulletinShelf(Needs needs) : needs_(std::move(needs)), published_(pictures())
{
    look();
    thread_ = std::thread([this] { run(); });
}

BulletinShelf::~BulletinShelf()
{
    {
        const std::scoped_lock lock(mutex_);
        ends_ = true;
    }
    woken_.notify_all();
    thread_.join();
}

void BulletinShelf::run()
{
    std::unique_lock lock(mutex_);
    while (!woken_.wait_for(lock, between_looks, [this] { return ends_; })) {
        lock.unlock();
        try {
            look();
        } catch (const core::Broken&) {
            // The database does not answer: what is on the shelf stays there, and the next look tries again.
        }
        lock.lock();
    }
}

bool BulletinShelf::look()
{
    const std::scoped_lock lock(looking_);
    const auto today = core::local_day(needs_.clock.now(), needs_.time_zone);
    const auto found = needs_.database.read([&](store::Reader& reader) -> std::optional<Found> {
        Found now{.stamp = bulletin::publication_stamp(reader)};
        if (now.stamp == stamp_ && today == day_) return std::nullopt;
        for (const auto& edition : bulletin::published_editions(reader))
            for (const auto& language : edition.languages) {
                auto printed = bulletin::print(
                    reader, edition.id, {.language = language, .day = today, .time_zone = needs_.time_zone},
                    portal::Words::bare);
                if (printed)
                    now.puts.push_back({.edition = std::move(*printed),
                                        .updated_at = core::to_string(edition.published_at)});
                else
                    core::log(core::LogLevel::error, "edition_not_printed",
                              {{"code", core::LogValue::word(printed.error().code)}});
            }
        return now;
    });
    if (!found) return false;
    std::set<core::PictureId> shown;
    for (const auto& put : found->puts)
        note_pictures(put.edition, shown);
    const auto before = published_.now();
    auto shelf = std::make_shared<const portal::Shelf>(
        std::move(found->puts), portal::Shelf::Options{.site = needs_.site, .paper = needs_.paper},
        before.get());
    {
        const std::scoped_lock shown_lock(shown_mutex_);
        shown_ = std::move(shown);
    }
    published_.replace(std::move(shelf));
    stamp_ = found->stamp;
    day_ = today;
    return true;
}

portal::PictureReader BulletinShelf::pictures()
{
    return [this](core::PictureId id) -> std::optional<portal::PictureFile> {
        {
            const std::scoped_lock lock(shown_mutex_);
            if (!shown_.contains(id)) return std::nullopt;
        }
        const auto today = core::local_day(needs_.clock.now(), needs_.time_zone);
        return needs_.database.read([&](store::Reader& reader) -> std::optional<portal::PictureFile> {
            const auto bytes = bulletin::printable_bytes(reader, id, bulletin::PictureSize::large, today);
            if (!bytes) return std::nullopt;
            return portal::PictureFile{.media_type = "image/jpeg",
                                       .bytes = std::string(bytes->begin(), bytes->end())};
        });
    };
}

} // namespace panoh::app

#include "portal/release_pages.h"

#include <algorithm>

#include "release/releases_view.h"

namespace panoh::portal {
namespace {

constexpr const char* page_type = "text/html; charset=utf-8";

std::size_t size_of(const Packed& packed)
{
    return packed.plain.size() + packed.gzip.size();
}

} // namespace

std::optional<ReleasePages::Page> ReleasePages::kept(std::string_view place, std::string_view version)
{
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find(kept_, place, &Kept::place);
    if (found == kept_.end() || found->version != version) return std::nullopt;
    std::rotate(found, found + 1, kept_.end());
    return kept_.back().page;
}

void ReleasePages::keep(Kept made)
{
    const std::scoped_lock lock(mutex_);
    std::erase_if(kept_, [&](const Kept& old) { return old.place == made.place; });
    kept_.push_back(std::move(made));
    std::size_t all = 0;
    for (const Kept& one : kept_)
        all += size_of(*one.page.packed);
    while (all > most_kept && kept_.size() > 1) {
        all -= size_of(*kept_.front().page.packed);
        kept_.erase(kept_.begin());
    }
}

template <typename Make>
ReleasePages::Page ReleasePages::made_once(std::string place, std::string version, const Make& make)
{
    if (auto page = kept(place, version)) return *page;
    const std::scoped_lock making(making_);
    if (auto page = kept(place, version)) return *page;
    Page page = make();
    keep({.place = std::move(place), .version = std::move(version), .page = page});
    return page;
}

core::Result<ReleasePages::Page> ReleasePages::page(core::ReleaseId id, std::string_view language)
{
    PANOH_TRY(const release::PublishedRelease release, source_.one(id));
    auto place = core::to_string(id) + ' ' + std::string(language);
    auto version = core::write_json(view_of(release));
    if (release.withdrawn_at)
        return made_once(std::move(place), std::move(version), [&] {
            return Page{.packed = std::make_shared<const Packed>(
                            pack(page_type, withdrawn_page(release, house_, language))),
                        .fictional = is_fictional(release, house_)};
        });
    // Between the two questions it may be withdrawn: then it has no report, and the next reader gets no
    // figures.
    return made_once(std::move(place), std::move(version), [&] {
        auto report = source_.report(id, language);
        std::optional<release::Report> shown;
        if (report) shown = std::move(*report);
        const bool fictional = is_fictional(release, house_) || (shown && shown->fictional);
        return Page{.packed = std::make_shared<const Packed>(
                        pack(page_type, release_page(release, shown, house_, language))),
                    .fictional = fictional};
    });
}

std::shared_ptr<const Packed> ReleasePages::list(std::string_view language)
{
    const auto releases = source_.list();
    std::string version;
    for (const auto& release : releases)
        version += core::write_json(view_of(release)) + '\n';
    const auto made = made_once(std::string(language), std::move(version), [&] {
        return Page{.packed = std::make_shared<const Packed>(
                        pack(page_type, releases_page(releases, house_, language))),
                    .fictional = house_.demo};
    });
    return made.packed;
}

core::Done ReleasePages::find(core::ReleaseId id) const
{
    PANOH_TRY(const release::PublishedRelease release, source_.one(id));
    static_cast<void>(release);
    return {};
}

} // namespace panoh::portal

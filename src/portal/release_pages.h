#pragma once

// Pages of releases, made once for each (release, language, version) and kept in memory. What is out is asked
// anew for each reader, so that a page is gone with the moment in which its release is withdrawn.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "portal/release_page.h"
#include "portal/shelf.h"

namespace panoh::portal {

/// What is out, at the moment of the question. Several threads ask at once.
struct ReleaseSource {
    std::function<std::vector<release::PublishedRelease>()> list;
    /// As `release::published_release`.
    std::function<core::Result<release::PublishedRelease>(core::ReleaseId)> one;
    /// As `release::published_report`.
    std::function<core::Result<release::Report>(core::ReleaseId, std::string_view language)> report;
};

class ReleasePages {
public:
    struct Page {
        std::shared_ptr<const Packed> packed;
        bool fictional = false;
    };

    ReleasePages(ReleaseSource source, ReleaseHouse house)
        : source_(std::move(source)), house_(std::move(house))
    {
    }
    /// In one of the seven languages. "release/release_not_found" for whatever was never published; the page
    /// of one that was withdrawn says so.
    [[nodiscard]] core::Result<Page> page(core::ReleaseId id, std::string_view language);
    [[nodiscard]] std::shared_ptr<const Packed> list(std::string_view language);
    /// Whether it has a page.
    [[nodiscard]] core::Done find(core::ReleaseId id) const;

private:
    /// Bytes of all that is kept, at most; about a hundred large pages.
    static constexpr std::size_t most_kept = std::size_t{16} * 1024 * 1024;
    struct Kept {
        std::string place;   ///< of which release, in which language
        std::string version; ///< all that its page is made of
        Page page;
    };
    [[nodiscard]] std::optional<Page> kept(std::string_view place, std::string_view version);
    template <typename Make>
    Page made_once(std::string place, std::string version, const Make& make);
    void keep(Kept made);

    ReleaseSource source_;
    ReleaseHouse house_;
    std::mutex making_; ///< one page at a time
    std::mutex mutex_;
    std::vector<Kept> kept_; ///< the one used last at the end
};

} // namespace panoh::portal

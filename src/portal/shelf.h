#pragma once

// What has come out, made once and kept in memory: a reader costs a look-up and a copy.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bulletin/printed.h"
#include "portal/edition_letter.h"
#include "portal/edition_page.h"

namespace panoh::portal {

/// Bytes as they are sent, plain and packed, with their tags.
struct Packed {
    std::string type = {};
    std::string plain = {};
    std::string gzip = {}; ///< empty where packing is not worth it
    std::string tag = {};  ///< ETag of the plain form, with its quotes
    std::string gzip_tag = {};
};
[[nodiscard]] Packed pack(std::string type, std::string body);

struct RenderedEdition {
    bulletin::PrintedEdition edition = {};
    bulletin::PrintedEdition on_paper = {};
    Packed page = {};
    Packed text = {};
    Letter letter = {};
};

/// One edition in one language, as it goes onto the shelf. A testimony may be given for the web and not for
/// paper, so each way of publishing has its own.
struct Put {
    bulletin::PrintedEdition edition = {};                 ///< for the web
    std::optional<bulletin::PrintedEdition> on_paper = {}; ///< nothing: as for the web
    std::optional<bulletin::PrintedEdition> by_email = {};
    std::string updated_at = {}; ///< RFC 3339: when this version came out
};

[[nodiscard]] RenderedEdition render(const Put& put, const Around& around);

/// Everything that is out at one moment; never changed.
class Shelf {
public:
    struct Options {
        std::string site = {}; ///< "https://panoh.example"; empty when not known
        bool paper = false;    ///< this server can make PDF files
        bool card = false;     ///< and pictures for social networks
    };
    Shelf() : Shelf({}, Options{}) {}
    /// `puts` in any order. What `before` has with the same words and neighbours is not made again.
    Shelf(std::vector<Put> puts, const Options& options, const Shelf* before = nullptr);

    /// The newest first.
    [[nodiscard]] const std::vector<ListedEdition>& editions() const { return editions_; }
    /// Null when there is none.
    [[nodiscard]] std::shared_ptr<const RenderedEdition> find(std::string_view slug,
                                                              std::string_view language) const;
    [[nodiscard]] const ListedEdition* listed(std::string_view slug) const;
    /// Of one of the seven languages; null for any other.
    [[nodiscard]] const Packed* list(std::string_view language) const;
    [[nodiscard]] const Packed* feed(std::string_view language) const;

private:
    using Place = std::pair<std::string, std::string>;
    [[nodiscard]] Around around(const ListedEdition& edition, const std::string& language,
                                const Options& options) const;
    std::vector<ListedEdition> editions_;
    std::map<Place, std::shared_ptr<const RenderedEdition>, std::less<>> rendered_;
    std::map<std::string, Packed, std::less<>> lists_;
    std::map<std::string, Packed, std::less<>> feeds_;
};

/// A picture of an edition that is out.
struct PictureFile {
    std::string media_type = {}; ///< "image/jpeg"
    std::string bytes = {};
};
/// Nothing for a picture that no edition shows, or whose consent was taken back.
using PictureReader = std::function<std::optional<PictureFile>(core::PictureId)>;

/// The shelf that readers see; another one takes its place in one step.
class Published {
public:
    /// Gives another shelf when anything is out that was not, or the other way round; else null.
    using Look = std::function<std::shared_ptr<const Shelf>()>;
    explicit Published(PictureReader pictures = {}, Look look = {})
        : pictures_(std::move(pictures)), look_(std::move(look)), shelf_(std::make_shared<const Shelf>())
    {
    }
    /// Looks at most once a second whether it is still what is out; one reader waits for that, the others do
    /// not.
    [[nodiscard]] std::shared_ptr<const Shelf> now() const;
    void replace(std::shared_ptr<const Shelf> shelf)
    {
        const std::scoped_lock lock(mutex_);
        shelf_ = std::move(shelf);
    }
    [[nodiscard]] std::optional<PictureFile> picture(core::PictureId id) const
    {
        return pictures_ ? pictures_(id) : std::nullopt;
    }

private:
    PictureReader pictures_;
    Look look_;
    mutable std::atomic<std::int64_t> looked_at_ = 0; ///< seconds of the steady clock
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const Shelf> shelf_;
};

} // namespace panoh::portal

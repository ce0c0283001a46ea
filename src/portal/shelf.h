#pragma once

// What has come out, made once and kept in memory: a reader costs a look-up and a copy.

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
    Packed page = {};
    Packed text = {};
    Letter letter = {};
};
[[nodiscard]] RenderedEdition render(bulletin::PrintedEdition edition, const Around& around);

/// One edition in one language, as it goes onto the shelf.
struct Put {
    bulletin::PrintedEdition edition = {};
    std::string updated_at = {}; ///< RFC 3339: when this version came out
};

/// Everything that is out at one moment; never changed.
class Shelf {
public:
    struct Options {
        std::string site = {}; ///< "https://panoh.example"; empty when not known
        bool paper = false;    ///< this server can make PDF files
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
    explicit Published(PictureReader pictures = {})
        : pictures_(std::move(pictures)), shelf_(std::make_shared<const Shelf>())
    {
    }
    [[nodiscard]] std::shared_ptr<const Shelf> now() const
    {
        const std::scoped_lock lock(mutex_);
        return shelf_;
    }
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
    mutable std::mutex mutex_;
    std::shared_ptr<const Shelf> shelf_;
};

} // namespace panoh::portal

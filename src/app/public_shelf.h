#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "bulletin/letter.h"
#include "core/clock.h"
#include "portal/shelf.h"
#include "store/store.h"

namespace panoh::app {

/// Brings what `bulletin` says is out onto the shelf that readers see.
class PublicShelf {
public:
    PublicShelf(store::Database& database, const core::Clock& clock, std::string time_zone,
                portal::Shelf::Options options)
        : database_(database), clock_(clock), time_zone_(std::move(time_zone)), options_(std::move(options))
    {
    }
    /// Another shelf when something came out, was corrected or taken back since the last look, or when the
    /// day changed, with which consents end; else null.
    [[nodiscard]] std::shared_ptr<const portal::Shelf> look();
    /// Bytes of a picture that something on the shelf shows and that may be printed today.
    [[nodiscard]] portal::PictureReader pictures();

private:
    store::Database& database_;
    const core::Clock& clock_;
    std::string time_zone_;
    portal::Shelf::Options options_;
    std::mutex mutex_;
    std::string seen_;
    std::shared_ptr<const portal::Shelf> shelf_;
    std::set<core::PictureId> shown_; ///< in any language and any way of publishing
};

/// The same editions as letters: what is out, in the languages that it has. `published` must outlive it.
[[nodiscard]] bulletin::Editions editions_to_send(const portal::Published& published);

} // namespace panoh::app

#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/result.h"
#include "portal/shelf.h"

namespace panoh::portal {

/// Files that take long to make of an edition: made when somebody asks, one at a time, and the last ones
/// kept. Strangers ask, so a second one that would have to wait is told to come back.
class MadeOnce {
public:
    using File = std::shared_ptr<const Packed>;

    /// What `make` gives: a Result<Packed>. "portal/busy" (503) while another is made.
    template <typename Make>
    [[nodiscard]] core::Result<File> of(const std::shared_ptr<const RenderedEdition>& edition,
                                        const Make& make)
    {
        if (auto file = kept(edition.get())) return file;
        const std::unique_lock making(making_, std::try_to_lock);
        if (!making)
            return core::fail({.kind = core::ErrorKind::busy, .code = "portal/busy", .retry_after = 5});
        if (auto file = kept(edition.get())) return file;
        PANOH_TRY(Packed packed, make());
        auto file = std::make_shared<const Packed>(std::move(packed));
        const std::scoped_lock lock(mutex_);
        if (kept_.size() >= most) kept_.erase(kept_.begin());
        kept_.push_back({edition, file});
        return file;
    }

private:
    /// Seven languages of the newest edition and a few more.
    static constexpr std::size_t most = 16;
    struct Kept {
        std::shared_ptr<const RenderedEdition> of; ///< kept, so that no other object takes its address
        File file;
    };
    [[nodiscard]] File kept(const RenderedEdition* edition)
    {
        const std::scoped_lock lock(mutex_);
        const auto found =
            std::ranges::find_if(kept_, [&](const Kept& one) { return one.of.get() == edition; });
        if (found == kept_.end()) return nullptr;
        std::rotate(found, found + 1, kept_.end());
        return kept_.back().file;
    }
    std::mutex making_;
    std::mutex mutex_;
    std::vector<Kept> kept_; ///< the one used last at the end
};

} // namespace panoh::portal

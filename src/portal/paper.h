#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/result.h"
#include "portal/shelf.h"

namespace panoh::portal {

/// The document that paper is made of: the same parts as the page, with pictures inside.
[[nodiscard]] std::string paper_html(const bulletin::PrintedEdition& edition, const PictureReader& pictures,
                                     std::string_view site);

/// Makes tagged PDF files in a child process, one at a time, and keeps the last ones.
class Paper {
public:
    /// Whether this machine has the program that makes them (Debian's weasyprint).
    [[nodiscard]] static bool is_installed();

    explicit Paper(PictureReader pictures = {}, std::string site = {})
        : pictures_(std::move(pictures)), site_(std::move(site))
    {
    }
    /// "portal/no_paper" where the program is missing or fails, "portal/paper_busy" while another is made.
    /// Both are 503.
    [[nodiscard]] core::Result<std::shared_ptr<const Packed>>
    of(const std::shared_ptr<const RenderedEdition>& edition);

private:
    struct Kept {
        std::shared_ptr<const RenderedEdition> of; ///< kept, so that no other object takes its address
        std::shared_ptr<const Packed> pdf;
    };
    [[nodiscard]] std::shared_ptr<const Packed> kept(const RenderedEdition* edition);
    PictureReader pictures_;
    std::string site_;
    std::mutex making_;
    std::mutex mutex_;
    std::vector<Kept> kept_; ///< the one used last at the end
};

} // namespace panoh::portal
